"""What states recognise of their own profile, and what it costs them not to."""

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import (
    GREY,
    as_written,
    headline,
    label_ends,
    own_axes,
    plain,
)
from parley_analysis.figures.state_lines import draw_state_lines, role_legend
from parley_analysis.result import select_what_if


@as_written
def plot_recognition(
    dataset: xr.Dataset, *, what_if: str | None = None, ax: Axes | None = None, legend: bool = True
) -> Axes:
    """Recognition of each state over time: 0 sees its self-image alone, 1 every role it plays.

    Mean over the finished replicates of the what-if. Raises ValueError if there is no such what-if.
    """
    runs = select_what_if(dataset, what_if)
    ax = _plot_share(runs, "recognition", own_axes(ax), legend)
    headline(
        ax,
        "Recognition of mixed interests",
        "0: a state sees its self-image alone; 1: every role it plays",
    )
    return ax


@as_written
def plot_disclosure(
    dataset: xr.Dataset, *, what_if: str | None = None, ax: Axes | None = None, legend: bool = True
) -> Axes:
    """Disclosure of each state over time: 0 hides its perceived interests, 1 shows them as they
    are.

    Mean over the finished replicates of the what-if. Raises ValueError if there is no such what-if.
    """
    runs = select_what_if(dataset, what_if)
    ax = _plot_share(runs, "disclosure", own_axes(ax), legend)
    headline(ax, "Disclosure", "0: a state postures and hides; 1: it declares what it perceives")
    return ax


@as_written
def plot_price_of_unrecognised(
    dataset: xr.Dataset, *, what_if: str | None = None, ax: Axes | None = None, legend: bool = True
) -> Axes:
    """Perceived less actual payoff of each state over time, in payoff.

    Above 0, a state believes itself better off with the policies in force than its actual interests
    are. Mean over the finished replicates of the what-if. Raises ValueError if there is no such
    what-if.
    """
    runs = select_what_if(dataset, what_if)
    ax = own_axes(ax)
    size = 0.85 * plt.rcParams["font.size"]
    price = (runs.perceived_payoff - runs.actual_payoff).mean("run")
    largest = max(float(np.nan_to_num(np.abs(price.values)).max()), 1e-9)
    low, high = float(np.nanmin(price.values)), float(np.nanmax(price.values))
    ax.set_ylim(min(0, low) - 0.05 * largest, max(0, high) + 0.05 * largest)
    ax.axhline(0, color=GREY, linewidth=0.6)
    ends = draw_state_lines(ax, runs, price, size=size)
    ax.set_ylabel("perceived - actual payoff")
    plain(ax)
    label_ends(ax, ends, size=size)
    headline(
        ax,
        "Price of unrecognised interests",
        "Above 0: better off in its own eyes than by its actual interests",
    )
    if legend:
        role_legend(ax, runs)
    return ax


def _plot_share(runs: xr.Dataset, name: str, ax: Axes, legend: bool) -> Axes:
    """The variable `name` of each state over time, in [0, 1], as the mean over the runs."""
    size = 0.85 * plt.rcParams["font.size"]
    ax.set_ylim(0, 1)
    ends = draw_state_lines(ax, runs, runs[name].mean("run"), size=size)
    ax.set_yticks(np.linspace(0, 1, 5))
    ax.set_ylabel(name)
    plain(ax)
    label_ends(ax, ends, size=size)
    if legend:
        role_legend(ax, runs)
    return ax
