"""`parley sweep --slurm` on a site with limits: short arrays, a short partition, jobs that it
refuses."""

import os
import pathlib
import subprocess

import pytest

from slurm import Slurm, missing_programs

PROGRAM = os.environ["PARLEY_PROGRAM"]
TOP = pathlib.Path(__file__).resolve().parents[2]
SHARDS = 120

STUDY = f"""\
parley: 1
study: more shards than an array may have
scenario: {TOP}/scenarios/tutorial/01_two_states.yaml
replicates: 60
design: {{sample: grid}}
vary:
  discussion.learning: {{values: [0, 0.5, 1]}}
"""

pytestmark = pytest.mark.skipif(
    bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"
)


@pytest.fixture(scope="module")
def slurm(tmp_path_factory):
    with Slurm(
        tmp_path_factory.mktemp("slurm") / "cluster",
        limits="MaxArraySize=50",
        longest="30",
    ) as cluster:
        yield cluster


@pytest.fixture
def study(tmp_path):
    file = tmp_path / "study.yaml"
    file.write_text(STUDY)
    return file


def prepare(slurm, study, output, *options):
    slurm.call(PROGRAM, "sweep", study, "-o", output, "--slurm", "--shards", SHARDS, *options)
    return output.parent / f"{output.stem}.slurm"


def submit(slurm, scripts):
    return subprocess.run(
        ["bash", scripts / "submit.sh"],
        env=slurm.environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_array_is_split_and_stays_within_the_partition(slurm, study, tmp_path):
    subprocess.run(
        [PROGRAM, "sweep", study, "-o", tmp_path / "whole.h5", "--progress", "none"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    output = tmp_path / "out.h5"
    scripts = prepare(slurm, study, output, "--time", 90)
    with open(scripts / "own.sh", "a", encoding="utf-8") as own:
        own.write('#SBATCH --comment=mine\necho "own lines are heeded"\n')
    done = submit(slurm, scripts)
    assert done.returncode == 0, done.stderr
    assert [line.split(" with ")[1] for line in done.stdout.splitlines()[:3]] == [
        "50 tasks, shards 0 to 49.",
        "50 tasks, shards 50 to 99.",
        "20 tasks, shards 100 to 119.",
    ]
    limits = slurm.call("squeue", "-h", "-o", "%l %k").split("\n")[:-1]
    assert limits and set(limits) <= {"30:00 mine", "10:00 mine"}, limits
    slurm.wait_until(lambda: not slurm.tasks(), "no task waits or runs")
    assert "own lines are heeded" in (scripts / "shard-100+19.log").read_text()
    assert output.read_bytes() == (tmp_path / "whole.h5").read_bytes()


def test_a_refusal_leaves_no_job_behind(slurm, study, tmp_path):
    scripts = prepare(slurm, study, tmp_path / "out.h5")
    merge = scripts / "merge.sh"
    merge.write_text(
        merge.read_text().replace("--ntasks=1", "--ntasks=1\n#SBATCH --partition=nowhere")
    )
    array = scripts / "array.sh"  # so that nothing has ended before the merge is refused
    array.write_text(array.read_text().replace("#SBATCH --ntasks=1", "#SBATCH --hold --ntasks=1"))
    done = submit(slurm, scripts)
    assert done.returncode == 1
    assert done.stdout.count("Submitted: array job ") == 3
    assert "Refused: the merge\nTaken back: jobs " in done.stderr
    slurm.wait_until(lambda: not slurm.tasks(), "all jobs are taken back")


def test_own_lines_are_never_overwritten(slurm, study, tmp_path):
    scripts = prepare(slurm, study, tmp_path / "out.h5")
    (scripts / "own.sh").write_text("module load parley\n")
    prepare(slurm, study, tmp_path / "out.h5")
    assert (scripts / "own.sh").read_text() == "module load parley\n"
