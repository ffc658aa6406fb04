"""Points of a plan, judged by SciPy and SALib: sequences, and sensitivity indices that are known
exactly.

The functions are of this file; their inputs are parameters of a study like any others.

Ishigami and Homma (1990), An importance quantification technique in uncertainty analysis. Saltelli
and Sobol' (1995), About the use of rank transformation in sensitivity analysis (g-function).
Saltelli et al. (2010), Variance based sensitivity analysis of model output (estimators; Jansen
1999). Morris (1991), Factorial sampling plans for preliminary computational experiments.
"""

import io
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
from SALib.analyze import morris, sobol
from scipy.stats import qmc

SCENARIO = Path(__file__).parent.parent.parent / "scenarios" / "tutorial" / "01_two_states.yaml"
SHARES = ["learning", "trust", "hiding", "disclosure", "deadlock_cost"]


def printed(*arguments):
    done = subprocess.run(
        [os.environ["PARLEY_POINTS"], *map(str, arguments)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return np.loadtxt(io.StringIO(done.stdout), ndmin=2)


def points_of(folder, design, vary):
    study = folder / "study.yaml"
    keys = "".join(f"  {path}: {values}\n" for path, values in vary.items())
    study.write_text(
        f"parley: 1\nstudy: points\nscenario: {SCENARIO}\nseed: 2010\n"
        f"design: {design}\nvary:\n{keys}"
    )
    return printed(study)


def shares(count):
    return {f"discussion.{name}": "{uniform: [0, 1]}" for name in SHARES[:count]}


def problem(count, bounds=(0, 1)):
    return {"num_vars": count, "names": SHARES[:count], "bounds": [list(bounds)] * count}


def ishigami(x, a=7, b=0.1):
    return np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_indices(a=7, b=0.1):
    """First and total indices, and that of the pair (1, 3), for x uniform in [-pi, pi]."""
    alone = [(1 + b * np.pi**4 / 5) ** 2 / 2, a**2 / 8, 0]
    pair = b**2 * np.pi**8 * 8 / 225
    total = sum(alone) + pair
    return (
        np.array(alone) / total,
        np.array([alone[0] + pair, alone[1], pair]) / total,
        pair / total,
    )


G = np.array([0, 1, 4.5, 9, 99])


def g_function(x):
    return np.prod((np.abs(4 * x - 2) + G) / (1 + G), axis=1)


def g_indices():
    alone = 1 / (3 * (1 + G) ** 2)
    variance = np.prod(1 + alone) - 1
    return alone / variance, alone * np.prod(1 + alone) / (1 + alone) / variance


def near(found, known, confidence):
    """Within the 99 % bootstrap interval of SALib, and that interval says something."""
    return np.all(np.abs(found - known) <= confidence) and np.all(confidence < 0.1)


def test_sobol_is_that_of_scipy():
    """Direction numbers of Joe and Kuo (2008), in all the dimensions that there are."""
    assert np.array_equal(
        printed("sobol", 400, 1024), qmc.Sobol(400, scramble=False, bits=32).random(1024)
    )


def test_scrambled_sobol_is_spread_more_evenly_than_random_points(tmp_path):
    x = points_of(tmp_path, "{sample: sobol, size: 512}", shares(4))
    random = np.random.default_rng(1).random(x.shape)
    assert qmc.discrepancy(x) < qmc.discrepancy(random) / 10
    assert qmc.discrepancy(x) < 3 * qmc.discrepancy(qmc.Sobol(4, rng=1).random(512))


@pytest.mark.parametrize("order", [1, 2])
def test_ishigami_has_its_indices(tmp_path, order):
    vary = shares(2) | {"discussion.posturing": f"{{uniform: [0, {2 * np.pi}]}}"}
    x = points_of(tmp_path, f"{{sample: saltelli, size: 8192, order: {order}}}", vary)
    assert len(x) == 8192 * (order * 3 + 2)
    y = ishigami(np.column_stack([2 * np.pi * x[:, :2], x[:, 2]]) - np.pi)
    found = sobol.analyze(problem(3), y, calc_second_order=order == 2, conf_level=0.99, seed=1)
    first, total, pair = ishigami_indices()
    assert near(found["S1"], first, found["S1_conf"])
    assert near(found["ST"], total, found["ST_conf"])
    if order == 2:
        assert near(found["S2"][0, 2], pair, found["S2_conf"][0, 2])


def test_the_g_function_has_its_indices(tmp_path):
    x = points_of(tmp_path, "{sample: saltelli, size: 4096}", shares(5))
    found = sobol.analyze(
        problem(5), g_function(x), calc_second_order=False, conf_level=0.99, seed=1
    )
    first, total = g_indices()
    assert near(found["S1"], first, found["S1_conf"])
    assert near(found["ST"], total, found["ST_conf"])


def test_ishigami_at_latin_hypercube_points_has_its_mean_and_variance(tmp_path):
    """Mean a/2, variance 1/2 + a^2/8 + b pi^4/5 + b^2 pi^8/18."""
    x = points_of(tmp_path, "{sample: latin_hypercube, size: 4096}", shares(3))
    y = ishigami(2 * np.pi * x - np.pi)
    variance = 0.5 + 49 / 8 + 0.1 * np.pi**4 / 5 + 0.01 * np.pi**8 / 18
    assert abs(y.mean() - 3.5) < 4 * np.sqrt(variance / 4096)
    assert abs(y.var() / variance - 1) < 0.05


def test_elementary_effects_of_a_linear_function_are_its_slopes(tmp_path):
    slopes = np.array([3, -2, 0.5, 0])
    x = points_of(tmp_path, "{sample: morris, trajectories: 20, levels: 6}", shares(4))
    found = morris.analyze(problem(4), x, x @ slopes, num_levels=6, seed=1)
    assert np.allclose(found["mu"], slopes)
    assert np.allclose(found["sigma"], 0, atol=1e-12)


def test_morris_ranks_the_inputs_of_the_g_function(tmp_path):
    x = points_of(tmp_path, "{sample: morris, trajectories: 200}", shares(5))
    found = morris.analyze(problem(5), x, g_function(x), num_levels=4, seed=1)
    assert list(np.argsort(-np.asarray(found["mu_star"]))) == [0, 1, 2, 3, 4]


def test_a_normal_distribution_has_its_moments(tmp_path):
    x = points_of(
        tmp_path,
        "{sample: sobol, size: 4096}",
        {
            "discussion.trust": "{normal: [0.5, 0.05], within: [0, 1]}",
            "discussion.decay": "{log_uniform: [0.001, 0.1]}",
        },
    )
    assert abs(x[:, 0].mean() - 0.5) < 1e-4 and abs(x[:, 0].std() / 0.05 - 1) < 0.005
    assert abs(np.log10(x[:, 1]).mean() + 2) < 1e-3
