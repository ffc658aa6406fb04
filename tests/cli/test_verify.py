"""`parley verify`: a result holds what was written into it, and computed again it is the same."""

import json
import random
import re

import h5py
import numpy as np
import pytest

from conftest import TOP, TUTORIAL, sealed, write_study

FORMAT_1 = TOP / "tests/unit/output/format_1"


@pytest.fixture
def result(parley, tmp_path):
    assert (
        parley(
            "run", TUTORIAL, "-o", "here.h5", "--set", "time.ticks=6", "--replicates", 3
        ).returncode
        == 0
    )
    return tmp_path / "here.h5"


def verified(parley, *arguments):
    done = parley("verify", *arguments, "--json")
    assert done.stderr == ""
    found = json.loads(done.stdout)["results"]
    assert (done.returncode == 0) == all(one["holds"] for one in found)
    assert done.returncode in (0, 2)
    return found


def test_a_result_holds(parley, result):
    done = parley("verify", "here.h5")
    assert done.returncode == 0
    assert done.stdout.startswith("here.h5: every sum is right (of the file, and of ")


def test_runs_are_computed_again_from_the_texts_inside_alone(parley, result, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    moved = result.rename(tmp_path / "elsewhere/moved.h5")
    done = parley("verify", moved, "--recompute", 4)
    assert done.returncode == 0
    assert "4 of its 9 runs computed again, bit for bit the same: run " in done.stdout
    found = verified(parley, moved, "--recompute", 4)[0]["recomputed"]
    assert [run["same"] for run in found["runs"]] == [True] * 4
    assert found["platform"] == []


def test_the_same_runs_are_chosen_every_time(parley, result):
    chosen = [
        [
            run["run"]
            for run in verified(parley, "here.h5", "--recompute", count)[0]["recomputed"]["runs"]
        ]
        for count in (2, 2, 100)
    ]
    assert chosen[0] == chosen[1]
    assert len(set(chosen[0])) == 2
    assert chosen[2] == list(range(9))


def test_tables_of_the_scenario_come_from_the_result(parley, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/states.csv").write_text(
        "id,sending,transit,receiving\nARDA,9,0,1\nBELMAR,3,0,7\n"
    )
    (tmp_path / "data/others.csv").write_text(
        "id,sending,transit,receiving\nARDA,1,0,9\nBELMAR,3,0,7\n"
    )
    text = TUTORIAL.read_text()
    head, rest = text.split("states: ", 1)
    rest = rest[rest.index("\ninterests:") :]
    rest = rest.replace("what_if:\n", "what_if:\n  turned: {states.from: data/others.csv}\n")
    (tmp_path / "scenario.yaml").write_text(head + "states: {from: data/states.csv}\n" + rest)
    done = parley("run", "scenario.yaml", "-o", "tables.h5", "--set", "time.ticks=4")
    assert done.returncode == 0, done.stderr
    (tmp_path / "data/states.csv").write_text("gone\n")
    (tmp_path / "data/others.csv").unlink()
    found = verified(parley, "tables.h5", "--recompute", 100)[0]["recomputed"]
    assert {run["what_if"] for run in found["runs"]} == {
        "baseline",
        "turned",
        "silent",
        "recognised",
    }


@pytest.mark.parametrize("record", ["summary", "series"])
def test_a_sweep_its_shards_and_what_they_make_hold(parley, tmp_path, record):
    write_study(tmp_path, record=record)
    for shard in range(3):
        assert (
            parley("sweep", "study.yaml", "-o", "out.h5", "--shard", f"{shard}/3").returncode == 0
        )
    shards = [f"out.shard-{shard}-of-3.h5" for shard in range(3)]
    assert parley("merge", *shards, "-o", "out.h5").returncode == 0
    (tmp_path / "scenario.yaml").unlink()
    (tmp_path / "study.yaml").unlink()
    found = verified(parley, *shards, "out.h5", "--recompute", 2)
    assert [len(one["recomputed"]["runs"]) for one in found] == [2] * 4
    assert all(one["holds"] for one in found)


def test_shards_and_parts_beside_a_sweep_are_looked_at(parley, tmp_path):
    write_study(tmp_path, record="summary")
    for shard in ([], ["--shard", "0/2"], ["--shard", "1/2"]):
        assert parley("sweep", "study.yaml", "-o", "out.h5", *shard).returncode == 0
    (tmp_path / "out.h5.parts").mkdir()
    (tmp_path / "out.h5.parts/000000000000.here.1-0.part").write_text("parleypt")
    second = tmp_path / "out.shard-1-of-2.h5"
    data = bytearray(second.read_bytes())
    data[len(data) // 2] ^= 1
    second.write_bytes(data)
    found = verified(parley, "out.h5")
    assert [(one["result"], one["holds"]) for one in found] == [
        ("out.h5", False),
        ("out.shard-0-of-2.h5", True),
        ("out.shard-1-of-2.h5", False),
    ]
    assert found[0]["damages"] == []
    assert found[0]["damaged_parts"] == ["out.h5.parts/000000000000.here.1-0.part"]
    told = parley("verify", "out.h5").stdout
    assert "000000000000.here.1-0.part is damaged; --resume computes its runs again" in told
    assert "out.shard-1-of-2.h5 is damaged" in told


def test_a_shard_of_another_study_is_told(parley, tmp_path):
    for size, shard in ((5, []), (6, ["--shard", "0/2"])):
        write_study(tmp_path, record="summary", size=size)
        assert parley("sweep", "study.yaml", "-o", "out.h5", *shard).returncode == 0
    done = parley("verify", "out.h5")
    assert done.returncode == 0
    assert done.stdout.endswith("; it is of another study than out.h5\n")


def test_shards_of_format_1_are_joined(parley, tmp_path):
    shards = [FORMAT_1 / f"sweep.shard-{shard}-of-2.h5" for shard in range(2)]
    assert parley("merge", *shards, "-o", "all.h5").returncode == 0
    assert verified(parley, "all.h5")[0]["has_sums"]
    with h5py.File(tmp_path / "all.h5") as joined, h5py.File(FORMAT_1 / "sweep.h5") as whole:
        assert set(joined) == {*whole, "sums"}
        for name, array in whole.items():
            if isinstance(array, h5py.Dataset):
                np.testing.assert_array_equal(joined[name][()], array[()])
        assert joined.attrs["content_sha256"] == whole.attrs["content_sha256"]


def test_settings_of_several_lines_are_computed_again(parley, tmp_path):
    (tmp_path / "scenario.yaml").write_text(TUTORIAL.read_text())
    several = 'about="one\n\n  two\n\ttabs"'
    options = ["--set", "time.ticks=4", "--set", several, "--set", "seed=7"]
    assert parley("run", "scenario.yaml", "-o", "here.h5", *options).returncode == 0
    found = verified(parley, "here.h5", "--recompute", 1)[0]["recomputed"]
    assert found["mistake"] == ""
    assert found["texts"] == []


def test_any_changed_bit_is_found(parley, result, tmp_path):
    chance = random.Random(1)
    whole = result.read_bytes()
    for _ in range(40):
        bit = chance.randrange(8 * len(whole))
        data = bytearray(whole)
        data[bit // 8] ^= 1 << bit % 8
        (tmp_path / "changed.h5").write_bytes(data)
        assert parley("verify", "changed.h5").returncode == 2, bit


def test_what_is_damaged_is_told(parley, result):
    with h5py.File(result, "r+") as file:
        file["issue"][0] = "labour"
        file["policy"][0, 0, 0, 0] = 0.5
    data = result.read_bytes()
    if not data[-80:].startswith(b"parley sha256: "):
        result.write_bytes(data + b"parley sha256: " + b"0" * 64 + b"\n")
    done = parley("verify", "here.h5")
    assert done.returncode == 2
    assert "here.h5 is damaged" in done.stdout
    for where in ("the file", "/issue ", "/policy "):
        assert where in done.stdout
    assert "/power" not in done.stdout


@pytest.mark.parametrize(
    "command", [["info"], ["export", "--table", "policies"], ["compare", "whole.h5"]]
)
def test_no_reader_takes_what_was_changed(parley, result, tmp_path, command):
    whole = result.read_bytes()
    (tmp_path / "whole.h5").write_bytes(whole)
    at = whole.index(b"labour_quota")  # the label of the issue
    result.write_bytes(whole[:at] + b"labour_quote" + whole[at + 12 :])
    done = parley(command[0], "here.h5", *command[1:])
    assert done.returncode == 2
    assert "'here.h5' is damaged (the sum of " in done.stderr


def test_a_result_of_other_values_differs_and_nothing_explains_it(parley, result):
    """What a program would have written that computes something else."""
    with h5py.File(result, "r+") as file:
        file["policy"][:, -1, 0, 0] += 0.25
    sealed(result)
    done = parley("verify", "here.h5", "--recompute", 1)
    assert done.returncode == 2
    assert "every sum is right" in done.stdout
    assert re.search(r"policy +1 of \d+ +0.25\b", done.stdout)
    assert "Nothing explains that" in done.stdout


def test_a_difference_on_another_machine_is_named_as_such(parley, result):
    with h5py.File(result, "r+") as file:
        file["policy"][:, -1, 0, 0] *= 1 + 1e-15
        file.attrs.modify("c_library", "glibc 2.17")
    sealed(result)
    done = parley("verify", "here.h5", "--recompute", 1)
    assert done.returncode == 2
    assert re.search(r"C library +glibc 2.17 +glibc", done.stdout)
    assert "The same program computed the result on another machine." in done.stdout
    found = verified(parley, "here.h5", "--recompute", 1)[0]["recomputed"]
    assert [difference["what"] for difference in found["platform"]] == ["C library"]


def test_a_difference_to_another_program_is_named_as_such(parley, result):
    with h5py.File(result, "r+") as file:
        file["policy"][:, -1, 0, 0] += 0.25
        file.attrs.modify("git_revision", "0" * 40)
    sealed(result)
    done = parley("verify", "here.h5", "--recompute", 1)
    assert done.returncode == 2
    assert "Another program computed the result." in done.stdout


def test_format_1_has_no_sums(parley):
    done = parley("verify", FORMAT_1 / "run.h5")
    assert done.returncode == 0
    assert "has no sums (it is of format 1)" in done.stdout
    assert "no sums" in parley("info", FORMAT_1 / "sweep.h5").stdout


def test_format_1_is_computed_again_and_what_is_other_here_is_told(parley):
    done = parley("verify", FORMAT_1 / "run.h5", "--recompute", 1)
    assert "revision" in done.stdout


def test_what_is_no_result_is_refused(parley, result, tmp_path):
    (tmp_path / "text.h5").write_text("parley: 1\n")
    done = parley("verify", "text.h5")
    assert done.returncode == 2
    assert "it is not an HDF5 file" in done.stderr
    assert parley("verify").returncode == 2
    assert parley("verify", "here.h5", "--recompute", 0).returncode == 2
