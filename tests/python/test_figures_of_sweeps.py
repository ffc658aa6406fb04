"""Response surfaces and sensitivity bars show the numbers of the sweep."""

import os

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import parley_analysis as pa
from conftest import ROOT
from test_figures import words_of

pytestmark = pytest.mark.filterwarnings("error")

STUDY = """parley: 1
study: A grid
scenario: {scenario}
replicates: 2
design: {{sample: grid}}
vary:
  forums.dialogue.frankness: {{uniform: [0, 1], steps: 3}}
  forums.dialogue.scope: {{any_of: [single_issue, package]}}
  discussion.decay: {{log_uniform: [0.005, 0.5], steps: 3}}
"""
FRANKNESS, SCOPE, DECAY = "forums.dialogue.frankness", "forums.dialogue.scope", "discussion.decay"


@pytest.fixture(scope="module")
def grid(tmp_path_factory):
    if "PARLEY_PROGRAM" not in os.environ:
        pytest.skip("PARLEY_PROGRAM names no program")
    path = tmp_path_factory.mktemp("grid") / "study.yaml"
    path.write_text(STUDY.format(scenario=ROOT / "scenarios/tutorial/03_soft_and_hard.yaml"))
    return pa.sweep(path).load()


def test_a_response_is_the_mean_at_each_value(grid):
    axes = pa.plot_response(grid, "soft_movement_final", FRANKNESS)
    means = grid.soft_movement_final.groupby(FRANKNESS).mean()
    np.testing.assert_allclose(axes.lines[0].get_ydata(), means)
    assert axes.get_xlabel() == FRANKNESS
    assert "Soft movement at the end" in words_of(axes)
    assert any(text.startswith("By frankness: mean over 36 runs") for text in words_of(axes))


def test_lines_by_a_category(grid):
    axes = pa.plot_response(grid, "soft_movement_final", FRANKNESS, by=SCOPE)
    assert {"single issue", "package"} <= set(words_of(axes))
    of_categories = pa.plot_response(grid, "soft_movement_final", SCOPE)
    assert [label.get_text() for label in of_categories.get_xticklabels()] == [
        "single issue",
        "package",
    ]


def test_a_surface_has_a_cell_for_each_pair_of_values(grid):
    axes = pa.plot_response(grid, "soft_movement_final", FRANKNESS, DECAY)
    axes.figure.canvas.draw()
    cells = axes.collections[0].get_array()
    assert cells.shape == (3, 3)
    chosen = (grid[FRANKNESS] == 1) & np.isclose(grid[DECAY], 0.005)
    assert cells[0, 2] == pytest.approx(grid.soft_movement_final[chosen.values].mean().item())
    assert axes.get_yscale() == "log"


def test_failed_runs_are_left_out(grid):
    failed = grid.copy(deep=True)
    here = np.flatnonzero(failed[FRANKNESS] == 0)
    failed.status[here] = 1
    axes = pa.plot_response(failed, "soft_movement_final", FRANKNESS)
    assert list(axes.lines[0].get_xdata()) == [0.5, 1]


def test_many_values_are_put_into_bins(grid):
    many = grid.copy(deep=True)
    many[FRANKNESS].values[:] = np.linspace(0, 1, many.sizes["run"])
    assert (
        len(pa.plot_response(many, "soft_movement_final", FRANKNESS, bins=6).lines[0].get_xdata())
        == 6
    )
    axes = pa.plot_response(many, "soft_movement_final", FRANKNESS, DECAY, bins=6)
    assert axes.collections[0].get_array().shape == (3, 6)


def test_what_does_not_vary_is_named(grid):
    with pytest.raises(ValueError, match="'x' does not vary"):
        pa.plot_response(grid, "soft_movement_final", "x")
    with pytest.raises(ValueError, match="not both"):
        pa.plot_response(grid, "soft_movement_final", FRANKNESS, DECAY, by=SCOPE)


SOBOL = pd.DataFrame(
    {"first": [0.5, 0.1], "first_low": [0.4, 0.0], "first_high": [0.6, 0.2],
     "total": [0.7, 0.2], "total_low": [0.6, 0.1], "total_high": [0.8, 0.3]},
    index=["interests.recognition", "a.path.that.is.much.too.long.to.stand.beside.a.bar"],
)  # fmt: skip
MORRIS = pd.DataFrame({"mu": [1, 0], "mu_star": [1, 0.5], "low": [0.8, 0.4], "high": [1.2, 0.6], "sigma": [0.3, 0.9]},
                      index=["a", "b"])  # fmt: skip


@pytest.mark.parametrize("table, column", [(SOBOL, "first"), (SOBOL, "total"), (MORRIS, "mu_star")])
def test_bars_are_as_long_as_indices(table, column):
    axes = pa.plot_sensitivity(table, measure="hard_movement_final")
    axes.figure.canvas.draw()
    lengths = [bar.get_width() for bar in axes.patches]
    assert set(table[column]) <= set(lengths)
    assert "What decides hard movement at the end" in words_of(axes)
    box = axes.get_window_extent()
    assert all(label.get_window_extent().x0 >= 0 for label in axes.get_yticklabels())
    assert box.x1 <= axes.figure.bbox.x1


def test_another_table_is_refused():
    with pytest.raises(ValueError, match="not a table of sobol_indices"):
        pa.plot_sensitivity(pd.DataFrame({"x": [1]}))
    plt.close("all")
