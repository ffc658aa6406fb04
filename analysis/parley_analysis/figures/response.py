"""What a sweep's parameters do to a measure."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes

from parley_analysis.comparisons import Measure, by_run
from parley_analysis.figures.appearance import (
    GREY,
    EndLabel,
    as_written,
    headline,
    label_ends,
    measure_words,
    plain,
    series_style,
    words,
)
from parley_analysis.figures.layout import (
    INCH,
    legend_below,
    own_axes,
    shortened,
    text_width,
    width_of,
    wrap_to,
)
from parley_analysis.result import decode_flags
from parley_analysis.study import Parameter, Study, study

MOST_LINES = 7  # of the values of `by`
DISTINCT = 24  # values of a parameter that are shown one by one


@as_written
def plot_response(
    result: xr.Dataset,
    measure: Measure,
    x: str,
    y: str | None = None,
    *,
    by: str | None = None,
    bins: int = 12,
    ax: Axes | None = None,
) -> Axes:
    """How a measure (see `by_run`) responds to one parameter of a study, or to two: the response
    surface.

    With `x` alone, the mean over all runs at each value and a band with the middle 80 % of them,
    one line for each value of `by`. With `y`, a map of means, its scale on the right. Parameters
    with more than 24 values are put into `bins` of equal numbers of runs (a line) or equal width (a
    map); cells without a run are empty. Failed runs are left out; all other parameters are averaged
    over.

    Raises ValueError for a parameter that does not vary, and for `by` together with `y`.
    """
    if y is not None and by is not None:
        raise ValueError("a surface has no lines: give `y` or `by`, not both")
    of = study(result)
    chosen = {path: of.parameter(path) for path in (x, y, by) if path is not None}
    columns = {path: _values(result, parameter) for path, parameter in chosen.items()}
    measured = by_run(result, measure)
    table = pd.DataFrame(columns).assign(measured=measured.values.astype(float))
    table = table[
        (decode_flags(result.status) == "finished").values & table["measured"].notna().to_numpy()
    ]
    name = measure_words(measure if isinstance(measure, str) else str(measured.name or "measure"))
    categories = chosen[y].categories if y is not None else ()
    ax = own_axes(ax, height=3.4, labels=[f"00000{word}" for word in categories] or ["0.000000"])
    if y is None:
        _lines(ax, table, of, x, by, bins)
        ax.set_ylabel(_with_unit(name, measured))
        what = f"By {_short(x)}: mean over {len(table)} runs, with the middle 80 %"
    else:
        _surface(ax, table, of, x, y, bins, _with_unit(name, measured))
        what = f"By {_short(x)} and {_short(y)}: means over {len(table)} runs; empty: none"
    headline(ax, name.capitalize(), what)
    return ax


def _lines(ax: Axes, table: pd.DataFrame, of: Study, x: str, by: str | None, bins: int) -> None:
    parameter = of.parameter(x)
    ends, places = [], None
    groups = [("", table)] if by is None else list(table.groupby(by, sort=False))
    for number, (label, group) in enumerate(groups[:MOST_LINES]):
        key = group[x]
        if key.nunique() > DISTINCT:
            key = (
                pd.qcut(key, bins, duplicates="drop")
                .map(lambda interval: interval.mid)
                .astype(float)
            )
        found = group.groupby(key, sort=not parameter.categories)["measured"]
        found = found.agg(["mean", lambda v: v.quantile(0.1), lambda v: v.quantile(0.9)])
        at = np.arange(len(found)) if parameter.categories else found.index.to_numpy(float)
        places = found.index.tolist() if parameter.categories else None
        colour, dash = series_style(number)
        ax.fill_between(
            at, found.iloc[:, 1], found.iloc[:, 2], color=colour, alpha=0.12, linewidth=0
        )
        ax.plot(
            at, found["mean"], color=colour, linestyle=dash, linewidth=2, marker="o", markersize=3.5
        )
        if by is not None:
            ends.append(EndLabel(float(found["mean"].iloc[-1]), words(str(label)), colour))
    if places is not None:
        _name_values(ax, range(len(places)), [words(str(place)) for place in places])
    elif parameter.distribution == "log_uniform":
        ax.set_xscale("log")
    ax.set_xlabel(_axis(ax, parameter))
    plain(ax)
    if len(groups) > MOST_LINES:
        ends.append(EndLabel(ends[-1].y, f"and {len(groups) - MOST_LINES} more", GREY))
    if ends:
        low, high = ax.get_xlim()
        if ax.get_xscale() == "linear":
            ax.set_xlim(low, high)
            label_ends(ax, ends, size=0.85 * plt.rcParams["font.size"])
        else:
            for line, end in zip(ax.lines, ends, strict=False):
                line.set_label(end.text)
            legend_below(ax, ax.lines, 0.85 * plt.rcParams["font.size"])


def _surface(
    ax: Axes, table: pd.DataFrame, of: Study, x: str, y: str, bins: int, label: str
) -> None:
    edges, keys = {}, {}
    for path in (x, y):
        edges[path], keys[path] = _cells(table[path], of.parameter(path), bins)
    shape = [len(edges[path]) - 1 for path in (y, x)]
    total, number = np.zeros(shape), np.zeros(shape)
    np.add.at(total, (keys[y], keys[x]), table["measured"].to_numpy())
    np.add.at(number, (keys[y], keys[x]), 1)
    mean = np.ma.masked_where(number == 0, total / np.maximum(number, 1))
    drawn = ax.pcolormesh(edges[x], edges[y], mean, cmap="viridis")
    bar = ax.figure.colorbar(drawn, ax=ax, pad=0.02)
    bar.set_label(shortened(label, plt.rcParams["font.size"], ax.bbox.height))
    bar.outline.set_visible(False)
    for path, axis in ((x, ax.xaxis), (y, ax.yaxis)):
        parameter = of.parameter(path)
        if parameter.categories:
            shown = sorted(set(table[path]), key=list(parameter.categories).index)
            names = [words(str(value)) for value in shown]
            if axis is ax.xaxis:
                _name_values(ax, range(len(shown)), names)
            else:
                axis.set_ticks(range(len(shown)), [_in_lines(name, 70) for name in names])
        elif parameter.distribution == "log_uniform":
            axis.axes.set(**{f"{axis.axis_name}scale": "log"})
    ax.set_xlabel(_axis(ax, of.parameter(x)))
    ax.set_ylabel(_axis(ax, of.parameter(y), upright=True))


def _name_values(ax: Axes, at: range, names: list[str]) -> None:
    """Names below their places, in lines as wide as these are apart, or every second or third."""
    size = 0.9 * plt.rcParams["font.size"]
    room = 0.9 * width_of(ax) * INCH / max(len(names), 1)
    widest = max((text_width(word, size) for name in names for word in name.split()), default=0)
    step = max(1, min(len(names), int(-(-widest // max(room, 1)))))
    ax.set_xticks(list(at)[::step], [_in_lines(name, room * step) for name in names[::step]],
                  fontsize=size)  # fmt: skip


def _in_lines(name: str, room: float) -> str:
    return "\n".join(wrap_to(name, 0.9 * plt.rcParams["font.size"], room, most=3))


def _cells(values: pd.Series, parameter: Parameter, bins: int) -> tuple[np.ndarray, np.ndarray]:
    """Edges of the cells along an axis, and the cell of each value."""
    if parameter.categories:
        shown = sorted(set(values), key=list(parameter.categories).index)
        return np.arange(len(shown) + 1) - 0.5, values.map(shown.index).to_numpy()
    numbers = values.to_numpy(float)
    of_log = parameter.distribution == "log_uniform"
    scaled = np.log(numbers) if of_log else numbers
    distinct = np.unique(scaled)
    if distinct.size <= DISTINCT:
        middle = (distinct[1:] + distinct[:-1]) / 2
        step = np.diff(distinct).mean() if distinct.size > 1 else 1.0
        edges = np.concatenate([[distinct[0] - step / 2], middle, [distinct[-1] + step / 2]])
        place = np.searchsorted(distinct, scaled)
    else:
        edges = np.linspace(scaled.min(), scaled.max(), bins + 1)
        place = np.clip(np.searchsorted(edges, scaled, side="right") - 1, 0, bins - 1)
    return (np.exp(edges) if of_log else edges), place


def _values(result: xr.Dataset, parameter: Parameter) -> np.ndarray:
    of = result[parameter.variable]
    return (decode_flags(of) if parameter.categories else of).values


def _short(path: str) -> str:
    """The last part of a path, as words: `forums.eu.frankness` becomes `frankness`."""
    return words(path.rsplit(".", 1)[-1])


def _axis(ax: Axes, parameter: Parameter, *, upright: bool = False) -> str:
    """What stands along an axis: the path, or its end where that is too long."""
    size = plt.rcParams["font.size"]
    room = (ax.bbox.height / ax.figure.dpi if upright else width_of(ax)) * INCH
    unit = f" ({parameter.unit})" if parameter.unit not in ("", "1") else ""
    path = parameter.path
    while text_width(path + unit, size) > room and "." in path:
        path = path.split(".", 1)[1]
    return shortened(path + unit, size, room)


def _with_unit(name: str, measured: xr.DataArray) -> str:
    unit = str(measured.attrs.get("units", "1"))
    return name if unit == "1" else f"{name} ({unit})"
