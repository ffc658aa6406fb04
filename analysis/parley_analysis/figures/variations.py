"""Lines of variations over time: the first in bold black, a few in colours, the others grey."""

from collections.abc import Mapping, Sequence

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import PALE, EndLabel, series_style
from parley_analysis.result import finished_runs, what_ifs

MOST_COLOURED = 6  # lines beside the first
BAND = [0.1, 0.5, 0.9]


def quantiles_of(values: xr.DataArray) -> np.ndarray:
    """10 %, median and 90 % over runs [3, time]; NaN where no run has a value."""
    return quantiles_over_runs(values, BAND).transpose("quantile", "time").values


def quantiles_over_runs(values: xr.DataArray, of: Sequence[float]) -> xr.DataArray:
    """Quantiles over runs [quantile, ...]; NaN where no run has a value, as of states before they
    begin."""
    known = values.notnull().any("run")
    return values.where(known, 0.0).quantile(of, "run").where(known)


def shown_variations(result: xr.Dataset, what_if: str | None) -> list[str]:
    """All that have a finished run or, where one is asked for, the first and that.

    Raises ValueError for one that the result does not have.
    """
    names = []
    for name in what_ifs(result):
        try:
            finished_runs(result, name)
        except ValueError:  # none of its runs finished
            continue
        names.append(name)
    if what_if is None:
        return names
    finished_runs(result, what_if)  # raises where there is none
    return list(dict.fromkeys([names[0], what_if]))


def furthest_from_first(
    quantiles: Mapping[str, Sequence[np.ndarray]], most: int = MOST_COLOURED
) -> list[str]:
    """The first variation and the `most` that end furthest from it in any series, in the order of
    the scenario. Each has its series [3, time]."""
    names = list(quantiles)
    if len(names) <= 1 + most:
        return names

    def distance(name: str) -> float:
        pairs = zip(quantiles[name], quantiles[names[0]], strict=True)
        return max(float(np.nan_to_num(abs(own[1, -1] - first[1, -1]))) for own, first in pairs)

    furthest = sorted(names[1:], key=distance, reverse=True)[:most]
    return [name for name in names if name == names[0] or name in furthest]


def draw_variation(
    ax: Axes,
    time: np.ndarray,
    quantiles: np.ndarray,
    label: str,
    number: int | None,
    *,
    style: tuple[str, object] | None = None,
    band: bool = False,
) -> list[EndLabel]:
    """One line, with the band between the outer of its `quantiles` [3, time] if asked for, and its
    label for `label_ends`. `number` is its place among those in front, None if it stands back."""
    low, middle, high = quantiles
    if number is None:
        ax.plot(time, middle, color=PALE, linewidth=0.9, zorder=1)
        return []
    colour, dash = style or series_style(number)
    ax.plot(
        time,
        middle,
        color=colour,
        linestyle=dash,
        linewidth=2.6 if number == 0 else 1.8,
        label=label,
        zorder=3,
        marker="o" if len(time) == 1 else "",
    )
    if band:
        ax.fill_between(time, low, high, color=colour, alpha=0.12, linewidth=0, zorder=2)
    return [EndLabel(float(middle[-1]), label, colour)] if np.isfinite(middle[-1]) else []
