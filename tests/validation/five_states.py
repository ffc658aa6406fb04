"""The scenario of test_model.py: five states that differ in all that matters, and nothing that is
drawn at random."""

ROLES = ("sending", "transit", "receiving")
STATES = {
    "AAA": {
        "sending": 8,
        "transit": 1,
        "receiving": 1,
        "population": 2e7,
        "gdp_per_head": 1500,
        "power": 1,
    },
    "BBB": {
        "sending": 4,
        "transit": 4,
        "receiving": 1,
        "population": 1e7,
        "gdp_per_head": 3000,
        "power": 2,
    },
    "CCC": {
        "sending": 1,
        "transit": 5,
        "receiving": 4,
        "population": 6e6,
        "gdp_per_head": 9000,
        "power": 1.5,
    },
    "DDD": {
        "sending": 1,
        "transit": 1,
        "receiving": 8,
        "population": 5e7,
        "gdp_per_head": 30000,
        "power": 5,
        "recognition": 0.3,
        "disclosure": 0.5,
    },
    "EEE": {
        "sending": 2,
        "transit": 0,
        "receiving": 7,
        "population": 9e6,
        "gdp_per_head": 40000,
        "power": 3,
        "exposure": 0.7,
        "self_image": {"sending": 0, "transit": 0, "receiving": 1},
        "capacity": 30000,
    },
}
FLOWS = [  # origin, destination, persons, pathway, stock, trend
    ("AAA", "DDD", 40000, "any", 500000, 0.03),
    ("AAA", "DDD", 9000, "irregular", 20000, 0.0),
    ("AAA", "EEE", 8000, "labour", 90000, 0.01),
    ("AAA", "CCC", 3000, "any", 30000, 0.01),
    ("BBB", "DDD", 15000, "any", 200000, 0.0),
    ("BBB", "EEE", 5000, "irregular", 10000, 0.05),
    ("CCC", "EEE", 4000, "any", 60000, 0.0),
    ("DDD", "EEE", 6000, "labour", 70000, 0.0),
]
ROUTES = [("AAA", "BBB", "DDD", 0.6), ("AAA", "CCC", "DDD", 0.8), ("BBB", "CCC", "EEE", 0.5)]
ISSUES = {
    "readmission": {
        "kind": "hard",
        "status_quo": 0.2,
        "ideal": (0.1, 0.2, 0.95),
        "salience": (0.7, 0.8, 1.0),
        "flow_response": -0.9,
        "pathway": "irregular",
        "unilateral": (0.5, 0.4, 0.3),
        "policy": "dyadic",
        "externality": 0.25,
        "expected_of_others": (0.3, 0.4, 0.9),
    },
    "quota": {
        "kind": "hard",
        "status_quo": 0.3,
        "ideal": (0.9, 0.5, 0.2),
        "salience": (1.0, 0.3, 0.7),
        "flow_response": 0.5,
        "pathway": "labour",
        "unilateral": 0.2,
    },
    "border": {
        "kind": "soft",
        "status_quo": 0.4,
        "ideal": (0.5, 0.7, 0.9),
        "salience": (0.3, 0.6, 1.0),
        "flow_response": -0.4,
        "externality": 0.5,
        "expected_of_others": (0.8, 0.9, 0.2),
        "unilateral": (0.2, 0.1, 0.0),
    },
    "trade": {
        "kind": "linkage",
        "status_quo": 0.4,
        "ideal": (1.0, 0.8, 0.3),
        "salience": (1.5, 1.0, 0.2),
        "externality": 0.3,
        "interdependence": "uniform",
    },
}
FORUMS = {  # in the order in which they meet; `every` and `term` in ticks of half a year
    "pair": {
        "level": "bilateral",
        "members": ["AAA", "DDD"],
        "agenda": ["readmission", "quota"],
        "every": 1,
        "scope": "single_issue",
        "rule": "unanimity",
        "frankness": 0.5,
        "bindingness": 0.6,
        "term": 2,
    },
    "council": {
        "level": "regional",
        "members": ["BBB", "CCC", "DDD", "EEE"],
        "every": 2,
        "scope": "package",
        "agenda": ["readmission", "quota", "border"],
        "rule": "simple_majority",
        "frankness": 0.4,
        "bindingness": 0.5,
        "term": 6,
        "secretariat": "office",
        "sanction": 0.005,
    },
    "summit": {
        "level": "global",
        "members": list(STATES),
        "agenda": ["readmission", "quota", "border"],
        "every": 3,
        "scope": "comprehensive",
        "rule": "consensus",
        "frankness": 0.2,
        "bindingness": 0.2,
        "term": 8,
    },
}
OFFICE = {
    "mandate": ["border", "readmission"],
    "mediation": 0.6,
    "assistance": 5e6,
    "relief": 4e6,
    "development": 2e7,
}
TICKS, YEARS, RATE = 12, 0.5, 0.5
SHOCK = {"from": ["AAA", "BBB"], "to": ["DDD"], "factor": 2.5, "tick": 4, "ticks": 2}
ATTENTION = {"states": ["DDD"], "issues": ["border", "quota"], "factor": 1.7, "tick": 6, "ticks": 3}
OVERRIDE = {
    "state": "CCC",
    "issue": "quota",
    "ideal": 0.8,
    "salience": 1.2,
    "weight": 0.6,
    "reason": "a test",
}
