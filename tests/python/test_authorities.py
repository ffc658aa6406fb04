"""Results with authorities below states open as others do, and say who of them sat and signed."""

import os
import subprocess

import numpy as np
import pytest

import parley_analysis as pa
from conftest import ROOT

TEN = 10


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    program = os.environ.get("PARLEY_PROGRAM")
    if program is None:
        pytest.skip("PARLEY_PROGRAM names no program")
    folder = tmp_path_factory.mktemp("authorities")
    scenario = ROOT / "scenarios/border_region.yaml"
    call = [program, "run", scenario, "--what-if", "baseline", "--set", "time.ticks=8", "--trace"]
    subprocess.run([*call, "-o", folder / "border.h5"], check=True, capture_output=True)
    return folder


@pytest.fixture
def result(folder):
    with pa.open_result(folder / "border.h5") as opened:
        yield opened


def test_tables_of_authorities_name_authorities(result):
    table = pa.sessions(result)
    local = table[table.forum == "border_governors"]
    assert len(local) > 0 and (local.level == "local").all()
    assert (local.seated.map(len) == TEN).all()
    assert set(local.seated.iloc[0]) == set(result.authority.values)
    assert (local.signatories[local.result == "agreed"].map(len) > 0).all()
    blocked = local.blocked_by.dropna()
    assert set(blocked) <= set(result.authority.values)
    states = table[table.forum == "binational_commission"]
    assert (states.seated.map(set) == {"MEX", "USA"}).all()


def test_what_authorities_do_is_a_tidy_table(result):
    table = pa.tidy(result, "deviation", "authority_of")
    assert set(table.columns) >= {"authority", "issue", "deviation", "authority_of"}
    assert len(table) == result.sizes["time"] * TEN * result.sizes["issue"]
    assert set(table.authority_of) == {"MEX", "USA"}
    assert abs(table.deviation).max() <= 0.3  # the greatest latitude
    words = pa.decode_flags(result.session_authority_part)
    assert set(np.unique(words)) <= {"absent", "seated", "outvoted", "signed"}


def test_the_policy_in_effect_is_that_in_force_with_what_authorities_add(result):
    devolved = {"migrants_rights": 0.5, "border_control": 0.1, "security": 0.3, "trafficking": 0.4}
    run = result.isel(run=0)
    for issue, part in devolved.items():
        own = run.deviation.sel(issue=issue)
        for state in ("MEX", "USA"):
            of_it = (run.authority_of == state).values
            added = part * (own * run.authority_share)[..., of_it].sum("authority")
            wanted = (run.policy.sel(issue=issue, state=state) + added).clip(0, 1)
            found = run.policy_in_effect.sel(issue=issue, state=state)
            np.testing.assert_allclose(found, wanted, 0, 1e-12)
    assert (run.policy_in_effect != run.policy).any()


def test_minutes_name_the_authorities(folder, result):
    tables = pa.read_minutes(folder / "border.minutes.jsonl", forum="Border Governors Conference")
    assert set(tables[0]["trace"][0]["positions"]) == set(result.authority.values)


def test_the_report_takes_such_a_result(folder, tmp_path):
    pa.write_report(folder / "border.h5", tmp_path / "report.html")
    assert "Border Governors Conference" in (tmp_path / "report.html").read_text()
