"""Talks of `engine/ODD.md` 7.23, in NumPy, for the model of model_in_numpy.py. Rates of opening are
so great that talks open as soon as they can; nothing is drawn at random."""

import math

import numpy

from five_states import FORUMS, STATES, YEARS
from model_in_numpy import Model, nash

TALKS = {  # spans in ticks of half a year; the protocol takes one round
    "pair": {
        "scope": "package",
        "talks": {"mandate": 1, "round": 1, "initiative": 1e6, "gain": 0.25, "team": True},
        "cost": {"round": 0.0005, "signature": 0.005},
        "habit": {"pair": 0.5, "state": 0.3, "memory": 2},
        "reopens": 2,
        "term": 6,
    },
    "council": {
        "talks": {"mandate": 1, "round": 1},
        "cost": {"signature": 0.008},
        "renewal": "automatic",
        "term": 4,
    },
    "summit": {
        "talks": {"round": 1, "initiative": 1e6, "team": True},
        "habit": {"pair": 1.0, "memory": 4},
    },
}
TEAMS = {"DDD": 1, "AAA": 2}
RECORD = [  # forum, issue, terms, bindingness (of the forum where None), tick of signing
    ("council", "border", 0.6, None, -2),
    ("pair", "quota", 0.45, 0.4, -3),
    ("summit", "readmission", 0.4, None, -1),
]


class ModelOfTalks(Model):
    def __init__(self, dyadic_roles):
        super().__init__(False, dyadic_roles)
        self.talks, self.rounds = [], {name: [] for name in FORUMS}
        self.teams = {s: TEAMS.get(s, math.inf) for s in STATES}
        self.agreements = dict.fromkeys(FORUMS, 0.0)
        self.agreements_of = {name: dict.fromkeys(STATES, 0.0) for name in FORUMS}
        self.alone, self.overtaken = self.q, 0
        for name, issue, terms, bindingness, tick in RECORD:
            forum = FORUMS[name]
            for state in forum["members"]:
                self.commitments.setdefault((state, issue), {})[name] = (
                    terms,
                    bindingness or forum["bindingness"],
                    tick + forum["term"],
                    tick,
                    len(forum["members"]),
                )
            self.note_agreement(name, forum["members"], -tick * YEARS)
        n = range(len(self.names))
        self.z = numpy.array([[self.target(i, k) for k in range(len(self.issues))] for i in n])
        for k in self.towards:
            self.towards[k] = numpy.array([[self.target_towards(i, j, k) for j in n] for i in n])

    def note_agreement(self, name, states, years):
        left = 0.5 ** (years / FORUMS[name].get("habit", {}).get("memory", 5))
        self.agreements[name] += left
        for state in states:
            self.agreements_of[name][state] += left

    def habit(self, name):
        habit, members = FORUMS[name].get("habit", {}), FORUMS[name]["members"]
        of_members = numpy.prod([1 + self.agreements_of[name][s] for s in members])
        return (1 + self.agreements[name]) ** habit.get("pair", 0) * of_members ** (
            habit.get("state", 0) / len(members)
        )

    def price(self, name, rows, table):
        stake = self.common(name, rows, table)[1].sum(1)
        saved = self.saved(name, rows, table)
        return FORUMS[name].get("cost", {}).get("signature", 0) * (1 - saved) * stake

    def saved(self, name, rows, table):
        return 0

    def quicker(self, name, table, ticks):
        return ticks

    def reopened(self, name, k):
        held = [self.commitments.get((s, self.issues[k]), {}) for s in FORUMS[name]["members"]]
        after = FORUMS[name].get("reopens")
        return after is not None and all(
            name not in x or x[name][3] + after <= self.now_at for x in held
        )

    def end_terms(self, tick):
        self.now_at = tick
        if tick > 0:
            for name, forum in FORUMS.items():
                left = 0.5 ** (YEARS / forum.get("habit", {}).get("memory", 5))
                self.agreements[name] *= left
                for state in STATES:
                    self.agreements_of[name][state] *= left
        stays = []
        for name, forum in FORUMS.items():
            for state in forum["members"] if forum.get("renewal") == "automatic" else []:
                ends = [
                    k
                    for k in self.issues
                    if self.commitments.get((state, k), {}).get(name, (0, 0, math.inf))[2] <= tick
                ]
                if ends:
                    _, gain, stake = self.leaving(name, self.names.index(state))
                    if gain <= forum.get("sanction", 0) * stake:
                        stays += [(state, k, name) for k in ends]
        for state, k, name in stays:
            x, b, lapses, *rest = self.commitments[state, k][name]
            self.commitments[state, k][name] = (x, b, lapses + FORUMS[name]["term"], *rest)
        self.renewed = getattr(self, "renewed", 0) + len(stays)
        super().end_terms(tick)

    def topics(self, name):
        return range(len(self.issues)) if FORUMS[name]["scope"] == "single_issue" else [None]

    def open_on(self, name, topic):
        tables = [t for t in self.tables(name) if topic is None or t == [topic]]
        return tables[0] if tables else []

    def under_way(self, name, topic):
        return any(t["name"] == name and t["topic"] == topic for t in self.talks)

    def concerned_rows(self, name, table):
        rows = [self.names.index(s) for s in FORUMS[name]["members"]]
        if all(k in self.dyadic for k in table):
            rows = [i for i in rows if any(self.concerned(name, rows, k)[i].any() for k in table)]
        return rows

    def least_gain(self, name, table):
        rows = self.concerned_rows(name, table)
        theta, s = self.common(name, rows, table)
        best = self.gains(name, rows, table, 0.5).sum(1) + (s * (0.5 - theta) ** 2).sum(1)
        best += self.paid(name, rows, table)
        x = nash(best, s, theta, self.power[rows] / self.power[rows].sum())
        if (best < 0).any() or x is None:
            return None
        cost, rounds = FORUMS[name].get("cost", {}), self.rounds[name]
        expected = numpy.mean(rounds) if rounds else 10
        share = cost.get("round", 0) * expected / self.habit(name)
        share *= 1 - self.saved(name, rows, table)
        gain = best - (s * (x - theta) ** 2).sum(1) - share * s.sum(1)
        consents = gain > 1e-9
        held = (self.power[rows] * consents).sum() / self.power[rows].sum()
        carried = {"unanimity": consents.all(), "consensus": consents.any() and held >= 0.9 - 1e-9}
        return gain[consents].min() if carried[FORUMS[name]["rule"]] else None

    def open(self, name, topic, tick):
        team = FORUMS[name]["members"] if FORUMS[name]["talks"].get("team") else []
        if any(self.teams[s] < 1 for s in team):
            return
        for state in team:
            self.teams[state] -= 1
        issues = map(self.issues.index, FORUMS[name]["agenda"]) if topic is None else [topic]
        first = tick + self.quicker(name, list(issues), FORUMS[name]["talks"].get("mandate", 0))
        self.talks.append(
            {"name": name, "topic": topic, "opened": tick, "first": first, "team": team}
        )

    def open_by_decision(self, tick):
        chances = []
        for name in FORUMS:
            for topic in self.topics(name) if "initiative" in FORUMS[name]["talks"] else []:
                table = self.open_on(name, topic)
                if table and not self.under_way(name, topic):
                    gain = self.least_gain(name, table)
                    chances += [(gain, name, topic)] if gain is not None else []
        for _, name, topic in sorted(chances, key=lambda c: -round(c[0] * 1e9)):
            self.open(name, topic, tick)

    def hold_meetings(self, tick):
        met = numpy.zeros(len(self.names), bool)
        self.open_by_decision(tick)
        for name, forum in FORUMS.items():
            meets = tick % forum["every"] == 0
            if meets and "initiative" not in forum["talks"]:
                for topic in self.topics(name):
                    if not self.under_way(name, topic) and self.open_on(name, topic):
                        self.open(name, topic, tick)
            mine = [t for t in self.talks if t["name"] == name]
            if not meets and not mine:
                continue
            met |= numpy.isin(self.names, forum["members"])
            if meets or any("rows" not in t and t["first"] <= tick for t in mine):
                self.discuss(name, forum)
            self.failed = []
            for talks in mine:
                self.go_on(talks, forum, tick)
            self.propose(name, forum, [k for table in self.failed for k in table], tick)
        return met

    def go_on(self, talks, forum, tick):
        name = talks["name"]
        if "rows" not in talks and talks["first"] <= tick:
            table = self.open_on(name, talks["topic"])
            if not table:
                self.close(talks)
                return
            rows = self.concerned_rows(name, table)
            y, share, hardness = self.declare(name, rows, table)
            x = self.compromise(name, table, share, y)
            agreed = self.weigh(name, forum, rows, table, x)[2]
            ends = talks["first"] + self.quicker(name, table, forum["talks"].get("round", 0))
            talks |= {"rows": rows, "table": table, "y": y, "hardness": hardness, "x": x}
            talks |= {"agreed": agreed, "ends": ends}
        if "rows" in talks and talks["ends"] <= tick:
            self.end(talks, forum, tick)

    def end(self, talks, forum, tick):
        name, rows, table, x = (talks[key] for key in ("name", "rows", "table", "x"))
        agreed, left = talks["agreed"], list(range(len(table)))
        if agreed and talks["ends"] > talks["first"]:
            still_open = {k for t in self.tables(name) for k in t}
            left = [c for c, k in enumerate(table) if k in still_open]
            now = [table[c] for c in left]
            agreed = bool(left) and self.weigh(name, forum, rows, now, x[left])[2]
            self.overtaken += not agreed
        self.note_declared(rows, table, talks["y"])
        terms = dict(zip(table, x))
        self.sessions.append((name, agreed, terms, dict(zip(table, talks["hardness"])), numpy.nan))
        if agreed:
            self.sign(name, forum, rows, [table[c] for c in left], x[left], tick)
            self.note_agreement(name, [self.names[i] for i in rows], 0)
        else:
            self.delta[rows] *= 1 - 0.05
        self.rounds[name].append(1)
        self.close(talks)
        if not agreed:
            self.failed += [table]

    def close(self, talks):
        self.talks.remove(talks)
        for state in talks["team"]:
            self.teams[state] += 1

    def observed(self):
        count = lambda level: sum(FORUMS[t["name"]]["level"] == level for t in self.talks)
        levels = ("local", "subregional", "bilateral", "regional", "supranational", "global")
        used = {forum["level"] for forum in FORUMS.values()}
        counts = [count(level) if level in used else numpy.nan for level in levels]
        return super().observed() | {"talks": counts}
