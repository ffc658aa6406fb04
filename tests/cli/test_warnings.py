"""`parley check` warns of what is odd but not wrong, with its place and a remedy, and `run` and
`sweep` say so and go on."""

import json
import pathlib

import pytest

from conftest import write_study
from shipped import FOLDER

HERE = pathlib.Path(__file__).parent
ODD = sorted((HERE / "warnings").glob("*.expected"))
WRONG = sorted((HERE / "mistakes").rglob("*.yaml"))
SHIPPED = sorted(
    [
        *FOLDER.glob("*.yaml"),
        *(FOLDER / "tutorial").glob("*.yaml"),
        *(FOLDER / "studies").glob("*.yaml"),
    ]
)


def named(path):
    return path.stem


@pytest.mark.parametrize("expected", ODD, ids=named)
def test_a_planted_oddity_is_warned_of(parley, expected):
    done = parley("check", expected.stem + ".yaml", cwd=expected.parent)
    assert done.returncode == 0
    assert done.stderr == expected.read_text()
    count = done.stderr.count(": warning: ")
    plural = "" if count == 1 else "s"
    assert done.stdout.startswith(f"{expected.stem}.yaml: no mistakes, {count} warning{plural} (")


@pytest.mark.parametrize("expected", ODD, ids=named)
def test_strict_takes_warnings_for_mistakes(parley, expected):
    done = parley("check", "--strict", expected.stem + ".yaml", cwd=expected.parent)
    assert done.returncode == 2
    assert done.stderr == expected.read_text()


def test_there_are_enough_of_them():
    assert len(ODD) >= 40
    assert sum(expected.read_text().count(": warning: ") for expected in ODD) >= 45


@pytest.mark.parametrize("path", SHIPPED, ids=named)
def test_a_shipped_file_has_no_warning(parley, path):
    done = parley("check", "--strict", path)
    assert (done.returncode, done.stderr) == (0, "")


def as_json(done):
    """What a check in JSON found, its entries as text."""
    found = json.loads(done.stdout)
    assert list(found) == ["mistakes", "warnings", "unlisted", "failure"]
    for entry in found["mistakes"] + found["warnings"]:
        assert list(entry) == ["file", "line", "column", "text"]
        assert entry["text"]
    assert done.stderr == ""
    return found


@pytest.mark.parametrize("path", WRONG, ids=named)
def test_mistakes_are_valid_json_whatever_is_wrong(parley, path):
    told = parley("check", path.name, cwd=path.parent)
    done = parley("check", "--json", path.name, cwd=path.parent)
    found = as_json(done)
    assert done.returncode == told.returncode == 2
    assert found["warnings"] == []
    errors = [line for line in told.stderr.splitlines() if ": error: " in line]
    assert len(found["mistakes"]) == len(errors) > 0
    for entry, line in zip(found["mistakes"], errors, strict=True):
        place = (
            f"{entry['file']}:{entry['line']}:{entry['column']}" if entry["line"] else entry["file"]
        )
        assert line == f"{place}: error: {entry['text']}"


@pytest.mark.parametrize("expected", ODD, ids=named)
def test_warnings_are_valid_json(parley, expected):
    found = as_json(parley("check", "--json", expected.stem + ".yaml", cwd=expected.parent))
    assert found["mistakes"] == []
    told = [line for line in expected.read_text().splitlines() if ": warning: " in line]
    assert [
        f"{entry['file']}:{entry['line']}:{entry['column']}: warning: {entry['text']}"
        for entry in found["warnings"]
    ] == told


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"", b"a: [", b"\t", b"states: &a [*a]", b"---\n---\n"]
)
def test_json_is_valid_for_what_is_no_scenario(parley, tmp_path, content):
    (tmp_path / "odd \u00e9.yaml").write_bytes(content)
    done = parley("check", "--json", "odd \u00e9.yaml", "not_there.yaml")
    assert done.returncode == 2
    files = [entry["file"] for entry in as_json(done)["mistakes"]]
    assert files[0] == "odd \u00e9.yaml"
    assert files[-1] == "not_there.yaml"


def test_files_in_order_are_empty_in_json(parley):
    done = parley("check", "--json", FOLDER / "western_mediterranean.yaml")
    assert done.returncode == 0
    assert as_json(done) == {
        "mistakes": [],
        "warnings": [],
        "unlisted": {"mistakes": 0, "warnings": 0},
        "failure": None,
    }


def test_a_run_warns_in_a_few_lines_and_goes_on(parley, tmp_path):
    odd = HERE / "warnings" / "events_that_change_nothing.yaml"
    done = parley("run", odd, "-o", tmp_path / "result.h5")
    assert done.returncode == 0
    warnings = done.stderr.splitlines()
    assert len(warnings) == 6
    for line in warnings[:5]:
        assert line.startswith(f"{odd}:") and ": warning: " in line
    assert warnings[5] == f"and 1 more: parley check {odd}"
    assert (tmp_path / "result.h5").exists()


def test_a_sweep_warns_and_goes_on(parley, tmp_path):
    write_study(tmp_path, record="summary")
    with open(tmp_path / "scenario.yaml", "a") as scenario:
        scenario.write("\nrecord: {every: 100 years}\n")
    done = parley("sweep", "study.yaml", "-o", "result.h5", "--progress", "none")
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("scenario.yaml:")
    assert "warning: only the beginning of the run is kept" in done.stderr
    checked = parley("check", "study.yaml")
    assert checked.returncode == 0
    assert "no mistakes, 1 warning (" in checked.stdout
    assert parley("check", "study.yaml", "--strict").returncode == 2


def test_what_a_setting_makes_odd_is_warned_of(parley):
    scenario = FOLDER / "tutorial" / "02_package.yaml"
    done = parley("check", scenario, "--set", "record.every=50 years")
    assert done.returncode == 0
    assert done.stderr.startswith("--set record.every: warning: only the beginning")
