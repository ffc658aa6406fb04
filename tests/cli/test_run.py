"""`parley run`: results, their bytes, and what is left when something goes wrong."""

import csv
import json
import os
import pathlib
import re
import resource
import signal
import statistics
import subprocess
import time

import numpy
import pytest
import xarray

from conftest import HANGS, MEDITERRANEAN, TOP, TUTORIAL, at_work


def left_in(folder):
    return sorted(path.name for path in pathlib.Path(folder).iterdir())


def test_a_run_writes_its_result_and_says_what_happened(parley, tmp_path):
    done = parley("run", MEDITERRANEAN)
    assert done.returncode == 0, done.stderr
    assert left_in(tmp_path) == ["western_mediterranean.h5", "western_mediterranean.h5.json"]
    assert done.stderr == ""
    for heading in (
        "What was agreed, and where",
        "What was never settled, and what blocked it",
        "What came of talks",
        "How far it went",
    ):
        assert heading in done.stdout
    for word in ("five_plus_five", "capacity_building", "readmission", "soft_only", "baseline"):
        assert word in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_talks_are_summed_up_as_the_table_of_treaties_lists_them(parley, tmp_path):
    done = parley("run", MEDITERRANEAN, "--replicates", 5, "--set", "record.sessions=all")
    told = done.stdout.split("What came of talks\n\n")[1].split("\n\n")[0].splitlines()
    (row,) = [line.split() for line in told if line.strip().startswith("bilateral")]
    listed = parley("export", "western_mediterranean.h5", "--table", "treaties").stdout
    table = [row for row in csv.DictReader(listed.splitlines()) if row["what_if"] == "baseline"]
    of_pairs = [row for row in table if row["forum"] == "bilateral"]
    results = [row["result"] for row in of_pairs]
    signed, overtaken = results.count("agreed"), results.count("overtaken")
    failed = len(results) - signed - overtaken
    assert [int(row[k]) for k in (2, -4, -3)] == [signed, failed, overtaken]
    assert int(row[1]) == len(results) + int(row[-2])  # and those under way
    months = sorted(
        12 * (int(row["signed"][:4]) - int(row["opened"][:4]))
        + int(row["signed"][5:7])
        - int(row["opened"][5:7])
        for row in of_pairs
        if row["result"] == "agreed"
    )
    assert row[3:7] == [
        f"{statistics.median(months):g}",
        f"({months[0]}",
        "to",
        f"{months[-1]})",
    ]


def test_what_ifs_are_compared_replicate_by_replicate(parley, tmp_path):
    done = parley("run", MEDITERRANEAN, "--replicates", 3)
    told = done.stdout.split("What the what-ifs change against baseline")[1].splitlines()
    soft_only = next(line for line in told if line.strip().startswith("soft_only"))
    with xarray.open_dataset(tmp_path / "western_mediterranean.h5") as result:
        at_the_end = result.hard_movement.isel(time=-1)
        runs = [
            at_the_end.values[result.what_if.values == name] for name in ("soft_only", "baseline")
        ]
    changes = runs[0] - runs[1]
    assert len(changes) == 3 and changes.max() < -0.05
    assert f"{changes.mean():+.3f} ({changes.min():+.3f} to {changes.max():+.3f})" in soft_only


def test_the_management_gap_is_told_by_level(parley, tmp_path):
    what_if = ["--what-if", "baseline", "--what-if", "soft_only"]
    done = parley("run", MEDITERRANEAN, "--replicates", 3, *what_if)
    told = done.stdout.split("How well movement was managed")[1].split("\n\n")
    names, *rows = [re.split(r"\s{2,}", line.strip()) for line in told[1].splitlines()]
    with xarray.open_dataset(tmp_path / "western_mediterranean.h5") as result:
        at_the_end = result.isel(time=-1).groupby("what_if").mean("run")
        for row in rows:
            gap = at_the_end.sel(what_if=row[0])
            assert row[1].startswith(f"{gap.management_gap.item():.3f} (")
            for level, value in zip(names[2:], row[2:], strict=True):
                assert value == f"{gap.level_gap.sel(level=level).item():.3f}", level
    assert [row[0] for row in rows] == ["baseline", "soft_only"] and "regional" in names
    assert "500 thousand persons a year" in told[2] and "are lacking" in told[2]


@pytest.mark.parametrize("threads", [2, 8])
def test_threads_change_no_byte(parley, tmp_path, threads):
    one, many = tmp_path / "one.h5", tmp_path / "many.h5"
    assert (
        parley("run", MEDITERRANEAN, "--replicates", 6, "--threads", 1, "-o", one).returncode == 0
    )
    assert (
        parley("run", MEDITERRANEAN, "--replicates", 6, "--threads", threads, "-o", many).returncode
        == 0
    )
    assert one.read_bytes() == many.read_bytes()


def test_another_seed_gives_other_data(parley, tmp_path):
    for seed in (1, 1, 2):
        out = tmp_path / f"{seed}-{len(left_in(tmp_path))}.h5"
        assert (
            parley(
                "run", TUTORIAL, "--seed", seed, "--set", "interests.variation=0.1", "-o", out
            ).returncode
            == 0
        )
    first, again, other = (
        path.read_bytes() for path in sorted(tmp_path.glob("*.h5"), key=lambda p: p.stat().st_mtime)
    )
    assert first == again
    assert first != other


def test_what_differs_from_call_to_call_stands_beside_the_result(parley, tmp_path):
    parley("run", TUTORIAL, "-o", "here.h5", "--threads", 2)
    beside = json.loads((tmp_path / "here.h5.json").read_text())
    assert "run" in beside["command_line"]
    assert beside["threads"] == 2


def test_settings_change_any_key(parley):
    done = parley("run", TUTORIAL, "--set", "time.ticks=3", "--set", "name=Another name")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Another name\n")
    assert " 3 ticks " in done.stdout


def test_a_mistake_in_a_setting_is_quoted(parley, tmp_path):
    done = parley("run", TUTORIAL, "--set", "time.tickz=3")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "--set time.tickz: error: unknown key 'tickz' in time; did you mean 'tick"
    )
    assert "time.tickz=3" in done.stderr
    assert left_in(tmp_path) == []


def test_the_trace_reads_as_minutes(parley, tmp_path):
    assert parley("run", TUTORIAL, "--trace", "-o", "talks.h5").returncode == 0
    minutes = (tmp_path / "talks.transcript.txt").read_text()
    assert "Present: " in minutes
    assert "Round " in minutes
    assert "Agreed after " in minutes or "Broken off after " in minutes


def test_the_trace_is_data_too_the_same_on_any_number_of_threads(parley, tmp_path):
    options = ["--trace", "--replicates", 3]
    for threads in (1, 2):
        done = parley("run", TUTORIAL, *options, "--threads", threads, "-o", f"on_{threads}.h5")
        assert done.returncode == 0
    assert "Minutes: on_2.transcript.txt, as data on_2.minutes.jsonl" in done.stdout
    for ending in ("transcript.txt", "minutes.jsonl"):
        first, second = ((tmp_path / f"on_{n}.{ending}").read_bytes() for n in (1, 2))
        assert first == second
    lines = [json.loads(line) for line in second.decode().splitlines()]
    runs = [line["replicate"] for line in lines if line["record"] == "run"]
    assert runs == [0, 1, 2] * (len(runs) // 3)
    kinds = {line["record"] for line in lines}
    assert kinds >= {"run", "meeting", "table", "declaration", "move", "outcome"}


def test_a_missing_scenario_is_the_users_mistake(parley, tmp_path):
    done = parley("run", "nowhere.yaml")
    assert done.returncode == 2
    assert (
        done.stderr
        == "nowhere.yaml: error: cannot be read (there is no such file); check the path\n"
    )
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("what", ["unreadable", "folder"])
def test_an_unreadable_scenario_is_refused(parley, tmp_path, what):
    target = tmp_path / "mine.yaml"
    if what == "folder":
        target.mkdir()
    else:
        if os.geteuid() == 0:
            target.symlink_to(
                "/proc/self/mem"
            )  # nobody can read this from its beginning, not even root
        else:
            target.write_text("parley: 1\n")
            target.chmod(0)
    done = parley("run", target)
    if what == "unreadable" and os.geteuid() == 0:
        assert done.stderr == f"parley: error: cannot read '{target}' (Input/output error)\n"
        assert done.returncode == 1  # the machine's failure, as far as anyone can tell
        return
    said = {"folder": "it is a folder); name a file in it", "unreadable": "Permission denied)"}
    assert done.stderr.startswith(f"{target}: error: cannot be read ({said[what]}")
    assert done.returncode == 2


def refused_output(done, name, reason):
    assert done.returncode == 1, done.stderr
    assert done.stderr == f"parley: error: cannot write '{name}' ({reason})\n"


def test_a_full_device_is_reported(parley, tmp_path):
    refused_output(
        parley("run", TUTORIAL, "-o", "/dev/full"),
        "/dev/full",
        "it is a device or a pipe, and only a file can be replaced as a whole",
    )
    assert left_in(tmp_path) == []


def test_a_full_disk_leaves_what_stood_there(parley, tmp_path):
    """A tiny file system of its own, where the machine lets us mount one; else a limit on file
    size."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True
    )
    try:
        old = folder / "out.h5"
        old.write_text("what stood there")
        limit = None
        if mounted.returncode != 0:
            limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
        done = parley("run", MEDITERRANEAN, "-o", old, "--overwrite", preexec_fn=limit)
        refused_output(
            done,
            old,
            ("No space left on device" if limit is None else "File too large")
            + ", while writing it",
        )
        assert old.read_text() == "what stood there"
        assert left_in(folder) == ["out.h5"]
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", folder], check=True)


def test_standard_output_that_is_full_is_reported(parley):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [os.environ["PARLEY_PROGRAM"], "--version"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 1
    assert "cannot write to standard output" in done.stderr


def test_what_ifs_can_be_run_alone_with_the_same_values(parley, tmp_path):
    assert parley("run", MEDITERRANEAN, "-o", "all.h5").returncode == 0
    names = ["soft_only", "singly"]
    asked = [word for name in names for word in ("--what-if", name)]
    done = parley("run", MEDITERRANEAN, "-o", "some.h5", *asked)
    assert done.returncode == 0, done.stderr
    assert "soft_only" in done.stdout and "baseline" not in done.stdout
    with (
        xarray.open_dataset(tmp_path / "all.h5") as everything,
        xarray.open_dataset(tmp_path / "some.h5") as some,
    ):
        runs = numpy.flatnonzero(numpy.isin(everything.what_if.values, names))
        assert some.what_if.values.tolist() == everything.what_if.values[runs].tolist()
        for name, values in some.data_vars.items():
            if "run" in values.dims and "session" not in values.dims:
                whole = everything[name].isel(run=runs)
                shared = {
                    axis: some[axis]
                    for axis in values.dims
                    if axis in some.coords and axis != "run"
                }
                numpy.testing.assert_array_equal(values, whole.sel(shared), err_msg=name)
    assert parley("verify", "some.h5", "--recompute", 2).returncode == 0


def test_a_what_if_that_there_is_not_is_told_with_what_is_near(parley, tmp_path):
    done = parley("run", TUTORIAL, "--what-if", "recognized")
    assert (done.returncode, done.stderr) == (
        2,
        f"parley: error: '{TUTORIAL}' has no what-if 'recognized'; did you mean 'recognised'?\n",
    )
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("request_to_stop", [signal.SIGINT, signal.SIGTERM, signal.SIGUSR1])
def test_an_interruption_saves_the_finished_runs(tmp_path, request_to_stop):
    out = tmp_path / "long.h5"
    arguments = ["run", TUTORIAL, "--replicates", "1000000", "--threads", "2", "-o", out]
    with at_work(*arguments) as process:
        sizes = set()
        while (
            len(sizes) < 5 and process.poll() is None
        ):  # what grows from the second size on is runs
            sizes |= {path.stat().st_size for path in tmp_path.glob("*.tmp")}
            time.sleep(0.05)
        process.send_signal(request_to_stop)
        _, said = process.communicate(timeout=HANGS)
    assert process.returncode == 130
    assert "interrupted" in said and "saved" in said
    assert left_in(tmp_path) == ["long.h5", "long.h5.json"]


@pytest.mark.parametrize(
    "arguments, remedy",
    [
        (["--replicates", "0"], "replicates"),
        (["--replicates", "many"], "replicates"),
        (["--threads", "0"], "threads"),
        (["--seed", "-1"], "seed"),
        (["--seed", "99999999999999999999"], "seed"),
        (["--sead", "1"], "unknown option '--sead'; did you mean '--seed'?"),
        (["--set", "nothing"], "write it as nothing=VALUE"),
    ],
)
def test_mistakes_in_options_are_the_users(parley, tmp_path, arguments, remedy):
    done = parley("run", TUTORIAL, *arguments)
    assert done.returncode == 2
    assert remedy in done.stderr
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["rnu"], "unknown command 'rnu'; did you mean 'run'?"),
        ([], "a command is missing"),
        (["run"], "SCENARIO.yaml is missing; write 'parley run SCENARIO.yaml'"),
    ],
)
def test_a_mistaken_command_is_the_users(parley, arguments, message):
    done = parley(*arguments)
    assert done.returncode == 2
    assert message in done.stderr


def test_every_shipped_scenario_passes_the_check(parley):
    shipped = sorted(TOP.glob("scenarios/**/*.yaml"))
    assert len(shipped) >= 4
    done = parley("check", *shipped)
    assert done.returncode == 0, done.stderr


def test_a_result_tells_what_archives_ask_for(parley, tmp_path):
    plain = TUTORIAL.read_text()
    (tmp_path / "plain.yaml").write_text(plain)
    said = "creator_name: Jane Roe\nlicense: CC-BY-4.0\nkeywords: [migration, 'labour, quotas']\n"
    (tmp_path / "said.yaml").write_text(plain + said)
    for name in ("plain", "said"):
        assert parley("run", f"{name}.yaml", "--set", "time.ticks=4").returncode == 0
    with xarray.open_dataset(tmp_path / "plain.h5") as before:
        assert {"creator_name", "license", "keywords"}.isdisjoint(before.attrs)
        with xarray.open_dataset(tmp_path / "said.h5") as result:
            assert result.attrs["creator_name"] == "Jane Roe"
            assert result.attrs["license"] == "CC-BY-4.0"
            assert result.attrs["keywords"] == "migration, labour, quotas"
            assert re.fullmatch(r"Parley [\d.]+ \(.*\)", result.attrs["source"])
            xarray.testing.assert_equal(result, before)


def test_a_study_tells_whose_scenario_it_runs(parley, tmp_path):
    text = TUTORIAL.read_text().replace("ticks: 20", "ticks: 4")
    (tmp_path / "said.yaml").write_text(text + "creator_name: Jane Roe\n")
    (tmp_path / "study.yaml").write_text(
        "parley: 1\nstudy: Two\nabout: two points\nscenario: said.yaml\n"
        "design: {sample: grid}\nvary: {discussion.learning: {values: [0.1, 0.2]}}\n"
    )
    for shard in range(2):
        done = parley("sweep", "study.yaml", "-o", "out.h5", "--shard", f"{shard}/2")
        assert done.returncode == 0, done.stderr
    shards = [f"out.shard-{shard}-of-2.h5" for shard in range(2)]
    assert parley("merge", *shards, "-o", "out.h5").returncode == 0
    with xarray.open_dataset(tmp_path / "out.h5") as result:
        assert result.attrs["title"] == "Two"
        assert result.attrs["summary"] == "two points"
        assert result.attrs["creator_name"] == "Jane Roe"
