"""Indices of studies that the engine carried out, of functions whose indices are known exactly.

The points are the engine's; what its runs gave is replaced by the function.
"""

import os

import numpy as np
import pytest

import parley_analysis as pa
from conftest import ROOT

NAMES = ["discussion.learning", "discussion.trust", "discussion.hiding"]
STUDY = """parley: 1
study: Known functions
scenario: {scenario}
replicates: 2
design: {design}
vary:
  discussion.learning: {{uniform: [0, 1]}}
  discussion.trust: {{uniform: [0, 1]}}
  discussion.hiding: {{log_uniform: [0.01, 1]}}
"""


def swept(folder, design):
    if "PARLEY_PROGRAM" not in os.environ:
        pytest.skip("PARLEY_PROGRAM names no program")
    path = folder / "study.yaml"
    path.write_text(
        STUDY.format(scenario=ROOT / "scenarios/tutorial/01_two_states.yaml", design=design)
    )
    return pa.sweep(path).load()


@pytest.fixture(scope="module")
def saltelli(tmp_path_factory):
    return swept(tmp_path_factory.mktemp("saltelli"), "{sample: saltelli, size: 256, order: 2}")


@pytest.fixture(scope="module")
def trajectories(tmp_path_factory):
    return swept(tmp_path_factory.mktemp("morris"), "{sample: morris, trajectories: 20}")


def ishigami(result):
    """Ishigami and Homma (1990), a = 7, b = 0.1, with noise that the two replicates cancel."""
    shares = [result[NAMES[0]], result[NAMES[1]], 1 + np.log10(result[NAMES[2]]) / 2]
    x = [np.pi * (2 * share - 1) for share in shares]
    noise = 0.5 * (2 * result.replicate - 1)
    return np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0]) + noise


def test_indices_of_the_ishigami_function(saltelli):
    """First 0.314, 0.442, 0; total 0.558, 0.442, 0.244; of the pair of the first and the third
    0.244."""
    found = pa.sobol_indices(saltelli, ishigami(saltelli), level=0.99)
    assert found.index.tolist() == [NAMES[0], NAMES[1], NAMES[2]]  # by total
    for name, first, total in zip(
        NAMES, [0.3139, 0.4424, 0], [0.5576, 0.4424, 0.2437], strict=True
    ):
        row = found.loc[name]
        assert row["first_low"] <= first <= row["first_high"], name
        assert row["total_low"] <= total <= row["total_high"], name
        assert row["total_high"] - row["total_low"] < 0.5
    pairs = pa.sobol_interactions(saltelli, ishigami(saltelli), level=0.99)
    assert pairs.index[0] == (NAMES[0], NAMES[2])
    assert pairs.iloc[0]["low"] <= 0.2437 <= pairs.iloc[0]["high"]


def test_effects_of_a_linear_function_are_its_slopes(trajectories):
    """Over the whole range of a logarithmic parameter, log10 moves by 2."""
    measure = (
        3 * trajectories[NAMES[0]] - 0.5 * trajectories[NAMES[1]] + np.log10(trajectories[NAMES[2]])
    )
    found = pa.morris_effects(trajectories, measure)
    assert found.index.tolist() == [NAMES[0], NAMES[2], NAMES[1]]
    np.testing.assert_allclose(found["mu"], [3, 2, -0.5])
    np.testing.assert_allclose(found["mu_star"], [3, 2, 0.5])
    np.testing.assert_allclose(found["sigma"], 0, atol=1e-12)
    np.testing.assert_allclose(found["low"], found["high"])


def test_a_variable_of_the_result_can_be_explained(saltelli, trajectories):
    """Nothing is hidden in the tutorial's first scenario once it is learnt: learning matters more
    than trust."""
    found = pa.morris_effects(trajectories, "hard_movement_final")
    assert (found["mu_star"] >= 0).all()
    assert set(pa.sobol_indices(saltelli, "hard_movement_final").index) == set(NAMES)


def test_replicates_of_a_point_are_averaged(saltelli):
    values = pa.by_point(saltelli, "hard_movement_final")
    assert values.shape == (256 * 8,)
    of_five = saltelli.hard_movement_final[(saltelli.point == 5).values]
    assert values[5] == of_five.mean()


def test_missing_runs_are_an_error_and_never_made_up(saltelli, trajectories):
    with pytest.raises(pa.MissingRunsError, match="1 of 4096 runs are missing"):
        pa.sobol_indices(saltelli.isel(run=slice(1, None)), "hard_movement_final")
    failed = saltelli.copy(deep=True)
    failed.status[7] = 1
    failed.hard_movement_final[7] = np.nan
    with pytest.raises(pa.MissingRunsError, match="1 failed; indices need every run"):
        pa.sobol_indices(failed, "hard_movement_final")
    empty = trajectories.copy(deep=True)
    empty.rounds_mean[[3, 4]] = np.nan
    with pytest.raises(pa.MissingRunsError, match="2 have no 'rounds_mean'"):
        pa.morris_effects(empty, "rounds_mean")


def test_what_does_not_fit_is_named(saltelli, trajectories):
    with pytest.raises(ValueError, match="`sample: morris`; this needs `sample: saltelli`"):
        pa.sobol_indices(trajectories, "hard_movement_final")
    with pytest.raises(ValueError, match="`sample: saltelli`; this needs `sample: morris`"):
        pa.morris_effects(saltelli, "hard_movement_final")
    with pytest.raises(ValueError, match="the same at all points"):
        pa.sobol_indices(saltelli, "soft_movement_final")
