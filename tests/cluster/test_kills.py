"""Whatever ends a sweep, however often: resumed, it gives the bytes of one that was never
disturbed.

PARLEY_KILLS says how often the processes are killed (12 by default; 200 were tried by hand),
PARLEY_KILL_SEED when.
"""

import os
import random
import signal
import time

import pytest

from conftest import finish, left_in, merge, start

KILLS = int(os.environ.get("PARLEY_KILLS", "12"))


@pytest.fixture
def moments():
    """Times until a kill, in seconds: before the first part, around it, after several."""
    chance = random.Random(int(os.environ.get("PARLEY_KILL_SEED", "1")))
    return lambda: chance.choice([0.05, 0.3, 1.05, 1.2, 2.3]) + chance.uniform(0, 0.15)


def kill_after(process, seconds):
    """Kills a process, unless it was done before; says whether it did."""
    try:
        process.wait(timeout=seconds)
    except Exception:  # it is still at work
        process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode in (0, -signal.SIGKILL)
    return process.returncode != 0


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_threads_change_no_byte(study, undisturbed, tmp_path, threads):
    finish(study, tmp_path / "out.h5", "--threads", threads)
    assert (tmp_path / "out.h5").read_bytes() == undisturbed


@pytest.mark.parametrize("count", [1, 3, 16])
def test_shards_change_no_byte(study, undisturbed, tmp_path, count):
    out = tmp_path / "out.h5"
    for shard in range(count):
        finish(study, out, "--shard", f"{shard}/{count}")
    if count > 1:
        merge(tmp_path.glob("out.shard-*.h5"), out)
    assert out.read_bytes() == undisturbed


def test_a_sweep_that_is_killed_again_and_again(study, undisturbed, tmp_path, moments):
    out = tmp_path / "out.h5"
    kills = 0
    while kills < KILLS:
        killed = kill_after(start(study, out, "--resume", "--threads", 1 + kills % 3), moments())
        kills += 1 if killed else 0
        if not killed:  # it came to its end: once more from the beginning
            assert out.read_bytes() == undisturbed
            out.unlink()
    finish(study, out, "--resume")
    assert out.read_bytes() == undisturbed
    assert [name for name in left_in(tmp_path) if name.endswith(".parts")] == []


def test_a_sweep_that_is_killed_while_it_writes_its_result(study, undisturbed, tmp_path):
    out = tmp_path / "out.h5"
    for _ in range(3):
        process = start(study, out, "--resume")
        while process.poll() is None and not list(tmp_path.glob("out.h5.*.tmp")):
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert "out.h5.parts" in left_in(tmp_path) or out.read_bytes() == undisturbed
    finish(study, out, "--resume")
    assert out.read_bytes() == undisturbed


def test_shards_that_are_killed_while_others_run(study, undisturbed, tmp_path, moments):
    out = tmp_path / "out.h5"
    shards = [f"{shard}/3" for shard in range(3)]
    running = {shard: start(study, out, "--shard", shard, "--threads", 1) for shard in shards}
    for kill in range(max(3, KILLS // 4)):
        shard = shards[kill % 3]
        kill_after(running[shard], moments())
        running[shard] = start(study, out, "--shard", shard, "--threads", 1, "--resume")
    for process in running.values():
        _, said = process.communicate(timeout=3600)
        assert process.returncode == 0, said
    merge(tmp_path.glob("out.shard-*.h5"), out)
    assert out.read_bytes() == undisturbed


def test_two_processes_that_do_the_same_work(study, undisturbed, tmp_path):
    """A user's mistake that costs time, and nothing else."""
    out = tmp_path / "out.h5"
    pair = [start(study, out, "--resume", "--threads", 1) for _ in range(2)]
    for process in pair:
        _, said = process.communicate(timeout=3600)
        assert process.returncode == 0, said
    assert out.read_bytes() == undisturbed
