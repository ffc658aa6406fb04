"""The program as a user meets it: started from a folder, told what to do, judged by what it says
and leaves."""

import hashlib
import os
import pathlib
import subprocess

import h5py
import numpy as np
import pytest

from parley_analysis.sums import head_sum, value_sum

TOP = pathlib.Path(__file__).resolve().parents[2]
MEDITERRANEAN = TOP / "scenarios" / "western_mediterranean.yaml"
TUTORIAL = TOP / "scenarios" / "tutorial" / "01_two_states.yaml"


@pytest.fixture
def parley(tmp_path):
    """Runs the program in an empty folder; the result has returncode, stdout and stderr as text."""
    program = os.environ["PARLEY_PROGRAM"]

    def call(*arguments, **options):
        options.setdefault("cwd", tmp_path)
        options.setdefault("timeout", 3600)  # ends what hangs; nothing here goes by the clock
        return subprocess.run(
            [program, *map(str, arguments)], capture_output=True, text=True, **options
        )

    return call


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A folder with a result, and with a sweep in three shards."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "many.yaml").write_text(
        f"parley: 1\nstudy: Many talks\nscenario: {TUTORIAL}\nreplicates: 300\n"
        "design: {sample: grid}\nvary: {discussion.learning: {values: [0.1, 0.2]}}\n"
    )
    calls = [["run", TUTORIAL, "-o", "here.h5"]]
    calls += [
        ["sweep", "many.yaml", "-o", "many.h5", "--shard", f"{i}/3", "--progress", "none"]
        for i in range(3)
    ]
    for call in calls:
        done = subprocess.run(
            [os.environ["PARLEY_PROGRAM"], *map(str, call)],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
    return folder


def sealed(path):
    """Gives a result that was changed the sums of what it holds now."""
    with h5py.File(path, "r+") as file:
        listed = file["sums/manifest"][()].tobytes().decode().splitlines()
        paths = [line.split(" ", 2)[2] for line in listed]
        text = "".join(
            f"{head_sum(file[of])} {values_in(file[of])} {of}\n" for of in paths
        ).encode()
        file["sums/manifest"][...] = np.frombuffer(text, np.uint8)
        file.attrs.modify("sums_sha256", hashlib.sha256(text).hexdigest())
    data = path.read_bytes()
    data = data[:-80] if data[-80:].startswith(b"parley sha256: ") else data
    path.write_bytes(data + f"parley sha256: {hashlib.sha256(data).hexdigest()}\n".encode())


def values_in(stored):
    return value_sum([np.asarray(stored[()])]) if isinstance(stored, h5py.Dataset) else "-"
