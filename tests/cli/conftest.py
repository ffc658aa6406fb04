"""The program as a user meets it: started from a folder, told what to do, judged by what it says and leaves."""

import os
import pathlib
import subprocess

import pytest

TOP = pathlib.Path(__file__).resolve().parents[2]
MEDITERRANEAN = TOP / "scenarios" / "western_mediterranean.yaml"
TUTORIAL = TOP / "scenarios" / "tutorial" / "01_two_states.yaml"


@pytest.fixture
def parley(tmp_path):
    """Runs the program in an empty folder; the result has returncode, stdout and stderr as text."""
    program = os.environ["PARLEY_PROGRAM"]

    def call(*arguments, **options):
        options.setdefault("cwd", tmp_path)
        options.setdefault("timeout", 120)
        return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, **options)

    return call
