"""Results to read: one made up, and one of the real program where PARLEY_PROGRAM names it."""

import os
import subprocess
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

import parley_analysis as pa
from made_up_result import small_world, write_result

ROOT = Path(__file__).parents[2]

mpl.use("Agg")


@pytest.fixture(scope="session")
def made_up_path(tmp_path_factory):
    """A result of two what-ifs with three replicates each, made up."""
    world = small_world(what_ifs=("baseline", "frank"), replicates=3)
    return write_result(tmp_path_factory.mktemp("made_up") / "result.h5", world)


@pytest.fixture(scope="session")
def real_path(tmp_path_factory):
    """What the program writes for a scenario of the tutorial; if it fails, so do the tests."""
    program = os.environ.get("PARLEY_PROGRAM")
    if program is None:
        pytest.skip("PARLEY_PROGRAM names no program")
    path = tmp_path_factory.mktemp("real") / "result.h5"
    scenario = ROOT / "scenarios/tutorial/03_soft_and_hard.yaml"
    run = subprocess.run(
        [program, "run", scenario, "-o", path], capture_output=True, text=True, timeout=3600
    )
    assert run.returncode == 0, run.stderr
    assert path.is_file()
    return path


@pytest.fixture(scope="session", params=["made_up", "real"])
def any_path(request):
    """Each of the two in turn."""
    return request.getfixturevalue(f"{request.param}_path")


@pytest.fixture
def made_up(made_up_path):
    with pa.open_result(made_up_path) as result:
        yield result


@pytest.fixture
def any_result(any_path):
    with pa.open_result(any_path) as result:
        yield result


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")
