"""Whatever engine/output/FORMAT.md describes is reachable by its name, and comes back as it is
stored."""

import re

import h5py
import numpy as np
import pytest

import parley_analysis as pa
from conftest import ROOT
from format_page import DIMENSIONS, VARIABLES, names, rows, section
from test_sweep_file import SUMMARY, series_path, summary_path, swept  # noqa: F401 (fixtures)

ABOUT = section("Attributes and provenance")
OF_RUNS, OF_SWEEP = (
    set(VARIABLES) | DIMENSIONS,
    set(SUMMARY) | {"run", "issue", "level", "weighting"},
)


@pytest.fixture(params=["real", "summary", "series"])
def described(request):
    """A result of the engine, and the names that the format has for it."""
    path = request.getfixturevalue(f"{request.param}_path")
    return path, OF_SWEEP if request.param == "summary" else OF_RUNS


def test_every_variable_is_reachable_by_name(described):
    path, wanted = described
    with pa.open_result(path) as result:
        assert [name for name in wanted if name not in result.variables] == []


def test_values_come_back_as_they_are_stored(described):
    path, wanted = described
    with h5py.File(path) as file, pa.open_result(path) as result:
        for name in wanted:
            stored, found = file[name], result[name]
            assert found.shape == stored.shape, name
            if found.dtype.kind == "M":
                known = ~np.isnat(found.values)  # a day that never came is stored as NaN
                assert (known == ~np.isnan(stored[()])).all(), name
                days = found.values[known].astype("datetime64[D]").astype(int)
                assert (days == stored[()][known]).all(), name
            elif stored.dtype.kind == "O":
                assert (found.values == stored.asstr()[()]).all(), name
            else:
                np.testing.assert_array_equal(found.values, stored[()], name)


def test_nothing_in_a_file_is_without_description(described):
    path, wanted = described
    with pa.open_result(path) as result:
        undescribed = {
            name
            for name, of in result.variables.items()
            if name not in wanted
            and "parameter" not in of.attrs
            and not str(name).startswith("issue_")
        }
        assert undescribed == set()


def test_every_variable_can_be_a_tidy_table(described):
    path, wanted = described
    with pa.open_result(path) as result:
        for name in sorted(wanted - DIMENSIONS):
            table = pa.tidy(result, name)
            assert len(table) == result[name].size, name
            assert name in table.columns, name


def test_every_attribute_and_text_is_told(described):
    """Those of the paragraph on the root and of that on the group `provenance`."""
    path, _ = described
    root, group = ABOUT.split("The group `provenance`")
    attributes = {name for name in names(root) if name != "run"} - {
        "study_sha256",
        "summary",
        "creator_name",
        "license",
        "keywords",
    }
    texts = set(re.findall(r"`((?:scenario|study)_\w+|settings)`", group))
    told = pa.provenance(path)
    of_study = {"study_text", "study_resolved"}
    assert {"scenario_text", "scenario_resolved", "settings"} | of_study == texts
    assert {"seed", "git_revision", "compile_flags", "resolved_sha256"} <= attributes
    missing = (attributes | texts) - set(told)
    assert missing <= (of_study if "plan_sha256" not in told else set()), missing


def test_format_lists_what_is_tested():
    assert len(rows(section("Variables"))) >= 30
    assert len(OF_RUNS) > 60 and len(OF_SWEEP) > 40


MOST = 2**64 - 1


def test_seeds_keep_all_their_digits(tmp_path):
    path = tmp_path / "most.h5"
    with pa.run(ROOT / "scenarios/tutorial/01_two_states.yaml", seed=MOST, output=path) as result:
        assert (result.seed.dtype, set(result.seed.values.tolist())) == (np.dtype("uint64"), {MOST})
        assert result.attrs["seed"] == MOST
        table = pa.tidy(result, "seed", "hard_movement")
        assert f",{MOST}," in table[["run", "seed", "time"]].to_csv()
    assert str(MOST) in pa.report(path)
