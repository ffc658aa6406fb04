"""Movement of the regime over time, by kind of issue."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parley_analysis.figures.appearance import (
    KIND_STYLE,
    PALE,
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
from parley_analysis.result import decode_flags, select_what_if, what_ifs

MOST_NAMED = 6  # lines beside the first


@as_written
def plot_movement(
    dataset: xr.Dataset,
    kinds: Sequence[str] | str | None = None,
    *,
    top: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Movement over time on the issues of these kinds, one line for each what-if and kind.

    Movement is depth of policy change x coverage, from 0, nothing moved, to 1, every policy moved
    as far as it could. Lines are medians over the finished replicates, bands hold the middle 80 %
    of them. `kinds` are of `hard`, `soft`, `linkage` and `transfer`; by default those that the
    scenario has. The y axis ends at `top`, by default a little above the highest of these lines.

    Of more than seven variations the first, as a rule `baseline`, and the six that end furthest
    from it on any kind are named, the same for every kind; the others are thin and grey, without
    bands.

    Raises ValueError for another kind.
    """
    kinds = [kinds] if isinstance(kinds, str) else list(kinds or present_kinds(dataset))
    for kind in kinds:
        if kind not in KIND_STYLE:
            raise ValueError(f"no kind of issue '{kind}' (there are {', '.join(KIND_STYLE)})")
    ax = own_axes(ax)
    time = dataset.time.values
    time_axis(ax, time)
    names = what_ifs(dataset)
    quantiles, most_runs = _quantiles(dataset, names, list({*kinds, *present_kinds(dataset)}))
    named = _furthest_from_first(quantiles)
    ends, highest = [], 0.0
    for what_if, of_kinds in quantiles.items():
        for kind in kinds:
            low, middle, high = of_kinds[kind]
            if what_if not in named:
                ax.plot(time, middle, color=PALE, linewidth=0.9, zorder=1)
                highest = max(highest, float(np.nanmax(middle)))
                continue
            number = named.index(what_if)
            colour, dash = series_style(number) if len(names) > 1 else KIND_STYLE[kind]
            if len(names) > 1 and len(kinds) > 1:
                dash = KIND_STYLE[kind][1]
            label = ", ".join(
                ([words(what_if)] if len(names) > 1 else [])
                + ([f"{kind} issues"] if len(kinds) > 1 or len(names) == 1 else [])
            )
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
            if most_runs > 1:
                ax.fill_between(time, low, high, color=colour, alpha=0.12, linewidth=0, zorder=2)
            highest = max(highest, float(np.nanmax(high)))
            ends.append(EndLabel(float(middle[-1]), label, colour))

    ax.set_ylim(0, top or min(1.0, 1.15 * highest) or 1.0)
    ax.set_ylabel("movement (0 to 1)")
    plain(ax)
    label_ends(ax, ends, size=0.85 * plt.rcParams["font.size"])
    told = ["0: nothing moved, 1: as far as it could"]
    told += [f"median and middle 80 % of {most_runs} runs"] if most_runs > 1 else []
    others = len(quantiles) - len(named)
    told += [f"grey: the other {others}"] if others > 0 else []
    told += [f"'{words(names[0])}'"] if len(names) == 1 and names != ["baseline"] else []
    title = f"Movement on {kinds[0]} issues" if len(kinds) == 1 else "Movement"
    headline(ax, title, "; ".join(told))
    return ax


@as_written
def movement_by_kind(dataset: xr.Dataset) -> Figure:
    """`plot_movement` of each kind of issue that the scenario has, one below the other on one
    scale."""
    kinds = present_kinds(dataset)
    highest = max(float(dataset[f"{kind}_movement"].max()) for kind in kinds)
    figure = plt.figure(figsize=(9, 3.6 * len(kinds) + 0.4))
    rows = figure.add_gridspec(
        len(kinds), 1, left=0.09, right=0.97, hspace=0.5,
        top=1 - 0.85 / (3.6 * len(kinds) + 0.4), bottom=0.65 / (3.6 * len(kinds) + 0.4),
    )  # fmt: skip
    for row, kind in enumerate(kinds):
        plot_movement(
            dataset, kind, top=min(1.0, 1.15 * highest) or None, ax=figure.add_subplot(rows[row])
        )
    return figure


def _quantiles(
    dataset: xr.Dataset, names: Sequence[str], kinds: Sequence[str]
) -> tuple[dict[str, dict[str, np.ndarray]], int]:
    """What-if -> kind -> movement [10 %, median, 90 %; time] over its finished runs, and the most
    runs of one. A what-if without such runs is left out."""
    found, most_runs = {}, 1
    for what_if in names:
        try:
            runs = select_what_if(dataset, what_if)
        except ValueError:  # none of its runs finished
            continue
        most_runs = max(most_runs, runs.sizes["run"])
        found[what_if] = {
            kind: np.nanquantile(
                runs[f"{kind}_movement"].transpose("time", "run").values, [0.1, 0.5, 0.9], axis=1
            )
            for kind in kinds
        }
    return found, most_runs


def _furthest_from_first(quantiles: dict[str, dict[str, np.ndarray]]) -> list[str]:
    """The first what-if and those that end furthest from it, in the order of the scenario."""
    names = list(quantiles)
    if len(names) <= 1 + MOST_NAMED:
        return names

    def distance(name: str) -> float:
        return max(
            abs(float(values[1, -1] - quantiles[names[0]][kind][1, -1]))
            for kind, values in quantiles[name].items()
        )

    furthest = sorted(names[1:], key=distance, reverse=True)[:MOST_NAMED]
    return [name for name in names if name == names[0] or name in furthest]


def present_kinds(dataset: xr.Dataset) -> list[str]:
    """The kinds of issues that the scenario has, hard ones first."""
    declared = set(decode_flags(dataset.issue_kind).values.tolist())
    return [kind for kind in KIND_STYLE if kind in declared]
