"""Standard streams that are closed, full, or read by nobody any more."""

import os
import subprocess

import pytest

from conftest import HANGS, TUTORIAL

PROGRAM = os.environ["PARLEY_PROGRAM"]


def in_shell(redirection, *arguments, cwd):
    """Runs the program with a redirection of the shell's, such as `>&-`."""
    return subprocess.run(
        ["bash", "-c", f'"$0" "$@" {redirection}', PROGRAM, *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=HANGS,
    )


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_crash_and_nothing_goes_into_the_result(made, tmp_path, closed):
    done = in_shell(closed, "run", TUTORIAL, "-o", "out.h5", "--trace", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "out.h5").read_bytes() == (made / "here.h5").read_bytes()
    assert (tmp_path / "out.transcript.txt").read_text().startswith("Minutes of baseline")
    assert in_shell(closed, "run", "none.yaml", cwd=tmp_path).returncode == 2
    assert in_shell(closed, "rnu", cwd=tmp_path).returncode == 2
    assert (
        in_shell(
            closed, "export", made / "here.h5", "--table", "states", "-o", "a.csv", cwd=tmp_path
        ).returncode
        == 0
    )
    assert (tmp_path / "a.csv").read_text().startswith("run,")


@pytest.mark.parametrize("full", ["2>/dev/full", "2>/dev/full >/dev/full"])
def test_what_cannot_be_told_changes_no_exit_code(tmp_path, full):
    assert in_shell(full, "run", "none.yaml", cwd=tmp_path).returncode == 2
    assert in_shell(full, "rnu", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize(
    "handled", [True, False], ids=["as the shell leaves it", "ignored by the parent"]
)
@pytest.mark.parametrize(
    "command", [["reference"], ["info", "here.h5"], ["export", "here.h5", "--table", "policies"]]
)
def test_a_reader_who_has_read_enough_ends_the_call_quietly(made, command, handled):
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [PROGRAM, *command],
        cwd=made,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        timeout=HANGS,
        restore_signals=handled,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_sweep_goes_on_when_nobody_reads_its_progress(made, tmp_path):
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [PROGRAM, "sweep", made / "many.yaml", "-o", tmp_path / "all.h5", "--progress", "json"],
        stdout=writer,
        stderr=writer,
        timeout=HANGS,
    )
    os.close(writer)
    assert done.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.h5", "all.h5.json"]
