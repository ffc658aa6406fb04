"""Numbers with their intervals: sensitivity indices and paired differences."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from parley_analysis.figures.appearance import (
    BLACK,
    BLUE,
    GREY,
    PALE,
    VERMILLION,
    as_written,
    headline,
    measure_words,
    plain,
    words,
)
from parley_analysis.figures.layout import SMALLEST, legend_below, own_axes
from parley_analysis.figures.rows import BAR, BAR_AT, ROW, name_rows, rows_that_fit

DIFFERENCE_ROW = 0.38  # inches
WHISKERS = {"ecolor": BLACK, "elinewidth": 1.1, "capsize": 2.5}


@as_written
def plot_sensitivity(
    table: pd.DataFrame, *, measure: str = "", most: int = 15, ax: Axes | None = None
) -> Axes:
    """Bars of `sobol_indices` or `morris_effects`, largest first, with their intervals.

    Of Sobol' indices, the full bar is the share that a parameter explains alone, the pale one that
    with all its interactions. Of Morris' effects, the bar is mu*, the diamond sigma. `measure` is
    named in the title.

    Raises ValueError for another table.
    """
    of_sobol = {"first", "total"} <= set(table.columns)
    if not of_sobol and "mu_star" not in table.columns:
        raise ValueError("not a table of sobol_indices or morris_effects")
    more = max(0, len(table) - rows_that_fit(ax, most))
    table = table.head(len(table) - more)
    ax = own_axes(ax, height=ROW * len(table), labels=["0"])
    size = plt.rcParams["font.size"]
    subtitle = _draw_indices(ax, table) if of_sobol else _draw_effects(ax, table)
    ax.axvline(0, color=GREY, linewidth=0.8)
    small = max(0.85 * size, SMALLEST)
    name_rows(ax, [str(path) for path in table.index], small)
    ax.xaxis.set_major_locator(MaxNLocator(5))
    plain(ax)
    legend_below(ax, ax.get_legend_handles_labels()[0], small)
    subtitle += f"; and {more} more parameters" if more else ""
    headline(ax, f"What decides {measure_words(measure)}" if measure else "What decides", subtitle)
    return ax


def _draw_indices(ax: Axes, table: pd.DataFrame) -> str:
    """Sobol' indices, two bars a row; returns the subtitle."""
    rows = np.arange(len(table)) + BAR_AT
    for column, low, high, offset, colour, label in (
        ("total", "total_low", "total_high", -BAR / 4, PALE,
         "with all its interactions (total index)"),
        ("first", "first_low", "first_high", BAR / 4, BLUE, "alone (first index)"),
    ):  # fmt: skip
        error = np.abs(table[[low, high]].sub(table[column], axis=0).to_numpy().T)
        ax.barh(rows + offset, table[column], BAR / 2, color=colour, xerr=error,
                error_kw=WHISKERS, label=label)  # fmt: skip
    ax.set_xlabel("share of variance explained")
    return "Sobol' indices of each parameter; lines are intervals"


def _draw_effects(ax: Axes, table: pd.DataFrame) -> str:
    """Morris' effects, a bar and a diamond a row; returns the subtitle."""
    rows = np.arange(len(table)) + BAR_AT
    error = np.abs(table[["low", "high"]].sub(table["mu_star"], axis=0).to_numpy().T)
    ax.barh(rows, table["mu_star"], BAR, color=BLUE, xerr=error, error_kw=WHISKERS,
            label="mean size (mu*)")  # fmt: skip
    ax.scatter(table["sigma"], rows, marker="D", s=28, color=VERMILLION, zorder=4,
               label="spread (sigma)")  # fmt: skip
    ax.set_xlabel("effect of moving across the whole range")
    return "Elementary effects of each parameter; lines are intervals"


@as_written
def plot_differences(
    table: pd.DataFrame, *, measure: str = "", most: int = 20, ax: Axes | None = None
) -> Axes:
    """Paired differences (see `paired_differences`) as points with intervals, one row for each
    what-if; of more than `most`, those with the largest differences.

    Rows whose interval holds 0 are grey. `measure` is named along x.
    """
    more = max(0, len(table) - rows_that_fit(ax, most, DIFFERENCE_ROW))
    if more:
        largest = table["mean"].abs().fillna(0).to_numpy().argsort(kind="stable")[::-1]
        table = table.iloc[np.sort(largest[: len(table) - more])]
    size = plt.rcParams["font.size"]
    small = max(0.85 * size, SMALLEST)
    names = [
        " / ".join(map(str, key)) if isinstance(key, tuple) else str(key) for key in table.index
    ]
    names = [words(name) for name in names]
    ax = own_axes(ax, height=max(0.8, DIFFERENCE_ROW * len(table)), labels=["0"])
    certain = (table["low"] > 0) | (table["high"] < 0)
    for number, (mean, low, high, sure) in enumerate(
        zip(table["mean"], table["low"], table["high"], certain, strict=True)
    ):
        row = number + BAR_AT
        colour = (BLUE if mean > 0 else VERMILLION) if sure else GREY
        ax.plot([low, high], [row, row], color=colour, linewidth=2.2, solid_capstyle="butt")
        ax.scatter(mean, row, s=34, color=colour, zorder=4, marker="o" if sure else "s")
    ax.axvline(0, color=BLACK, linewidth=0.8)
    name_rows(ax, names, small)
    ax.xaxis.set_major_locator(MaxNLocator(5))
    ax.set_xlabel(f"difference in {measure_words(measure)}" if measure else "difference")
    plain(ax)
    replicates = int(table["replicates"].max()) if len(table) else 0
    headline(
        ax,
        "What each change does",
        f"Mean paired differences over {replicates} replicates; grey: may be none"
        + (f"; and {more} more with smaller ones" if more else ""),
    )
    return ax
