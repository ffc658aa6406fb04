"""`parley sweep`, `status` and `merge`: many runs, on disk as soon as they are done, whole at the
end."""

import json
import os
import pathlib
import resource
import signal
import subprocess
import time

import pytest

from conftest import HANGS, TUTORIAL, at_work

STUDY = f"""parley: 1
study: Talks and whims
scenario: {TUTORIAL}
replicates: 5
design: {{sample: grid}}
vary:
  discussion.learning: {{values: [0, 0.5, 1]}}
  interests.variation: {{values: [0, 0.2]}}
  forums.joint_commission.protocol: {{any_of: [nash_bargaining, zeuthen]}}
"""
RUNS = 5 * 3 * 2 * 2


@pytest.fixture
def study(tmp_path):
    path = tmp_path / "study.yaml"
    path.write_text(STUDY)
    return path


def endless(tmp_path):
    """A study that is not finished within a test."""
    path = tmp_path / "endless.yaml"
    path.write_text(STUDY.replace("replicates: 5", "replicates: 1000000"))
    return path


def left_in(folder):
    return sorted(path.name for path in pathlib.Path(folder).iterdir())


def sweep(parley, study, *options):
    done = parley("sweep", study, "-o", "out.h5", *options)
    assert done.returncode == 0, done.stderr
    return done


def has_saved(study):
    return any((study.parent / "out.h5.parts").glob("*.part"))


def interrupted_sweep(study, *options, request=signal.SIGTERM):
    """The exit code and the words of a sweep that is interrupted as soon as it has saved runs."""
    with at_work("sweep", study, "-o", "out.h5", *options, cwd=study.parent) as process:
        while not has_saved(study) and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(request)
        _, said = process.communicate(timeout=HANGS)
    return process.returncode, said


def test_a_sweep_leaves_one_result_and_says_what_came_out(parley, study, tmp_path):
    done = sweep(parley, study)
    assert left_in(tmp_path) == ["out.h5", "out.h5.json", "study.yaml"]
    assert done.stdout.startswith(
        f"Talks and whims\n12 points, 5 replicates; {RUNS} runs in this result, 0 of them"
    )
    for word in (
        "hard movement",
        "share of tables agreed",
        "discussion.learning",
        "zeuthen",
        "Result: out.h5",
    ):
        assert word in done.stdout
    beside = json.loads((tmp_path / "out.h5.json").read_text())
    assert beside["command_line"][1:3] == ["sweep", str(study)]


def test_the_result_is_named_after_the_study(parley, study, tmp_path):
    assert parley("sweep", study).returncode == 0
    assert "study.h5" in left_in(tmp_path)


@pytest.mark.parametrize("record", ["summary", "series"])
def test_threads_and_shards_change_no_byte(parley, study, tmp_path, record):
    study.write_text(STUDY + f"record: {record}\n")
    sweep(parley, study, "--threads", 3)
    for shard in range(3):
        done = parley("sweep", study, "-o", "divided.h5", "--shard", f"{shard}/3", "--threads", 1)
        assert done.returncode == 0, done.stderr
    shards = sorted(tmp_path.glob("divided.shard-*-of-3.h5"), reverse=True)
    assert len(shards) == 3
    done = parley("merge", *shards, "-o", "merged.h5")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "merged.h5").read_bytes() == (tmp_path / "out.h5").read_bytes()
    assert "are equal" in parley("compare", "merged.h5", "out.h5").stdout


def test_what_is_there_is_not_touched_unasked(parley, study, tmp_path):
    sweep(parley, study)
    before = (tmp_path / "out.h5").stat().st_mtime_ns
    done = parley("sweep", study, "-o", "out.h5")
    assert done.returncode == 2
    assert done.stderr == (
        "parley: error: 'out.h5' holds runs of an earlier sweep; --resume goes on from them, "
        "--overwrite begins again\n"
    )
    sweep(parley, study, "--resume")
    assert (tmp_path / "out.h5").stat().st_mtime_ns == before
    sweep(parley, study, "--overwrite")
    assert (tmp_path / "out.h5").stat().st_mtime_ns != before


def test_resume_begins_where_there_is_nothing(parley, study, tmp_path):
    sweep(parley, study, "--resume")
    assert "out.h5" in left_in(tmp_path)


@pytest.mark.parametrize("request_to_stop", [signal.SIGINT, signal.SIGTERM, signal.SIGUSR1])
def test_an_interruption_saves_all_finished_runs(parley, tmp_path, request_to_stop):
    study = endless(tmp_path)
    code, said = interrupted_sweep(study, request=request_to_stop)
    assert code == 130
    assert "saved in out.h5.parts; go on with --resume" in said
    assert "out.h5" not in left_in(tmp_path)
    done = int(said.split("interrupted; ")[1].split(" of ")[0])
    assert done > 0
    assert (
        f"\n{done} of 12000000 runs done, 0 failed"
        in parley("status", study, "-o", "out.h5").stdout
    )


def test_a_study_that_was_edited_is_not_resumed(parley, tmp_path):
    study = endless(tmp_path)
    interrupted_sweep(study)
    parts = left_in(tmp_path / "out.h5.parts")
    study.write_text(study.read_text().replace("0.5", "0.6"))
    done = parley("sweep", study, "-o", "out.h5", "--resume")
    assert done.returncode == 2
    assert (
        "holds runs of another study" in done.stderr
        and "was changed after they were computed" in done.stderr
    )
    assert left_in(tmp_path / "out.h5.parts") == parts
    assert (
        "of another study, or of this one before it was changed"
        in parley("status", study, "-o", "out.h5").stdout
    )


def test_a_finished_result_of_an_edited_study_is_not_taken_for_it(parley, study, tmp_path):
    sweep(parley, study)
    study.write_text(STUDY.replace("0.5", "0.6"))
    done = parley("sweep", study, "-o", "out.h5", "--resume")
    assert done.returncode == 2
    assert "is not the result of this study" in done.stderr


CONTRADICTION = f"""parley: 1
study: A forum that may close before it opens
scenario: {TUTORIAL}
design: {{sample: grid}}
vary:
  forums.joint_commission.opens: {{any_of: [2000-01, 2010-01]}}
  forums.joint_commission.closes: {{any_of: [2015-01, 2005-01]}}
  discussion.learning: {{values: [{", ".join(str(i / 80) for i in range(80))}]}}
"""


def test_a_failed_run_is_recorded_and_stops_no_other(parley, study):
    """What the scenario refuses at a point that nobody tried before."""
    study.write_text(CONTRADICTION)
    done = parley("sweep", study, "-o", "out.h5")
    assert done.returncode == 3, done.stdout + done.stderr
    assert "320 runs in this result, 80 of them failed" in done.stdout
    assert "80 failed, first at point 240" in done.stdout and "closes in 2005-01" in done.stdout
    assert (
        "320 of 320 runs done, 80 failed, 0 missing"
        in parley("status", study, "-o", "out.h5").stdout
    )
    runs = parley("export", "out.h5", "--table", "runs").stdout.splitlines()
    assert sum(",failed," in line for line in runs) == 80
    assert parley("sweep", study, "-o", "out.h5", "--resume").returncode == 3


def test_the_first_failed_run_ends_a_sweep_that_is_told_so(parley, study):
    study.write_text(CONTRADICTION)
    done = parley("sweep", study, "-o", "out.h5", "--fail", "fast", "--threads", 1)
    assert done.returncode == 3
    assert (
        "ended by a failed run; 241 of 320 runs are finished and saved in out.h5.parts"
        in done.stderr
    )
    assert parley("sweep", study, "-o", "out.h5", "--resume").returncode == 3


def test_merge_says_what_is_missing_and_what_does_not_belong(parley, study, tmp_path):
    for shard in (0, 1, 3):
        assert parley("sweep", study, "-o", "out.h5", "--shard", f"{shard}/4").returncode == 0
    zero, one, three = (f"out.shard-{shard}-of-4.h5" for shard in (0, 1, 3))
    other = tmp_path / "other.yaml"
    other.write_text(STUDY.replace("0.5", "0.6"))
    assert parley("sweep", other, "-o", "other.h5", "--shard", "2/4").returncode == 0
    (tmp_path / "cut.h5").write_bytes((tmp_path / one).read_bytes()[:20000])
    for shards, message in [
        ([zero, three], "of 4 shards there are missing 1, 2 (runs 15 to 44)"),
        ([zero, one, zero], f"'{zero}' holds the same runs as '{zero}'; give each shard once"),
        ([zero, "other.shard-2-of-4.h5"], f"is of another study than '{zero}'"),
        ([zero, "cut.h5"], "'cut.h5' is damaged or cut off"),
        ([zero, "nowhere.h5"], "'nowhere.h5' cannot be opened (No such file or directory)"),
    ]:
        done = parley("merge", *shards, "-o", "merged.h5")
        assert done.returncode == 2
        assert message in done.stderr
        assert "merged.h5" not in left_in(tmp_path)
    done = parley("merge", zero, "-o", zero)
    assert done.returncode == 2 and "is one of the shards" in done.stderr


def test_status_knows_every_shard(parley, study):
    assert parley("sweep", study, "-o", "out.h5", "--shard", "1/3").returncode == 0
    done = parley("status", study, "-o", "out.h5")
    assert done.returncode == 0
    assert (
        f"20 of {RUNS} runs done, 0 failed, 40 missing\nmissing runs: 0 to 19, 40 to 59\n"
        in done.stdout
    )
    assert "out.shard-1-of-3.h5    20    20       0  complete" in done.stdout


def test_a_dry_run_says_what_it_takes_and_leaves_nothing(parley, study, tmp_path):
    done = parley("sweep", study, "--dry-run")
    assert done.returncode == 0
    assert f"12 points x 5 replicates = {RUNS} runs" in done.stdout
    assert "ms a run" in done.stdout and "kB for the result" in done.stdout
    assert left_in(tmp_path) == ["study.yaml"]


def test_progress_can_be_read_by_programs(parley, study):
    done = sweep(parley, study, "--progress", "json")
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert lines[-1]["done"] == lines[-1]["total"] == RUNS
    assert {"failed", "seconds", "rate", "seconds_left"} <= lines[-1].keys()
    assert sweep(parley, study, "--overwrite", "--progress", "none").stderr == ""


def test_plain_progress_is_lines(parley, tmp_path):
    plain = ["-o", "out.h5", "--progress", "plain"]
    with at_work("sweep", endless(tmp_path), *plain, cwd=tmp_path) as process:
        line = process.stderr.readline()
        while line and " a second, " not in line:  # before the first run is done there is no pace
            line = process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=HANGS)
    assert " of 12000000 runs, " in line


def test_a_full_disk_costs_no_run_that_was_saved(parley, tmp_path):
    """A tiny file system of its own, where the machine lets us mount one; else a limit on file
    size."""
    study = tmp_path / "study.yaml"
    study.write_text(STUDY.replace("replicates: 5", "replicates: 400"))
    folder = tmp_path / "tiny"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True
    )
    limit = (
        None
        if mounted.returncode == 0
        else lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
    )
    try:
        done = parley("sweep", study, "-o", folder / "out.h5", preexec_fn=limit)
        assert done.returncode == 1, done.stderr
        reason = "No space left on device" if limit is None else "File too large"
        assert reason in done.stderr and "cannot write" in done.stderr
        assert [name for name in left_in(folder) if name.endswith(".h5") or ".tmp" in name] == []
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize(
    "options, message",
    [
        (["--shard", "3/3"], "'--shard' must be a shard, not '3/3'; write it as 3/16"),
        (["--shard", "1"], "must be a shard, not '1'"),
        (
            ["--resume", "--overwrite"],
            "'--resume' and '--overwrite' exclude each other; leave out one of them",
        ),
        (["--progress", "loud"], "loud"),
        (["--thread", "2"], "unknown option '--thread'; did you mean '--threads'?"),
    ],
)
def test_mistakes_in_options_are_the_users(parley, study, tmp_path, options, message):
    done = parley("sweep", study, "-o", "out.h5", *options)
    assert done.returncode == 2
    assert message in done.stderr
    assert left_in(tmp_path) == ["study.yaml"]


def test_tables_of_a_sweep_can_be_exported(parley, study):
    sweep(parley, study)
    for table, rows in [("runs", RUNS), ("issues", RUNS), ("agreements", 6 * RUNS)]:
        done = parley("export", "out.h5", "--table", table)
        assert done.returncode == 0, done.stderr
        lines = done.stdout.splitlines()
        assert len(lines) == 1 + rows
        assert {"point", "replicate", "discussion.learning"} <= set(lines[0].split(","))
    done = parley("export", "out.h5", "--table", "policies")
    assert done.returncode == 2
    assert "has no table 'policies' (it has no axis 'time')" in done.stderr


def test_batch_scripts_for_slurm_are_whole_and_plain_bash(parley, study, tmp_path):
    done = parley(
        "sweep",
        study,
        "-o",
        "out.h5",
        "--slurm",
        "--shards",
        3,
        "--partition",
        "long",
        "--sbatch=--qos=low",
    )
    assert done.returncode == 0, done.stderr
    assert f"{RUNS} runs of " in done.stdout
    assert left_in(tmp_path / "out.slurm") == ["array.sh", "merge.sh", "own.sh", "submit.sh"]
    for script in (tmp_path / "out.slurm").iterdir():
        assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
        assert os.access(script, os.X_OK)
    array = (tmp_path / "out.slurm/array.sh").read_text()
    for line in ("#SBATCH --array=0-2", "#SBATCH --partition=long", "#SBATCH --qos=low"):
        assert f"{line}\n" in array


def test_a_machine_without_slurm_keeps_the_scripts_and_says_so(parley, study, tmp_path):
    done = parley("sweep", study, "-o", "out.h5", "--slurm", "--submit", env={"PATH": "/nowhere"})
    assert done.returncode == 1
    assert "cannot submit (there is no 'sbatch' on this machine); run 'bash " in done.stderr
    assert (tmp_path / "out.slurm/submit.sh").exists()


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--slurm", "--shards", RUNS + 1], f"has {RUNS} runs; ask for at most as many --shards"),
        (["--slurm", "--shards", 1], "from 2 to 100000"),
        (["--slurm", "--partition", "a b"], "not 'a b'"),
        (["--slurm", "--sbatch", "qos"], "must be an option of sbatch, not 'qos'"),
        (["--submit"], "--slurm"),
        (["--slurm", "--shard", "0/2"], "--shard"),
        (["--slurm", "--dry-run"], "--dry-run"),
    ],
)
def test_mistakes_with_slurm_are_refused_before_anything_is_written(
    parley, study, tmp_path, options, complaint
):
    done = parley("sweep", study, "-o", "out.h5", *options)
    assert done.returncode == 2
    assert complaint in done.stderr
    assert left_in(tmp_path) == ["study.yaml"]


def test_a_result_that_is_there_is_not_swept_again_on_a_cluster(parley, study, tmp_path):
    sweep(parley, study, "--progress", "none")
    done = parley("sweep", study, "-o", "out.h5", "--slurm")
    assert done.returncode == 2
    assert (
        "exists already; give another name with -o, remove it, or go on from it with --extend"
        in done.stderr
    )


SOBOL = f"""parley: 1
study: Talks and whims
scenario: {TUTORIAL}
replicates: REPLICATES
design: {{sample: sobol, size: SIZE}}
vary:
  discussion.learning: {{uniform: [0, 1]}}
  interests.variation: {{uniform: [0, 0.2]}}
"""


def of_size(tmp_path, size, replicates):
    path = tmp_path / "grown.yaml"
    path.write_text(SOBOL.replace("SIZE", str(size)).replace("REPLICATES", str(replicates)))
    return path


@pytest.fixture
def at_once(parley, tmp_path):
    """The bytes of a sweep of 16 points and 6 replicates that was asked for at once."""
    study = of_size(tmp_path, 16, 6)
    assert parley("sweep", study, "-o", "at_once.h5").returncode == 0
    return (tmp_path / "at_once.h5").read_bytes()


@pytest.mark.parametrize(("size", "replicates"), [(16, 2), (4, 6), (4, 2)])
def test_a_sweep_grows_by_what_is_new(parley, at_once, tmp_path, size, replicates):
    sweep(parley, of_size(tmp_path, size, replicates))
    done = sweep(parley, of_size(tmp_path, 16, 6), "--extend", "--progress", "json")
    assert f"{size * replicates} runs are taken from what was there" in done.stdout
    last = json.loads(done.stderr.splitlines()[-1])
    assert last["done"] == 96
    assert (tmp_path / "out.h5").read_bytes() == at_once
    assert not (tmp_path / "out.h5.parts").exists()
    again = sweep(parley, of_size(tmp_path, 16, 6), "--extend")
    assert "are taken" not in again.stdout
    assert (tmp_path / "out.h5").read_bytes() == at_once


def test_a_sweep_grows_in_shards(parley, at_once, tmp_path):
    sweep(parley, of_size(tmp_path, 4, 2))
    study = of_size(tmp_path, 16, 6)
    for shard in range(3):
        sweep(parley, study, "--extend", "--shard", f"{shard}/3")
    shards = sorted(tmp_path.glob("out.shard-*.h5"))
    done = parley("merge", *shards, "-o", "out.h5", "--overwrite")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.h5").read_bytes() == at_once


def test_a_sweep_that_grows_may_be_killed(parley, tmp_path):
    study = of_size(tmp_path, 64, 40)
    assert parley("sweep", study, "-o", "at_once.h5").returncode == 0
    small = of_size(tmp_path, 16, 20)
    sweep(parley, small)
    before = (tmp_path / "out.h5").read_bytes()
    study = of_size(tmp_path, 64, 40)
    for _ in range(3):
        with at_work("sweep", study, "-o", "out.h5", "--extend", cwd=tmp_path) as process:
            while not has_saved(study) and process.poll() is None:
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
            process.wait()
    if has_saved(study):  # it was not faster than the kills
        assert (tmp_path / "out.h5").read_bytes() == before
    sweep(parley, study, "--extend")
    assert (tmp_path / "out.h5").read_bytes() == (tmp_path / "at_once.h5").read_bytes()


def test_longer_runs_are_computed_again_and_it_is_said(parley, tmp_path):
    scenario = tmp_path / "short.yaml"
    text = pathlib.Path(TUTORIAL).read_text()
    assert "ticks: " in text
    ticks = int(text.split("ticks: ")[1].split("}")[0].split()[0].strip(","))
    scenario.write_text(text)
    study = tmp_path / "longer.yaml"
    study.write_text(
        SOBOL.replace("SIZE", "4").replace("REPLICATES", "2").replace(str(TUTORIAL), "short.yaml")
    )
    sweep(parley, study)
    scenario.write_text(text.replace(f"ticks: {ticks}", f"ticks: {2 * ticks}"))
    done = sweep(parley, study, "--extend")
    assert "holds runs of another length: all runs are computed again" in done.stdout
    assert parley("sweep", study, "-o", "at_once.h5").returncode == 0
    assert (tmp_path / "out.h5").read_bytes() == (tmp_path / "at_once.h5").read_bytes()


def test_what_no_study_extends_is_refused_and_kept(parley, tmp_path):
    sweep(parley, of_size(tmp_path, 16, 6))
    before = (tmp_path / "out.h5").read_bytes()
    for study in (
        of_size(tmp_path, 8, 6),
        of_size(tmp_path, 16, 3),
    ):
        done = parley("sweep", study, "-o", "out.h5", "--extend")
        assert done.returncode == 2
        assert "is no result that this study extends" in done.stderr
    other = tmp_path / "other.yaml"
    other.write_text(of_size(tmp_path, 16, 8).read_text().replace("0.2", "0.3"))
    done = parley("sweep", other, "-o", "out.h5", "--extend")
    assert done.returncode == 2
    assert (tmp_path / "out.h5").read_bytes() == before
