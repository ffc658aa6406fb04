"""Minutes are read as they were written, agree with the result of the same run to the last bit, and
what is damaged is refused with its line."""

import json
import os
import random

import numpy as np
import pytest

import parley_analysis as pa
from conftest import ROOT

AT = {"time": "2005-01"}
UNION = AT | {"forum": "union", "forum_name": "Union of the South"}
CORRIDOR = AT | {"forum": "A_B", "forum_name": "Corridor A-B"}
NO_METRICS = dict.fromkeys(("pareto_gap", "nash_distance", "surplus_share"))


def run(what_if):
    return {
        "record": "run", "format": "parley minutes", "format_version": 1, "what_if": what_if,
        "replicate": 0, "seed": 7,
    }  # fmt: skip


def table(number, forum, issues, members):
    return {"record": "table", "table": number, **forum, "issues": issues, "members": members,
            "blocs": [], "options": {}, "talks": None}  # fmt: skip


def declaration(number, issue, pattern, hardness, **positions):
    return {"record": "declaration", "table": number, "issue": issue, "pattern": pattern,
            "hardness": hardness, "balance": 0.25, "positions": positions}  # fmt: skip


def move(number, round, member, kind, terms, payoff=None):
    return {"record": "move", "table": number, "round": round, "member": member, "kind": kind,
            "terms": terms, "payoff": payoff}  # fmt: skip


def outcome(number, status, rounds, terms, signed=(), **further):
    return {"record": "outcome", "table": number, "status": status, "rounds": rounds,
            "terms": terms, "settled_elsewhere": [], "signatories": [*signed],
            "consenting": [*signed], "abstaining": [], "metrics": NO_METRICS, "blocked_by": [], **further}  # fmt: skip


BLOCK = {"member": "B", "issue": None, "reason": "reservation_value", "shortfall": 0.0512345678901,
         "worth": 2.5e9, "outside_option": None, "signature": None}  # fmt: skip
NEAREST = {"terms": {"quotas": 0.3}, "least_gain": -0.01, "all_could_gain": False, "all_but": "B",
           "terms_of_others": {"quotas": 0.8}, "lost": 0.3}  # fmt: skip
LINES = [
    run("baseline"),
    {"record": "event", **AT, "kind": "self_image", "about": "Something changes"},
    {"record": "meeting", **UNION, "level": "subregional", "present": ["A", "B", "C"],
     "has_talks": False, "tables": 1},
    table(0, UNION, ["quotas"], ["A", "B", "C"]),
    declaration(0, "quotas", "overlapping", 0.17, A=0.88, B=0.05, C=0.1),
    move(0, 1, "A", "offer", {"quotas": 0.75}, -0.02),
    move(0, 1, "B", "offer", {"quotas": 0.2}, -0.01),
    move(0, 2, "A", "accept", {"quotas": 0.2}, -0.3),
    move(0, 2, "B", "offer", {"quotas": 0.2512345678901234}, -0.02),
    outcome(0, "timed_out", 2, {"quotas": 0.25}, blocked_by=[BLOCK], nearest=NEAREST, price=None),
    {"record": "meeting", **CORRIDOR, "level": "bilateral", "present": ["A", "B"],
     "has_talks": False, "tables": 1},
    table(1, CORRIDOR, ["quotas", "returns"], ["A", "B"]),
    declaration(1, "quotas", "conflicting", 0.5, A=0.9, B=0.1),
    declaration(1, "returns", "conflicting", 0.6, A=0.0, B=1.0),
    move(1, 1, None, "proposal", {"quotas": 0.4, "returns": 0.55}),
    outcome(1, "agreed", 1, {"quotas": 0.4, "returns": 0.55}, signed=("A", "B")),
    {"record": "defection", **CORRIDOR, "state": "A", "state_name": "Aland", "issues": ["quotas"],
     "left_behind": ["B"]},
    run("open"),
    {"record": "meeting", **CORRIDOR, "level": "bilateral", "present": ["A", "B"],
     "has_talks": False, "tables": 0},
]  # fmt: skip


def written_to(folder, lines):
    path = folder / "x.minutes.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


@pytest.fixture
def written(tmp_path):
    return written_to(tmp_path, LINES)


def test_every_round_has_the_positions_of_all(written):
    first, second = pa.read_minutes(written)
    assert (first["forum"], first["time"], first["status"], first["rounds"]) == (
        "Union of the South", "2005-01", "timed_out", 2,
    )  # fmt: skip
    assert [entry["round"] for entry in first["trace"]] == [1, 2]
    held = {"A": {"quotas": 0.75}, "B": {"quotas": 0.20}, "C": {"quotas": 0.1}}
    assert first["trace"][0]["positions"] == held
    assert first["trace"][1]["positions"]["B"] == {"quotas": 0.2512345678901234}
    assert first["trace"][1]["moves"][0] == {
        "member": "A", "kind": "accept", "terms": {"quotas": 0.2}, "payoff": -0.3,
    }  # fmt: skip
    assert np.isnan(first["terms"]["quotas"])
    assert second["terms"] == {"quotas": 0.40, "returns": 0.55}
    assert second["hardness"] == {"quotas": 0.5, "returns": 0.6}


def test_where_all_move_at_once_their_standings_are_the_rounds(tmp_path):
    stood = [
        {"record": "standing", "table": 0, "round": number, "median": 0.5, "mean": 0.5,
         "positions": {"A": {"quotas": at}, "B": {"quotas": 0.1}}}
        for number, at in enumerate((0.9, 0.5))
    ]  # fmt: skip
    vote = move(0, 3, "A", "vote", {"quotas": 0.5}, -0.1) | {"in_favour": True}
    lines = [
        run("baseline"),
        table(0, CORRIDOR, ["quotas"], ["A", "B"]),
        declaration(0, "quotas", "common", 0.1, A=0.9, B=0.1),
        *stood,
        vote,
        outcome(0, "agreed", 1, {"quotas": 0.5}, signed=("A", "B")),
    ]
    minutes = pa.read_minutes(written_to(tmp_path, lines))
    (told,) = minutes
    assert [(of["round"], of["positions"]["A"]["quotas"]) for of in told["trace"]] == [
        (0, 0.9),
        (1, 0.5),
    ]
    assert [len(of["moves"]) for of in told["trace"]] == [0, 1]  # the vote is of the last round
    assert minutes.standings.query("member == 'A'")["position"].tolist() == [0.9, 0.5]
    assert minutes.moves["in_favour"].tolist() == [True]


def test_the_minutes_are_frames(written):
    minutes = pa.read_minutes(written)
    assert (minutes.what_if, minutes.replicate, minutes.seed) == ("baseline", 0, 7)
    tables = minutes.tables
    assert tables.index.tolist() == [0, 1]
    assert tables["forum"].tolist() == ["union", "A_B"]
    assert tables["time"].dt.strftime("%Y-%m").tolist() == ["2005-01"] * 2
    assert tables["all_but"].fillna("-").tolist() == ["B", "-"]
    assert tables["signatories"].tolist() == [(), ("A", "B")]
    assert minutes.terms["position"].tolist() == [0.25, 0.4, 0.55]
    assert minutes.terms["agreed"].tolist() == [False, True, True]
    assert minutes.declared["position"].tolist() == [0.88, 0.05, 0.1, 0.9, 0.1, 0.0, 1.0]
    moves = minutes.moves
    assert moves["position"].tolist() == [0.75, 0.2, 0.2, 0.2512345678901234, 0.4, 0.55]
    assert moves["step"].tolist() == [0, 1, 0, 1, 0, 0]
    assert minutes.blocks["shortfall"].tolist() == [0.0512345678901]
    assert minutes.happenings("event")["kind"].tolist() == ["self_image"]
    assert minutes.happenings("defection")["left_behind"].tolist() == [("B",)]
    assert minutes.happenings("ratification").empty
    with pytest.raises(ValueError, match="no happening 'party'"):
        minutes.happenings("party")
    none = pa.read_minutes(written, what_if="open")
    frames = (none.tables, none.terms, none.declared, none.moves, none.standings, none.blocks)
    assert all(frame.empty for frame in frames)


def test_tables_are_chosen_by_run_forum_and_issue(written):
    assert len(pa.read_minutes(written, forum="Corridor A-B")) == 1
    assert len(pa.read_minutes(written, forum="A_B")) == 1
    assert len(pa.read_minutes(written, issue="returns")) == 1
    assert len(pa.read_minutes(written, what_if="open")) == 0
    with pytest.raises(ValueError, match=r"no minutes of 'open', replicate 3 \(there are base"):
        pa.read_minutes(written, what_if="open", replicate=3)


def test_a_table_of_the_minutes_can_be_drawn(written):
    axes = pa.plot_trace(pa.read_minutes(written)[0])
    lines = {line.get_label(): list(line.get_ydata()) for line in axes.lines}
    assert lines["B"] == [0.20, 0.2512345678901234]
    assert axes.get_title(loc="left") == "Quotas at Union of the South, 2005-01"


def changed(number, **fields):
    """The lines with other fields in one, or without those that are `...`."""
    line = {name: of for name, of in (LINES[number] | fields).items() if of is not ...}
    return [*LINES[:number], line, *LINES[number + 1 :]]


WRONG = {
    "no run": (LINES[1:], 1, "the first line is not of a run"),
    "another format": (changed(0, format="prose"), 1, "the format is 'prose'"),
    "a later version": (changed(0, format_version=2), 1, "minutes of format 2; this package"),
    "an unknown record": (changed(4, record="speech"), 5, "'record' is 'speech', none of run, ev"),
    "no record": (changed(4, record=...), 5, "'record' is None"),
    "a missing field": (changed(4, hardness=...), 5, "a line 'declaration' without 'hardness'"),
    "a round that is none": (changed(5, round=1.5), 6, "'round' is not what it should be. A whole"),
    "a truth value as a number": (changed(5, round=True), 6, "'round' is not what it should be"),
    "a month that is none": (changed(3, time="2005-13"), 4, "'time' is not what it should be"),
    "a text for terms": (changed(5, terms="0.75"), 6, "'terms' is not what it should be"),
    "a block without a reason": (
        changed(9, blocked_by=[{"member": "B"}]), 10, "'blocked_by' is not what it should be. A li",
    ),
    "a breakdown without nearest": (changed(9, nearest=...), 10, "'outcome' without 'nearest'"),
    "a stranger": (changed(5, member="X"), 6, "no member 'X' at table 0"),
    "a strange issue": (changed(5, terms={"tea": 1}), 6, "no issue 'tea' at table 0"),
    "a table out of turn": (changed(3, table=1), 4, "table 1 where table 0 should follow"),
    "a move of another table": (changed(5, table=3), 6, "of table 3, which is not open"),
    "a move without a table": ([LINES[0], LINES[5]], 2, "of table 0, which is not open"),
    "a lost outcome": (LINES[:9] + LINES[10:], 10, "table 0 has no outcome before this line"),
    "a table cut off": (LINES[:8], 8, "the file ends within table 0; is it cut off?"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_refused_with_its_line(tmp_path, name):
    lines, number, problem = WRONG[name]
    path = written_to(tmp_path, lines)
    with pytest.raises(pa.DamagedMinutesError) as refused:
        pa.read_minutes(path)
    assert str(refused.value).startswith(f"{path}, line {number}: ")
    assert problem in str(refused.value)


@pytest.mark.parametrize(
    "content, problem",
    [
        (b"", "x.minutes.jsonl: is empty"),
        (b"Minutes of baseline, replicate 0\n", "line 1: these are minutes to be read by people"),
        (b'{"record": "run"', "line 1: the line does not end; is the file cut off?"),
        (b'{"record": "run",}\n', "line 1: no JSON at column"),
        (b"\xff\xfe\n", "line 1: byte 1 is not UTF-8"),
        (b"[" * 100_000 + b"\n", "line 1: lists and objects are nested too deeply"),
        (b'["run"]\n', "line 1: is not an object"),
        (b'{"record": "run", "record": "run"}\n', "line 1: 'record' stands twice"),
        (b'{"record": NaN}\n', "line 1: 'NaN' is not a number of JSON"),
        (b'{"record": 1e999}\n', "line 1: the number 1e999 is too large"),
        (b'{"record": ' + b"9" * 5000 + b"}\n", "line 1: "),
    ],
)
def test_what_is_no_minutes_is_refused(tmp_path, content, problem):
    path = tmp_path / "x.minutes.jsonl"
    path.write_bytes(content)
    with pytest.raises(pa.DamagedMinutesError, match=r"x\.minutes\.jsonl") as refused:
        pa.read_minutes(path)
    assert problem in str(refused.value)


def test_no_damage_ends_in_another_error(tmp_path, written):
    """A thousand files with a byte changed, lost, doubled or cut off: read, or refused."""
    whole = written.read_bytes()
    chance = random.Random(5)
    path = tmp_path / "damaged.minutes.jsonl"
    refused = 0
    for _ in range(1000):
        at = chance.randrange(len(whole))
        middle = [
            bytes([chance.randrange(256)]), b"", whole[at : at + 1] * 2, b"\n", b"null", b"{}"
        ]  # fmt: skip
        damaged = whole[:at] + chance.choice(middle) + whole[at + 1 :]
        path.write_bytes(damaged if chance.random() < 0.8 else whole[:at])
        try:
            minutes = pa.read_minutes(path)
            _ = [*minutes], minutes.tables, minutes.moves, minutes.terms, minutes.blocks
        except ValueError as problem:
            refused += 1
            assert str(problem).startswith(str(path))
    assert refused > 500


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    if "PARLEY_PROGRAM" not in os.environ:
        pytest.skip("PARLEY_PROGRAM names no program")
    output = tmp_path_factory.mktemp("minutes") / "out.h5"
    scenario = ROOT / "scenarios/western_mediterranean.yaml"
    how = {"set": {"time.ticks": 4}, "replicates": 1, "output": output, "trace": True}
    with pa.run(scenario, **how) as result:
        yield pa.select_what_if(result), output.with_suffix(".minutes.jsonl")


def test_minutes_of_the_engine_agree_with_its_result_to_the_last_bit(engine):
    result, path = engine
    held, minutes = pa.sessions(result), pa.read_minutes(path)
    told = minutes.tables
    assert told["status"].tolist() == held["result"].tolist()
    for name in ("rounds", "time", "opened", "first_round"):
        assert told[name].tolist() == held[name].tolist(), name
    assert told["all_but"].fillna("").tolist() == held["all_but"].fillna("").tolist()
    for name in (
        "pareto_gap",
        "nash_distance",
        "surplus_share",
        "least_gain",
        "price",
        "affordable",
    ):
        np.testing.assert_array_equal(told[name], held[name], name)
    for mine, its in (("members", "seated"), ("issues", "issues")):
        assert [set(of) for of in told[mine]] == [set(of) for of in held[its]]
    signed = [
        set(of.signatories) & set(of.consenting) if of.status == "agreed" else set()
        for of in told.itertuples()
    ]
    assert signed == [set(of) for of in held["signatories"]]
    order = ["session", "issue"]
    wanted = pa.terms(result).sort_values(order)
    numbers = dict(zip(told.index, held.index, strict=True))
    found = minutes.terms.assign(session=minutes.terms["table"].map(numbers)).sort_values(order)
    for name in ("issue", "position", "hardness"):
        assert found[name].tolist() == wanted[name].tolist(), name
    worst = minutes.blocks.groupby("table")["shortfall"].max()
    assert worst.tolist() == held["shortfall"].dropna().tolist()
    assert len(minutes.moves) > 100


def test_the_text_is_made_from_the_data(engine):
    """What the text says of offers is what the data holds, to two digits."""
    _, path = engine
    minutes = pa.read_minutes(path)
    text = path.with_name("out.transcript.txt").read_text()
    of_run = text.split("\nMinutes of ")[0]
    offers = minutes.moves.query("kind == 'offer'").groupby(["table", "round", "step"])
    said = {
        f"{rows['member'].iloc[0]} offers "
        + (
            f"{rows['position'].iloc[0]:.2f}"
            if len(rows) == 1
            else ", ".join(f"{row.issue} {row.position:.2f}" for row in rows.itertuples())
        )
        for _, rows in offers
    }
    assert len(said) > 20
    assert [offer for offer in said if offer not in of_run] == []
    assert of_run.count("Declared:") == len(minutes.terms)
