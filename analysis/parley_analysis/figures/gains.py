"""Who gains by what was agreed, who loses, and what money could have opened."""

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

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
    own_axes,
    plain,
    state_labels,
    words,
)
from parley_analysis.money import dollars, prices
from parley_analysis.result import select_what_if


@as_written
def plot_gains(
    dataset: xr.Dataset, *, what_if: str | None = None, most: int = 24, ax: Axes | None = None
) -> Axes:
    """What agreements have brought each state by the end, in payoff by its actual interests.

    Bars are medians over the finished replicates of the what-if, lines hold the middle 80 % of
    them; states that lose are red and hatched. Of more than `most` states those with the least and
    with the greatest gains are shown, half of `most` each. The subtitle tells the joint gain.

    Raises ValueError if there is no such what-if.
    """
    runs = select_what_if(dataset, what_if).isel(time=-1)
    low, middle, high = runs.gain.quantile([0.1, 0.5, 0.9], "run").values
    order = np.argsort(-middle, kind="stable")
    shown = min(len(order), most)
    if shown < len(order):
        order = np.concatenate([order[: shown // 2], order[len(order) - shown // 2 :]])
    ax = own_axes(ax, height=max(3.2, 1.9 + 0.26 * len(order)), left=0.2, bottom=0.13)
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
    names = state_labels(dataset)
    labels = [names[state] for state in runs.state.values[order].tolist()]
    ax.set_yticks(range(len(labels)), labels, fontsize=0.85 * size)
    if shown < runs.sizes["state"]:
        ax.axhline(shown // 2 - 0.5, color=GREY, linewidth=0.8, linestyle="--")
    ax.axvline(0, color=BLACK, linewidth=0.8)
    ax.set_ylim(len(order) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("gain over a world without agreements (payoff)")
    plain(ax)
    headline(ax, "Who gains by what was agreed", _joint(runs, shown))
    return ax


def _joint(runs: xr.Dataset, shown: int) -> str:
    shares = runs.joint_gain_share.median("run").to_series()
    by = {"equal": "all states alike", "population": "by population", "power": "by power"}
    known = [f"{share:.0%} {by[name]}" for name, share in shares.items() if not np.isnan(share)]
    told = f"Together, of the best for all: {', '.join(known)}" if known else "Nothing to gain"
    if shown < runs.sizes["state"]:
        told += f"; the {shown // 2} that gain most and least of {runs.sizes['state']} states"
    return told


@as_written
def plot_prices(
    dataset: xr.Dataset, *, what_if: str | None = None, most: int = 12, ax: Axes | None = None
) -> Axes:
    """The price of breakdowns by forum and issues: the money that members who would lose
    lack, beside what members who would gain could pay, in USD a year, on a logarithmic scale.

    Medians over the tables without agreement that money could open, of the finished replicates of
    the what-if; at most `most` rows, those with most such tables first. Raises ValueError if there
    is no such what-if.
    """
    found = prices(dataset, what_if=what_if)
    priced = found[found["could_open"] > 0].head(most)
    ax = own_axes(ax, height=max(3.2, 2.1 + 0.42 * len(priced)), left=0.34, bottom=0.18)
    size = plt.rcParams["font.size"]
    headline(
        ax,
        "What money could have opened",
        "Tables without agreement: the price of one, and what gaining members could pay",
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
    rows = np.arange(len(priced))
    price = priced["price"].clip(lower=1.0)
    ax.hlines(rows, price, priced["affordable"], color=GREY, linewidth=1.0, zorder=1)
    ax.scatter(price, rows, s=46, color=ORANGE, marker="o", zorder=3, label="price")
    ax.scatter(
        priced["affordable"], rows, s=46, color=GREEN, marker="D", zorder=3,
        label="gaining members could pay",
    )  # fmt: skip
    for row, of in zip(rows, priced.itertuples(), strict=True):
        note = f"{dollars(of.price)}; {of.could_open} of {of.tables} tables"
        ax.annotate(
            note, (max(of.price, 1.0), row), xytext=(-4, 7), textcoords="offset points",
            fontsize=0.75 * size, color=GREY, ha="left",
        )  # fmt: skip
    labels = [
        f"{', '.join(map(words, of.issues)) if len(of.issues) < 2 else f'{len(of.issues)} issues'}, "
        f"{forums[of.forum]}"
        for of in priced.itertuples()
    ]
    labels = [label if len(label) <= 40 else f"{label[:39]}…" for label in labels]
    ax.set_yticks(rows, labels, fontsize=0.85 * size)
    ax.set_xscale("log")
    ax.set_ylim(len(priced) - 0.4, -0.7)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("USD a year")
    ax.legend(frameon=False, fontsize=0.85 * size, loc="upper left", bbox_to_anchor=(0, -0.16),
              ncols=2, borderaxespad=0)  # fmt: skip
    plain(ax)
    return ax
