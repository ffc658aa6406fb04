"""The scenarios that come with Parley: each runs, what-ifs and all, and shows what its description says."""

import functools
import os
import re
import subprocess

import numpy
import pytest
import xarray
from ruamel.yaml import YAML

from conftest import TOP

FOLDER = TOP / "scenarios"
SCENARIOS = sorted([*FOLDER.glob("*.yaml"), *(FOLDER / "tutorial").glob("*.yaml")])
ISSUES = re.search(r"```yaml\n(.*?)```", (FOLDER / "issues.md").read_text(), re.S)[1]
CATALOGUE = YAML(typ="safe").load(ISSUES)
ON_REAL_STATES = [path for path in sorted(FOLDER.glob("*.yaml")) if path.stem != "thesis"]
KIND = {"soft": 0, "hard": 1, "linkage": 2}


def named(path):
    return path.stem


def load(path):
    return YAML(typ="safe").load(path.read_text())


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Runs a scenario, once for all tests that want the same, and opens its result."""

    @functools.cache
    def result_of(path, *arguments):
        result = tmp_path_factory.mktemp(path.stem) / "result.h5"
        command = [os.environ["PARLEY_PROGRAM"], "run", path, *arguments, "-o", result]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return result

    return lambda *what: xarray.open_dataset(result_of(*what), engine="h5netcdf")


@pytest.mark.parametrize("path", SCENARIOS, ids=named)
def test_a_scenario_runs_with_its_what_ifs(run, path):
    scenario = load(path)
    ticks = min(scenario["time"]["ticks"], 20 if len(path.read_text()) < 20000 else 4)
    with run(path, "--set", f"time.ticks={ticks}", "--set", "replicates=1") as result:
        assert list(result.what_if.values) == ["baseline", *scenario.get("what_if", {})]
        assert (result.status == 0).all()
        assert (result.sessions_held > 0).all()
        assert (result.sessions_agreed > 0).any()
        assert numpy.isfinite(result.policy).all()


@pytest.mark.parametrize("path", ON_REAL_STATES, ids=named)
def test_an_issue_is_the_same_wherever_it_comes_up(path):
    """But for the status quo, which depends on place and year."""
    for name, issue in load(path)["issues"].items():
        known = CATALOGUE[name]
        for key in ("kind", "about", "scale", "ideal", "salience"):
            assert issue[key] == known[key], f"{name}.{key}"


@pytest.mark.parametrize("name, forum", [
    ("western_mediterranean", "transit_dialogue"), ("puebla_process", "regional_conference"),
    ("colombo_process", "abu_dhabi"), ("budapest_process", "budapest_process")])
def test_soft_issues_are_measured_softer_than_hard_ones_where_all_sides_meet(run, name, forum):
    with run(FOLDER / f"{name}.yaml") as result:
        hardness = result.hardness.isel(run=0).sel(forum=forum).mean("time")
        hard, soft = (hardness[result.issue_kind == KIND[kind]] for kind in ("hard", "soft"))
        assert soft.max() < hard.min()


def leanings(scenario, profiles, recognition):
    """How far a state's perceived ideal point is above the status quo, by state and issue."""
    issues = scenario["issues"].values()
    image = profiles ** scenario["interests"]["self_image_sharpness"]
    image /= image.sum(axis=1, keepdims=True)
    perceived = (1 - recognition) * image + recognition * profiles
    ideal, salience = (numpy.array([[issue[key][role] for issue in issues]
                                    for role in ("sending", "transit", "receiving")])
                       for key in ("ideal", "salience"))
    position = perceived @ (salience * ideal) / (perceived @ salience)
    return position - [issue["status_quo"] for issue in issues]


def settled(leaning):
    """Which issues [K] a table of these members [n, K] settles, and for which a hair's breadth decides."""
    agreed = (leaning > 0).all(axis=0) | (leaning < 0).all(axis=0)
    return agreed.astype(int), (abs(leaning) < 1e-4).any(axis=0).astype(int)


@pytest.mark.parametrize("what_if, recognition",
                         [("baseline", 0), ("half_recognised", 0.5), ("recognised", 1)])
def test_an_issue_settles_singly_when_all_ideals_are_on_one_side_of_the_status_quo(run, what_if, recognition):
    """Every table of the thesis, of 2, 5, 10 and 27 members, against the criterion by hand."""
    scenario = load(FOLDER / "thesis.yaml")
    migration = [issue["kind"] != "linkage" for issue in scenario["issues"].values()]
    tables = {name: [forum["members"]] for name, forum in scenario["forums"].items()}
    tables["bilateral"] = scenario["bilateral"]["pairs"]
    with run(FOLDER / "thesis.yaml", "--replicates", "20") as result:
        assert (result.what_if == what_if).sum() == 20
        for one in numpy.flatnonzero(result.what_if == what_if):
            drawn = result[["profile", "agreements"]].isel(run=one, time=0).load()
            leaning = dict(zip(drawn.state.values, leanings(scenario, drawn.profile.values, recognition)))
            for forum, seats in tables.items():
                by_hand = [settled(numpy.array([leaning[member] for member in members])) for members in seats]
                agreed, unclear = numpy.sum(by_hand, axis=0)[:, migration]
                assert (abs(drawn.agreements.sel(forum=forum)[migration] - agreed) <= unclear).all(), forum


def test_visa_facilitation_opens_what_readmission_alone_does_not(run):
    with run(FOLDER / "eu_readmission.yaml") as result:
        signed = result.agreements.sel(issue="readmission").sum("time") > 0
        partners = {name: signed.isel(run=result.what_if.values == name).mean("run").sum()
                    for name in ("never_linked", "baseline", "always_linked")}
        assert partners["never_linked"] < partners["baseline"] < partners["always_linked"]
