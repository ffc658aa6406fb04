"""Capacity that states lack."""

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import (
    EndLabel,
    as_written,
    headline,
    label_ends,
    own_axes,
    plain,
    series_style,
    time_axis,
    words,
)
from parley_analysis.result import select_what_if, what_ifs


@as_written
def plot_management_gap(
    result: xr.Dataset, *, what_if: str | None = None, by: str = "what_if", ax: Axes | None = None
) -> Axes:
    """The management gap over time, in per cent of loads: a line for each what-if, or for each
    level of one.

    Lines are medians over the finished replicates, bands hold the middle 80 %. With `by="level"`,
    that of one what-if, of all states (black) and of the members of open forums of each level.
    Where the scenario models no capacity, the figure says so. Raises ValueError for another `by` or
    an unknown what-if.
    """
    if by not in ("what_if", "level"):
        raise ValueError(f"no management gap by '{by}' (there are what_if, level)")
    ax = own_axes(ax)
    size = plt.rcParams["font.size"]
    series: list[tuple[str, xr.DataArray]] = []
    if by == "level":
        runs = select_what_if(result, what_if)
        series.append(("all states", runs.management_gap))
        gaps = runs.level_gap
        series += [(level, gaps.sel(level=level)) for level in gaps.level.values.tolist()]
    else:
        for name in what_ifs(result) if what_if is None else [what_if]:
            series.append((words(name), select_what_if(result, name).management_gap))
    series = [(name, of) for name, of in series if bool(of.notnull().any())]
    headline(
        ax,
        "Management gap",
        "Capacity that states lack, in per cent of the people they must handle",
    )
    if not series:
        ax.set_axis_off()
        ax.text(
            0, 0.9, "The scenario does not model capacity.", fontsize=size, transform=ax.transAxes
        )
        return ax
    time_axis(ax, result.time.values)
    ends, highest = [], 0.0
    for number, (name, values) in enumerate(series):
        colour, dash = series_style(number)
        low, middle, high = (
            100 * values.quantile([0.1, 0.5, 0.9], "run").transpose("quantile", "time").values
        )
        ax.plot(
            values.time.values,
            middle,
            color=colour,
            linestyle=dash,
            linewidth=2,
            zorder=3,
            label=name,
        )
        if values.sizes["run"] > 1:
            ax.fill_between(values.time.values, low, high, color=colour, alpha=0.12, linewidth=0)
        highest = max(highest, float(np.nanmax(high)))
        if np.isfinite(middle[-1]):
            ends.append(EndLabel(float(middle[-1]), name, colour))
    ax.set_ylim(0, min(100.0, 1.15 * highest) or 1.0)
    ax.set_ylabel("management gap (% of load)")
    plain(ax)
    label_ends(ax, ends, size=0.85 * size)
    return ax
