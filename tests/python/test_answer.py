"""The script that answers over what the record leaves: its intervals, cells and crossings."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

STUDIES = Path(__file__).parents[2] / "scenarios" / "studies"


@pytest.fixture(scope="module")
def answer():
    spec = importlib.util.spec_from_file_location("answer", STUDIES / "answer.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_intervals_of_shares_are_those_published(answer):
    """Jeffreys' intervals of 10 trials [Brown, Cai and DasGupta 2001, Statistical Science 16:101,
    table 5]: 0 gives 0 to 0.217, 5 gives 0.224 to 0.776."""
    assert answer.chance(0, 10) == pytest.approx((0, 0, 0.217), abs=5e-4)
    assert answer.chance(5, 10) == pytest.approx((0.5, 0.224, 0.776), abs=5e-4)
    assert answer.chance(10, 10) == pytest.approx((1, 0.783, 1), abs=5e-4)
    assert np.isnan(answer.chance(0, 0)).all()


def test_cells_and_what_changed_by_hand(answer):
    """Pairs are substantive in 3 of 4 runs, of those that are kept in all; 0.75 lies outside 1 of
    30 or more."""
    rows = {"level": "pairs", "issues": "all", "scope": "package", "joint, equal": 1.0}
    found = pd.DataFrame([rows | {"movement": m} for m in (0.2, 0.3, 0.1, 0.0)] * 20)
    before = answer.by_answer(found)
    cell = ("pairs", "all", "package")
    assert before.loc[cell, ["runs", "substantive"]].tolist() == [80, 0.75]
    assert before.loc[cell, "movement"] == pytest.approx(0.15)
    after = answer.by_answer(found[found.movement > 0.05])
    assert after.loc[cell, ["runs", "substantive"]].tolist() == [60, 1.0]
    assert answer.changed(before, after) == [cell]
    assert answer.changed(before, before) == []


def test_an_answer_flips_where_it_was_planted(answer):
    random = np.random.default_rng(1)
    inputs = pd.DataFrame({"x": random.random(200), "y": random.random(200)})
    found = answer.flips(inputs, (inputs.x > 0.5).to_numpy())
    assert [list(box.limits.index) for box in found["holds"]] == [["x"]]
    assert 0.45 < found["fails"][0].limits.loc["x", "high"] < 0.65  # 0.5 / 0.8, by density
    assert answer.flips(inputs, np.ones(200, bool)) == {}


def test_what_ifs_that_set_a_judgement_are_not_crossed(tmp_path):
    """`singly_and_frank` sets frankness and `states_go_alone` unilateral; the study is right."""
    points = tmp_path / "left.csv"
    points.write_text("implementation.unilateral,forums.*.frankness\n0.25,0.5\n0.125,0.75\n")
    command = [sys.executable, STUDIES / "answer.py", "cross", points]
    command += [STUDIES.parent / "western_mediterranean.yaml", "-o", tmp_path]
    subprocess.run(command, check=True, capture_output=True)
    table = pd.read_csv(tmp_path / "points.csv")
    assert not {"singly_and_frank", "states_go_alone"} & set(table.what_if)
    assert {"baseline", "comprehensive", "dialogue_grows_up"} <= set(table.what_if)
    assert len(table) == 2 * table.what_if.nunique()
    program = os.environ["PARLEY_PROGRAM"]
    done = subprocess.run(
        [program, "check", tmp_path / "study.yaml"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
