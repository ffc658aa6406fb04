"""A sweep of ten thousand runs, as it comes out when nobody disturbs it, to hold against what
others make of it."""

import os
import pathlib
import subprocess

import pytest

TOP = pathlib.Path(__file__).resolve().parents[2]
RUNS = 10_000
STUDY = f"""parley: 1
study: Ten thousand talks
scenario: {TOP / "scenarios/tutorial/01_two_states.yaml"}
replicates: 10
design: {{sample: latin_hypercube, size: 1000}}
vary:
  discussion.learning: {{uniform: [0, 1]}}
  interests.variation: {{uniform: [0, 0.3]}}
  forums.joint_commission.frankness: {{uniform: [0, 1]}}
"""


@pytest.fixture(scope="session")
def study(tmp_path_factory):
    path = tmp_path_factory.mktemp("study") / "study.yaml"
    path.write_text(STUDY)
    return path


@pytest.fixture(scope="session")
def undisturbed(study):
    """The bytes of the whole result, from one thread."""
    out = study.parent / "undisturbed.h5"
    finish(study, out, "--threads", 1)
    return out.read_bytes()


def command(study, out, *options):
    program = os.environ["PARLEY_PROGRAM"]
    return [program, "sweep", str(study), "-o", str(out), "--progress", "none", *map(str, options)]


def finish(study, out, *options):
    done = subprocess.run(
        command(study, out, *options), capture_output=True, text=True, timeout=3600
    )
    assert done.returncode == 0, done.stderr


def start(study, out, *options):
    return subprocess.Popen(
        command(study, out, *options), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def merge(shards, out):
    done = subprocess.run(
        [os.environ["PARLEY_PROGRAM"], "merge", *map(str, shards), "-o", str(out)],
        capture_output=True,
        text=True,
        timeout=3600,
    )
    assert done.returncode == 0, done.stderr


def left_in(folder):
    return sorted(path.name for path in folder.iterdir())
