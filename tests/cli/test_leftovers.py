"""Temporary files of processes that were killed, and of those that are still at work."""

import contextlib
import fcntl
import os
import pathlib
import signal
import struct
import time

import pytest

from conftest import HANGS, TUTORIAL, at_work


def left_in(folder):
    return sorted(path.name for path in folder.iterdir())


def is_locked(path):
    """Does another process hold a lock on the file?"""
    asked = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
    with path.open("r+b") as file:
        return struct.unpack("hhqqi", fcntl.fcntl(file, fcntl.F_GETLK, asked))[0] != fcntl.F_UNLCK


@contextlib.contextmanager
def writing(folder, name):
    """A process that is writing a result of a million runs; yields it and its temporary file."""
    long = ["run", TUTORIAL, "--replicates", 1_000_000, "--threads", 1, "-o", folder / name]
    with at_work(*long) as process:
        while not (found := list(folder.glob(f"{name}.{process.pid}-*.tmp"))):
            assert process.poll() is None
            time.sleep(0.001)
        while not is_locked(found[0]):
            assert process.poll() is None
            time.sleep(0.001)
        yield process, found[0]


def wait_for_cpu_time(process, seconds):
    def used():
        fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    enough = used() + seconds
    while used() < enough:
        time.sleep(0.01)


def test_what_a_killed_process_left_is_removed_by_the_next_of_that_name(parley, tmp_path):
    for name in ("out.h5", "another.h5"):
        with writing(tmp_path, name) as (process, _):
            process.kill()
    assert len(left_in(tmp_path)) == 2
    (tmp_path / "out.h5.tmp").write_text("of the user's")
    (tmp_path / "out.h5.1-x.tmp").write_text("of the user's")
    assert parley("run", TUTORIAL, "-o", "out.h5").returncode == 0
    another, *rest = left_in(tmp_path)
    assert another.startswith("another.h5.")
    assert rest == ["out.h5", "out.h5.1-x.tmp", "out.h5.json", "out.h5.tmp"]


def test_what_is_being_written_is_left_alone(parley, tmp_path):
    """Two processes write a result of the same name, and each makes it whole."""
    with writing(tmp_path, "out.h5") as (process, temporary):
        process.send_signal(signal.SIGSTOP)  # it looks dead, and is not
        assert parley("run", TUTORIAL, "-o", "out.h5").returncode == 0
        first = (tmp_path / "out.h5").read_bytes()
        assert temporary.exists()
        process.send_signal(signal.SIGCONT)
        wait_for_cpu_time(process, 0.3)  # enough for a hundred runs
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=HANGS)
        assert process.returncode == 130, said
    assert left_in(tmp_path) == ["out.h5", "out.h5.json"]
    assert (tmp_path / "out.h5").read_bytes() != first


def test_nothing_is_removed_through_a_link(parley, tmp_path):
    (tmp_path / "precious").write_text("of the user's")
    (tmp_path / "out.h5.123-0.tmp").symlink_to("precious")
    assert parley("run", TUTORIAL, "-o", "out.h5").returncode == 0
    assert (tmp_path / "precious").read_text() == "of the user's"


def test_a_lock_of_anyone_keeps_it(parley, tmp_path):
    path = tmp_path / "out.h5.123-0.tmp"
    with path.open("w") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        assert parley("run", TUTORIAL, "-o", "out.h5").returncode == 0
        assert path.exists()
    assert parley("run", TUTORIAL, "-o", "out.h5").returncode == 0
    assert not path.exists()


@pytest.mark.skipif(
    "PARLEY_NTH_CALL" not in os.environ, reason="the sanitizers' builds have no such library"
)
def test_where_there_are_no_locks_nothing_is_removed(parley, tmp_path):
    (tmp_path / "out.h5.123-0.tmp").touch()
    machine = {
        "LD_PRELOAD": os.environ["PARLEY_NTH_CALL"],
        "FAIL_CALL": "lock",
        "FAIL_AT": "all",
        "FAIL_WITH": "ENOLCK",
    }
    done = parley("run", TUTORIAL, "-o", "out.h5", env=os.environ | machine)
    assert done.returncode == 0, done.stderr
    assert left_in(tmp_path) == ["out.h5", "out.h5.123-0.tmp", "out.h5.json"]
