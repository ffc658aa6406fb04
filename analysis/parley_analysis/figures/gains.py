"""Who gains by what was agreed, who loses, and what money could have opened."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, NullLocator

from parley_analysis.figures.appearance import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    VERMILLION,
    as_written,
    forum_labels,
    headline,
    plain,
    state_labels,
    words,
)
from parley_analysis.figures.layout import SMALLEST, legend_below, own_axes
from parley_analysis.figures.rows import BAR_AT, ROW, name_rows, rows_that_fit
from parley_analysis.figures.state_lines import chosen_states
from parley_analysis.figures.variations import BAND, quantiles_over_runs
from parley_analysis.money import dollars, prices
from parley_analysis.result import select_what_if

GAIN_ROW = 0.23  # inches


@as_written
def plot_gains(
    dataset: xr.Dataset,
    *,
    what_if: str | None = None,
    states: Sequence[str] | None = None,
    most: int = 24,
    ax: Axes | None = None,
) -> Axes:
    """What agreements have brought each state by the end, in payoff by its actual interests.

    Bars are medians over the finished replicates of the what-if, lines hold the middle 80 % of
    them; states that lose are red and hatched. Of more than `most` states those with the least and
    with the greatest gains are shown, half of `most` each, or `states` alone. The subtitle tells
    the joint gain.

    Raises ValueError if there is no such what-if or state.
    """
    runs = select_what_if(dataset, what_if).isel(time=-1)
    chosen = chosen_states(runs, states)
    low, middle, high = quantiles_over_runs(runs.gain, BAND).transpose("quantile", "state").values
    order = np.argsort(-middle, kind="stable")
    if chosen is not None:
        order = order[np.isin(runs.state.values[order], chosen)]
    shown = min(len(order), rows_that_fit(ax, most, GAIN_ROW))
    cut = shown < len(order)
    if cut:
        order = np.concatenate([order[: shown // 2], order[len(order) - (shown - shown // 2) :]])
    names = state_labels(dataset)
    labels = [names[state] for state in runs.state.values[order].tolist()]
    ax = own_axes(ax, height=max(1.2, GAIN_ROW * len(order)), labels=labels)
    size = plt.rcParams["font.size"]
    for row, state in enumerate(order):
        loses = middle[state] < 0
        ax.barh(
            row,
            middle[state],
            0.7,
            color=VERMILLION if loses else BLUE,
            hatch="////" if loses else "",
            edgecolor="white",
            linewidth=0.5,
        )
        if runs.sizes["run"] > 1:
            ax.plot([low[state], high[state]], [row, row], color=BLACK, linewidth=1.1)
    ax.set_yticks(range(len(labels)), labels, fontsize=0.85 * size)
    if cut:
        ax.axhline(shown // 2 - 0.5, color=GREY, linewidth=0.8, linestyle="--")
    ax.axvline(0, color=BLACK, linewidth=0.8)
    ax.set_ylim(len(order) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("gain over a world without agreements (payoff)")
    plain(ax)
    headline(ax, "Who gains by what was agreed", _joint(runs, shown if cut else 0))
    return ax


def _joint(runs: xr.Dataset, shown: int) -> str:
    """The joint gain, and that `shown` states are only those that gain most and least."""
    shares = runs.joint_gain_share.mean("run").to_series()
    by = {"equal": "all states alike", "population": "by population", "power": "by power"}
    known = [f"{share:.0%} {by[name]}" for name, share in shares.items() if not np.isnan(share)]
    told = f"Joint gain, of the best for all: {', '.join(known)}" if known else "Nothing to gain"
    if runs.sizes["run"] > 1:
        told += f"; bars: medians, lines: middle 80 % of {runs.sizes['run']} runs"
    if shown:
        told += f"; the {shown // 2} that gain most and least of {runs.sizes['state']} states"
    return told


@as_written
def plot_prices(
    dataset: xr.Dataset, *, what_if: str | None = None, most: int = 12, ax: Axes | None = None
) -> Axes:
    """The price of breakdowns by forum and issues: the money that losing members lack,
    beside the money that gaining members could pay, in USD a year, on a logarithmic scale.

    Medians over the tables without agreement that money could open, of the finished replicates of
    the what-if; at most `most` rows, those with most such tables first. Raises ValueError if there
    is no such what-if.
    """
    found = prices(dataset, what_if=what_if)
    priced = found[found["could_open"] > 0]
    more = max(0, len(priced) - rows_that_fit(ax, most))
    priced = priced.head(len(priced) - more)
    ax = own_axes(ax, height=max(0.8, ROW * len(priced)), labels=["0"])
    size = plt.rcParams["font.size"]
    headline(
        ax,
        "What money could have opened",
        "Tables without agreement: the price of one, how many of them money could open, and what"
        " gaining members could pay" + (f"; and {more} more" if more else ""),
    )
    if priced.empty:
        ax.set_axis_off()
        said = (
            "Money could open no table that failed."
            if len(found)
            else "No table failed whose members' product is known."
        )
        ax.text(0, 0.9, said, fontsize=size, transform=ax.transAxes)
        return ax
    forums = forum_labels(dataset)
    small = max(0.85 * size, SMALLEST)
    rows = np.arange(len(priced)) + BAR_AT
    price, affordable = priced["price"].clip(lower=1.0), priced["affordable"].clip(lower=1.0)
    ax.hlines(rows, price, affordable, color=GREY, linewidth=1.0, zorder=1)
    ax.scatter(price, rows, s=42, color=ORANGE, marker="o", zorder=3, label="price")
    ax.scatter(
        affordable, rows, s=42, color=GREEN, marker="D", zorder=3,
        label="gaining members could pay",
    )  # fmt: skip
    labels = [
        f"{', '.join(map(words, of.issues)) if len(of.issues) < 2 else f'{len(of.issues)} issues'}, "
        f"{forums[of.forum]}: {dollars(of.price)}; {of.could_open} of {of.tables}"
        for of in priced.itertuples()
    ]
    name_rows(ax, labels, small, least=2)
    ax.set_xscale("log")
    ax.margins(x=0.06)
    ax.xaxis.set_major_locator(LogLocator(numticks=6))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set_xlabel("USD a year")
    plain(ax)
    legend_below(ax, ax.get_legend_handles_labels()[0], small)
    return ax
