"""People and agreements between pairs of states."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import as_written, headline, state_labels
from parley_analysis.figures.flow_arrows import (
    MOST_FLOWS,
    Flows,
    arrow_handles,
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
    is_narrow,
    legend_below,
    own_axes,
    shortened,
    text_width,
    width_of,
)
from parley_analysis.figures.state_lines import chosen_states, largest_roles
from parley_analysis.result import select_what_if

LONGEST = 90  # points of a name
MOST_STATES = 40  # of more, only those with an arrow are shown


@as_written
def plot_corridors(
    result: xr.Dataset,
    *,
    what_if: str | None = None,
    states: Sequence[str] | None = None,
    most: int = MOST_FLOWS,
    ax: Axes | None = None,
) -> Axes:
    """States in a circle, flows between them as arrows, and the bilateral tables on which they
    agreed.

    An arrow is a flow at the start of the scenario, its width by persons a year; of more than
    `most`, the largest. It is blue where the pair signed bilateral agreements, the darker the
    larger the share of their tables, and grey where it signed none, or where the scenario records
    no bilateral tables, which the legend then says. Of more than 40 states, those without an arrow
    are left out. States stand by their largest role, their points by the persons who leave and
    arrive. With `states`, flows from or to one of these alone.

    Raises ValueError for an unknown what-if or state.
    """
    runs = select_what_if(result, what_if)
    of = flows_of(result, runs, states, most)
    roles = largest_roles(runs)
    shown = _shown_states(runs, roles, of.kept, chosen_states(runs, states))
    ax = own_axes(ax, width=8.4, height=NARROW if is_narrow() else 7.6, labels=["0"])
    small = max(0.85 * plt.rcParams["font.size"], SMALLEST)
    _draw_circle(ax, runs, of, shown, small)
    legend_below(ax, [*role_handles(runs, roles), *arrow_handles(of)], small)
    headline(
        ax,
        "Flows and bilateral agreements",
        f"{of.told()} at the start, by persons a year; points by all who move",
    )
    return ax


def _draw_circle(ax: Axes, runs: xr.Dataset, of: Flows, shown: Sequence[str], size: float) -> None:
    """States in a circle, with their names, and the arrows between them."""
    angle = np.pi / 2 - 2 * np.pi * np.arange(len(shown)) / max(len(shown), 1)
    place = {state: (np.cos(a), np.sin(a)) for state, a in zip(shown, angle, strict=True)}
    names, roles = state_labels(runs), largest_roles(runs)
    edge = _set_limits(ax, [names[state] for state in shown], size)
    draw_arrows(ax, of, place)
    movers = movers_of(runs)
    top = float(movers.max())
    for state, a in zip(shown, angle, strict=True):
        x, y = place[state]
        colour = role_colour(roles[state])
        points = point_size(float(movers.sel(state=state)), top, ax)
        ax.scatter(x, y, s=points, color=colour, zorder=4)
        left = np.cos(a) < -1e-9
        ax.text(edge * x, edge * y, shortened(names[state], size, LONGEST), color=colour,
                fontsize=size, va="center", rotation_mode="anchor", ha="right" if left else "left",
                rotation=np.degrees(a) + (180 if left else 0))  # fmt: skip


def _shown_states(
    runs: xr.Dataset,
    roles: Mapping[str, str],
    kept: Sequence[tuple[str, str]],
    chosen: Sequence[str] | None,
) -> list[str]:
    """The states in the circle, by their largest role: of many, or beside chosen ones, those with
    an arrow."""
    states = runs.state.values.tolist()
    if len(states) > MOST_STATES or chosen is not None:
        states = [
            state
            for state in states
            if any(state in pair for pair in kept) or state in (chosen or ())
        ]
    in_order = runs.role.values.tolist()
    return sorted(states, key=lambda state: in_order.index(roles[state]))


def _set_limits(ax: Axes, names: Sequence[str], size: float) -> float:
    """Room around the circle of radius 1 for names that lead away from it; returns the radius at
    which they begin."""
    widest = min(max((text_width(name, size) for name in names), default=0.0), LONGEST)
    half = min(width_of(ax) * INCH, ax.bbox.height / ax.figure.dpi * INCH) / 2
    gap = 11.0  # points between the circle and the names
    limit = half / max(half - widest - gap, 0.3 * half)
    ax.set(xlim=(-limit, limit), ylim=(-limit, limit))
    ax.set_aspect("equal", anchor="W")
    ax.set_axis_off()
    return 1 + gap * limit / half
