"""`-q` and `-v` mean the same in every command: nothing but faults, and what is done."""

import pathlib
import re

import pytest

from conftest import TUTORIAL, write_study

HERE = pathlib.Path(__file__).parent

SHORT = ["--set", "time.ticks=4"]
# What each command does in a folder with a study, results `one.h5` and `two.h5`, and shards.
CALLS = {
    "init": ["init", "new"],
    "run": ["run", TUTORIAL, *SHORT, "-o", "new.h5"],
    "check": ["check", TUTORIAL, "study.yaml"],
    "sweep": ["sweep", "study.yaml", "-o", "new.h5", "--threads", 1],
    "status": ["status", "study.yaml", "-o", "part.h5"],
    "merge": ["merge", *(f"part.shard-{i}-of-2.h5" for i in range(2)), "-o", "new.h5"],
    "negotiate": ["negotiate", "positions.csv", "--protocol", "compromise"],
    "info": ["info", "one.h5"],
    "compare": ["compare", "one.h5", "same.h5"],
    "verify": ["verify", "one.h5", "--recompute", 1],
}
# What is asked for by name and comes from quiet calls, too.
GIVEN = {
    "export": ["export", "one.h5", "--table", "runs"],
    "schema": ["schema"],
    "reference": ["reference"],
    "manual": ["manual"],
    "completion": ["completion"],
    "check": ["check", TUTORIAL, "--json"],
    "info": ["info", "one.h5", "--json"],
    "status": ["status", "study.yaml", "-o", "part.h5", "--json"],
    "compare": ["compare", "one.h5", "two.h5", "--json"],
    "verify": ["verify", "one.h5", "--json"],
    "negotiate": ["negotiate", "positions.csv", "--protocol", "compromise", "--format", "csv"],
    "init": ["init", "--list"],
}


@pytest.fixture
def folder(parley, tmp_path):
    write_study(tmp_path, record="summary", replicates=2, size=2)
    (tmp_path / "positions.csv").write_text(
        "actor,issue,position,salience,power\na,x,0,1,1\nb,x,1,1,2\n"
    )
    for name, seed in (("one", 1), ("same", 1), ("two", 2)):
        parley("run", TUTORIAL, *SHORT, "--seed", seed, "-o", f"{name}.h5")
    for i in range(2):
        parley("sweep", "study.yaml", "-o", "part.h5", "--shard", f"{i}/2", "--progress", "none")
    return tmp_path


@pytest.mark.parametrize("flag", ["-q", "--quiet"])
@pytest.mark.parametrize("command", CALLS)
def test_a_quiet_call_says_nothing_when_nothing_is_wrong(parley, folder, command, flag):
    done = parley(*CALLS[command], flag)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_quiet_call_does_what_it_does(parley, folder):
    for command in ("run", "sweep", "merge"):
        parley(*CALLS[command], "-q")
        loud = parley(*("loud.h5" if word == "new.h5" else word for word in CALLS[command]))
        assert loud.returncode == 0, loud.stderr
        assert (folder / "new.h5").read_bytes() == (folder / "loud.h5").read_bytes()
        for path in folder.glob("new.h5*"):
            path.unlink()
        for path in folder.glob("loud.h5*"):
            path.unlink()


@pytest.mark.parametrize("command", GIVEN)
def test_what_is_asked_for_by_name_comes_from_a_quiet_call(parley, folder, command):
    usual = parley(*GIVEN[command])
    quiet = parley(*GIVEN[command], "-q")
    assert quiet.stdout == usual.stdout != ""
    assert quiet.returncode == usual.returncode
    assert quiet.stderr == ""


@pytest.mark.parametrize("command, words", [*CALLS.items(), *GIVEN.items()])
def test_a_verbose_call_says_more_on_standard_error(parley, folder, command, words):
    usual = parley(*words)
    for path in [*folder.glob("new*")]:
        if path.is_file():
            path.unlink()
        elif path.is_dir():
            (path / "scenario.yaml").unlink()
    verbose = parley(*words, "-v")
    assert verbose.returncode == usual.returncode == (1 if "two.h5" in words else 0)
    lines = [line for line in verbose.stderr.splitlines() if line.startswith("parley: ")]
    assert re.match(r"parley: parley \d+\.\d+\.\d+ \(", lines[0])
    assert re.match(r"parley: ended with [01] after [\d.]+ s, at most \d+ MB of memory$", lines[-1])
    if command not in ("schema", "reference", "manual", "completion") and "--list" not in words:
        assert len(lines) > 2 or command in ("info", "status")
    assert verbose.stdout[:40] == usual.stdout[:40]


def test_faults_are_told_by_quiet_calls(parley, folder):
    for words, code, said in (
        (["check", "not_there.yaml"], 2, "there is no such file"),
        (["check", HERE / "mistakes/dates.yaml"], 2, ": error: "),
        (["check", HERE / "warnings/events_that_change_nothing.yaml"], 0, ": warning: "),
        (["run", HERE / "warnings/events_that_change_nothing.yaml", "-o", "new.h5"], 0, "warning"),
        (["info", "not_there.h5"], 2, "not_there.h5"),
        (["run", TUTORIAL, "--sed", 3], 2, "did you mean '--seed'?"),
    ):
        done = parley(*words, "-q")
        assert (done.returncode, done.stdout) == (code, "")
        assert said in done.stderr


def test_a_quiet_comparison_says_it_by_its_exit_code(parley, folder):
    done = parley("compare", "one.h5", "two.h5", "-q")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


def test_damage_is_told_by_a_quiet_call(parley, folder):
    data = bytearray((folder / "one.h5").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "one.h5").write_bytes(data)
    done = parley("verify", "one.h5", "-q")
    assert (done.returncode, done.stdout) == (2, "")
    assert "one.h5 is damaged" in done.stderr


def test_lists_are_in_full_in_verbose_calls(parley, folder):
    odd = HERE / "warnings/events_that_change_nothing.yaml"
    done = parley("run", odd, "-o", "new.h5", "-v")
    assert done.stderr.count(": warning: ") == 6
    assert " more: parley check" not in done.stderr


def test_quiet_and_verbose_exclude_each_other(parley):
    done = parley("run", TUTORIAL, "-q", "-v")
    assert done.returncode == 2
    assert "exclude each other" in done.stderr
