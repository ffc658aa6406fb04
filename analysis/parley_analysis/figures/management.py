"""Capacity that states lack."""

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import (
    as_written,
    headline,
    label_ends,
    plain,
    time_axis,
    words,
)
from parley_analysis.figures.events import mark_events
from parley_analysis.figures.layout import own_axes
from parley_analysis.figures.variations import (
    draw_variation,
    furthest_from_first,
    quantiles_of,
    shown_variations,
)
from parley_analysis.result import finished_runs, select_what_if


@as_written
def plot_management_gap(
    result: xr.Dataset, *, what_if: str | None = None, by: str = "what_if", ax: Axes | None = None
) -> Axes:
    """The management gap over time, in per cent of loads: a line for each what-if, or for each
    level of one.

    Lines are medians over the finished replicates, bands hold the middle 80 %. With `by="level"`,
    that of one what-if, of all states (black) and of the members of open forums of each level.
    With `what_if`, otherwise, that variation beside the first. Of more than seven, the first and
    the six that end furthest from it are in front, the others grey.
    Where the scenario models no capacity, the figure says so. Raises ValueError for another `by` or
    an unknown what-if.
    """
    if by not in ("what_if", "level"):
        raise ValueError(f"no management gap by '{by}' (there are what_if, level)")
    ax = own_axes(ax)
    size = plt.rcParams["font.size"]
    if by == "level":
        runs = select_what_if(result, what_if)
        gaps = runs.level_gap
        series = {"all states": runs.management_gap}
        series |= {level: gaps.sel(level=level) for level in gaps.level.values.tolist()}
    else:
        series = {
            words(name): result.management_gap.isel(run=finished_runs(result, name))
            for name in shown_variations(result, what_if)
        }
    series = {name: of for name, of in series.items() if bool(of.notnull().any())}
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
    quantiles = {name: [100 * quantiles_of(of)] for name, of in series.items()}
    front = furthest_from_first(quantiles)
    ends, highest = [], 0.0
    for name, (values,) in quantiles.items():
        number = front.index(name) if name in front else None
        ends += draw_variation(
            ax, result.time.values, values, name, number, band=series[name].sizes["run"] > 1
        )
        highest = max(highest, float(np.nanmax(values[1 if number is None else 2])))
    ax.set_ylim(0, min(100.0, 1.15 * highest) or 1.0)
    mark_events(ax, result)
    ax.set_ylabel("management gap (% of load)")
    plain(ax)
    label_ends(ax, ends, size=0.85 * size)
    return ax
