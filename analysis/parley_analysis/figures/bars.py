"""Numbers with their intervals: sensitivity indices and paired differences."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import (
    BLACK,
    BLUE,
    GREY,
    PALE,
    VERMILLION,
    as_written,
    headline,
    measure_words,
    own_axes,
    plain,
    words,
)


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
    table = table.head(most)
    ax = own_axes(ax, height=max(3.2, 2.0 + 0.42 * len(table)), left=0.34, bottom=0.2)
    size = plt.rcParams["font.size"]
    rows = np.arange(len(table))
    whiskers = {"ecolor": BLACK, "elinewidth": 1.1, "capsize": 2.5}
    if of_sobol:
        for column, low, high, offset, colour, label in (
            (
                "total",
                "total_low",
                "total_high",
                -0.19,
                PALE,
                "with all its interactions (total index)",
            ),
            ("first", "first_low", "first_high", 0.19, BLUE, "alone (first index)"),
        ):
            error = np.abs(table[[low, high]].sub(table[column], axis=0).to_numpy().T)
            ax.barh(
                rows + offset,
                table[column],
                0.36,
                color=colour,
                xerr=error,
                error_kw=whiskers,
                label=label,
            )
        ax.set_xlabel("share of variance explained")
        subtitle = "Sobol' indices of each parameter; lines are intervals"
    else:
        error = np.abs(table[["low", "high"]].sub(table["mu_star"], axis=0).to_numpy().T)
        ax.barh(
            rows,
            table["mu_star"],
            0.6,
            color=BLUE,
            xerr=error,
            error_kw=whiskers,
            label="mean size (mu*)",
        )
        ax.scatter(
            table["sigma"],
            rows,
            marker="D",
            s=28,
            color=VERMILLION,
            zorder=4,
            label="spread (sigma)",
        )
        ax.set_xlabel("effect of moving across the whole range")
        subtitle = "Elementary effects of each parameter; lines are intervals"
    ax.axvline(0, color=GREY, linewidth=0.8)
    ax.set_yticks(rows, [_narrow(str(path)) for path in table.index], fontsize=0.85 * size)
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    plain(ax)
    ax.legend(frameon=False, fontsize=0.85 * size, loc="lower right")
    headline(ax, f"What decides {measure_words(measure)}" if measure else "What decides", subtitle)
    return ax


@as_written
def plot_differences(table: pd.DataFrame, *, measure: str = "", ax: Axes | None = None) -> Axes:
    """Paired differences (see `paired_differences`) as points with intervals, one row for each
    what-if.

    Rows whose interval holds 0 are grey. `measure` is named along x.
    """
    ax = own_axes(ax, height=max(2.8, 2.0 + 0.36 * len(table)), left=0.3, bottom=0.24)
    size = plt.rcParams["font.size"]
    rows = np.arange(len(table))
    certain = (table["low"] > 0) | (table["high"] < 0)
    for row, (mean, low, high, sure) in enumerate(
        zip(table["mean"], table["low"], table["high"], certain, strict=True)
    ):
        colour = (BLUE if mean > 0 else VERMILLION) if sure else GREY
        ax.plot([low, high], [row, row], color=colour, linewidth=2.2, solid_capstyle="butt")
        ax.scatter(mean, row, s=34, color=colour, zorder=4, marker="o" if sure else "s")
    ax.axvline(0, color=BLACK, linewidth=0.8)
    names = [
        " / ".join(map(str, key)) if isinstance(key, tuple) else str(key) for key in table.index
    ]
    ax.set_yticks(rows, [words(name) for name in names], fontsize=0.9 * size)
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(f"difference in {measure_words(measure)}" if measure else "difference")
    plain(ax)
    replicates = int(table["replicates"].max()) if len(table) else 0
    headline(
        ax,
        "What each change does",
        f"Mean paired differences over {replicates} replicates; grey: may be none",
    )
    return ax


def _narrow(path: str) -> str:
    return path if len(path) <= 34 else f"...{path[-31:]}"
