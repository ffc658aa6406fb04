"""People and agreements between pairs of states."""

from collections.abc import Mapping

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
    own_axes,
    state_labels,
)
from parley_analysis.figures.state_lines import largest_roles
from parley_analysis.result import decode_flags, select_what_if
from parley_analysis.study import flows
from parley_analysis.tallies import partners

MOST_STATES = 40  # of more, only those with an arrow are shown


@as_written
def plot_corridors(
    result: xr.Dataset, *, what_if: str | None = None, most: int = 40, ax: Axes | None = None
) -> Axes:
    """States in a circle, flows between them as arrows, and the bilateral tables on which they
    agreed.

    An arrow is a flow at the start of the scenario, its width by persons a year; of more than
    `most`, the largest. It is blue where the pair signed bilateral agreements, the darker the
    larger the share of their tables, and grey where it signed none, or where the scenario records
    no bilateral tables, which the legend then says. Of more than 40 states, those without an arrow
    are left out. States stand by their largest role, their points by the persons who leave and
    arrive.

    Raises ValueError for an unknown what-if.
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
    kept = sorted(largest, key=lambda pair: -largest[pair])[:most]
    states = runs.state.values.tolist()
    if len(states) > MOST_STATES:
        states = [state for state in states if any(state in pair for pair in kept)]
    in_order = runs.role.values.tolist()
    states = sorted(states, key=lambda state: in_order.index(roles[state]))
    angle = np.pi / 2 - 2 * np.pi * np.arange(len(states)) / max(len(states), 1)
    place = {state: (np.cos(a), np.sin(a)) for state, a in zip(states, angle, strict=True)}
    ax = own_axes(ax, width=8.4, height=8.6, left=0.1, bottom=0.1)
    size = plt.rcParams["font.size"]
    ax.set(xlim=(-1.45, 1.45), ylim=(-1.3, 1.3))
    ax.set_aspect("equal")
    ax.set_axis_off()
    _draw_flows(ax, {pair: largest[pair] for pair in kept}, signed, place)
    through = (runs.inflow + runs.outflow).isel(time=-1).mean("run").fillna(0)
    top = max(float(through.max()), 1e-9)
    names = state_labels(runs)
    for state, a in zip(states, angle, strict=True):
        x, y = place[state]
        colour = ROLE_STYLE.get(roles[state], (GREY, "-"))[0]
        ax.scatter(x, y, s=30 + 300 * float(through.sel(state=state)) / top, color=colour, zorder=4)
        left = np.cos(a) < -1e-9
        if len(states) <= 16:
            beside = "center" if abs(x) < 1e-9 else "right" if left else "left"
            ax.text(
                1.13 * x,
                1.13 * y,
                names[state],
                color=colour,
                fontsize=0.9 * size,
                va="center",
                ha=beside,
            )
            continue
        turn = np.degrees(a) + (180 if left else 0)
        ax.text(1.1 * x, 1.1 * y, names[state], color=colour, fontsize=min(0.9, 30 / len(states)) * size, va="center",
                rotation_mode="anchor", ha="right" if left else "left", rotation=turn)  # fmt: skip
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
    ax.legend(handles=[*dots, *arrows], loc="upper left", bbox_to_anchor=(0, -0.01), ncols=3, frameon=False,
              fontsize=0.85 * size)  # fmt: skip
    n = len(largest)
    shown = f"The {len(kept)} largest of {n} flows" if n > len(kept) else f"{n} flows"
    headline(
        ax,
        "Flows and bilateral agreements",
        f"{shown} at the start, by persons a year; points by all who move",
    )
    return ax


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
        width = 0.6 + 6.5 * (number / top) ** 0.5
        ax.add_patch(
            FancyArrowPatch(
                place[origin], place[destination], connectionstyle="arc3,rad=0.18", shrinkA=9, shrinkB=9,
                arrowstyle=f"-|>,head_length={4 + width},head_width={2 + 0.7 * width}", linewidth=width,
                color=BLUE if agreed else PALE, alpha=0.35 + 0.5 * share if agreed else 0.75,
                zorder=2 if agreed else 1, capstyle="butt",
            )
        )  # fmt: skip
