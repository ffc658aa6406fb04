"""Flows between pairs of states as arrows: how wide they are, how dark, and what that means."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from parley_analysis.figures.appearance import BLUE, GREY, PALE, ROLE_STYLE
from parley_analysis.figures.layout import width_of
from parley_analysis.figures.state_lines import chosen_states
from parley_analysis.result import decode_flags
from parley_analysis.study import flows
from parley_analysis.tallies import partners

Pair = tuple[str, str]
MOST_FLOWS = 40  # that a figure shows, unless it is told otherwise


class Flows(NamedTuple):
    """Flows of a result, and what pairs agreed bilaterally."""

    persons: dict[Pair, float]  # a year at the start, by origin and destination
    kept: list[Pair]  # the largest of them, largest first
    signed: xr.DataArray  # [state, partner_state] share of bilateral tables signed
    listed: bool  # does the result list bilateral tables, where there were any?

    def told(self) -> str:
        """`The 40 largest of 90 flows`."""
        n = len(self.persons)
        return f"The {len(self.kept)} largest of {n} flows" if n > len(self.kept) else f"{n} flows"

    def signed_by(self, pair: Pair) -> float:
        """The share of its bilateral tables that a pair signed; NaN where it held none."""
        origin, destination = pair
        if not {origin, destination} <= set(self.signed.state.values.tolist()):
            return float("nan")
        return float(self.signed.sel(state=origin, partner_state=destination))


def flows_of(
    result: xr.Dataset, runs: xr.Dataset, states: Sequence[str] | None, most: int
) -> Flows:
    """The flows between states of a result, from or to one of `states` where these are given, of
    which the `most` largest are kept; `runs` are those of the what-if that is shown."""
    in_pairs = partners(runs, level="bilateral")
    held = runs.attempts.isel(forum=(decode_flags(runs.forum_level) == "bilateral").values).sum()
    known = set(runs.state.values.tolist())
    persons = {pair: number for pair, number in flows(result).items() if set(pair) <= known}
    chosen = chosen_states(runs, states)
    if chosen is not None:
        persons = {pair: of for pair, of in persons.items() if set(pair) & set(chosen)}
    kept = sorted(persons, key=lambda pair: -persons[pair])[:most]
    listed = int(held) == 0 or bool(in_pairs.tables.any())  # `record: sessions` may leave them out
    return Flows(persons, kept, in_pairs.share, listed)


def arrow_width(persons: float, top: float, ax: Axes) -> float:
    """Points; `top` is the largest flow."""
    return (0.6 + 6.5 * (persons / top) ** 0.5) * min(1.0, width_of(ax) / 6)


def draw_arrows(
    ax: Axes,
    of: Flows,
    place: Mapping[str, tuple[float, float]],
    *,
    none: str = PALE,
    slender: float = 1.0,
) -> None:
    """An arrow for each kept flow between two places, the largest on top: blue where the pair
    signed, the darker the larger the share of its tables, else in the colour `none`; `slender`
    times as wide as usual."""
    top = max(of.persons.values(), default=1.0)
    for pair in reversed(of.kept):
        if not set(pair) <= place.keys():
            continue
        share = of.signed_by(pair)
        agreed = bool(np.isfinite(share) and share > 0)
        width = slender * arrow_width(of.persons[pair], top, ax)
        long, wide = 4 * slender + width, 2 * slender + 0.7 * width
        ax.add_patch(
            FancyArrowPatch(
                place[pair[0]], place[pair[1]], connectionstyle="arc3,rad=0.18",
                shrinkA=9 * slender, shrinkB=9 * slender,
                arrowstyle=f"-|>,head_length={long},head_width={wide}",
                linewidth=width, color=BLUE if agreed else none,
                alpha=0.35 + 0.5 * share if agreed else 0.75,
                zorder=2 if agreed else 1.5, capstyle="butt",
            )
        )  # fmt: skip


def arrow_handles(of: Flows, *, none: str = PALE) -> list[Line2D]:
    """What the colours of arrows mean."""
    meanings = {"agreed bilaterally (darker: at more tables)": BLUE, "no bilateral agreement": none}
    if not of.listed:
        meanings = {"flow (the result does not list bilateral tables)": none}
    return [
        Line2D([], [], color=colour, linewidth=2.5, label=label)
        for label, colour in meanings.items()
    ]


def movers_of(runs: xr.Dataset) -> xr.DataArray:
    """Persons a year who leave each state or arrive there, at the end, mean over runs [state]."""
    return (runs.inflow + runs.outflow).isel(time=-1).mean("run").fillna(0)


def point_size(persons: float, top: float, ax: Axes) -> float:
    """Square points of the point of a state; `top` is the most who move."""
    return (20 + 300 * persons / max(top, 1e-9)) * min(1.0, width_of(ax) / 8)


def role_colour(role: str) -> str:
    return ROLE_STYLE.get(role, (GREY, "-"))[0]


def role_handles(runs: xr.Dataset, roles: Mapping[str, str]) -> list[Line2D]:
    """What the colours of points mean, of those roles that are the largest of some state."""
    return [
        Line2D([], [], linestyle="", marker="o", color=role_colour(role), label=f"mostly {role}")
        for role in runs.role.values.tolist()
        if role in roles.values()
    ]
