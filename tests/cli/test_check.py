"""`parley check`: every planted mistake is found, with its place and a remedy, and nothing else is
said."""

import pathlib

import pytest

from conftest import TOP

MISTAKES = pathlib.Path(__file__).parent / "mistakes"


@pytest.mark.parametrize(
    "expected", sorted(MISTAKES.rglob("*.expected")), ids=lambda path: path.stem
)
def test_a_planted_mistake_is_reported(parley, expected):
    done = parley("check", expected.stem + ".yaml", cwd=expected.parent)
    assert done.returncode == 2
    assert done.stderr.rstrip("\n") == expected.read_text().rstrip("\n")
    assert done.stdout == ""


def test_there_are_enough_of_them():
    assert len(list(MISTAKES.glob("*.expected"))) >= 25
    assert len(list((MISTAKES / "studies").glob("*.expected"))) >= 25


def test_several_files_are_checked_in_one_go(parley):
    names = [path.stem + ".yaml" for path in sorted(MISTAKES.glob("*.expected"))[:3]]
    done = parley("check", *names, cwd=MISTAKES)
    assert done.returncode == 2
    for name in names:
        assert name in done.stderr


def test_a_study_is_told_by_its_size(parley):
    done = parley("check", "scenarios/studies/smoke.yaml", cwd=TOP)
    assert done.returncode == 0
    assert (
        done.stdout
        == "scenarios/studies/smoke.yaml: no mistakes (4 parameters, 1000 points, 50000 runs)\n"
    )


@pytest.mark.parametrize(
    "study", sorted((TOP / "scenarios" / "studies").glob("*.yaml")), ids=lambda path: path.stem
)
def test_a_shipped_study_has_no_mistakes(parley, study):
    assert parley("check", study).returncode == 0


def test_a_study_takes_no_settings(parley):
    done = parley("check", "--set", "seed=2", "scenarios/studies/smoke.yaml", cwd=TOP)
    assert done.returncode == 2
    assert "a study takes no settings" in done.stderr


def test_a_study_is_not_run_as_a_scenario(parley, tmp_path):
    done = parley("run", TOP / "scenarios" / "studies" / "smoke.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert "this is a study, not a scenario" in done.stderr
    assert not list(tmp_path.iterdir())
