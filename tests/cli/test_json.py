"""`--json` of info, status, compare and verify: one object, as documented, whatever happens."""

import json
import os
import re
import resource
import shutil

import h5py
import pytest

from conftest import TOP, TUTORIAL, sealed, write_study

GUIDE = (TOP / "scenarios" / "README.md").read_text()
FAULT = ["mistakes", "warnings", "unlisted", "failure"]


def keys_of(command):
    """The keys that the guide says a command prints before those of faults."""
    row = re.search(rf"^\| `{command}` \| (`.*) \|$", GUIDE, re.MULTILINE).group(1)
    return re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", row))


def inner_keys_of(command, key):
    """Those that it says a part of them has."""
    row = re.search(rf"^\| `{command}` \| (`.*) \|$", GUIDE, re.MULTILINE).group(1)
    return re.findall(r"`(\w+)`", re.search(rf"`{key}` \(([^)]*)\)", row).group(1))


def found(done, command=None):
    """What a command found, its keys as the guide has them."""
    value = json.loads(done.stdout)
    assert list(value) == (keys_of(command) if command else []) + FAULT
    assert list(value["unlisted"]) == ["mistakes", "warnings"]
    for entry in value["mistakes"]:
        assert list(entry) == ["file", "line", "column", "text"]
        assert entry["text"]
    return value


def test_info(parley, made):
    value = found(parley("info", "--json", made / "here.h5"), "info")
    with h5py.File(made / "here.h5") as file:
        for name, attribute in file.attrs.items():
            is_text = isinstance(attribute, str)
            told = value["attributes"][name]
            assert told == (attribute if is_text else int(attribute)), name
            assert isinstance(told, str) == is_text, name
        by_name = {variable["name"]: variable for variable in value["variables"]}
        for name, variable in by_name.items():
            assert list(variable) == inner_keys_of("info", "variables")
            assert variable["bytes"] == file[name].size * file[name].dtype.itemsize
        flags = by_name["status"]["flags"]
        assert flags == {"0": "finished", "1": "failed"}
        for dimension in value["dimensions"]:
            assert list(dimension) == inner_keys_of("info", "dimensions")
            assert len(dimension["labels"]) in (0, dimension["size"])
        states = next(each for each in value["dimensions"] if each["name"] == "state")
        assert states["labels"] == [state.decode() for state in file["state"][()]]
    assert value["has_sums"] is True
    assert "scenario_resolved" in {text["name"] for text in value["texts"]}


@pytest.mark.parametrize("seed", [2**64 - 1, 2**53 + 1, 0])
def test_integers_of_64_bits_are_exact(parley, seed):
    parley("run", TUTORIAL, "--set", "time.ticks=2", "--seed", seed, "-o", "one.h5")
    assert found(parley("info", "one.h5", "--json"), "info")["attributes"]["seed"] == seed
    parley("run", TUTORIAL, "--set", "time.ticks=2", "--seed", 1, "-o", "two.h5")
    compared = parley("compare", "one.h5", "two.h5", "--json")
    assert compared.returncode == 1
    seeds = [each for each in found(compared, "compare")["attributes"] if each["name"] == "seed"]
    assert seeds == [{"name": "seed", "first": seed, "second": 1}]


def test_status_from_nothing_to_the_end(parley, tmp_path):
    write_study(tmp_path, record="summary", replicates=3, size=4)
    start = found(parley("status", "study.yaml", "-o", "out.h5", "--json"), "status")
    assert (start["runs"], start["done"], start["complete"]) == (12, 0, False)
    assert start["missing"] == [{"first": 0, "last": 11}]
    assert start["pieces"] == [] and start["rate"] is None and start["last_saved"] is None
    assert parley("sweep", "study.yaml", "-o", "out.h5", "--shard", "0/3").returncode == 0
    some = found(parley("status", "study.yaml", "-o", "out.h5", "--json"), "status")
    assert (some["done"], some["failed"], some["missing"]) == (4, 0, [{"first": 4, "last": 11}])
    (piece,) = some["pieces"]
    assert list(piece) == inner_keys_of("status", "pieces")
    assert piece["shard"] == "0/3" and piece["complete"] is True
    assert parley("sweep", "study.yaml", "-o", "out.h5").returncode == 0
    end = found(parley("status", "study.yaml", "-o", "out.h5", "--json"), "status")
    assert (end["done"], end["missing"], end["complete"]) == (12, [], True)


def test_compare(parley, made, tmp_path):
    shutil.copy(made / "here.h5", tmp_path / "same.h5")
    equal = parley("compare", made / "here.h5", "same.h5", "--json")
    assert equal.returncode == 0
    value = found(equal, "compare")
    assert value["equal"] is True
    assert value["attributes"] == value["inputs"] == value["variables"] == []
    with h5py.File(tmp_path / "same.h5", "r+") as file:
        before = file["hard_movement"][0, -1]
        file["hard_movement"][0, -1] = before + 1 / 3
    sealed(tmp_path / "same.h5")
    differ = parley("compare", made / "here.h5", "same.h5", "--json")
    assert differ.returncode == 1
    value = found(differ, "compare")
    (variable,) = value["variables"]
    assert list(variable) == inner_keys_of("compare", "variables")
    assert (variable["name"], variable["differing"]) == ("hard_movement", 1)
    assert variable["by_at_most"] == (before + 1 / 3) - before  # every bit
    with h5py.File(made / "here.h5") as file:
        assert variable["values"] == file["hard_movement"].size


def test_compare_of_other_shapes(parley, made):
    parley("run", TUTORIAL, "--set", "time.ticks=3", "-o", "short.h5")
    value = found(parley("compare", made / "here.h5", "short.h5", "--json"), "compare")
    assert {"name", "first", "second", "same_labels"} == set(value["dimensions"][0])
    assert any(each["what"] == "another shape" for each in value["variables"])
    (text,) = [each for each in value["inputs"] if each["name"] == "settings"] or [None]
    assert text is None or list(text) == inner_keys_of("compare", "inputs")


def test_verify(parley, made, tmp_path):
    value = found(parley("verify", made / "here.h5", "--json", "--recompute", 1), "verify")
    assert value["results"][0]["holds"] is True
    damaged = tmp_path / "damaged.h5"
    data = bytearray((made / "here.h5").read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    done = parley("verify", damaged, "--json")
    assert done.returncode == 2
    assert found(done, "verify")["results"][0]["holds"] is False


COMMANDS = {
    "check": ["check", "FILE"],
    "info": ["info", "FILE"],
    "status": ["status", "FILE"],
    "compare": ["compare", "FILE", "FILE"],
    "verify": ["verify", "FILE"],
}


def called(parley, command, file, **options):
    words = [str(file) if word == "FILE" else word for word in COMMANDS[command]]
    return parley(*words, "--json", **options)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("content", [None, b"", b"\x89HDF\r\n\x1a\n", b"a: [", b"\xff\xfe\x00"])
def test_mistakes_are_in_it(parley, tmp_path, command, content):
    file = tmp_path / "odd \u00e9.h5"
    if content is not None:
        file.write_bytes(content)
    done = called(parley, command, file.name)
    value = found(done)
    assert done.returncode == 2
    assert [entry["file"] for entry in value["mistakes"]] == [file.name]
    assert value["failure"] is None
    assert done.stderr == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_wrong_usage_is_in_it(parley, command):
    done = parley(command, "--json", "--no-such-option")
    assert done.returncode == 2
    (mistake,) = found(done)["mistakes"]
    assert mistake["text"].startswith("unknown option '--no-such-option'")
    assert mistake["text"] in done.stderr


@pytest.mark.skipif(
    "PARLEY_NTH_CALL" not in os.environ, reason="the sanitizers' builds have no such library"
)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_failure_of_the_machine_is_in_it(parley, made, command):
    machine = {
        "LD_PRELOAD": os.environ["PARLEY_NTH_CALL"],
        "FAIL_CALL": "open",
        "FAIL_AT": "all",
        "FAIL_WITH": "EIO",
    }
    file = made / ("many.yaml" if command in ("check", "status") else "here.h5")
    done = called(parley, command, file, env=os.environ | machine)
    assert done.returncode == 1
    value = found(done)
    assert value["failure"] == f"cannot read '{file}' (Input/output error)"
    assert value["mistakes"] == []


@pytest.mark.skipif(
    "PARLEY_NTH_CALL" not in os.environ, reason="the sanitizers need much memory themselves"
)
@pytest.mark.parametrize("command", ["check", "info", "compare", "verify"])
def test_no_memory_is_in_it(parley, tmp_path, made, command):
    """Whatever is left of the memory: either the work is done or the failure is told."""
    file = TOP / "scenarios/high_level_dialogue.yaml" if command == "check" else made / "here.h5"
    failures = 0
    for megabytes in range(24, 300, 12):
        limit = megabytes << 20

        def less(limit=limit):
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

        done = called(parley, command, file, preexec_fn=less)
        if done.returncode == 127 or "error while loading shared libraries" in done.stderr:
            continue
        value = json.loads(done.stdout)
        assert (done.returncode == 0) == (value["failure"] is None), done.stderr
        failures += value["failure"] is not None
        if done.returncode == 0:
            break
    assert done.returncode == 0
