"""What stands where a result is to go is not lost in silence."""

import os
import re

import pytest

from conftest import TOP, TUTORIAL

OTHER = TOP / "scenarios/tutorial/02_package.yaml"
REMEDY = "; give another name with -o, or replace it with --overwrite\n"


def refused(done, path, problem):
    assert (done.returncode, done.stderr) == (2, f"parley: error: '{path}' {problem}{REMEDY}")


@pytest.fixture
def precious(tmp_path):
    """Files of the user's that lie where those of Parley would go."""
    beside = ("precious.json", "precious.transcript.txt", "precious.minutes.jsonl")
    for name in ("precious", *beside):
        (tmp_path / name).write_text('{"of": "the user\'s"}\n')
    return tmp_path


@pytest.mark.parametrize(
    "name, problem",
    [
        ("precious", "is not a result (it is not an HDF5 file)"),
        ("precious.json", "holds no record of a call of Parley's"),
        ("precious.transcript.txt", "holds no minutes of Parley's"),
        ("precious.minutes.jsonl", "holds no minutes of Parley's"),
    ],
)
def test_files_of_the_user_are_not_replaced_by_a_run(parley, precious, name, problem):
    for other in precious.iterdir():
        if other.name != name:
            other.unlink()
    refused(parley("run", TUTORIAL, "-o", "precious", "--trace"), name, problem)
    assert [path.name for path in precious.iterdir()] == [name]
    assert (precious / name).read_text().startswith('{"of": ')
    done = parley("run", TUTORIAL, "-o", "precious", "--trace", "--overwrite")
    assert done.returncode == 0
    assert b"of the user" not in (precious / name).read_bytes()


def test_files_of_the_user_are_not_replaced_by_a_sweep_or_a_merge(parley, made, precious):
    (precious / "precious").unlink()
    sweep = ["sweep", made / "many.yaml", "-o", "precious", "--progress", "none"]
    merge = ["merge", *(made / f"many.shard-{i}-of-3.h5" for i in range(3)), "-o", "precious"]
    for call in (sweep, merge):
        refused(parley(*call), "precious.json", "holds no record of a call of Parley's")
        assert sorted(path.name for path in precious.iterdir()) == [
            "precious.json",
            "precious.minutes.jsonl",
            "precious.transcript.txt",
        ]
    assert parley(*merge, "--overwrite").returncode == 0
    assert "command_line" in (precious / "precious.json").read_text()


def test_the_same_scenario_is_run_again_and_again(parley, tmp_path):
    for options in (
        [],
        ["--replicates", 2],
        ["--set", "discussion.learning=0.1", "--replicates", 2],
    ):
        assert parley("run", TUTORIAL, "-o", "out.h5", "--trace", *options).returncode == 0


def test_another_scenarios_result_is_not_replaced(parley, tmp_path):
    assert parley("run", TUTORIAL, "-o", "out.h5").returncode == 0
    stood = (tmp_path / "out.h5").read_bytes()
    refused(
        parley("run", OTHER, "-o", "out.h5"),
        "out.h5",
        "is the result of another scenario, 'Two states, one issue'",
    )
    assert (tmp_path / "out.h5").read_bytes() == stood
    assert parley("run", OTHER, "-o", "out.h5", "--overwrite").returncode == 0
    assert (tmp_path / "out.h5").read_bytes() != stood


def test_a_result_with_more_runs_is_not_replaced(parley, tmp_path):
    assert parley("run", TUTORIAL, "-o", "out.h5", "--replicates", 9).returncode == 0
    refused(
        parley("run", TUTORIAL, "-o", "out.h5", "--replicates", 8),
        "out.h5",
        "holds 27 runs, and this call makes 24",
    )
    assert parley("run", TUTORIAL, "-o", "out.h5", "--replicates", 8, "--overwrite").returncode == 0


def test_a_result_with_another_what_if_is_not_replaced(parley, tmp_path):
    assert parley("run", TUTORIAL, "-o", "out.h5", "--what-if", "silent").returncode == 0
    refused(
        parley("run", TUTORIAL, "-o", "out.h5", "--what-if", "recognised", "--replicates", 6),
        "out.h5",
        "holds runs of 'silent', which this call does not make",
    )
    assert parley("run", TUTORIAL, "-o", "out.h5").returncode == 0


def test_a_sweeps_result_is_not_replaced_by_a_run(parley, made, tmp_path):
    shards = [made / f"many.shard-{i}-of-3.h5" for i in range(3)]
    assert parley("merge", *shards, "-o", "out.h5").returncode == 0
    refused(
        parley("run", TUTORIAL, "-o", "out.h5", "--replicates", 1000),
        "out.h5",
        "is the result of a sweep of 'Many talks'",
    )


def test_an_empty_file_holds_nothing_to_lose(parley, tmp_path):
    (tmp_path / "out.h5").touch()
    assert parley("run", TUTORIAL, "-o", "out.h5").returncode == 0


@pytest.mark.skipif(
    "PARLEY_NTH_CALL" not in os.environ, reason="the sanitizers' builds have no such library"
)
def test_an_interrupted_run_does_not_replace_one_with_more_runs(parley, tmp_path):
    """The request to stop comes halfway through what the standing result was written with."""
    out = tmp_path / "out.h5"
    machine = os.environ | {"LD_PRELOAD": os.environ["PARLEY_NTH_CALL"]}
    counts = tmp_path / "counts"

    def run(replicates, **disturbed):
        call = ["run", TUTORIAL, "-o", out, "--threads", 1, "--replicates", replicates]
        return parley(*call, env=machine | disturbed)

    assert run(2000, FAIL_COUNTS=str(counts)).returncode == 0
    calls = dict(line.split() for line in counts.read_text().splitlines())
    counts.unlink()
    stood = out.read_bytes()
    halfway = str(int(calls["write"]) // 2)
    done = run(1_000_000, FAIL_CALL="write", FAIL_AT=halfway, FAIL_WITH="SIGTERM")
    assert done.returncode == 130
    said = re.search(r"interrupted; (\d+) of 3000000 runs are finished and not saved", done.stderr)
    assert 0 < int(said[1]) < 6000
    assert f"since '{out}' holds 6000" in done.stderr
    assert out.read_bytes() == stood
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.h5", "out.h5.json"]
