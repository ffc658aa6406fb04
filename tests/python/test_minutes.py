"""Minutes are read as they were written, and agree with the result of the same run."""

import os

import numpy as np
import pytest

import parley_analysis as pa
from conftest import ROOT

WRITTEN = """Minutes of baseline, replicate 0

2005-01
-------

Event (self_image): Something changes.

Union of the South (subregional). Present: A, B, C.
  On quotas: overlapping interests, hardness 0.17. Declared: A 0.88, B 0.05.
    Round 1: A offers 0.75; B offers 0.20.
    Rounds 2 to 4, each: A accepts; B offers 0.25.
    Out of time after 4 rounds, without agreement. B: the terms would leave it worse off than no agreement, by 0.051.

Corridor A-B (bilateral). Present: A, B.
  On quotas, returns:
    quotas: conflicting interests, hardness 0.50. Declared: A 0.90, B 0.10.
    returns: conflicting interests, hardness 0.60. Declared: A 0.00, B 1.00.
    Round 1: proposed quotas 0.40, returns 0.55.
    Agreed after 1 round: quotas 0.40, returns 0.55. Signed by all.

Minutes of open, replicate 0

2005-01
-------

Corridor A-B (bilateral). Present: A, B.
  Nothing is open: the members talk, and bargain over nothing.

"""


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "x.transcript.txt"
    path.write_text(WRITTEN)
    return path


def test_every_round_has_the_positions_of_all(written):
    first, second = pa.read_minutes(written)
    assert (first["forum"], first["time"], first["status"], first["rounds"]) == (
        "Union of the South", "2005-01", "timed_out", 4,
    )  # fmt: skip
    assert [entry["round"] for entry in first["trace"]] == [1, 2, 3, 4]
    assert first["trace"][0]["positions"] == {"A": {"quotas": 0.75}, "B": {"quotas": 0.20}}
    assert first["trace"][3]["positions"]["B"] == {"quotas": 0.25}
    assert first["trace"][1]["moves"][0] == {"member": "A", "kind": "accept", "terms": None}
    assert np.isnan(first["terms"]["quotas"])
    assert second["terms"] == {"quotas": 0.40, "returns": 0.55}
    assert second["hardness"] == {"quotas": 0.5, "returns": 0.6}
    assert second["trace"][0]["moves"] == [
        {"member": None, "kind": "proposal", "terms": {"quotas": 0.4, "returns": 0.55}}
    ]


def test_tables_are_chosen_by_run_forum_and_issue(written):
    assert len(pa.read_minutes(written, forum="Corridor A-B")) == 1
    assert len(pa.read_minutes(written, issue="returns")) == 1
    assert pa.read_minutes(written, what_if="open") == []
    with pytest.raises(ValueError, match="no minutes of 'open', replicate 3"):
        pa.read_minutes(written, what_if="open", replicate=3)


def test_a_table_of_the_minutes_can_be_drawn(written):
    axes = pa.plot_trace(pa.read_minutes(written)[0])
    lines = {line.get_label(): list(line.get_ydata()) for line in axes.lines}
    assert lines["B"] == [0.20, 0.25, 0.25, 0.25]
    assert axes.get_title(loc="left") == "Quotas at Union of the South, 2005-01"


def test_minutes_of_the_engine_agree_with_its_result(tmp_path):
    if "PARLEY_PROGRAM" not in os.environ:
        pytest.skip("PARLEY_PROGRAM names no program")
    scenario = ROOT / "scenarios/western_mediterranean.yaml"
    how = {"set": {"time.ticks": 4}, "replicates": 1, "output": tmp_path / "out.h5", "trace": True}
    with pa.run(scenario, **how) as result:
        tables = pa.sessions(pa.select_what_if(result))
        terms = pa.terms(pa.select_what_if(result)).set_index(["session", "issue"])["position"]
    read = pa.read_minutes(tmp_path / "out.transcript.txt")
    assert [of["status"] for of in read] == tables["result"].tolist()
    assert [of["rounds"] for of in read] == tables["rounds"].tolist()
    assert [set(of["terms"]) for of in read] == [set(issues) for issues in tables["issues"]]
    for number, of in zip(tables.index, read, strict=True):
        if of["status"] == "agreed":
            for issue, position in of["terms"].items():
                assert position == pytest.approx(terms[number, issue], abs=0.00501)
    assert sum(len(of["trace"]) for of in read) > 100
