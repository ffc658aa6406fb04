"""Movement of the regime over time, by kind of issue."""

from collections.abc import Sequence
from functools import partial

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parley_analysis.figures.appearance import (
    KIND_STYLE,
    SERIES_COLOURS,
    as_written,
    headline,
    label_ends,
    plain,
    time_axis,
    words,
)
from parley_analysis.figures.events import mark_events
from parley_analysis.figures.layout import NARROW, WIDE, Panel, Rows, is_narrow, own_axes
from parley_analysis.figures.variations import (
    MOST_COLOURED,
    draw_variation,
    furthest_from_first,
    quantiles_of,
    shown_variations,
)
from parley_analysis.result import decode_flags, finished_runs


@as_written
def plot_movement(
    dataset: xr.Dataset,
    kinds: Sequence[str] | str | None = None,
    *,
    what_if: str | None = None,
    top: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Movement over time on the issues of these kinds, one line for each what-if and kind.

    Movement is depth of policy change x coverage, from 0, nothing moved, to 1, every policy moved
    as far as it could. Lines are medians over the finished replicates, bands hold the middle 80 %
    of them. `kinds` are of `hard`, `soft`, `linkage` and `transfer`; by default those that the
    scenario has. The y axis ends at `top`, by default a little above the highest of these lines.

    The first variation, as a rule `baseline`, is black and bold. Beside it at most six lines have
    colours: of the variations that end furthest from it on any kind, the same for every kind; the
    others are thin and grey, without bands. With `what_if` that variation and the first are shown.
    Dotted vertical lines are the scenario's events.

    Raises ValueError for another kind or what-if.
    """
    kinds = [kinds] if isinstance(kinds, str) else list(kinds or present_kinds(dataset))
    for kind in kinds:
        if kind not in KIND_STYLE:
            raise ValueError(f"no kind of issue '{kind}' (there are {', '.join(KIND_STYLE)})")
    names = shown_variations(dataset, what_if)
    ax = own_axes(ax)
    time = dataset.time.values
    time_axis(ax, time)
    known = list(dict.fromkeys([*kinds, *present_kinds(dataset)]))
    quantiles = {name: _quantiles(dataset, name, known) for name in names}
    coloured = MOST_COLOURED if len(kinds) == 1 else max(0, MOST_COLOURED // len(kinds) - 1)
    front = furthest_from_first(quantiles, coloured)
    runs = max(len(finished_runs(dataset, name)) for name in names)
    ends, highest = [], 0.0
    for name in names:
        number = front.index(name) if name in front else None
        for kind in kinds:
            values = quantiles[name][known.index(kind)]
            ends += draw_variation(
                ax, time, values, _label(name, kind, len(names), len(kinds)), number,
                style=_style(number, kind, len(names), len(kinds)), band=runs > 1,
            )  # fmt: skip
            highest = max(highest, float(np.nanmax(values[1 if number is None else 2])))

    ax.set_ylim(0, top or min(1.0, 1.15 * highest) or 1.0)
    ax.set_ylabel("movement (0 to 1)")
    plain(ax)
    told = ["0: nothing moved, 1: as far as it could"]
    told += [f"median and middle 80 % of {runs} runs"] if runs > 1 else []
    told += [f"grey: the other {len(names) - len(front)}"] if len(names) > len(front) else []
    told += ["dotted: events"] if mark_events(ax, dataset) else []
    told += [f"'{words(names[0])}'"] if len(names) == 1 and names != ["baseline"] else []
    label_ends(ax, ends, size=0.85 * plt.rcParams["font.size"])
    title = f"Movement on {kinds[0]} issues" if len(kinds) == 1 else "Movement"
    headline(ax, title, "; ".join(told))
    return ax


@as_written
def movement_by_kind(dataset: xr.Dataset, *, what_if: str | None = None) -> Figure:
    """`plot_movement` of each kind of issue that the scenario has, one below the other on one
    scale."""
    kinds = present_kinds(dataset)
    top = scale_of(dataset, kinds)
    rows = Rows(NARROW if is_narrow() else WIDE)
    for kind in kinds:
        rows.add([Panel(partial(_one_kind, dataset, kind, what_if, top), 2.2)])
    return rows.settled()


@as_written
def movement_by_variation(
    dataset: xr.Dataset, kind: str | None = None, *, most: int = 12, what_if: str | None = None
) -> Figure:
    """A small panel for each variation: movement on issues of this `kind`, by default the first
    that the scenario has, beside that of the first variation, all others in grey.

    Of more than `most`, those that end furthest from the first. Raises ValueError as
    `plot_movement` does.
    """
    kind = kind or present_kinds(dataset)[0]
    names = shown_variations(dataset, what_if)
    quantiles = {
        name: _quantiles(dataset, name, [kind]) for name in shown_variations(dataset, None)
    }
    shown = [name for name in furthest_from_first(quantiles, most) if name in names[1:]] or names
    top = scale_of(dataset, [kind])
    rows = Rows(NARROW if is_narrow() else WIDE)
    size = plt.rcParams["font.size"]
    rows.text(f"Movement on {kind} issues, variation by variation", 1.2 * size, fontweight="bold")
    more = len(names) - 1 - len(shown)
    rows.text(
        f"black: {words(names[0])}; grey: all others; 0: nothing moved, 1: as far as it could"
        + (f"; and {more} more that end nearer to it" if more > 0 else ""),
        0.85 * size,
    )
    across, high = (2, 1.0) if is_narrow() else (3, 1.5)
    for begin in range(0, len(shown), across):
        panels = [
            Panel(partial(_one_variation, dataset, quantiles, name, top), high)
            for name in shown[begin : begin + across]
        ]
        empty = Panel(lambda ax: ax.set_axis_off(), high)
        drawn = rows.add([*panels, *[empty] * (across - len(panels))])
        drawn[0].set_ylabel("movement")
    return rows.settled()


def _one_kind(
    dataset: xr.Dataset, kind: str, what_if: str | None, top: float | None, ax: Axes
) -> None:
    plot_movement(dataset, kind, what_if=what_if, top=top, ax=ax)


def _one_variation(
    dataset: xr.Dataset,
    quantiles: dict[str, list[np.ndarray]],
    name: str,
    top: float | None,
    ax: Axes,
) -> None:
    time = dataset.time.values
    time_axis(ax, time)
    first = next(iter(quantiles))
    for other, (values,) in quantiles.items():
        number = 0 if other == first else 1 if other == name else None
        draw_variation(ax, time, values, words(other), number, band=number == 1)
    ax.set_ylim(0, top or 1.0)
    mark_events(ax, dataset)
    plain(ax)
    change = float(quantiles[name][0][1, -1] - quantiles[first][0][1, -1])
    headline(ax, words(name).capitalize(), f"{change:+.3f} at the end" if name != first else "")


def scale_of(dataset: xr.Dataset, kinds: Sequence[str]) -> float | None:
    """The end of a y axis on which all these kinds have room; None where nothing moved."""
    highest = max(float(dataset[f"{kind}_movement"].max()) for kind in kinds)
    return min(1.0, 1.15 * highest) or None


def present_kinds(dataset: xr.Dataset) -> list[str]:
    """The kinds of issues that the scenario has, hard ones first."""
    declared = set(decode_flags(dataset.issue_kind).values.tolist())
    return [kind for kind in KIND_STYLE if kind in declared]


def _quantiles(dataset: xr.Dataset, name: str, kinds: Sequence[str]) -> list[np.ndarray]:
    """Of each kind, movement [10 %, median, 90 %; time] over the finished runs."""
    runs = finished_runs(dataset, name)
    return [quantiles_of(dataset[f"{kind}_movement"].isel(run=runs)) for kind in kinds]


def _label(name: str, kind: str, names: int, kinds: int) -> str:
    if names == 1:
        return f"{kind} issues"
    return f"{kind}: {words(name)}" if kinds > 1 else words(name)


def _style(number: int | None, kind: str, names: int, kinds: int) -> tuple[str, object] | None:
    """By kind where there is one variation; by variation, and dashes by kind, where both differ."""
    if names == 1:
        return KIND_STYLE[kind]
    if kinds == 1 or number is None:
        return None
    return SERIES_COLOURS[number], KIND_STYLE[kind][1]
