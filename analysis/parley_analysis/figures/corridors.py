"""People and agreements between pairs of states."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from parley_analysis.figures.appearance import (
    BLUE,
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
    shortened,
    text_width,
    width_of,
)
from parley_analysis.figures.state_lines import chosen_states, largest_roles
from parley_analysis.result import decode_flags, select_what_if
from parley_analysis.study import flows
from parley_analysis.tallies import partners

LONGEST = 90  # points of a name
MOST_STATES = 40  # of more, only those with an arrow are shown


@as_written
def plot_corridors(
    result: xr.Dataset,
    *,
    what_if: str | None = None,
    states: Sequence[str] | None = None,
    most: int = 40,
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
    in_pairs = partners(result, what_if=what_if, level="bilateral")
    signed = in_pairs.share
    held = runs.attempts.isel(forum=(decode_flags(runs.forum_level) == "bilateral").values).sum()
    unknown = int(held) > 0 and not bool(in_pairs.tables.any())  # `record: sessions` left them out
    roles = largest_roles(runs)
    largest = flows(result)
    largest = {
        pair: persons
        for pair, persons in largest.items()
        if set(pair) <= set(runs.state.values.tolist())
    }
    chosen = chosen_states(runs, states)
    if chosen is not None:
        largest = {pair: of for pair, of in largest.items() if set(pair) & set(chosen)}
    kept = sorted(largest, key=lambda pair: -largest[pair])[:most]
    shown = _shown_states(runs, roles, kept, chosen)
    in_order = runs.role.values.tolist()
    angle = np.pi / 2 - 2 * np.pi * np.arange(len(shown)) / max(len(shown), 1)
    place = {state: (np.cos(a), np.sin(a)) for state, a in zip(shown, angle, strict=True)}
    ax = own_axes(ax, width=8.4, height=NARROW if is_narrow() else 7.6, labels=["0"])
    size = plt.rcParams["font.size"]
    names = state_labels(runs)
    small = max(0.85 * size, SMALLEST)
    edge = _set_limits(ax, [names[state] for state in shown], small)
    _draw_flows(ax, {pair: largest[pair] for pair in kept}, signed, place)
    through = (runs.inflow + runs.outflow).isel(time=-1).mean("run").fillna(0)
    top = max(float(through.max()), 1e-9)
    for state, a in zip(shown, angle, strict=True):
        x, y = place[state]
        colour = ROLE_STYLE.get(roles[state], (GREY, "-"))[0]
        points = (20 + 300 * float(through.sel(state=state)) / top) * min(1.0, width_of(ax) / 8)
        ax.scatter(x, y, s=points, color=colour, zorder=4)
        left = np.cos(a) < -1e-9
        ax.text(edge * x, edge * y, shortened(names[state], small, LONGEST), color=colour,
                fontsize=small, va="center", rotation_mode="anchor", ha="right" if left else "left",
                rotation=np.degrees(a) + (180 if left else 0))  # fmt: skip
    dots = [
        Line2D([], [], linestyle="", marker="o", color=ROLE_STYLE[role][0], label=f"mostly {role}")
        for role in in_order
        if role in roles.values()
    ]
    meanings = {"agreed bilaterally": BLUE, "no bilateral agreement": PALE}
    if unknown:
        meanings = {"flow (the result does not list bilateral tables)": PALE}
    arrows = [
        Line2D([], [], color=colour, linewidth=2.5, label=label)
        for label, colour in meanings.items()
    ]
    legend_below(ax, [*dots, *arrows], small)
    n = len(largest)
    told = f"The {len(kept)} largest of {n} flows" if n > len(kept) else f"{n} flows"
    headline(
        ax,
        "Flows and bilateral agreements",
        f"{told} at the start, by persons a year; points by all who move",
    )
    return ax


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


def _draw_flows(
    ax: Axes,
    persons: Mapping[tuple[str, str], float],
    signed: xr.DataArray,
    place: Mapping[str, tuple[float, float]],
) -> None:
    top = max(persons.values(), default=1.0)
    known = set(signed.state.values.tolist())
    for (origin, destination), number in sorted(persons.items(), key=lambda of: of[1]):
        share = (
            float(signed.sel(state=origin, partner_state=destination))
            if origin in known
            else np.nan
        )
        agreed = np.isfinite(share) and share > 0
        width = (0.6 + 6.5 * (number / top) ** 0.5) * min(1.0, width_of(ax) / 6)
        ax.add_patch(
            FancyArrowPatch(
                place[origin], place[destination], connectionstyle="arc3,rad=0.18", shrinkA=9, shrinkB=9,
                arrowstyle=f"-|>,head_length={4 + width},head_width={2 + 0.7 * width}", linewidth=width,
                color=BLUE if agreed else PALE, alpha=0.35 + 0.5 * share if agreed else 0.75,
                zorder=2 if agreed else 1, capstyle="butt",
            )
        )  # fmt: skip
