"""`parley sweep --slurm` on a real Slurm: whatever happens to the tasks, the bytes are those of an undisturbed sweep."""

import os
import pathlib
import signal
import time

import pytest

from slurm import Slurm, missing_programs
from sweeps import PROGRAM, STUDY, sweep

SHARDS = 8

pytestmark = pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}")


@pytest.fixture(scope="module")
def slurm(tmp_path_factory):
    with Slurm(tmp_path_factory.mktemp("slurm") / "cluster") as cluster:
        yield cluster


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    return sweep(tmp_path_factory.mktemp("undisturbed") / "study.h5").read_bytes()


def submit(slurm, output, *options):
    said = slurm.call(PROGRAM, "sweep", STUDY, "-o", output, "--slurm", "--submit", "--shards", SHARDS, *options)
    assert "Submitted: array job" in said
    return output.parent / f"{output.stem}.slurm"


def finish(slurm, scripts, seconds=300):
    slurm.wait_until(lambda: not slurm.tasks(), "no task waits or runs", seconds)
    return (scripts / "merge.log").read_text()


def task_of_shard(index):
    """The process that computes a shard, or None."""
    wanted = f"--shard\0{index}/{SHARDS}\0".encode()
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if wanted in command and command.startswith(PROGRAM.encode()):
            return int(folder.name)
    return None


def wait_for_task(slurm, index):
    slurm.wait_until(lambda: task_of_shard(index) is not None, f"shard {index} is computed", 60)
    return task_of_shard(index)


def parent_of(process):
    return int(pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])


def job_of(slurm, index):
    lines = slurm.call("squeue", "-h", "-r", "-o", "%A %a %N").splitlines()
    return next((job, node) for job, array_index, node in (line.split() for line in lines) if array_index == str(index))


def test_an_array_and_its_merge_give_the_bytes_of_one_process(slurm, undisturbed, tmp_path):
    output = tmp_path / "study.h5"
    scripts = submit(slurm, output)
    assert "Result: " in finish(slurm, scripts)
    assert output.read_bytes() == undisturbed


def test_killed_tasks_a_lost_node_and_a_time_limit_change_no_byte(slurm, undisturbed, tmp_path):
    output = tmp_path / "study.h5"
    scripts = submit(slurm, output, "--time", 1)

    # One task runs into its time limit: held still until its warning is near.
    slow = wait_for_task(slurm, 0)
    os.kill(slow, signal.SIGSTOP)
    began = time.monotonic()

    # The program of another is killed; its script sees that.
    os.kill(wait_for_task(slurm, 1), signal.SIGKILL)

    # A third is killed with its script, which nobody sees: it is requeued by hand.
    program = wait_for_task(slurm, 2)
    job, _ = job_of(slurm, 2)
    os.kill(parent_of(program), signal.SIGKILL)
    os.kill(program, signal.SIGKILL)
    slurm.wait_until(lambda: not any(task.endswith("_2") for task, _, _ in slurm.tasks()), "the killed task is gone", 30)
    slurm.call("scontrol", "requeue", job)

    # The node of a fourth is lost.
    wait_for_task(slurm, 3)
    _, node = job_of(slurm, 3)
    slurm.call("scontrol", "update", f"NodeName={node}", "State=DOWN", "Reason=test")
    slurm.call("scontrol", "update", f"NodeName={node}", "State=RESUME")

    time.sleep(max(0.0, 35.0 - (time.monotonic() - began)))
    if task_of_shard(0) == slow:
        os.kill(slow, signal.SIGCONT)
    finish(slurm, scripts)
    assert output.read_bytes() == undisturbed


def test_a_missing_shard_is_named_and_submitting_again_computes_it_alone(slurm, undisturbed, tmp_path):
    output = tmp_path / "study.h5"
    scripts = submit(slurm, output)
    wait_for_task(slurm, 5)
    job, _ = job_of(slurm, 5)
    slurm.call("scancel", job)
    assert "5" in finish(slurm, scripts)
    assert not output.exists()
    slurm.call("bash", scripts / "submit.sh")
    finish(slurm, scripts)
    assert output.read_bytes() == undisturbed
