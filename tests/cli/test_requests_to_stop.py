"""Requests to stop: where there is nothing to save, the first ends a call at once, and leaves
nothing half written."""

import os
import pathlib
import signal
import subprocess
import time

import pytest

from conftest import HANGS, TUTORIAL, at_work

PROGRAM = os.environ["PARLEY_PROGRAM"]
REQUESTS_TO_STOP = [signal.SIGINT, signal.SIGTERM, signal.SIGUSR1]


def full_pipe():
    """A pipe that takes nothing more: who writes to it waits."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    try:
        while True:
            os.write(writer, bytes(4096))
    except BlockingIOError:
        os.set_blocking(writer, True)
    return reader, writer


def handles(process, request):
    """Has the program come so far that it handles the signal?"""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    caught = int(
        next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt")), 16
    )
    return caught >> (request - 1) & 1


@pytest.mark.parametrize("request_to_stop", REQUESTS_TO_STOP)
@pytest.mark.parametrize(
    "command",
    [
        ["info", "here.h5"],
        ["compare", "here.h5", "many.shard-0-of-3.h5"],
        ["export", "here.h5", "--table", "policies"],
        ["check", TUTORIAL],
        ["schema"],
    ],
)
def test_the_first_request_to_stop_ends_what_has_nothing_to_save(made, command, request_to_stop):
    reader, writer = full_pipe()
    with at_work(*command, cwd=made, stdout=writer) as process:
        while not handles(process, request_to_stop):
            time.sleep(0.001)
        process.send_signal(request_to_stop)
        _, said = process.communicate(timeout=HANGS)
    os.close(reader)
    os.close(writer)
    assert (process.returncode, said) == (130, "")


@pytest.mark.skipif(
    "PARLEY_NTH_CALL" not in os.environ, reason="the sanitizers' builds have no such library"
)
@pytest.mark.parametrize("kind", ["open", "lock", "fsync", "rename", "close"])
def test_a_merge_that_is_stopped_at_any_call_leaves_all_or_nothing(made, tmp_path, kind):
    """The request comes right before the n-th call of a kind, for every n that there is."""
    shards = [made / f"many.shard-{i}-of-3.h5" for i in range(3)]
    counts = tmp_path / "counts"

    def merge(folder, **machine):
        folder.mkdir()
        environment = os.environ | {"LD_PRELOAD": os.environ["PARLEY_NTH_CALL"]} | machine
        command = [PROGRAM, "merge", *shards, "-o", folder / "all.h5"]
        done = subprocess.run(command, env=environment, capture_output=True, timeout=HANGS)
        return done.returncode, sorted(path.name for path in folder.iterdir())

    whole = ["all.h5", "all.h5.json"]
    assert merge(tmp_path / "undisturbed", FAIL_COUNTS=str(counts)) == (0, whole)
    calls = dict(line.split() for line in counts.read_text().splitlines())
    ends = []
    for n in range(1, int(calls[kind]) + 1):
        folder = tmp_path / str(n)
        ends.append(merge(folder, FAIL_CALL=kind, FAIL_AT=str(n), FAIL_WITH="SIGTERM"))
        assert ends[-1] in [
            (-signal.SIGTERM, []),  # before the program handles it
            (130, []),
            (130, ["all.h5"]),
            (130, whole),
        ], (kind, n)
    assert any(code == 130 for code, _ in ends)


def test_the_second_request_ends_a_run_at_once(tmp_path):
    """The first lets the runs under way reach their next tick, and these have far to go."""
    long = ["run", TUTORIAL, "--replicates", "1000000", "-o", tmp_path / "long.h5"]
    with at_work(*long) as process:
        while not list(tmp_path.glob("long.h5.*.tmp")):
            time.sleep(0.001)
        process.send_signal(signal.SIGSTOP)
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGCONT)
        process.communicate(timeout=HANGS)
    assert process.returncode == 130
    assert [path.name for path in tmp_path.iterdir()] == []
