"""Results that were made to hurt, and what is no file: each is refused with what is wrong, before
much memory or time is taken. All their sums are right."""

import os
import resource
import subprocess

import h5py
import numpy as np
import pytest

from conftest import TUTORIAL, sealed, with_last_line

TEXT = h5py.string_dtype()


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    done = subprocess.run(
        [os.environ["PARLEY_PROGRAM"], "run", TUTORIAL, "--set", "time.ticks=4", "-o", "small.h5"],
        cwd=folder,
        capture_output=True,
    )
    assert done.returncode == 0
    return (folder / "small.h5").read_bytes()


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))
    resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def replaced(file, name, *how, scale=False, **more):
    """An array in the place of another, along the same axes."""
    axes = [] if scale else [axis[0].name for axis in file[name].dims]
    users = arrays_along(file, name) if scale else {}
    attributes = {
        key: value
        for key, value in file[name].attrs.items()
        if key not in ("DIMENSION_LIST", "REFERENCE_LIST", "CLASS", "NAME")
    }
    for user in users:
        del file[user].attrs["DIMENSION_LIST"]
    del file[name]
    array = file.create_dataset(name, *how, **more)
    array.attrs.update(attributes)
    if scale:
        array.attrs["CLASS"] = np.bytes_("DIMENSION_SCALE")
        array.attrs["NAME"] = np.bytes_(name)
    for number, axis in enumerate(axes[: array.ndim]):
        array.dims[number].attach_scale(file[axis])
    for user, of_user in users.items():
        for number, axis in enumerate(of_user):
            if file[axis].ndim > 0:
                file[user].dims[number].attach_scale(file[axis])


def arrays_along(file, scale):
    """The axes of each array that lies along one."""
    found = {}
    for name, array in file.items():
        if isinstance(array, h5py.Dataset) and "DIMENSION_LIST" in array.attrs:
            axes = [axis[0].name.strip("/") for axis in array.dims]
            if scale in axes:
                found[name] = axes
    return found


def a_shorter_policy(file):
    runs, *rest = file["policy"].shape
    replaced(file, "policy", (runs - 1, *rest), "f8", data=np.zeros((runs - 1, *rest)))


def runs_without_end(file):
    replaced(file, "run", (2**40,), "i4", chunks=(1024,), scale=True)


def policies_without_end(file):
    replaced(file, "policy", (2**20, 2**20, 2, 1), "f8", chunks=(64, 64, 1, 1))


def labels_without_end(file):
    replaced(file, "issue", (2**28,), TEXT, chunks=(1024,), scale=True)


def a_scalar_scale(file):
    replaced(file, "issue", (), TEXT, data="quota", scale=True)


def an_empty_text(file):
    del file["provenance/scenario_text"]
    file.create_dataset("provenance/scenario_text", (0,), TEXT)


def a_policy_of_texts(file):
    shape = file["policy"].shape
    replaced(file, "policy", shape, TEXT, data=np.full(shape, "0.5", object))


def a_policy_without_axes(file):
    values = file["policy"][()]
    del file["policy"]
    file["policy"] = values


def an_unknown_type(file):
    replaced(file, "policy", file["policy"].shape, "c16")


def storage_elsewhere(file):
    replaced(
        file,
        "policy",
        file["policy"].shape,
        "f8",
        external=[("/etc/passwd", 0, h5py.h5f.UNLIMITED)],
    )


def values_of_another_file(file):
    layout = h5py.VirtualLayout(file["policy"].shape, "f8")
    layout[...] = h5py.VirtualSource("other.h5", "policy", file["policy"].shape)
    del file["policy"]
    file.create_virtual_dataset("policy", layout)


def a_link_to_another_file(file):
    del file["policy"]
    file["policy"] = h5py.ExternalLink("other.h5", "/policy")


def a_soft_link(file):
    del file["policy"]
    file["policy"] = h5py.SoftLink("/power")


def a_group_within_itself(file):
    file["round"] = file["/"]


def many_groups(file):
    file.create_group("/".join("abcdefghijklmnop"))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (a_shorter_policy, "looking at '/policy'"),
        (runs_without_end, "more values than are stored, while looking at 'run'"),
        (policies_without_end, "more values than are stored, while looking at 'policy'"),
        (labels_without_end, "more values than are stored, while looking at 'issue'"),
        (a_scalar_scale, "its shape is not that of its axes"),
        (an_empty_text, "looking at '/provenance/scenario_text'"),
        (a_policy_without_axes, "its shape is not that of its axes, while looking at '/policy'"),
        (an_unknown_type, "'/policy'"),
        (storage_elsewhere, "its values stand in another file, while looking at 'policy'"),
        (values_of_another_file, "its values stand in another file, while looking at 'policy'"),
        (a_link_to_another_file, "it is a link to another place, while opening 'policy'"),
        (a_soft_link, "it is a link to another place, while opening 'policy'"),
        (a_group_within_itself, "it lies too deep"),
        (many_groups, "it lies too deep"),
    ],
)
@pytest.mark.parametrize(
    "command", [["info"], ["export", "--table", "policies"], ["verify"], ["compare", "made.h5"]]
)
def test_what_was_made_to_hurt_is_refused(parley, tmp_path, small, make, message, command):
    path = tmp_path / "made.h5"
    path.write_bytes(small)
    with h5py.File(path, "r+") as file:
        make(file)
    sealed(path)
    done = parley(command[0], "made.h5", *command[1:], preexec_fn=limited)
    assert done.returncode == 2
    if command != ["verify"]:
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        assert done.stderr.startswith("parley: error: 'made.h5' is damaged (")
        assert message in done.stderr


def a_session_of_no_run(file):
    file["session_run"][-1] = 2**30


def a_session_before_all_runs(file):
    file["session_run"][0] = -1


def a_day_beyond_the_calendar(file):
    replaced(file, "session_opened", data=np.full(file["session"].size, 1e300))


def no_terms(file):
    del file["session_terms"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (a_session_of_no_run, "is damaged (a session is of a run that there is not)"),
        (
            a_session_before_all_runs,
            "is damaged (a session is of a run that there is not)",
        ),
        (a_day_beyond_the_calendar, "is damaged (a day lies beyond the calendar)"),
        (no_terms, "has no variable 'session_terms' by session, issue"),
    ],
)
def test_sessions_that_were_made_to_hurt_are_refused(parley, tmp_path, small, make, message):
    path = tmp_path / "made.h5"
    path.write_bytes(small)
    with h5py.File(path, "r+") as file:
        make(file)
    sealed(path)
    done = parley("export", "made.h5", "--table", "treaties", "-o", "out.csv", preexec_fn=limited)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"parley: error: 'made.h5' {message}\n"
    assert not (tmp_path / "out.csv").exists()


def test_a_table_of_labels_alone_has_an_end(parley, tmp_path, small):
    """Each axis is small in the file, and their product is not."""
    path = tmp_path / "made.h5"
    path.write_bytes(small)
    with h5py.File(path, "r+") as file:
        for name, array in list(file.items()):
            if isinstance(array, h5py.Dataset) and "DIMENSION_LIST" in array.attrs:
                del file[name]
        for name in ("run", "level", "issue"):
            zeros = np.zeros(200_000, "i4")
            replaced(file, name, data=zeros, scale=True, chunks=True, compression="gzip")
    sealed(path)
    done = parley("export", "made.h5", "--table", "agreements", preexec_fn=limited)
    assert (done.returncode, done.stdout) == (2, "")
    assert "has more lines in its table 'agreements' than it can hold" in done.stderr


def test_groups_of_others_are_passed_over(parley, tmp_path, small):
    path = tmp_path / "made.h5"
    path.write_bytes(small)
    with h5py.File(path, "r+") as file:
        file.create_group("notes/mine")
    sealed(path)
    for command in (["info"], ["export", "--table", "policies"], ["verify"]):
        done = parley(command[0], "made.h5", *command[1:])
        assert done.returncode == 0, done.stdout + done.stderr


def test_heaps_of_zeros_are_refused(parley, tmp_path, small):
    """HDF5 1.10 goes through a heap by the sizes of what lies in it: where they are 0, for ever."""
    data = bytearray(small)
    heap = data.find(b"GCOL")
    while heap >= 0:
        data[heap + 16 : heap + 256] = bytes(240)
        heap = data.find(b"GCOL", heap + 1)
    (tmp_path / "heap.h5").write_bytes(with_last_line(bytes(data)))
    for command in (["info"], ["export", "--table", "runs"], ["verify"]):
        done = parley(command[0], "heap.h5", *command[1:], preexec_fn=limited)
        assert done.returncode == 2
        assert "heap.h5" in done.stdout + done.stderr
        assert "is damaged" in done.stdout + done.stderr


@pytest.mark.parametrize(
    "command",
    [["info"], ["export", "--table", "runs"], ["verify"], ["compare", "small.h5"], ["merge"]],
)
@pytest.mark.parametrize("what", ["pipe", "device", "folder", "link to a pipe"])
def test_what_is_no_file_is_refused(parley, tmp_path, small, command, what):
    (tmp_path / "small.h5").write_bytes(small)
    path = tmp_path / "none.h5"
    if what == "folder":
        path.mkdir()
    elif what == "device":
        path = "/dev/zero"
    else:
        os.mkfifo(tmp_path / "pipe")
        path.symlink_to("pipe") if what.startswith("link") else os.rename(tmp_path / "pipe", path)
    more = ["-o", "all.h5"] if command == ["merge"] else command[1:]
    done = parley(command[0], path, *more, timeout=20)
    assert done.returncode == 2
    assert done.stdout == ""
    said = "is a folder, not a result" if what == "folder" else "is a device or a pipe"
    assert said in done.stderr


@pytest.mark.parametrize(
    "command",
    [["check"], ["run"], ["sweep"], ["status"], ["negotiate", "--protocol", "compromise"]],
)
@pytest.mark.parametrize("name", ["none.yaml", "none.csv", "none.h5"])
def test_no_command_waits_for_a_pipe(parley, tmp_path, command, name):
    os.mkfifo(tmp_path / name)
    done = parley(command[0], name, *command[1:], timeout=20)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is a pipe or a device" in done.stderr
