"""`parley check`: every planted mistake is found, with its place and a remedy, and nothing else is said."""

import pathlib

import pytest

MISTAKES = pathlib.Path(__file__).parent / "mistakes"


@pytest.mark.parametrize("expected", sorted(MISTAKES.glob("*.expected")), ids=lambda path: path.stem)
def test_a_planted_mistake_is_reported(parley, expected):
    done = parley("check", expected.stem + ".yaml", cwd=MISTAKES)
    assert done.returncode == 2
    assert done.stderr.rstrip("\n") == expected.read_text().rstrip("\n")
    assert done.stdout == ""


def test_there_are_enough_of_them():
    assert len(list(MISTAKES.glob("*.expected"))) >= 25


def test_several_files_are_checked_in_one_go(parley):
    names = [path.stem + ".yaml" for path in sorted(MISTAKES.glob("*.expected"))[:3]]
    done = parley("check", *names, cwd=MISTAKES)
    assert done.returncode == 2
    for name in names:
        assert name in done.stderr
