"""The program as a user meets it: started from a folder, told what to do, judged by what it says
and leaves."""

import contextlib
import functools
import hashlib
import os
import pathlib
import subprocess

import h5py
import numpy as np
import pytest
import xarray

from parley_analysis.sums import head_sum, value_sum

TOP = pathlib.Path(__file__).resolve().parents[2]
MEDITERRANEAN = TOP / "scenarios" / "western_mediterranean.yaml"
TUTORIAL = TOP / "scenarios" / "tutorial" / "01_two_states.yaml"

HANGS = 1800  # seconds after which a call is taken to hang; nothing else here goes by the clock

STUDY = """
parley: 1
study: Who is frank
scenario: scenario.yaml
replicates: REPLICATES
design: {sample: latin_hypercube, size: SIZE}
vary: {forums.joint_commission.frankness: {uniform: [0, 1]}, what_if: {any_of: [baseline, recognised]}}
record: RECORD
"""


def write_study(folder, *, record, ticks=4, replicates=3, size=5):
    """A short scenario and a study of it: scenario.yaml and study.yaml."""
    scenario = TUTORIAL.read_text().replace("ticks: 20", f"ticks: {ticks}")
    (folder / "scenario.yaml").write_text(scenario)
    study = STUDY.replace("REPLICATES", str(replicates)).replace("SIZE", str(size))
    (folder / "study.yaml").write_text(study.replace("RECORD", record))


@pytest.fixture
def parley(tmp_path):
    """Runs the program in an empty folder; the result has returncode, stdout and stderr as text."""
    program = os.environ["PARLEY_PROGRAM"]

    def call(*arguments, **options):
        options.setdefault("cwd", tmp_path)
        options.setdefault("timeout", HANGS)
        return subprocess.run(
            [program, *map(str, arguments)], capture_output=True, text=True, **options
        )

    return call


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Runs a scenario, once for all tests that want the same, and opens its result."""

    @functools.cache
    def result_of(path, *arguments):
        result = tmp_path_factory.mktemp(path.stem) / "result.h5"
        command = [os.environ["PARLEY_PROGRAM"], "run", path, *arguments, "-o", result]
        done = subprocess.run(command, capture_output=True, text=True, timeout=HANGS)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return result

    return lambda *what: xarray.open_dataset(result_of(*what))


@contextlib.contextmanager
def at_work(*arguments, **options):
    """The program while it works. At the end of the block it is killed, also where a test fails and
    has left it stopped: whoever waits for a stopped process waits for ever."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True} | options
    command = [os.environ["PARLEY_PROGRAM"], *map(str, arguments)]
    with subprocess.Popen(command, **options) as process:
        try:
            yield process
        finally:
            process.kill()


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
            timeout=HANGS,
        )
        assert done.returncode == 0, done.stderr
    return folder


def sealed(path):
    """Gives a result that was changed the sums of what it holds now."""
    with h5py.File(path, "r+") as file:
        paths = ["/"]
        file.visit(lambda name: None if name.startswith("sums") else paths.append("/" + name))
        lines = [f"{head_sum(file[of])} {values_in(file[of])} {of}\n" for of in sorted(paths)]
        text = "".join(lines).encode()
        attributes = dict(file["sums/manifest"].attrs)
        del file["sums/manifest"]
        listed = file.create_dataset("sums/manifest", data=np.frombuffer(text, np.uint8))
        listed.attrs.update(attributes)
        file.attrs.modify("sums_sha256", hashlib.sha256(text).hexdigest())
    path.write_bytes(with_last_line(path.read_bytes()))


def with_last_line(data):
    """The bytes of a result with the last line that belongs to them."""
    data = data[:-80] if data[-80:].startswith(b"parley sha256: ") else data
    return data + f"parley sha256: {hashlib.sha256(data).hexdigest()}\n".encode()


def values_in(stored):
    """The sum of what an array holds, of a wrong one where it does not stand in the file."""
    if not isinstance(stored, h5py.Dataset):
        return "-"
    is_whole = stored.size < 1_000_000 and not stored.external and not stored.is_virtual
    return value_sum([np.asarray(stored[()])] if is_whole else [])
