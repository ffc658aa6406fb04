"""What is read of a result is held against the sums in it."""

import hashlib
import re
import subprocess
import sys
import warnings
from pathlib import Path

import h5py
import numpy as np
import pytest
import xarray as xr

import parley_analysis as pa
from made_up_result import small_world, write_result
from parley_analysis import finished_file, proof

TOP = Path(__file__).parents[2]
FORMAT_1 = TOP / "tests/unit/output/format_1"
SCRIPT = re.search(
    r"```python\n(.*?)```", (TOP / "engine/output/FORMAT.md").read_text(), re.DOTALL
)[1]


def sealed(path):
    """Gives a file the last line that belongs to its bytes."""
    data = path.read_bytes()
    data = data[:-80] if data[-80:].startswith(b"parley sha256: ") else data
    path.write_bytes(data + f"parley sha256: {hashlib.sha256(data).hexdigest()}\n".encode())
    return path


@pytest.fixture
def changed(tmp_path, made_up_path):
    """Makes a result of which one thing is changed, the last line along with it."""

    def change(action):
        path = tmp_path / "changed.h5"
        path.write_bytes(made_up_path.read_bytes())
        with h5py.File(path, "r+") as file:
            action(file)
        return sealed(path)

    return change


def of_issue(file):
    file["issue"][0] = "trainings"


def of_units(file):
    file["policy"].attrs.modify("units", "2")


def of_what_if(file):
    file["what_if"][5] = "Frank"


def of_policy(file):
    file["policy"][0, 0, 0, 0] += 1e-12


def of_title(file):
    file.attrs.modify("title", "Four states")


def of_scenario(file):
    file["provenance/scenario_text"][()] = "made up again"


def verified(path, tmp_path):
    """What the program in FORMAT.md says of a result: nothing where it holds."""
    (tmp_path / "verify.py").write_text(SCRIPT)
    done = subprocess.run(
        [sys.executable, tmp_path / "verify.py", path], capture_output=True, text=True, timeout=120
    )
    assert (done.returncode == 0) == (done.stderr == "")
    return done.stderr


def test_results_hold_by_the_program_in_the_format(any_path, tmp_path):
    assert verified(any_path, tmp_path) == ""


@pytest.mark.parametrize(
    ("action", "path"),
    [
        (of_issue, "/issue"),
        (of_units, "/policy"),
        (of_policy, "/policy"),
        (of_title, "/"),
        (of_scenario, "/provenance/scenario_text"),
    ],
)
def test_the_program_in_the_format_finds_what_was_changed(changed, tmp_path, action, path):
    assert verified(changed(action), tmp_path).endswith(f"AssertionError: {path}\n")


def test_the_program_in_the_format_looks_at_the_last_line(made_up_path, tmp_path):
    data = bytearray(made_up_path.read_bytes())
    data[-10] ^= 1
    (tmp_path / "changed.h5").write_bytes(data)
    assert "AssertionError: the file" in verified(tmp_path / "changed.h5", tmp_path)


def test_a_label_that_was_changed_is_refused_at_once(changed):
    with pytest.raises(pa.DamageError, match=r"changed.h5: damaged .*values of 'issue'"):
        pa.open_result(changed(of_issue))


def test_an_attribute_of_the_file_that_was_changed_is_refused_at_once(changed):
    with pytest.raises(pa.DamageError, match="attributes of '/'"):
        pa.open_result(changed(of_title))


@pytest.mark.parametrize(
    ("action", "message"),
    [(of_units, "shape and attributes of 'policy'"), (of_policy, "values of 'policy'")],
)
def test_what_is_read_whole_is_refused_if_it_was_changed(changed, action, message):
    with (
        pa.open_result(changed(action)) as result,
        pytest.raises(pa.DamageError, match=message),
    ):
        result.policy.load()


def test_texts_are_all_checked_when_a_part_of_them_is_read(changed):
    path = changed(of_what_if)
    with pytest.raises(pa.DamageError, match="values of 'what_if'"), pa.open_result(path) as result:
        result.what_if[:1].load()


def test_what_is_selected_is_what_was_written(made_up_path):
    with pa.open_result(made_up_path) as result, xr.open_dataset(made_up_path) as plain:
        for name in ("policy", "what_if", "session_part"):
            backwards = {dimension: slice(None, None, -1) for dimension in result[name].dims}
            np.testing.assert_array_equal(result[name].isel(backwards), plain[name].isel(backwards))
            np.testing.assert_array_equal(result[name][1:], plain[name][1:])
            np.testing.assert_array_equal(result[name][[2, 0]], plain[name][[2, 0]])


def test_texts_are_checked_piece_by_piece(made_up_path, changed, monkeypatch):
    monkeypatch.setattr(finished_file, "PIECE", 4)
    with pa.open_result(made_up_path) as result:
        assert result.what_if[:1].values.tolist() == ["baseline"]
    path = changed(of_what_if)
    with pytest.raises(pa.DamageError, match="values of 'what_if'"), pa.open_result(path) as result:
        result.what_if[:1].load()


def test_the_provenance_is_checked(changed):
    with pytest.raises(pa.DamageError, match="provenance/scenario_text"):
        pa.provenance(changed(of_scenario))


def test_a_file_that_lost_its_end_is_refused(tmp_path, made_up_path):
    path = tmp_path / "cut.h5"
    path.write_bytes(made_up_path.read_bytes()[:-1])
    with pytest.raises(pa.DamageError, match="its last line"):
        pa.open_result(path)


def test_format_1_is_read_with_a_warning():
    with pytest.warns(UserWarning, match="run.h5: written in format 1, which has no sums"):
        result = pa.open_result(FORMAT_1 / "run.h5")
    assert result.sizes["run"] == 2
    result.close()


def test_format_2_is_read_without_one(tmp_path):
    path = write_result(tmp_path / "new.h5", small_world())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pa.open_result(path).close()


def with_zeros_in_a_heap(path, original):
    """HDF5 goes through a heap by the sizes of what lies in it: where they are 0, for ever."""
    data = bytearray(original.read_bytes())
    heaps = [found.start() for found in re.finditer(b"GCOL", data)]
    assert heaps
    for heap in heaps:
        data[heap + 16 : heap + 256] = bytes(240)
    path.write_bytes(data)
    return path


def test_a_damaged_heap_is_refused(tmp_path):
    path = with_zeros_in_a_heap(tmp_path / "heap.h5", FORMAT_1 / "run.h5")
    with pytest.raises((pa.DamageError, pa.FormatError), match=r"heap.h5: (damaged|not readable)"):
        pa.open_result(path)


def test_a_damaged_heap_under_a_right_sum_is_refused(tmp_path, made_up_path, monkeypatch):
    """As in a file that is too large to be held against its sum every time."""
    path = sealed(with_zeros_in_a_heap(tmp_path / "heap.h5", made_up_path))
    monkeypatch.setattr(proof, "PROVEN_UP_TO", 0)
    with pytest.raises((pa.DamageError, pa.FormatError), match=r"heap.h5: (damaged|not readable)"):
        pa.open_result(path)


def test_what_was_made_to_hurt_is_read_elsewhere_first(tmp_path, made_up_path):
    path = sealed(with_zeros_in_a_heap(tmp_path / "heap.h5", made_up_path))
    for read in (pa.open_result, pa.report, pa.provenance):
        with pytest.raises(pa.DamageError, match="HDF5 cannot read it to its end"):
            read(path)


def test_a_result_is_read_elsewhere_once_or_trusted(made_up_path, monkeypatch):
    read = []
    monkeypatch.setattr(proof, "_endured", set())
    monkeypatch.setattr(proof, "require_endurance", read.append)
    pa.open_result(made_up_path, trusted=True).close()
    assert read == []
    for _ in range(2):
        pa.open_result(made_up_path).close()
    assert read == [str(made_up_path)]


def test_a_system_without_limits_reads_results_too(made_up_path):
    """As Windows, which has no module `resource`."""
    script = "import runpy, sys; sys.modules['resource'] = None; sys.argv = sys.argv[1:]; "
    script += "runpy.run_path(sys.argv[0], run_name='__main__')"
    rehearsal = Path(proof.__file__).with_name("rehearsal.py")
    subprocess.run(
        [sys.executable, "-I", "-c", script, rehearsal, made_up_path, "4", "1000"], check=True
    )


def test_a_file_without_sums_is_not_trusted(monkeypatch):
    read = []
    monkeypatch.setattr(proof, "require_endurance", read.append)
    for _ in range(2):
        with pytest.warns(UserWarning, match="no sums"):
            pa.open_result(FORMAT_1 / "run.h5", trusted=True).close()
    assert read == [str(FORMAT_1 / "run.h5")] * 2


def labels_without_end(path, original):
    """A result whose labels would take eight gigabytes."""
    path.write_bytes(original.read_bytes())
    with h5py.File(path, "r+") as file:
        file.create_dataset("notes", (2**30,), h5py.string_dtype(), chunks=(1024,))
    return sealed(path)


def test_what_is_read_elsewhere_takes_little_memory(tmp_path, made_up_path):
    path = labels_without_end(tmp_path / "made.h5", made_up_path)
    with pytest.raises(pa.DamageError, match="HDF5 cannot read it to its end"):
        pa.open_result(path)


def test_any_changed_byte_is_refused_at_once(tmp_path, made_up_path):
    data = bytearray(made_up_path.read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "changed.h5").write_bytes(data)
    with pytest.raises(pa.DamageError, match="the sum of the file is wrong"):
        pa.open_result(tmp_path / "changed.h5")
    with pytest.raises(pa.DamageError, match="the sum of the file is wrong"):
        pa.provenance(tmp_path / "changed.h5")


def of_link(file):
    file["elsewhere"] = h5py.ExternalLink("other.h5", "/policy")


def of_storage(file):
    del file["power"]
    file.create_dataset("power", (3,), "f8", external=[("/etc/hostname", 0, 24)])


@pytest.mark.parametrize(
    ("action", "message"),
    [(of_link, "'elsewhere' is a link"), (of_storage, "'power' stand in another file")],
)
def test_nothing_is_read_from_another_file(changed, action, message):
    with pytest.raises(pa.DamageError, match=message):
        pa.open_result(changed(action))
