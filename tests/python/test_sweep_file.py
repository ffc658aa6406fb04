"""The result of a sweep is what engine/output/FORMAT.md says, and opens like any other."""

import os
import re
import subprocess

import numpy as np
import pytest
import xarray as xr

import parley_analysis as pa
from conftest import ROOT
from format_page import DIMENSIONS, MEANINGS, PAGE, VARIABLES, names, rows, section

TEXT = section("The result of a sweep")
SUMMARY = {  # name -> (dimensions, unit)
    name: ([dimension.strip() for dimension in row[1].split(",")], row[2])
    for row in rows(TEXT)
    for name in names(row[0])
}
LABELS = {"issue_about", "issue_scale_low", "issue_scale_high", "issue_kind"}
NUMBERS = {"discussion.learning", "interests.variation"}
CATEGORY = "forums.joint_commission.protocol"
PARAMETERS = NUMBERS | {CATEGORY}
RUNS = 2 * 12

STUDY = """parley: 1
study: Talks and whims
scenario: {scenario}
replicates: 2
record: {record}
design: {{sample: grid}}
vary:
  discussion.learning: {{values: [0, 0.5, 1]}}
  interests.variation: {{values: [0, 0.2]}}
  forums.joint_commission.protocol: {{any_of: [nash_bargaining, {{name: zeuthen, step: 0.05}}]}}
"""


def swept(folder, record):
    program = os.environ.get("PARLEY_PROGRAM")
    if program is None:
        pytest.skip("PARLEY_PROGRAM names no program")
    scenario = ROOT / "scenarios/tutorial/01_two_states.yaml"
    (folder / "study.yaml").write_text(STUDY.format(scenario=scenario, record=record))
    run = subprocess.run(
        [program, "sweep", "study.yaml", "-o", "out.h5"],
        cwd=folder, capture_output=True, text=True, timeout=3600,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return folder / "out.h5"


@pytest.fixture(scope="module")
def summary_path(tmp_path_factory):
    return swept(tmp_path_factory.mktemp("summary"), "summary")


@pytest.fixture
def summary(summary_path):
    with pa.open_result(summary_path) as result:
        yield result


@pytest.fixture(scope="module")
def series_path(tmp_path_factory):
    return swept(tmp_path_factory.mktemp("series"), "series")


def test_format_is_read_as_meant():
    assert SUMMARY["attempts_total"] == (["run", "level", "issue"], "1")
    assert len(SUMMARY) > 35


@pytest.mark.parametrize("engine", [None, "netcdf4", "h5netcdf"])
def test_opens_without_help(summary_path, engine):
    with xr.open_dataset(summary_path, engine=engine) as dataset:
        assert dataset.sizes == {"run": RUNS, "issue": 1, "level": 6, "weighting": 3}
        assert dataset.attrs["Conventions"] == "CF-1.8"


def test_variables_are_those_of_the_format(summary):
    axes = {"run", "issue", "level", "weighting"}
    assert set(summary.variables) == set(SUMMARY) | axes | LABELS | PARAMETERS
    for name, (dimensions, _) in SUMMARY.items():
        assert list(summary[name].dims) == dimensions, name


def test_every_measure_of_a_tick_is_summarised():
    by_tick = [
        name for name, (dimensions, *_) in VARIABLES.items() if dimensions == ["run", "time"]
    ]
    assert len(by_tick) >= 5
    assert {f"{name}_{how}" for name in by_tick for how in ("final", "mean")} <= set(SUMMARY)


def test_a_series_has_the_variables_of_a_run_and_the_parameters(series_path):
    with pa.open_result(series_path) as series:
        assert set(series.variables) == set(VARIABLES) | DIMENSIONS | PARAMETERS
        assert series.sizes["run"] == RUNS


def test_variables_say_what_they_are(summary_path):
    with xr.open_dataset(summary_path, decode_cf=False) as raw:
        for name, (_, unit) in SUMMARY.items():
            attributes = raw[name].attrs
            assert attributes["long_name"], name
            if unit == "flag":
                meanings = attributes["flag_meanings"].split()
                assert [word for word in meanings if word != "none"] == MEANINGS.get(
                    name, MEANINGS["forum_level"]
                ), name
            elif unit != "string":
                assert attributes["units"] == unit, name
            if raw[name].dtype.kind == "f":
                assert np.isnan(attributes["_FillValue"]), name


def test_a_sweep_tells_its_plan(summary):
    about = TEXT.split("further attributes of the root:")[1].split("The file of one")[0]
    listed = set(re.findall(r"`(\w+)`", about))
    assert {"plan_sha256", "plan_runs", "mixed_platforms", "content_sha256"} <= listed
    for name in ("plan_sha256", "plan_runs", "mixed_platforms", "content_sha256"):
        assert name in summary.attrs, name
    assert summary.attrs["plan_runs"] == summary.attrs["planned_runs"] == RUNS
    assert "`shard`" in PAGE
    assert "shard" not in summary.attrs


def test_parameters_stand_beside_what_runs_give(summary):
    assert set(summary.hard_movement_final.coords) >= PARAMETERS | {"point", "replicate"}
    for name in PARAMETERS:
        assert summary[name].attrs["parameter"] == name
    assert set(summary["discussion.learning"].values) == {0, 0.5, 1}
    words = pa.decode_flags(summary[CATEGORY])
    assert set(words.values) == {"nash_bargaining", "{name:_zeuthen,_step:_0.05}"}


def test_means_by_parameter_take_one_line(summary):
    """And say what the model says: without learning, Belmar never sees what it could gain."""
    means = summary.hard_movement_final.groupby("discussion.learning").mean()
    assert means.sel({"discussion.learning": 0}) < means.sel({"discussion.learning": 1})


def test_a_summary_is_the_series_summarised(summary, series_path):
    with pa.open_result(series_path) as series:
        expected = {
            "hard_movement_final": series.hard_movement.isel(time=-1),
            "regime_coverage_mean": series.regime_coverage.mean("time"),
            "recognition_final": series.recognition.isel(time=-1).mean("state"),
            "recognition_mean": series.recognition.mean(["time", "state"]),
            "actual_payoff_lowest": series.actual_payoff.isel(time=-1).min("state"),
            "perceived_payoff_mean": series.perceived_payoff.mean(["time", "state"]),
            "policy_final": series.policy.isel(time=-1).mean("state"),
            "attempts_total": series.attempts.sum(["time", "forum"]).expand_dims(level=1, axis=1),
            "sessions_held": series.sessions_held,
            "settled_level": series.settled_level,
        }
        for name, values in expected.items():
            found = summary[name]
            if "level" in found.dims:
                found = found.sel(level=["bilateral"])
            assert np.allclose(found.values, values.values, equal_nan=True), name
        hardness = (series.hardness * series.attempts).sum(["time", "forum"])
        tables = series.attempts.sum(["time", "forum"])
        assert np.allclose(summary.hardness_mean, hardness / tables, equal_nan=True)
        by_run = series.session_surplus_share.groupby("session_run").mean()
        assert np.allclose(summary.surplus_share_mean, by_run, equal_nan=True)
