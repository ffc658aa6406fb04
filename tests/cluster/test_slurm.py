"""`parley sweep --slurm` on a real Slurm: whatever happens to the tasks, the bytes are those of an
undisturbed sweep."""

import os
import pathlib
import signal
import subprocess

import pytest

from slurm import Slurm, missing_programs

PROGRAM = os.environ["PARLEY_PROGRAM"]
TOP = pathlib.Path(__file__).resolve().parents[2]
SHARDS = 8

# About half a minute of one processor: long enough for a task to be met at work on a busy machine.
STUDY = f"""\
parley: 1
study: what happens to tasks
scenario: {TOP}/scenarios/western_mediterranean.yaml
replicates: 700
design: {{sample: grid}}
vary:
  forums.five_plus_five.frankness: {{values: [0.0, 0.5, 1.0]}}
  discussion.posturing: {{values: [0.0, 1.0]}}
"""

pytestmark = pytest.mark.skipif(
    bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"
)


@pytest.fixture(scope="module")
def slurm(tmp_path_factory):
    with Slurm(tmp_path_factory.mktemp("slurm") / "cluster") as cluster:
        yield cluster


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    file = tmp_path_factory.mktemp("study") / "study.yaml"
    file.write_text(STUDY)
    return file


@pytest.fixture(scope="module")
def undisturbed(study):
    output = study.with_suffix(".h5")
    subprocess.run(
        [PROGRAM, "sweep", study, "-o", output, "--progress", "none"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return output.read_bytes()


def submit(slurm, study, output, *options):
    said = slurm.call(
        PROGRAM, "sweep", study, "-o", output, "--slurm", "--submit", "--shards", SHARDS, *options
    )
    assert "Submitted: array job" in said
    return output.parent / f"{output.stem}.slurm"


def finish(slurm, scripts):
    slurm.wait_until(lambda: not slurm.tasks(), "no task waits or runs")
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


def hold(slurm, *shards):
    """Stops the processes that compute these shards, as soon as each is there; gives them by
    shard."""
    held = {}

    def all_are_held():
        for shard in shards:
            if shard not in held and (process := task_of_shard(shard)) is not None:
                os.kill(process, signal.SIGSTOP)
                held[shard] = process
        return len(held) == len(shards)

    slurm.wait_until(all_are_held, f"shards {shards} are computed")
    return held


def parent_of(process):
    return int(pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])


def is_pending(of_signal, process):
    """Has a process that is held been sent a signal, which it will find when it goes on?"""
    status = pathlib.Path(f"/proc/{process}/status").read_text()
    pending = next(line.split()[1] for line in status.splitlines() if line.startswith("ShdPnd"))
    return int(pending, 16) >> (of_signal - 1) & 1


def job_of(slurm, index):
    """The job of a shard's task, and the node it runs on ('' while it waits)."""
    lines = slurm.call("squeue", "-h", "-r", "-o", "%i|%K|%N").splitlines()
    return next(
        (job, node) for job, of, node in (line.split("|") for line in lines) if of == str(index)
    )


def test_an_array_and_its_merge_give_the_bytes_of_one_process(slurm, study, undisturbed, tmp_path):
    output = tmp_path / "study.h5"
    scripts = submit(slurm, study, output)
    assert "Result: " in finish(slurm, scripts)
    assert output.read_bytes() == undisturbed


def is_back(slurm, node):
    """Calls a node back that is down, unless it has come by itself; then the call is refused."""
    slurm.call("scontrol", "update", f"NodeName={node}", "State=RESUME", check=False)
    return "down" not in slurm.call("sinfo", "-h", "-n", node, "-o", "%T").lower()


def test_killed_tasks_a_lost_node_and_a_time_limit_change_no_byte(
    slurm, study, undisturbed, tmp_path
):
    output = tmp_path / "study.h5"
    scripts = submit(slurm, study, output, "--time", 1)

    held = hold(slurm, 0, 1, 2, 3)

    # The program of a task is killed; its script sees that.
    os.kill(held[1], signal.SIGKILL)

    # Another is killed with its script, which nobody sees: it is requeued by hand.
    job, _ = job_of(slurm, 2)
    os.kill(parent_of(held[2]), signal.SIGKILL)
    os.kill(held[2], signal.SIGKILL)
    slurm.wait_until(
        lambda: not any(task.endswith("_2") for task, _, _ in slurm.tasks()),
        "the killed task is gone",
    )
    slurm.call("scontrol", "requeue", job)

    # The node of a third is lost.
    _, node = job_of(slurm, 3)
    slurm.call("scontrol", "update", f"NodeName={node}", "State=DOWN", "Reason=test")
    slurm.wait_until(lambda: is_back(slurm, node), f"the node {node} is back")

    # The first runs into its time limit, having been held until its warning has come.
    slurm.wait_until(
        lambda: is_pending(signal.SIGUSR1, held[0]), "shard 0 is told that its time is over"
    )
    os.kill(held[0], signal.SIGCONT)
    finish(slurm, scripts)
    for shard in (0, 1):
        assert "the shard goes back into the queue" in (scripts / f"shard-{shard}.log").read_text()
    assert output.read_bytes() == undisturbed


def test_a_missing_shard_is_named_and_submitting_again_computes_it_alone(
    slurm, study, undisturbed, tmp_path
):
    output = tmp_path / "study.h5"
    scripts = submit(slurm, study, output)
    hold(slurm, 5)
    job, _ = job_of(slurm, 5)
    slurm.call("scancel", job)
    said = finish(slurm, scripts)
    assert "missing 5 (" in said, said
    assert not output.exists()
    slurm.call("bash", scripts / "submit.sh")
    finish(slurm, scripts)
    assert output.read_bytes() == undisturbed
