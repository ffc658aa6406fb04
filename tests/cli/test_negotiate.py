"""`parley negotiate`: one table from a CSV file, told as text, JSON and CSV."""

import csv
import io
import json
import math
import os
import random
import re
import subprocess

import pytest
from jsonschema import Draft202012Validator

from conftest import TOP

CARS = TOP / "scenarios" / "data" / "eu_car_emissions.csv"
HELP = subprocess.run(
    [os.environ["PARLEY_PROGRAM"], "negotiate", "--help"],
    capture_output=True,
    text=True,
    check=True,
)
PROTOCOLS = re.search(r"How to negotiate: ([\w, \n]+);", HELP.stdout)[1].replace(",", " ").split()
OVER_PAYOFFS = {"alternating_offers", "nash_bargaining", "single_text", "zeuthen"}
PROPOSING = {"challenge", "compromise", "condorcet", "exchange"}
TRADE = """\
actor,issue,position,salience,power,status_quo
north,readmission,90,1,3,20
north,visas,20,0.4,3,10
north,aid,30,0.5,3,10
south,readmission,10,0.6,2,20
south,visas,90,1,2,10
south,aid,100,0.8,2,10
transit,readmission,30,0.5,1,20
transit,visas,60,0.5,1,10
"""
# Scholz, Calbert and Smith (2011): where the three that move stand after each round, the median and
# the mean.
PUBLISHED = [
    (8.415932, 7, 4, 8.415932, 7.461314),
    (9.610859, 8.415932, 7, 9.610859, 7.552501),
    (9.961980, 9.610859, 8.415932, 9.961980, 7.590145),
    (4.800881, 9.961980, 9.610859, 9.961980, 7.358131),
    (5.524238, 4.800881, 9.961980, 9.961980, 7.349174),
    (7.472046, 5.524238, 5.524238, 7.472046, 7.414878),
    (8.824594, 7.472046, 7.472046, 8.824594, 7.510457),
    (9.671130, 8.824594, 8.824594, 9.671130, 7.572447),
    (4.144849, 9.671130, 9.671130, 9.671130, 7.324989),
    (4.291541, 4.144849, 4.144849, 7, 7.242131),
]
PUBLISHED_RISK = {
    "NL": 1.40565,
    "BE": 0.7542,
    "LU": 0.50886,
    "DE": 1.40565,
    "FR": 1.04652,
    "IT": 1.04652,
    "UK": 1.9649,
    "IE": 0.5,
    "DK": 2.0,
    "GR": 1.11212,
}

NUMBER_OR_NULL = {"type": ["number", "null"]}
BY_NAME = {"type": "object", "additionalProperties": {"type": "number"}}
BY_NAME_OR_NULL = {"type": ["object", "null"], "additionalProperties": {"type": "number"}}
NAMES = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
BLOCKS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["member", "issue", "reason", "shortfall"],
        "additionalProperties": False,
        "properties": {
            "member": {"type": "string"},
            "issue": {"type": ["string", "null"]},
            "reason": {
                "enum": ["reservation_value", "red_line", "deadline", "participation", "cycling"]
            },
            "shortfall": {"type": "number", "minimum": 0},
        },
    },
}
PRICE = {
    "type": ["object", "null"],
    "required": ["amount", "affordable", "opens", "terms", "terms_if_alike", "transfers"],
    "additionalProperties": False,
    "properties": {
        "amount": {"type": "number", "minimum": 0},
        "affordable": {"type": "number", "minimum": 0},
        "opens": {"type": "boolean"},
        "terms": BY_NAME,
        "terms_if_alike": BY_NAME,
        "transfers": BY_NAME_OR_NULL,
    },
}
NEAREST = {
    "type": ["object", "null"],
    "required": ["terms", "least_gain", "all_could_gain", "all_but"],
    "additionalProperties": False,
    "properties": {
        "terms": BY_NAME,
        "least_gain": {"type": "number"},
        "all_could_gain": {"type": "boolean"},
        "all_but": {"type": ["string", "null"]},
        "terms_of_others": BY_NAME,
        "lost": {"type": "number", "minimum": 0},
    },
}
NEGOTIATED = {
    "type": "object",
    "required": [
        "protocol",
        "rule",
        "status",
        "rounds",
        "terms",
        "signatories",
        "consenting",
        "metrics",
        "payoffs",
        "reservation_values",
        "reference_points",
        "blocked_by",
        "objections",
        "trace",
    ],
    "additionalProperties": False,
    "properties": {
        "protocol": {"enum": PROTOCOLS},
        "rule": {"type": "string"},
        "status": {"enum": ["agreed", "broken_off", "timed_out"]},
        "rounds": {"type": "integer", "minimum": 0},
        "terms": BY_NAME,
        "signatories": NAMES,
        "consenting": NAMES,
        "metrics": {
            "type": "object",
            "required": ["pareto_gap", "nash_distance", "surplus_share"],
            "additionalProperties": NUMBER_OR_NULL,
        },
        "payoffs": BY_NAME,
        "reservation_values": {"type": "object", "additionalProperties": NUMBER_OR_NULL},
        "reference_points": {
            "type": "object",
            "required": ["nash", "kalai_smorodinsky", "egalitarian", "utilitarian"],
            "additionalProperties": BY_NAME_OR_NULL,
        },
        "nearest": NEAREST,
        "price": PRICE,
        "blocked_by": BLOCKS,
        "objections": BLOCKS,
        "chances": BY_NAME,
        "trace": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["round", "positions"],
                "additionalProperties": False,
                "properties": {
                    "round": {"type": "integer", "minimum": 0},
                    "positions": {"type": "object", "additionalProperties": BY_NAME},
                    "risk": {"type": "object"},
                    "median": {},
                    "mean": {},
                    "moves": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["member", "kind", "terms", "payoff"],
                            "additionalProperties": False,
                            "properties": {
                                "member": {"type": ["string", "null"]},
                                "kind": {
                                    "enum": ["offer", "accept", "walk_away", "proposal", "vote"]
                                },
                                "terms": BY_NAME,
                                "payoff": NUMBER_OR_NULL,
                            },
                        },
                    },
                },
            },
        },
    },
}
REFUSED = {
    "type": "object",
    "required": ["protocol", "rule", "status", "refused_because"],
    "additionalProperties": False,
    "properties": {
        "protocol": {"enum": PROTOCOLS},
        "rule": {},
        "status": {"const": "refused"},
        "refused_because": {"type": "string"},
    },
}


@pytest.fixture
def negotiate(parley, tmp_path):
    """Negotiates positions, a text or a path."""

    def call(positions, *arguments, **options):
        path = positions
        if isinstance(positions, str):
            path = tmp_path / "positions.csv"
            path.write_bytes(positions.encode("utf-8", "surrogateescape"))
        return parley("negotiate", path, *arguments, **options)

    return call


@pytest.fixture
def as_json(negotiate):
    def call(positions, *arguments):
        done = negotiate(positions, "--format", "json", *arguments)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return json.loads(done.stdout)

    return call


def rows_of(done):
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_the_published_rounds_of_the_challenge_model(as_json):
    result = as_json(CARS, "--protocol", "challenge")
    rounds = result["trace"]
    assert [each["round"] for each in rounds] == list(range(11))
    assert rounds[0]["median"] == 7
    assert rounds[0]["mean"] == pytest.approx(7.389955686853767, abs=1e-12)
    assert {who: pytest.approx(risk, abs=5e-6) for who, risk in PUBLISHED_RISK.items()} == rounds[
        1
    ]["risk"]
    for told, (be, lu, ie, median, mean) in zip(rounds[1:], PUBLISHED):
        position = {who: at["years_of_delay"] for who, at in told["positions"].items()}
        assert position == pytest.approx(
            {
                "NL": 4,
                "BE": be,
                "LU": lu,
                "DE": 4,
                "FR": 10,
                "IT": 10,
                "UK": 10,
                "IE": ie,
                "DK": 4,
                "GR": 7,
            },
            abs=1e-6,
        )
        assert (told["median"], told["mean"]) == pytest.approx((median, mean), abs=1e-6)
    assert result["terms"] == {"years_of_delay": 7}
    assert result["status"] == "agreed" and len(result["signatories"]) == 10


def test_the_rounds_of_the_challenge_model_stand_in_every_format(negotiate):
    text = negotiate(CARS, "--protocol", "challenge").stdout
    assert " 8.4159323 " in text and " 7.4613144 " in text
    rows = rows_of(negotiate(CARS, "--protocol", "challenge", "--format", "csv"))
    at = {(row["quantity"], row["round"], row["actor"]): row["value"] for row in rows}
    assert float(at["position", "10", "BE"]) == pytest.approx(4.291541, abs=1e-6)
    assert float(at["median", "4", ""]) == pytest.approx(9.961980, abs=1e-6)


def test_options_of_the_challenge_model(as_json):
    def rounds(*options):
        return as_json(CARS, "--protocol", "challenge", *options)["trace"]

    assert len(rounds("--option", "rounds=3")) == 4
    first = rounds("--option", "choice=least_move")
    assert first[3]["mean"] == pytest.approx(PUBLISHED[2][4], abs=1e-6)
    assert first[4]["mean"] != pytest.approx(PUBLISHED[3][4], abs=1e-3)  # departs at round 4
    assert rounds("--option", "denominator=dyad")[1] != rounds()[1]
    assert rounds("--option", "challenge.variant=scholz2011") == rounds()


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("rule", ["unanimity", "simple_majority", "opt_in"])
@pytest.mark.parametrize("trace", [[], ["--trace"]], ids=["plain", "traced"])
def test_json_keeps_its_promise(as_json, protocol, rule, trace):
    result = as_json(TRADE, "--protocol", protocol, "--rule", rule, *trace)
    Draft202012Validator(NEGOTIATED).validate(result)
    agreed = result["status"] == "agreed"
    assert bool(result["signatories"]) == agreed
    assert bool(result["blocked_by"]) != agreed
    assert set(result["terms"]) == {"readmission", "visas", "aid"}
    assert bool(trace) <= bool(result["trace"])
    for who in result["signatories"] if rule == "unanimity" else []:
        assert result["payoffs"][who] >= result["reservation_values"][who] - 1e-6


def test_payoffs_count_as_positions_are_given(as_json):
    result = as_json(TRADE, "--protocol", "compromise")
    terms = result["terms"]
    assert terms["visas"] == pytest.approx(
        (3 * 0.4 * 20 + 2 * 90 + 0.5 * 60) / (3 * 0.4 + 2 + 0.5), rel=1e-14
    )
    assert terms["aid"] == pytest.approx(
        (3 * 0.5 * 30 + 2 * 0.8 * 100) / (3 * 0.5 + 2 * 0.8), rel=1e-14
    )
    north = -(
        (terms["readmission"] - 90) ** 2
        + 0.4 * (terms["visas"] - 20) ** 2
        + 0.5 * (terms["aid"] - 30) ** 2
    )
    assert result["payoffs"]["north"] == pytest.approx(north, rel=1e-12)
    assert result["reservation_values"] == {"north": -5140, "south": -12940, "transit": -1300}


def test_who_blocks_is_told_and_why(as_json, negotiate):
    opposed = "actor,issue,position,salience,power,status_quo\na,x,0,1,1,4\nb,x,10,1,1,4\n"
    result = as_json(opposed, "--protocol", "compromise")
    assert result["status"] == "broken_off"
    assert result["terms"] == {"x": 5}
    assert result["blocked_by"] == [
        {"member": "a", "issue": None, "reason": "reservation_value", "shortfall": 9}
    ]
    text = negotiate(opposed, "--protocol", "compromise").stdout
    assert "Broken off after 1 round." in text
    assert "objects: 9 short of its reservation value" in text
    bound = as_json(
        opposed, "--protocol", "compromise", "--rule", "consensus", "--option", "objection=0.5"
    )
    assert bound["signatories"] == ["a", "b"] and bound["consenting"] == ["b"]
    assert bound["objections"] == result["blocked_by"] and bound["blocked_by"] == []


HEAD = "actor,issue,position,salience,power,status_quo,gdp,transfer\n"
# A product of 25 billion, and one of 75: one per cent is worth 0.25, so that a unit of payoff is
# worth 1 billion a year to a, and 3 to b.
APART = HEAD + "a,x,0.1,1,1,0.5,25e9,\nb,x,0.9,1,1,0.5,75e9,\n"


def test_a_breakdown_has_a_price_where_products_are_known(as_json, negotiate):
    result = as_json(APART, "--protocol", "nash_bargaining")
    assert result["status"] == "broken_off"
    # x* = (0.1 + 3 0.9) / 4 = 0.7: a falls by 0.36 - 0.16, b rises by 0.16 - 0.04
    price = result["price"]
    assert price["opens"] is True
    assert price["amount"] == pytest.approx(0.2e9) and price["affordable"] == pytest.approx(0.36e9)
    assert price["terms"] == {"x": pytest.approx(0.7)}
    assert price["terms_if_alike"] == {"x": pytest.approx(0.5)}
    assert price["transfers"] == {"a": pytest.approx(0.2e9), "b": pytest.approx(-0.2e9)}
    text = negotiate(APART, "--protocol", "nash_bargaining").stdout
    assert "200 million dollars a year" in text and "could pay 360 million dollars" in text
    rows = rows_of(negotiate(APART, "--protocol", "nash_bargaining", "--format", "csv"))
    assert (
        float(next(row for row in rows if row["quantity"] == "price")["value"]) == price["amount"]
    )
    dear = as_json(APART, "--protocol", "nash_bargaining", "--price", "0.5")
    assert dear["price"]["amount"] == pytest.approx(0.1e9)
    unknown = as_json(APART.replace("75e9", ""), "--protocol", "nash_bargaining")
    assert unknown["price"] is None


def test_a_breakdown_says_how_near_it_was(as_json, negotiate):
    # 0.5 is in force. Without c the least gain, of a, is greatest at 0.8; there c, who wants 0.2,
    # loses 0.6^2 - 0.3^2 (tests/unit/negotiation/test_nearest_terms.cpp)
    table = "actor,issue,position,salience,power,status_quo\n" + "".join(
        f"{actor},x,{position},1,1,0.5\n"
        for actor, position in (("a", 0.8), ("b", 0.9), ("c", 0.2))
    )
    near = as_json(table, "--protocol", "nash_bargaining")["nearest"]
    assert near["all_could_gain"] is False and near["all_but"] == "c"
    assert near["terms_of_others"] == {"x": pytest.approx(0.8, abs=1e-6)}
    assert near["lost"] == pytest.approx(0.27, abs=1e-6)
    text = negotiate(table, "--protocol", "nash_bargaining").stdout
    assert "All but c could have gained" in text and "0.27" in text
    rows = rows_of(negotiate(table, "--protocol", "nash_bargaining", "--format", "csv"))
    assert next(row["actor"] for row in rows if row["quantity"] == "all_but") == "c"


def test_money_on_the_table_turns_the_breakdown_into_an_agreement(as_json):
    money = "a,aid,1,0,1,,25e9,400e6\nb,aid,0,0,1,,75e9,-400e6\n"
    result = as_json(
        APART + money,
        "--protocol",
        "nash_bargaining",
    )
    assert result["status"] == "agreed" and result["terms"]["aid"] > 0
    paid, x = result["terms"]["aid"], result["terms"]["x"]
    # a: 0.4 of payoff for all of the aid; b: 0.4 / 3 less
    assert result["payoffs"]["a"] == pytest.approx(0.4 * paid - (x - 0.1) ** 2)
    assert result["payoffs"]["b"] == pytest.approx(-0.4 / 3 * paid - (x - 0.9) ** 2)
    assert all(
        result["payoffs"][actor] > result["reservation_values"][actor] for actor in ("a", "b")
    )


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("a,x,1,0,1,,,5e6\nb,x,0,0,1,,1e9,-5e6\n", "a transfer to 'a' without its product"),
        ("a,x,1,1,1,,1e9,5e6\nb,x,0,0,1,,1e9,-5e6\n", "'a' weighs 'x', which is money"),
        ("a,x,1,0,1,,1e9,5e6\nb,x,0,0,1,,1e9,\n", "'x' is money in some rows only"),
        ("a,x,1,0,1,,1e9,5e6\na,y,1,1,1,,2e9,\n", "the product of actor 'a' is 2000000000 here"),
        ("a,x,1,0,1,,0,5e6\n", "gdp"),
    ],
)
def test_mistakes_about_money_are_told(negotiate, rows, told):
    result = negotiate(HEAD + rows, "--protocol", "nash_bargaining")
    assert result.returncode == 2 and told in result.stderr


def test_a_red_line_is_told_by_issue(as_json):
    result = as_json(
        "actor,issue,position,salience,power,status_quo,red_line\na,x,0,1,1,4,0\nb,x,10,1,1,4,\n",
        "--protocol",
        "compromise",
    )
    assert {"member": "a", "issue": "x", "reason": "red_line", "shortfall": 9} in result[
        "blocked_by"
    ]


def test_all_protocols_side_by_side(as_json, negotiate):
    results = as_json(TRADE, "--protocol", "all")
    assert [each["protocol"] for each in results] == PROTOCOLS
    for each in results:
        Draft202012Validator(NEGOTIATED).validate(each)
        alone = as_json(TRADE, "--protocol", each["protocol"])
        assert alone == each
    text = negotiate(TRADE, "--protocol", "all").stdout
    for name in [*PROTOCOLS, "Kalai-Smorodinsky", "status quo", "readmission"]:
        assert name in text
    assert {
        row["protocol"] for row in rows_of(negotiate(TRADE, "--protocol", "all", "--format", "csv"))
    } == set(PROTOCOLS)


def test_a_protocol_that_cannot_treat_a_table_says_why(as_json, negotiate):
    done = negotiate(CARS, "--protocol", "zeuthen")
    assert done.returncode == 2 and done.stdout == ""
    assert (
        "zeuthen cannot treat this table (" in done.stderr
        and "'BE' knows none: 'years_of_delay' has no status quo" in done.stderr
    )
    results = as_json(CARS, "--protocol", "all")
    refused = [each for each in results if each["status"] == "refused"]
    assert {each["protocol"] for each in refused} >= OVER_PAYOFFS
    assert not PROPOSING & {each["protocol"] for each in refused}
    for each in refused:
        Draft202012Validator(REFUSED).validate(each)
    text = negotiate(CARS, "--protocol", "all").stdout
    assert "Refused, and why" in text
    rows = rows_of(negotiate(CARS, "--protocol", "all", "--format", "csv"))
    assert [
        (row["protocol"], row["quantity"], row["value"])
        for row in rows
        if row["status"] == "refused"
    ] == [(each["protocol"], "refused_because", each["refused_because"]) for each in refused]


def test_the_trace_tells_every_move(as_json, negotiate):
    result = as_json(TRADE, "--protocol", "alternating_offers", "--trace")
    moves = [move for told in result["trace"] for move in told["moves"]]
    assert [told["round"] for told in result["trace"]] == list(range(1, result["rounds"] + 1))
    assert moves[0]["member"] == "north" and moves[0]["kind"] == "offer"
    last = result["trace"][-1]["moves"]
    assert all(move["terms"] == result["terms"] for move in last[-2:])
    text = negotiate(TRADE, "--protocol", "alternating_offers", "--trace").stdout
    assert "Moves of alternating_offers" in text and text.count(" offers ") == sum(
        m["kind"] == "offer" for m in moves
    )
    rows = rows_of(
        negotiate(TRADE, "--protocol", "alternating_offers", "--trace", "--format", "csv")
    )
    assert sum(row["quantity"] == "move.offer" for row in rows) == 3 * sum(
        m["kind"] == "offer" for m in moves
    )


def test_the_order_of_lines_changes_nothing(negotiate):
    head, *lines = TRADE.splitlines(keepends=True)
    for protocol in PROTOCOLS:
        first = negotiate(TRADE, "--protocol", protocol, "--format", "json", "--trace").stdout
        random.Random(protocol).shuffle(lines)
        assert (
            negotiate(
                head + "".join(lines), "--protocol", protocol, "--format", "json", "--trace"
            ).stdout
            == first
        )


def test_the_seed_changes_what_is_drawn_and_nothing_else(as_json):
    def terms(protocol, seed):
        return as_json(TRADE, "--protocol", protocol, "--seed", seed)["terms"]

    assert terms("single_text", 1) == terms("single_text", 1)
    assert terms("single_text", 1) != terms("single_text", 2)
    assert terms("zeuthen", 1) == terms("zeuthen", 2)


def test_the_deadline_and_the_secretariat_count(as_json):
    late = as_json(TRADE, "--protocol", "alternating_offers", "--deadline", "40")
    soon = as_json(TRADE, "--protocol", "alternating_offers", "--deadline", "4")
    assert soon["rounds"] <= 4 < late["rounds"]

    def surplus(mediation):
        return as_json(
            TRADE, "--protocol", "single_text", "--deadline", "1", "--mediation", mediation
        )["metrics"]

    assert surplus("1")["nash_distance"] < surplus("0")["nash_distance"]


def test_csv_and_json_say_the_same(as_json, negotiate):
    result = as_json(TRADE, "--protocol", "nash_bargaining")
    rows = rows_of(negotiate(TRADE, "--protocol", "nash_bargaining", "--format", "csv"))
    told = {row["issue"]: float(row["value"]) for row in rows if row["quantity"] == "terms"}
    assert told == result["terms"]
    payoff = {row["actor"]: float(row["value"]) for row in rows if row["quantity"] == "payoff"}
    assert payoff == result["payoffs"]


ODD_NAMES = {
    "commas and quotes": ['a, "b"', "x, y"],
    "other scripts": ["Ελλάδα", "移民"],
    "what CSV readers take for formulas": ["=1+1", "@x"],
    "what JSON must escape": ["a\\b", "x</script>"],
    "spaces at the ends": [" a ", " x "],
    "long ones": ["a" * 100, "x" * 100],
}


@pytest.mark.parametrize("names", ODD_NAMES.values(), ids=ODD_NAMES)
def test_odd_names_come_back_as_they_are(as_json, negotiate, names):
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    actor, issue = names
    writer.writerows(
        [
            ["actor", "issue", "position", "salience", "power"],
            [actor, issue, 1, 1, 1],
            ["b", issue, 2, 1, 1],
        ]
    )
    for result in as_json(buffer.getvalue(), "--protocol", "all"):
        if result["status"] != "refused":
            assert set(result["signatories"]) == {actor, "b"} and set(result["terms"]) == {issue}
    rows = rows_of(negotiate(buffer.getvalue(), "--protocol", "challenge", "--format", "csv"))
    safe_actor, safe_issue = ("'" + name if name[0] in "=@" else name for name in names)
    assert {row["actor"] for row in rows} == {"", safe_actor, "b"}
    assert {row["issue"] for row in rows} == {"", safe_issue}
    assert actor.rstrip() in negotiate(buffer.getvalue(), "--protocol", "compromise").stdout


TABLES = {
    "one actor, one issue": "a,x,1,1,1,0\n",
    "nobody weighs anything": "a,x,1,0,0,0\nb,x,2,0,0,0\n",
    "all want the same": "a,x,5,1,1,5\nb,x,5,1,1,5\n",
    "huge numbers": "a,x,1e12,1e12,1e12,-1e12\nb,x,-1e12,1e12,1e12,-1e12\n",
    "tiny numbers": "a,x,1e-300,1e-300,1e-300,0\nb,x,2e-300,1e-300,1e-300,0\n",
    "numbers far apart": "a,x,1e12,1e-12,1e12,0\nb,x,1e-12,1e12,1e-12,0\n",
    "separate issues": "a,x,1,1,1,0\nb,y,1,1,1,0\n",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize("rule", ["unanimity", "consensus", "opt_in"])
def test_odd_tables_are_negotiated(as_json, negotiate, table, rule):
    positions = "actor,issue,position,salience,power,status_quo\n" + table
    for result in as_json(positions, "--protocol", "all", "--rule", rule, "--trace"):
        Draft202012Validator(NEGOTIATED).validate(result)
        assert all(math.isfinite(x) for x in result["terms"].values())
    assert negotiate(positions, "--protocol", "all", "--rule", rule, "--trace").returncode == 0


def test_a_thousand_actors_are_negotiated(as_json, negotiate):
    draw = random.Random(1)
    lines = ["actor,issue,position,salience,power\n"]
    lines += [f"a{i},x,{draw.random()},{draw.random()},{draw.random()}\n" for i in range(1000)]
    results = as_json("".join(lines), "--protocol", "all")
    assert {each["protocol"] for each in results if each["status"] == "agreed"} >= PROPOSING
    text = negotiate("".join(lines), "--protocol", "compromise").stdout
    assert "1000 actors, all in favour" in text and max(map(len, text.splitlines())) < 120


# What is asked for, and what is said about it.
WRONG = {
    "no protocol": (
        [],
        "'--protocol' is missing; write 'parley negotiate POSITIONS.csv --protocol NAME'",
    ),
    "an unknown protocol": (
        ["--protocol", "zeuten"],
        "--protocol: error: unknown protocol 'zeuten'; did you mean 'zeuthen'?",
    ),
    "an unknown rule": (
        ["--protocol", "zeuthen", "--rule", "unanimous"],
        "--rule: error: unknown decision rule 'unanimous'",
    ),
    "an unknown option": (
        ["--protocol", "zeuthen", "--option", "stp=1"],
        "unknown option 'stp'; did you mean 'step'?",
    ),
    "an option of another": (
        ["--protocol", "zeuthen", "--option", "voting=cubic"],
        "it belongs to the protocol condorcet",
    ),
    "a value out of range": (
        ["--protocol", "zeuthen", "--option", "step=2"],
        "must be a number above 0 and at most 1",
    ),
    "an option without a value": (
        ["--protocol", "zeuthen", "--option", "step"],
        "'step' is no option of a method",
    ),
    "a weight that is not there": (
        [
            "--protocol",
            "compromise",
            "--rule",
            "qualified_majority",
            "--option",
            "thresholds.gdp=0.5",
        ],
        "--rule qualified_majority: error: it cannot be used so (thresholds.gdp: the members' gdp is not known)",
    ),
    "no threshold": (
        ["--protocol", "compromise", "--rule", "qualified_majority"],
        "needs at least one threshold",
    ),
    "an unknown format": (["--protocol", "zeuthen", "--format", "yaml"], "--format"),
    "no deadline": (
        ["--protocol", "zeuthen", "--deadline", "0"],
        "'--deadline' must be a whole number from 1 to 100000, not '0'",
    ),
    "a mediation that is no number": (
        ["--protocol", "single_text", "--mediation", "nan"],
        "must be a number from 0 to 1, not 'nan'",
    ),
    "a misspelt option of the command": (
        ["--protocl", "zeuthen"],
        "unknown option '--protocl'; did you mean '--protocol'?",
    ),
}


@pytest.mark.parametrize("arguments, told", WRONG.values(), ids=WRONG)
def test_a_wrong_call_is_refused(negotiate, arguments, told):
    done = negotiate(TRADE, *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stdout == ""


def test_all_mistakes_of_a_file_are_told_with_their_places(negotiate):
    done = negotiate(
        "actor,issue,position,salience,power\na,x,one,1,1\nb,x,1,-1,1\nb,y,1,1,1\nb,z,1,1,2\n",
        "--protocol",
        "compromise",
    )
    assert done.returncode == 2 and done.stdout == ""
    for place in ("2:5", "3:7", "5:9", "4:9: note"):
        assert f"positions.csv:{place}" in done.stderr


def test_a_file_that_is_not_there_is_refused(parley):
    done = parley("negotiate", "nowhere.csv", "--protocol", "compromise")
    assert done.returncode == 2
    assert "nowhere.csv: error: cannot be read (there is no such file)" in done.stderr
