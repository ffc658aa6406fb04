"""Where states stand between sending, transit and receiving, and how they move."""

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import (
    GREY,
    PALE,
    ROLE_STYLE,
    as_written,
    headline,
    own_axes,
    state_labels,
)
from parley_analysis.figures.state_lines import largest_roles, role_legend
from parley_analysis.result import select_what_if

CORNERS = {"sending": (0.0, 0.0), "transit": (0.5, 3**0.5 / 2), "receiving": (1.0, 0.0)}


@as_written
def plot_profiles(
    result: xr.Dataset,
    *,
    what_if: str | None = None,
    most: int = 24,
    ax: Axes | None = None,
    legend: bool = True,
) -> Axes:
    """The triangle of roles: each corner is a state of one role alone, each point a profile.

    A line leads from a state's actual profile at the first recorded tick to that at the last, where
    the point stands, coloured by the largest role at the start; mean over the replicates. Of more
    than `most` states, those that move most are named. Raises ValueError if there is no such
    what-if.
    """
    runs = select_what_if(result, what_if)
    ax = own_axes(ax, width=8.4, height=7.6, left=0.06, bottom=0.1)
    size = plt.rcParams["font.size"]
    profile = runs.profile.mean("run").transpose("time", "state", "role")
    corners = np.array([CORNERS[role] for role in profile.role.values.tolist()])
    path = np.nan_to_num(profile.values) @ corners  # [time, state, 2]
    _draw_triangle(ax, size)
    names, roles = state_labels(runs), largest_roles(runs)
    states = runs.state.values.tolist()
    moved = np.abs(path - path[0]).sum(axis=2).max(axis=0)
    named = set(np.argsort(-moved, kind="stable")[:most].tolist())
    taken: list[tuple[float, float]] = []
    for number in sorted(range(len(states)), key=lambda i: -path[-1, i, 1]):
        colour, _ = ROLE_STYLE.get(roles[states[number]], (GREY, "-"))
        x, y = path[:, number].T
        ax.plot(x, y, color=colour, linewidth=1.6, solid_capstyle="round", zorder=3)
        ax.scatter(x[-1], y[-1], s=22, color=colour, zorder=4)
        ax.scatter(x[0], y[0], s=14, facecolors="white", edgecolors=colour, zorder=3.5)
        if number in named:
            _name(ax, names[states[number]], x[-1], y[-1], colour, 0.85 * size, taken)
    headline(
        ax,
        "Profiles of states",
        "From the first tick (open) to the last (full); corners: one role alone",
    )
    if legend:
        role_legend(ax, runs)
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


def _name(
    ax: Axes,
    name: str,
    x: float,
    y: float,
    colour: str,
    size: float,
    taken: list[tuple[float, float]],
) -> None:
    """Writes a name to the right of its point, lower where another name is in the way."""
    gap = 1.15 * size * ax.figure.dpi / 72 / ax.get_window_extent().height * np.ptp(ax.get_ylim())
    wide = (
        0.62
        * size
        * len(name)
        * ax.figure.dpi
        / 72
        / ax.get_window_extent().width
        * np.ptp(ax.get_xlim())
    )
    place = y
    for left, height in sorted(taken, key=lambda of: -of[1]):
        if abs(left - x) < max(wide, 0.14) and abs(height - place) < gap:
            place = height - gap
    taken.append((x, place))
    if place != y:
        ax.plot([x, x + 0.016], [y, place], color=PALE, linewidth=0.7, zorder=1)
    ax.text(x + 0.02, place, name, color=colour, fontsize=size, va="center", zorder=5)
