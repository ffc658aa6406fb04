"""Where states stand between sending, transit and receiving, and how they move."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from parley_analysis.figures.appearance import (
    GREY,
    PALE,
    ROLE_STYLE,
    as_written,
    headline,
    state_labels,
)
from parley_analysis.figures.layout import (
    INCH,
    NARROW,
    SMALLEST,
    is_narrow,
    legend_below,
    own_axes,
    text_width,
    width_of,
)
from parley_analysis.figures.state_lines import chosen_states, largest_roles, role_handles
from parley_analysis.result import select_what_if

CROWDED = 60  # states; beyond that only a few get a name
CORNERS = {"sending": (0.0, 0.0), "transit": (0.5, 3**0.5 / 2), "receiving": (1.0, 0.0)}


@as_written
def plot_profiles(
    result: xr.Dataset,
    *,
    what_if: str | None = None,
    states: Sequence[str] | None = None,
    most: int = 24,
    ax: Axes | None = None,
    legend: bool = True,
) -> Axes:
    """The triangle of roles: each corner is a state of one role alone, each point a profile.

    A line leads from a state's actual profile at the first recorded tick to that at the last, where
    the point stands, coloured by the largest role at the start; mean over the replicates. Of more
    than `most` states, those that move most are named, or `states`; the others are grey. Raises
    ValueError if there is no such what-if or state.
    """
    runs = select_what_if(result, what_if)
    chosen = chosen_states(runs, states)
    ax = own_axes(ax, width=8.4, height=0.86 * (NARROW if is_narrow() else 8.0), labels=["0"])
    size = plt.rcParams["font.size"]
    profile = runs.profile.mean("run").transpose("time", "state", "role")
    corners = np.array([CORNERS[role] for role in profile.role.values.tolist()])
    path = np.nan_to_num(profile.values) @ corners  # [time, state, 2]
    _draw_triangle(ax, size)
    names, roles = state_labels(runs), largest_roles(runs)
    ids = runs.state.values.tolist()
    moved = np.abs(path - path[0]).sum(axis=2).max(axis=0)
    crowded = len(ids) > CROWDED or is_narrow()
    most = min(most, 10) if crowded else most
    named = set(np.argsort(-moved, kind="stable")[:most].tolist())
    if chosen is not None:
        named = {number for number, state in enumerate(ids) if state in chosen}
    places = _Names(ax, max(0.85 * size, SMALLEST))
    for number in sorted(range(len(ids)), key=lambda i: -path[-1, i, 1]):
        colour, _ = ROLE_STYLE.get(roles[ids[number]], (GREY, "-"))
        colour = colour if number in named or chosen is None else PALE
        x, y = path[:, number].T
        ax.plot(x, y, color=colour, linewidth=1.6, solid_capstyle="round", zorder=3)
        ax.scatter(x[-1], y[-1], s=22, color=colour, zorder=4)
        ax.scatter(x[0], y[0], s=14, facecolors="white", edgecolors=colour, zorder=3.5)
        if number in named:
            places.add(names[ids[number]], x[-1], y[-1], colour)
    headline(
        ax,
        "Profiles of states",
        "From the first tick (open) to the last (full); corners: one role alone",
    )
    if legend:
        legend_below(ax, role_handles(runs), 0.85 * size)
    return ax


def _draw_triangle(ax: Axes, size: float) -> None:
    order = [CORNERS[role] for role in ("sending", "transit", "receiving", "sending")]
    ax.plot(*zip(*order, strict=True), color=GREY, linewidth=1, zorder=1)
    for share in (0.25, 0.5, 0.75):
        for role, (x, y) in CORNERS.items():
            ends = [
                (share * x + (1 - share) * ox, share * y + (1 - share) * oy)
                for other, (ox, oy) in CORNERS.items()
                if other != role
            ]
            ax.plot(*zip(*ends, strict=True), color=PALE, linewidth=0.5, zorder=0)
    for role, (x, y) in CORNERS.items():
        below = y == 0
        ax.annotate(
            role, (x, y), (0, -6 if below else 4), textcoords="offset points", fontweight="bold", fontsize=size,
            ha="center", va="top" if below else "bottom", color=ROLE_STYLE[role][0], annotation_clip=False,
        )  # fmt: skip
    ax.set_xlim(-0.08, 1.16)
    ax.set_ylim(-0.06, 0.94)
    ax.set_aspect("equal", anchor="SW")
    ax.set_axis_off()


class _Names:
    """Names to the right of their points, each lower where others are in the way."""

    def __init__(self, ax: Axes, size: float) -> None:
        self._ax, self._size = ax, size
        self._point = float(np.ptp(ax.get_xlim())) / (width_of(ax) * INCH)  # in data units
        self._taken: list[tuple[float, float, float, float]] = []  # left, right, bottom, top
        bold = plt.rcParams["font.size"]
        for role, (x, y) in CORNERS.items():
            wide = text_width(role, bold, bold=True) * self._point / 2
            high = 1.4 * bold * self._point
            bottom = y - high - 6 * self._point if y == 0 else y + 2 * self._point
            self._taken.append((x - wide, x + wide, bottom, bottom + high))

    def add(self, name: str, x: float, y: float, colour: str) -> None:
        high, wide = 1.3 * self._size * self._point, text_width(name, self._size) * self._point
        left, place = x + 0.02, y
        while any(
            left < r and left + wide > le and place - high / 2 < t and place + high / 2 > b
            for le, r, b, t in self._taken
        ):
            place -= 0.25 * high
        self._taken.append((left, left + wide, place - high / 2, place + high / 2))
        if place != y:
            self._ax.plot([x, x + 0.016], [y, place], color=PALE, linewidth=0.7, zorder=1)
        self._ax.text(left, place, name, color=colour, fontsize=self._size, va="center", zorder=5,
                      path_effects=[withStroke(linewidth=2, foreground="white")])  # fmt: skip
