"""`parley info`, `compare` and `export`: what can be learnt of a result without a program of one's
own."""

import csv
import io
import os
import re
import resource
import subprocess

import h5py
import pytest

from conftest import MEDITERRANEAN, TUTORIAL, sealed


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def result(parley, tmp_path):
    assert parley("run", TUTORIAL, "-o", "here.h5").returncode == 0
    return tmp_path / "here.h5"


def test_info_shows_provenance_and_contents(parley, result):
    done = parley("info", "here.h5")
    assert done.returncode == 0
    for word in (
        "scenario_sha256",
        "Philox",
        "ARDA, BELMAR",
        "policy",
        "run, time, state, issue",
        "scenario_text",
    ):
        assert word in done.stdout


@pytest.mark.parametrize(
    "command", [["info"], ["compare", "bad.h5"], ["export", "--table", "sessions"]]
)
@pytest.mark.parametrize(
    "contents, message",
    [
        (None, "cannot be opened (No such file or directory)"),
        (b"no result", "it is not an HDF5 file"),
        ("cut", "is damaged or cut off"),
    ],
)
def test_what_is_no_result_is_refused(parley, result, tmp_path, command, contents, message):
    if contents is not None:
        (tmp_path / "bad.h5").write_bytes(
            result.read_bytes()[:4096] if contents == "cut" else contents
        )
    done = parley(command[0], "bad.h5", *command[1:])
    assert done.returncode == 2
    assert message in done.stderr


def test_equal_results_compare_as_equal(parley, result):
    parley("run", TUTORIAL, "-o", "again.h5")
    done = parley("compare", "here.h5", "again.h5")
    assert done.returncode == 0
    assert done.stdout == "here.h5 and again.h5 are equal\n"


def test_what_differs_is_told_inputs_first(parley, result):
    parley("run", TUTORIAL, "-o", "other.h5", "--set", "discussion.learning=0.1")
    done = parley("compare", "here.h5", "other.h5")
    assert done.returncode == 1
    inputs, outputs = done.stdout.split("What came out")
    assert "settings" in inputs and "scenario_resolved" in inputs and "scenario_text" not in inputs
    assert "recognition" in outputs and "status_quo" not in outputs


def test_sessions_can_be_exported(parley, result):
    done = parley("export", "here.h5", "--table", "sessions")
    assert done.returncode == 0
    rows = rows_of(done.stdout)
    assert {row["session_result"] for row in rows} == {"agreed", "broken_off"}
    assert rows[0]["session_forum"] == "joint_commission"


MOST = 2**64 - 1


def test_seeds_keep_all_their_digits(parley):
    for name, seed in (("most", MOST), ("one_less", MOST - 1)):
        assert parley("run", TUTORIAL, "--seed", seed, "-o", f"{name}.h5").returncode == 0
        rows = rows_of(parley("export", f"{name}.h5", "--table", "runs").stdout)
        assert {row["seed"] for row in rows} == {str(seed)}
    told = parley("compare", "most.h5", "one_less.h5").stdout.split("What came out")[1]
    assert re.search(r"^ *seed +3 of 3 +1\b", told, re.MULTILINE), told


def replace_values(path, **variables):
    with h5py.File(path, "r+") as file:
        for name, values in variables.items():
            file[name][:] = values
    sealed(path)


def test_integers_of_every_type_are_told_exactly(parley, result, tmp_path):
    """The greatest and least that each type in a file can hold."""
    extremes = {"seed": [MOST, 0, MOST - 1], "point": [2**31 - 1, -(2**31), 0]}
    other = tmp_path / "other.h5"
    other.write_bytes(result.read_bytes())
    replace_values(result, **extremes)
    replace_values(other, **{name: values[::-1] for name, values in extremes.items()})
    rows = rows_of(parley("export", "here.h5", "--table", "runs").stdout)
    for name, values in extremes.items():
        assert [row[name] for row in rows] == [str(value) for value in values]
    told = parley("compare", "here.h5", "other.h5").stdout
    assert re.search(r"^ *seed +2 of 3 +1\b", told, re.MULTILINE), told
    assert re.search(r"^ *point +2 of 3 +2\.15e\+09\b", told, re.MULTILINE), told


def test_every_table_can_be_exported_to_a_file(parley, tmp_path):
    parley("run", MEDITERRANEAN, "--set", "time.ticks=4", "-o", "sea.h5")
    for table in (
        "runs",
        "times",
        "states",
        "profiles",
        "policies",
        "forums",
        "sessions",
        "terms",
        "parts",
    ):
        assert parley("export", "sea.h5", "--table", table, "-o", f"{table}.csv").returncode == 0
    rows = rows_of((tmp_path / "policies.csv").read_text())
    variations = {row["what_if"] for row in rows}
    assert len(variations) > 20 and len(rows) == len(variations) * 4 * 10 * 13
    assert rows[0]["what_if"] == "baseline" and rows[0]["time"] == "2005-01-01"
    assert all(0 <= float(row["policy"]) <= 1 for row in rows)


@pytest.fixture(scope="module")
def many_runs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many_runs")
    call = ["run", TUTORIAL, "--replicates", "2000", "-o", "many.h5"]
    subprocess.run([os.environ["PARLEY_PROGRAM"], *map(str, call)], cwd=folder, check=True)
    return folder / "many.h5"


def with_little_memory():
    resource.setrlimit(resource.RLIMIT_AS, (120_000_000, 120_000_000))


@pytest.mark.skipif("PARLEY_NTH_CALL" not in os.environ, reason="sanitizers take all addresses")
@pytest.mark.parametrize("table", ["states", "policies", "sessions", "treaties"])
def test_a_table_may_be_larger_than_the_memory(parley, many_runs, tmp_path, table):
    calls = [["export", many_runs, "--table", table, "-o", name] for name in ("a.csv", "b.csv")]
    assert parley(*calls[0]).returncode == 0
    done = parley(*calls[1], preexec_fn=with_little_memory)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


@pytest.mark.skipif("PARLEY_NTH_CALL" not in os.environ, reason="sanitizers take all addresses")
def test_texts_may_be_larger_than_the_memory(parley, many_runs, tmp_path):
    path = tmp_path / "long.h5"
    path.write_bytes(many_runs.read_bytes())
    with h5py.File(path, "r+") as file:
        texts = [f"{run} " + 30_000 * "x" for run in range(file["run"].size)]
        file["what_if"][:] = texts
    sealed(path)
    done = parley(
        "export",
        path,
        "--table",
        "runs",
        "-o",
        "runs.csv",
        preexec_fn=with_little_memory,
    )
    assert done.returncode == 0, done.stderr
    with open(tmp_path / "runs.csv") as lines:
        for text, row in zip(texts, csv.DictReader(lines), strict=True):
            assert row["what_if"] == text


def test_an_unknown_table_is_refused(parley, result):
    done = parley("export", "here.h5", "--table", "sesions")
    assert done.returncode == 2
    assert "sessions" in done.stderr


def test_what_only_one_result_has_is_told(parley, result, made):
    for files in (
        ["here.h5", made / "many.shard-0-of-3.h5"],
        [made / "many.shard-0-of-3.h5", "here.h5"],
    ):
        done = parley("compare", *files)
        assert done.returncode == 1
        first_has_more = files[0] == "here.h5"
        lines = done.stdout.split("\n")
        axis = next(line.split() for line in lines if line.split()[:1] == ["forum"])
        assert axis.index("(missing)") == (2 if first_has_more else 1)
        plan = next(line for line in lines if "plan_sha256" in line)
        assert plan.split().index("(missing)") == (1 if first_has_more else 2)
        assert ("only in the first" if first_has_more else "only in the second") in done.stdout


def test_actors_are_no_formulas_in_a_spreadsheet(parley, tmp_path):
    (tmp_path / "table.csv").write_text(
        'actor,issue,position,salience,power\n"=cmd()",x,-3,1,1\nb,x,2,1,1\n'
    )
    done = parley("negotiate", "table.csv", "--protocol", "compromise", "--format", "csv")
    rows = rows_of(done.stdout)
    assert {row["actor"] for row in rows} == {"'=cmd()", "b", ""}
    assert any(row["value"].startswith("-") for row in rows)  # a number below 0 stays one
