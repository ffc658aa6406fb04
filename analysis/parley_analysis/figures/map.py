"""People and agreements between pairs of states, on a map."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.patheffects import Normal, Stroke

from parley_analysis.atlas import beyond, capitals, land, middle_meridian, projected
from parley_analysis.figures.appearance import as_written, counted, headline
from parley_analysis.figures.flow_arrows import (
    MOST_FLOWS,
    Flows,
    arrow_handles,
    arrow_width,
    draw_arrows,
    flows_of,
    movers_of,
    point_size,
    role_colour,
    role_handles,
)
from parley_analysis.figures.layout import (
    INCH,
    NARROW,
    SMALLEST,
    height_of,
    is_narrow,
    legend_below,
    own_axes,
    text_width,
    width_of,
)
from parley_analysis.figures.state_lines import largest_roles
from parley_analysis.money import in_thousands
from parley_analysis.result import select_what_if

LAND, BORDER, EDGE, UNSIGNED = "#E6E6E6", "#FFFFFF", "#B0B0B0", "#8A8A8A"
WIDE = 8.4  # inches
TALLEST = {False: 0.78, True: 1.1}  # height of a map as a share of its width, wide and narrow
FLATTEST = 0.45
SLENDER = 0.5  # arrows beside those in a circle: places may lie close together
LEAST_SPAN = 0.12  # radii of the globe that a map shows at least: 760 kilometres
MOST_NAMES = {False: 14, True: 10}  # of states, in a wide figure and in a narrow one
LONGEST_NAME = 16  # letters
ROUND = (1.0, 2.0, 5.0)
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))  # of a point


class Frame(NamedTuple):
    """What part of the globe is shown: the meridian in its centre, and the limits on the map."""

    centre: float
    x: tuple[float, float]
    y: tuple[float, float]


@as_written
def plot_map(
    result: xr.Dataset,
    *,
    what_if: str | None = None,
    states: Sequence[str] | None = None,
    most: int = MOST_FLOWS,
    ax: Axes | None = None,
) -> Axes:
    """Flows between states on a map, and the bilateral tables on which they agreed.

    An arrow is a flow at the start of the scenario, its width by persons a year; of more than
    `most`, the largest. It is blue where the pair signed bilateral agreements, the darker the
    larger the share of their tables, and grey where it signed none. States stand at their capitals
    as points, by the persons who leave and arrive, in the colour of their largest role; those are
    named through which most people move. The map shows the part of the globe in which the states
    with an arrow lie, in the Equal Earth projection, on which areas keep their sizes. With
    `states`, flows from or to one of these alone.

    States are found by their ISO 3166-1 alpha-3 codes; others are left out, and the subtitle says
    how many. Raises ValueError for an unknown what-if or state.
    """
    runs = select_what_if(result, what_if)
    at = {state: capitals()[state] for state in runs.state.values.tolist() if state in capitals()}
    of = flows_of(result, runs, states, runs.sizes["state"] ** 2)
    placed = [pair for pair in of.kept if set(pair) <= at.keys()][:most]
    of = of._replace(kept=placed)
    shown = [state for state in at if any(state in pair for pair in placed)]
    shown = shown or ([] if states else list(at))
    frame = _frame([at[state] for state in shown])
    shape = _span(frame.y) / _span(frame.x)
    width = NARROW if is_narrow() else WIDE
    ax = own_axes(ax, width=width, height=(width - 0.42) * shape, labels=[""])
    small = max(0.85 * plt.rcParams["font.size"], SMALLEST)
    without = 0 if states else len(at) - len(shown)
    left_out = _left_out(runs.sizes["state"] - len(at), without) if shown else ""
    headline(
        ax,
        "Where people move, and which pairs agreed",
        f"{of.told()} at the start, by persons a year; points by all who move{left_out}",
    )
    ax.set_axis_off()
    if not shown:
        ax.text(0, 0.9, "No place is known of these states.", fontsize=small, va="top",
                transform=ax.transAxes)  # fmt: skip
        return ax
    place = {state: _place(at[state], frame) for state in shown}
    _draw_land(ax, frame)
    draw_arrows(ax, of, place, none=UNSIGNED, slender=SLENDER)
    movers = movers_of(runs)
    roles = {state: largest_roles(runs)[state] for state in shown}
    _draw_states(ax, place, roles, movers)
    _name_states(ax, place, movers, _names(runs), small)
    sizes = _size_handles(ax, of, float(movers.max()))
    legend_below(ax, [*role_handles(runs, roles), *arrow_handles(of, none=UNSIGNED), *sizes], small)
    return ax


def _left_out(unknown: int, without: int) -> str:
    """That so many states are not shown, of no known place or without an arrow."""
    parts = [
        f"{counted(number, 'state')} {why}"
        for number, why in ((unknown, "of no known place"), (without, "with none of these"))
        if number
    ]
    return f"; left out: {' and '.join(parts)}" if parts else ""


def has_places(runs: xr.Dataset) -> bool:
    """Is there a map of these states: is the place of at least two of them known?"""
    return len(set(runs.state.values.tolist()) & capitals().keys()) > 1


def _span(limits: tuple[float, float]) -> float:
    return limits[1] - limits[0]


def _place(at: tuple[float, float], frame: Frame) -> tuple[float, float]:
    x, y = projected(beyond(np.array(at[0]), frame.centre), np.array(at[1]))
    return float(x), float(y)


def _frame(places: Sequence[tuple[float, float]]) -> Frame:
    """The part of the globe around these longitudes and latitudes, with a margin, neither too flat
    nor too tall."""
    where = np.array(places, dtype=float).reshape(-1, 2)
    centre = middle_meridian(where[:, 0])
    if not len(where):
        return Frame(centre, (-2.71, 2.71), (-1.0, 1.25))
    on_map = projected(beyond(where[:, 0], centre), where[:, 1])
    low, high = on_map.min(axis=0), on_map.max(axis=0)
    middle = (low + high) / 2
    across, up = np.maximum(1.16 * (high - low), LEAST_SPAN)
    up = max(up, FLATTEST * across)
    across = max(across, up / TALLEST[is_narrow()])
    return Frame(
        centre,
        (middle[0] - across / 2, middle[0] + across / 2),
        (middle[1] - up / 2, middle[1] + up / 2),
    )


def _draw_land(ax: Axes, frame: Frame) -> None:
    """Countries in grey with white borders, within the outline of the globe."""
    latitudes = np.linspace(-90, 90, 91)
    west = projected(np.full(91, -180.0), latitudes)
    globe = Polygon(np.vstack([west, west[::-1] * [-1, 1]]), facecolor="none", edgecolor=EDGE,
                    linewidth=0.6, zorder=0.5)  # fmt: skip
    ax.add_patch(globe)
    rings = [part for ring in land() for part in _on_both_sides(ring, frame.centre)]
    countries = PolyCollection(rings, facecolor=LAND, edgecolor=BORDER, linewidth=0.5, zorder=0.2)
    ax.add_collection(countries, autolim=False)
    countries.set_clip_path(globe)
    ax.set(xlim=frame.x, ylim=frame.y)
    ax.set_aspect("equal", anchor="NW")
    ax.apply_aspect()


def _on_both_sides(ring: np.ndarray, centre: float) -> list[np.ndarray]:
    """An outline on the map, twice where it crosses the edge: what leaves on one side enters on the
    other."""
    east = beyond(ring[:1, 0], centre) + ring[:, 0] - ring[0, 0]  # goes on beyond the edge
    turns = [
        turn
        for turn in (-360.0, 0.0, 360.0)
        if (east + turn).max() > -180 and (east + turn).min() < 180
    ]
    return [projected(east + turn, ring[:, 1]) for turn in turns]


def _draw_states(
    ax: Axes,
    place: Mapping[str, tuple[float, float]],
    roles: Mapping[str, str],
    movers: xr.DataArray,
) -> None:
    top = float(movers.max())
    for state, (x, y) in place.items():
        size = _dot(float(movers.sel(state=state)), top, ax)
        ax.scatter(x, y, s=size, color=role_colour(roles[state]), edgecolor="white", linewidth=0.5,
                   zorder=4)  # fmt: skip


def _dot(persons: float, top: float, ax: Axes) -> float:
    """Square points: smaller than in a circle, since capitals may lie close together."""
    return 0.45 * point_size(persons, top, ax)


def _name_states(
    ax: Axes,
    place: Mapping[str, tuple[float, float]],
    movers: xr.DataArray,
    names: Mapping[str, str],
    size: float,
) -> None:
    """Names beside the points through which most people move, where they find room: within the
    map, and on no other name and no named point."""
    inches = np.array([width_of(ax), height_of(ax)]) * INCH
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()

    def points(at: tuple[float, float]) -> np.ndarray:  # from the lower left corner of the axes
        return (np.array(at) - [left, low]) / [right - left, high - low] * inches

    top = float(movers.max())
    taken: list[np.ndarray] = []
    order = sorted(place, key=lambda state: -float(movers.sel(state=state)))
    for state in order[: MOST_NAMES[is_narrow()]]:
        at = points(place[state])
        away = 2.5 + np.sqrt(_dot(float(movers.sel(state=state)), top, ax)) / 2
        for box in _boxes(at, away, text_width(names[state], size), 1.25 * size):
            inside = (box[0] >= 1).all() and (box[1] <= inches - 1).all()
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                name = ax.annotate(
                    names[state], place[state], box.mean(axis=0) - at, fontsize=size,
                    textcoords="offset points", ha="center", va="center", zorder=5,
                )  # fmt: skip
                name.set_path_effects([Stroke(linewidth=1.8, foreground="white"), Normal()])
                break


def _boxes(at: np.ndarray, away: float, wide: float, tall: float) -> list[np.ndarray]:
    """Where a name may stand beside a point: lower left and upper right corner, in points."""
    found = []
    for right_of, above in SIDES:
        aside = away * right_of - wide * (1 - right_of) / 2
        corner = at + np.array([aside, (away + tall / 2) * above - tall / 2])
        found.append(np.array([corner, corner + np.array([wide, tall])]))
    return found


def _names(runs: xr.Dataset) -> dict[str, str]:
    """State -> its name, or its id where that is long."""
    pairs = zip(runs.state.values.tolist(), runs.state_name.values.tolist(), strict=True)
    return {state: name if 0 < len(name) <= LONGEST_NAME else state for state, name in pairs}


def _overlap(one: np.ndarray, other: np.ndarray) -> bool:
    return bool((one[0] < other[1]).all() and (other[0] < one[1]).all())


def _size_handles(ax: Axes, of: Flows, most_movers: float) -> list[Line2D]:
    """What the width of an arrow and the size of a point mean, at round numbers."""
    handles = []
    top = max((of.persons[pair] for pair in of.kept), default=0.0)
    if top > 0:
        largest = max(of.persons.values())
        handles += [
            Line2D([], [], color=UNSIGNED, linewidth=SLENDER * arrow_width(persons, largest, ax),
                   label=f"{in_thousands(persons)} persons a year move")
            for persons in (_round(top), _round(top / 10))
        ]  # fmt: skip
    if most_movers > 0:
        persons = _round(most_movers)
        handles.append(
            Line2D([], [], linestyle="", marker="o", color=UNSIGNED,
                   markersize=np.sqrt(_dot(persons, most_movers, ax)),
                   label=f"{in_thousands(persons)} a year leave or arrive")
        )  # fmt: skip
    return handles


def _round(number: float) -> float:
    """The largest of 1, 2, 5, 10, ... that is no larger."""
    power = 10.0 ** np.floor(np.log10(number))
    return float(max(of * power for of in ROUND if of * power <= number * (1 + 1e-9)))
