"""A result file is what engine/output/FORMAT.md says, and opens as a labelled dataset."""

import fcntl
import os
import subprocess
import sys

import h5netcdf
import h5py
import numpy as np
import pytest
import xarray as xr

import parley_analysis as pa
from format_page import DIMENSIONS, MEANINGS, VARIABLES
from made_up_result import small_world, write_result


def test_format_is_read_as_meant():
    assert {
        "run",
        "time",
        "state",
        "issue",
        "forum",
        "role",
        "level",
        "weighting",
        "session",
    } == DIMENSIONS
    assert VARIABLES["forum_name"] == (
        ["state", "forum", "issue"],
        ["state_name", "forum_name", "issue_about"],
        "string",
    )
    assert len(VARIABLES) > 50
    assert MEANINGS["issue_kind"] == ["soft", "hard", "linkage", "transfer"]


@pytest.mark.parametrize("engine", [None, "netcdf4", "h5netcdf"])
def test_opens_without_help(any_path, engine):
    with xr.open_dataset(any_path, engine=engine) as dataset:
        assert dataset.attrs["Conventions"] == "CF-1.8"
        assert dataset.time.dtype.kind == "M"


def test_variables_are_those_of_the_format(any_result):
    assert set(any_result.variables) == set(VARIABLES) | DIMENSIONS
    assert set(any_result.sizes) == DIMENSIONS


def test_variables_have_the_dimensions_of_the_format(any_result):
    for name, (dimensions, together, _) in VARIABLES.items():
        own = [dimensions[together.index(name)]] if len(together) == len(dimensions) else dimensions
        assert list(any_result[name].dims) in (dimensions, own), name


@pytest.fixture
def raw(any_path):
    """The file's variables as they are stored."""
    with xr.open_dataset(any_path, decode_cf=False) as dataset:
        yield dataset


def test_variables_say_what_they_are(raw):
    assert [name for name, stored in raw.variables.items() if not stored.attrs["long_name"]] == []


def test_flags_have_the_meanings_of_the_format(raw):
    for name in (name for name, (*_, unit) in VARIABLES.items() if unit == "flag"):
        stored = raw[name]
        assert stored.dtype.kind == "i", name
        values = np.atleast_1d(stored.attrs["flag_values"])  # one alone is read as a number
        meanings = stored.attrs["flag_meanings"].split()
        assert len(values) == len(meanings), name
        assert set(np.unique(stored)) <= set(values), name
        assert (-1 in values) == ("none" in meanings), name
        if name in MEANINGS:
            assert [meaning for meaning in meanings if meaning != "none"] == MEANINGS[name], name


def test_numbers_have_the_units_of_the_format(raw):
    for name in (name for name, (*_, unit) in VARIABLES.items() if unit not in ("flag", "string")):
        if VARIABLES[name][2] == "days":
            assert raw[name].attrs["units"].startswith("days since "), name
        else:
            assert raw[name].attrs["units"] == VARIABLES[name][2], name


def test_floats_have_nan_for_what_was_not_observed(raw):
    floats = [name for name, stored in raw.variables.items() if stored.dtype.kind == "f"]
    assert all(np.isnan(raw[name].attrs["_FillValue"]) for name in floats)
    assert {"policy", "hardness", "session_terms"} <= set(floats)


def test_names_stand_beside_the_values(any_result):
    assert {"what_if", "replicate", "state_name"} <= set(any_result.policy.coords)
    assert {"session_run", "session_time", "session_forum"} <= set(any_result.session_result.coords)


def test_no_variable_uses_a_dimension_twice(any_path):
    with h5netcdf.File(any_path, "r") as file:
        for name, variable in file.variables.items():
            assert len(set(variable.dimensions)) == len(variable.dimensions), name


def test_strings_are_text_of_variable_length(any_path):
    with h5netcdf.File(any_path, "r") as file:
        for name in ["state", "issue", "forum", "role", "what_if", "state_name"]:
            assert file[name].dtype == str or file[name].dtype.kind == "O", name


def test_provenance_holds_the_scenario(any_path):
    with xr.open_dataset(any_path, group="provenance") as provenance:
        for name in ["scenario_text", "scenario_resolved", "settings"]:
            assert isinstance(provenance[name].item(), str)


def test_states_and_issues_are_selected_by_name(any_result):
    for state in any_result.state.values:
        for issue in any_result.issue.values:
            policy = any_result.policy.sel(state=state, issue=issue)
            assert policy.dims == ("run", "time")
            assert ((policy >= 0) & (policy <= 1)).all()


def test_values_are_read_when_needed(made_up):
    assert not made_up.policy.variable._in_memory
    made_up.policy.load()
    assert made_up.policy.variable._in_memory


def test_flags_become_words(any_result):
    kinds = pa.decode_flags(any_result.issue_kind)
    assert set(kinds.values) <= {"soft", "hard", "linkage", "transfer"}
    assert "flag_meanings" not in kinds.attrs
    assert kinds.attrs["long_name"] == any_result.issue_kind.attrs["long_name"]
    assert set(np.unique(pa.decode_flags(any_result.interest_pattern))) <= {
        "none", "common", "overlapping", "conflicting",
    }  # fmt: skip


def test_flags_become_words_on_request(any_path):
    with pa.open_result(any_path, labels=True) as result:
        assert "finished" in result.status.values
        assert set(np.unique(result.session_part)) <= {"absent", "seated", "outvoted", "signed"}


def test_words_of_a_flag_stand_in_the_order_of_the_engine(any_result):
    levels = ["local", "subregional", "bilateral", "regional", "supranational", "global"]
    assert pa.flag_words(any_result.session_level) == levels == any_result.level.values.tolist()
    assert pa.flag_words(any_result.settled_level) == levels  # and none, which is no word
    with pytest.raises(ValueError, match="'policy' is no flag variable"):
        pa.flag_words(any_result.policy)


def test_what_is_no_flag_is_not_decoded(made_up):
    with pytest.raises(ValueError, match="'policy' is no flag variable"):
        pa.decode_flags(made_up.policy)


def test_number_without_a_meaning_is_refused(made_up):
    with pytest.raises(ValueError, match=r"'issue_kind' holds \[9\]"):
        pa.decode_flags(made_up.issue_kind.copy(data=np.array([0, 9, 1], np.int8)))


def test_unknown_version_is_refused(tmp_path):
    path = write_result(tmp_path / "later.h5", small_world(), format_version=3)
    with pytest.raises(pa.FormatError, match=r"later\.h5: format version 3 is unknown"):
        pa.open_result(path)


def test_other_format_is_refused(tmp_path):
    path = write_result(tmp_path / "other.h5", small_world(), format_name="ocean model")
    with pytest.raises(pa.FormatError, match="a 'ocean model', not a 'parley result'"):
        pa.open_result(path)


def test_file_without_a_format_is_refused(tmp_path):
    path = tmp_path / "empty.h5"
    h5netcdf.File(path, "w").close()
    with pytest.raises(pa.FormatError, match="without a format"):
        pa.open_result(path)


def test_text_is_refused(tmp_path):
    path = tmp_path / "scenario.yaml"
    path.write_text("parley: 1\n")
    with pytest.raises(pa.FormatError, match="not an HDF5 file"):
        pa.open_result(path)


def test_half_a_file_is_refused(tmp_path, made_up_path):
    path = tmp_path / "half.h5"
    path.write_bytes(made_up_path.read_bytes()[:20_000])
    with pytest.raises(pa.FormatError, match="not readable"):
        pa.open_result(path)


def test_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nowhere\.h5"):
        pa.open_result(tmp_path / "nowhere.h5")


def test_what_if_is_selected_with_its_replicates(made_up):
    frank = pa.select_what_if(made_up, "frank")
    assert frank.replicate.values.tolist() == [0, 1, 2]
    assert set(frank.what_if.values) == {"frank"}
    assert set(pa.select_what_if(made_up).what_if.values) == {"baseline"}


def test_unknown_what_if_names_the_known(made_up):
    with pytest.raises(ValueError, match=r"no what-if 'frnak' \(the result has baseline, frank\)"):
        pa.select_what_if(made_up, "frnak")


def test_failed_runs_are_left_out(made_up):
    failed = made_up.status.copy(data=np.array([1, 0, 0, 1, 1, 1], np.int8))
    result = made_up.assign(status=failed)
    assert pa.select_what_if(result, "baseline").replicate.values.tolist() == [1, 2]
    with pytest.raises(ValueError, match="no run of 'frank' finished"):
        pa.select_what_if(result, "frank")


def test_files_are_read_while_another_holds_a_lock(any_path):
    with any_path.open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(BlockingIOError):
            h5py.File(any_path)
        with pa.open_result(any_path) as result:
            assert result.sizes["run"] > 0
        assert pa.provenance(any_path)["files"] is not None


@pytest.mark.parametrize("how", [{}, {"locking": False}, {"locking": "best-effort"}])
def test_files_are_read_while_the_user_has_them_open(any_path, how):
    with h5py.File(any_path, "r", **how) as file, pa.open_result(any_path) as result:
        np.testing.assert_array_equal(result.policy, file["policy"])
        assert pa.provenance(any_path)["files"] is not None


@pytest.mark.parametrize("engine", [None, "netcdf4", "h5netcdf"])
def test_the_user_opens_files_that_are_being_read(any_path, engine):
    with pa.open_result(any_path) as result:
        with h5py.File(any_path) as file:
            np.testing.assert_array_equal(result.policy, file["policy"])
        with xr.open_dataset(any_path, engine=engine) as plain:
            np.testing.assert_array_equal(result.policy, plain.policy)


BY_THE_PACKAGE = """
import sys, h5py, parley_analysis
try:
    h5py.File(sys.argv[1])
    sys.exit("locks do not fail")
except OSError:
    pass
with parley_analysis.open_result(sys.argv[1]) as result:
    print(float(result.policy.sum()))
parley_analysis.provenance(sys.argv[1])
"""

BY_XARRAY = """
import sys, xarray
with xarray.open_dataset(sys.argv[1]) as result:
    print(float(result.policy.sum()))
"""


def test_files_are_read_where_there_are_no_locks(any_path):
    """xarray's own reader needs to be told, as every program that uses HDF5."""

    def where_locks_fail(program, **told):
        environment = {
            "LD_PRELOAD": os.environ["PARLEY_NTH_CALL"],
            "FAIL_CALL": "lock",
            "FAIL_AT": "all",
            "FAIL_WITH": "ENOLCK",
        }
        return subprocess.run(
            [sys.executable, "-c", program, any_path],
            env=os.environ | environment | told,
            capture_output=True,
            text=True,
            timeout=120,
        )

    of_package = where_locks_fail(BY_THE_PACKAGE)
    assert of_package.returncode == 0, of_package.stderr
    assert where_locks_fail(BY_XARRAY).returncode != 0
    of_xarray = where_locks_fail(BY_XARRAY, HDF5_USE_FILE_LOCKING="FALSE")
    assert of_xarray.returncode == 0, of_xarray.stderr
    assert of_xarray.stdout == of_package.stdout
