"""The text and the report of a sweep say the same of its runs as the result holds."""

import os
import re
import subprocess

import numpy as np
import pytest

import parley_analysis as pa
from conftest import ROOT
from told_numbers import sections_of, tables_of

STUDY = f"""\
parley: 1
study: Two states, a few times
scenario: {ROOT}/scenarios/tutorial/01_two_states.yaml
replicates: 2
design: {{sample: latin_hypercube, size: 8}}
vary:
  forums.joint_commission.frankness: {{uniform: [0, 1]}}
  interests.recognition: {{uniform: [0, 1]}}
"""
IN_REPORT = {
    "hard movement": ("hard movement at the end", "hard_movement_final"),
    "soft movement": ("soft movement at the end", "soft_movement_final"),
    "coverage": ("regime coverage at the end", "regime_coverage_final"),
}


@pytest.fixture(scope="module")
def sweep(tmp_path_factory):
    program = os.environ.get("PARLEY_PROGRAM")
    if program is None:
        pytest.skip("PARLEY_PROGRAM names no program")
    folder = tmp_path_factory.mktemp("sweep")
    study, path = folder / "study.yaml", folder / "result.h5"
    study.write_text(STUDY)
    done = subprocess.run(
        [program, "sweep", study, "-o", path], capture_output=True, text=True, check=True
    )
    with pa.open_result(path) as result:
        yield done.stdout, pa.report(path), result.load()


def test_measures_agree(sweep):
    text, page, result = sweep
    told = {row["measure"]: row for row in sections_of(text)["far"]}
    in_page = {row["measure"]: row for row in tables_of(page)["outcomes"]}
    for name, (title, variable) in IN_REPORT.items():
        values = result[variable].values
        for column, of in (("mean", np.mean), ("lowest", np.min), ("highest", np.max)):
            expected = f"{of(values):.3f}"
            assert told[name][column] == expected, (name, column)
            assert in_page[title][column].split(" (")[0] == expected, (name, column)


def test_the_share_of_tables_agreed_is_a_mean_over_runs(sweep):
    text, _, result = sweep
    told = {row["measure"]: row for row in sections_of(text)["far"]}
    shares = (result.sessions_agreed / result.sessions_held).values
    assert told["share of tables agreed"]["mean"] == f"{shares.mean():.3f}"


def test_counts_of_runs_agree(sweep):
    text, page, result = sweep
    said = re.search(r"(\d+) points, (\d+) replicates; (\d+) runs in this result", text)
    assert said.groups() == ("8", "2", str(result.sizes["run"]))
    assert f"Over {result.sizes['run']} runs" in page
