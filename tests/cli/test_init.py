"""`parley init`: a first scenario that is in order as it is; nothing is ever overwritten."""

import os
import re

import h5py
import pytest

from conftest import TOP

TUTORIALS = {
    "two_states": "01_two_states",
    "package": "02_package",
    "soft_and_hard": "03_soft_and_hard",
    "race": "04_race",
}


def commands_of(said):
    """What it says to do next, as it may be typed."""
    return [
        re.split(r"\s{2,}", line.strip())[0].split()
        for line in said.splitlines()
        if line.strip().startswith("parley ")
    ]


@pytest.mark.parametrize("states", [None, 2, 4, 5, 30, 100])
def test_a_first_scenario_is_in_order_and_runs(parley, tmp_path, states):
    done = parley("init", *([] if states is None else ["--states", states]))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout.startswith("Wrote scenario.yaml\n\nNext:\n")
    text = (tmp_path / "scenario.yaml").read_text()
    assert text.startswith("# A first scenario of your own") and "@" not in text
    checked = parley("check", "--strict", "scenario.yaml")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert f"({states or 3} states, " in checked.stdout
    ran = parley("run", "scenario.yaml", "--replicates", 1)
    assert (ran.returncode, ran.stderr) == (0, "")
    with h5py.File(tmp_path / "scenario.h5") as result:
        assert len(result["seed"]) == 4  # the baseline and three what-ifs


def test_something_comes_of_it(parley, tmp_path):
    parley("init")
    said = parley("run", "scenario.yaml").stdout
    agreed = re.findall(r"(\d+) of (\d+)", said)
    assert any(int(some) > 0 for some, _ in agreed)


def test_what_it_says_to_do_next_can_be_done(parley, tmp_path):
    said = parley("init", "a folder/mine.yaml").stdout
    commands = commands_of(said.replace("'a folder/mine.yaml'", "MINE"))
    assert [command[1] for command in commands] == [
        "check",
        "run",
        "run",
        "info",
        "export",
        "reference",
    ]
    for command in commands:
        words = [word.replace("MINE", "a folder/mine.yaml") for word in command[1:]]
        done = parley(*words)
        assert done.returncode == 0, (words, done.stderr)
        assert done.stderr == ""


@pytest.mark.parametrize("target", ["new", "new/er", ".", "mine.yaml", "new/mine.yml"])
def test_it_goes_where_it_is_wanted(parley, tmp_path, target):
    done = parley("init", target)
    assert done.returncode == 0, done.stderr
    path = tmp_path / target
    assert (path if path.is_file() else path / "scenario.yaml").stat().st_size > 1000


def everything_in(folder):
    return {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_nothing_is_overwritten(parley, tmp_path):
    (tmp_path / "scenario.yaml").write_text("mine")
    (tmp_path / "link.yaml").symlink_to("nowhere.yaml")
    (tmp_path / "notes.txt").write_text("mine, too")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "western_mediterranean_flows.csv").write_text("also mine")
    before = everything_in(tmp_path)
    for words in (
        [],
        ["."],
        ["scenario.yaml"],
        ["link.yaml"],
        ["notes.txt"],
        ["--from", "western_mediterranean"],
        ["other.yaml", "--from", "western_mediterranean"],
    ):
        done = parley("init", *words)
        assert done.returncode == 2, words
        assert ": error: " in done.stderr
        assert everything_in(tmp_path) == before
    assert "is there already (init overwrites nothing)" in parley("init").stderr


@pytest.mark.parametrize("name, file", TUTORIALS.items())
def test_a_lesson_to_start_from(parley, tmp_path, name, file):
    assert parley("init", "--from", name).returncode == 0
    shipped = TOP / "scenarios" / "tutorial" / f"{file}.yaml"
    assert (tmp_path / f"{name}.yaml").read_bytes() == shipped.read_bytes()


@pytest.mark.parametrize(
    "shipped", sorted((TOP / "scenarios").glob("*.yaml")), ids=lambda path: path.stem
)
def test_a_shipped_scenario_comes_with_its_tables(parley, tmp_path, shipped):
    done = parley("init", "mine", "--from", shipped.stem)
    assert done.returncode == 0, done.stderr
    written = tmp_path / "mine" / shipped.name
    assert written.read_bytes() == shipped.read_bytes()
    for table in (tmp_path / "mine").rglob("*.csv"):
        assert (
            table.read_bytes()
            == (TOP / "scenarios" / table.relative_to(tmp_path / "mine")).read_bytes()
        )
    checked = parley("check", "--strict", written)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_it_says_what_there_is_to_start_from(parley, tmp_path):
    listed = parley("init", "--list")
    assert listed.returncode == 0
    shipped = [path.stem for path in (TOP / "scenarios").glob("*.yaml")]
    for name in ["first", *TUTORIALS, *shipped]:
        assert re.search(rf"^ +{name} ", listed.stdout, re.MULTILINE), name
    assert list(tmp_path.iterdir()) == []
    done = parley("init", "--from", "western_mediteranean")
    assert done.returncode == 2
    assert "did you mean 'western_mediterranean'?" in done.stderr


def test_a_folder_that_cannot_be_made_is_a_failure_of_the_machine(parley, tmp_path):
    (tmp_path / "file").write_text("")
    done = parley("init", "file/mine.yaml")
    assert done.returncode == 1
    assert "cannot write 'file/mine.yaml'" in done.stderr
    if os.geteuid() != 0:
        (tmp_path / "closed").mkdir(mode=0o500)
        assert parley("init", "closed/mine.yaml").returncode == 1
