"""What states recognise of their own profile, and what it costs them not to."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import (
    GREY,
    as_written,
    headline,
    label_ends,
    plain,
)
from parley_analysis.figures.events import mark_events
from parley_analysis.figures.layout import own_axes
from parley_analysis.figures.state_lines import chosen_states, draw_state_lines, role_legend
from parley_analysis.figures.variations import quantiles_over_runs
from parley_analysis.result import select_what_if


@as_written
def plot_recognition(
    dataset: xr.Dataset,
    *,
    what_if: str | None = None,
    states: Sequence[str] | None = None,
    ax: Axes | None = None,
    legend: bool = True,
) -> Axes:
    """Recognition of each state over time: 0 sees its self-image alone, 1 every role it plays.

    Mean over the finished replicates of the what-if, with the middle 80 %; `states`, or the six
    that move most, stand in front. Raises ValueError if there is no such what-if or state.
    """
    ax = _plot_share(dataset, "recognition", what_if, states, ax, legend)
    headline(
        ax,
        "Recognition of mixed interests",
        "0: a state sees its self-image alone; 1: every role it plays",
    )
    return ax


@as_written
def plot_disclosure(
    dataset: xr.Dataset,
    *,
    what_if: str | None = None,
    states: Sequence[str] | None = None,
    ax: Axes | None = None,
    legend: bool = True,
) -> Axes:
    """Disclosure of each state over time: 0 hides its perceived interests, 1 shows them as they
    are.

    Mean over the finished replicates of the what-if, with the middle 80 %; `states`, or the six
    that move most, stand in front. Raises ValueError if there is no such what-if or state.
    """
    ax = _plot_share(dataset, "disclosure", what_if, states, ax, legend)
    headline(ax, "Disclosure", "0: a state postures and hides; 1: it declares what it perceives")
    return ax


@as_written
def plot_price_of_unrecognised(
    dataset: xr.Dataset,
    *,
    what_if: str | None = None,
    states: Sequence[str] | None = None,
    ax: Axes | None = None,
    legend: bool = True,
) -> Axes:
    """Perceived less actual payoff of each state over time, in payoff.

    Above 0, a state believes itself better off with the policies in force than its actual interests
    are. Mean over the finished replicates of the what-if, with the middle 80 %; `states`, or the
    six that move most, stand in front. Raises ValueError if there is no such what-if or state.
    """
    runs = select_what_if(dataset, what_if)
    states = chosen_states(runs, states)
    ax = own_axes(ax, labels=["-0.000"])
    size = 0.85 * plt.rcParams["font.size"]
    price = runs.perceived_payoff - runs.actual_payoff
    spread = quantiles_over_runs(price, [0.1, 0.9])
    largest = max(float(np.nan_to_num(np.abs(spread.values)).max()), 0.01)
    low, high = float(np.nanmin(spread.values)), float(np.nanmax(spread.values))
    ax.set_ylim(min(0, low) - 0.05 * largest, max(0, high) + 0.05 * largest)
    ax.axhline(0, color=GREY, linewidth=0.6)
    ends = draw_state_lines(ax, runs, price, size=size, states=states)
    mark_events(ax, dataset)
    ax.set_ylabel("perceived - actual payoff")
    plain(ax)
    label_ends(ax, ends, size=size)
    headline(
        ax,
        "Price of unrecognised interests",
        "Above 0: better off in its own eyes than by its actual interests",
    )
    if legend:
        role_legend(ax, runs, dataset, size)
    return ax


def _plot_share(
    dataset: xr.Dataset,
    name: str,
    what_if: str | None,
    states: Sequence[str] | None,
    ax: Axes | None,
    legend: bool,
) -> Axes:
    """The variable `name` of each state over time, in [0, 1], as the mean over the runs."""
    runs = select_what_if(dataset, what_if)
    states = chosen_states(runs, states)
    ax = own_axes(ax)
    size = 0.85 * plt.rcParams["font.size"]
    ax.set_ylim(0, 1)
    ends = draw_state_lines(ax, runs, runs[name], size=size, states=states)
    mark_events(ax, dataset)
    ax.set_yticks(np.linspace(0, 1, 5))
    ax.set_ylabel(name)
    plain(ax)
    label_ends(ax, ends, size=size)
    if legend:
        role_legend(ax, runs, dataset, size)
    return ax
