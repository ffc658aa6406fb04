"""One session, round by round."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import (
    BLACK,
    GREY,
    PALE,
    EndLabel,
    as_written,
    headline,
    label_ends,
    plain,
    series_style,
    words,
)
from parley_analysis.figures.layout import own_axes

MOST_COLOURED = 6

STATUS = {
    "agreed": "agreed",
    "broken_off": "broken off",
    "timed_out": "out of time",
    "overtaken": "overtaken",
}


@as_written
def plot_trace(
    outcome: Mapping[str, Any], issue: str | None = None, *, ax: Axes | None = None
) -> Axes:
    """What each member offered on one issue in every round, and where the table ended.

    `outcome` is what `parley negotiate --format json --trace` prints for one protocol, or
    `pa.negotiate(..., trace=True)` returns, or one of `pa.read_minutes`. A line is a member's offer
    or position, a ring a round in which it accepted, grey points proposals of a secretariat. The
    thick line marks the terms agreed, a dotted one where the Nash solution lies. `issue` is by
    default the first.

    Raises ValueError for an outcome without a trace and an issue that is not on the table.
    """
    rounds = outcome.get("trace") or []
    if not rounds:
        raise ValueError("the outcome has no trace; negotiate with trace=True or --trace")
    issues = list(outcome["terms"])
    issue = issues[0] if issue is None else issue
    if issue not in issues:
        raise ValueError(f"no issue '{issue}' on the table (there are {', '.join(issues)})")
    ax = own_axes(ax)
    size = plt.rcParams["font.size"]
    number = [entry["round"] for entry in rounds]
    first, last = number[0], max(number[-1], number[0] + 1)
    ax.set_xlim(first, last)
    ends = [*_mark_terms(ax, outcome, issue), *_draw_members(ax, rounds, issue)]
    _draw_proposals(ax, rounds, issue)
    low, high = ax.get_ylim()
    ax.set_ylim(low - 0.02 * (high - low), high + 0.02 * (high - low))
    ax.set_xlabel("round")
    ax.set_ylabel("position")
    plain(ax)
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.set_xticks([tick for tick in ax.get_xticks() if first <= tick <= last])
    label_ends(ax, ends, size=0.85 * size)
    after = f"after {outcome['rounds']} round{'s' if outcome['rounds'] != 1 else ''}"
    where = (
        f"at {outcome['forum']}, {outcome['time']}"
        if "forum" in outcome
        else f"by {words(outcome['protocol'])}"
    )
    headline(
        ax, f"{words(issue).capitalize()} {where}",
        f"{STATUS[outcome['status']].capitalize()} {after}; ring: accepts what lies on the table",
    )  # fmt: skip
    return ax


def _draw_members(ax: Axes, rounds: Sequence[Mapping[str, Any]], issue: str) -> list[EndLabel]:
    """A line for each member, those that move most in front, with rings where they accept; returns
    their names at its end."""
    number = [entry["round"] for entry in rounds]
    members = sorted({member for entry in rounds for member in entry["positions"]})
    lines = {
        member: [entry["positions"].get(member, {}).get(issue, np.nan) for entry in rounds]
        for member in members
    }
    ends = []
    moved = sorted(members, key=lambda member: -np.nan_to_num(_moved(lines[member])))
    for place, member in enumerate(moved):
        line = lines[member]
        front = place < MOST_COLOURED
        colour, dash = series_style(1 + place) if front else (PALE, "-")
        ax.plot(number, line, color=colour, linestyle=dash, linewidth=1.8, label=member, zorder=3,
                marker="o" if len(rounds) <= 40 else "", markersize=2.5)  # fmt: skip
        accepted = [entry["round"] for entry in rounds if (member, "accept") in _moves(entry)]
        heights = [line[number.index(at)] for at in accepted]
        ax.scatter(
            accepted, heights, s=36, facecolors="none", edgecolors=colour, linewidths=1.1, zorder=4
        )
        if np.isfinite(line[-1]):
            ends.append(EndLabel(float(line[-1]), member, colour if front else GREY))
    return ends


def _draw_proposals(ax: Axes, rounds: Sequence[Mapping[str, Any]], issue: str) -> None:
    """Grey points where the secretariat proposed."""
    proposals = [
        (entry["round"], move["terms"][issue])
        for entry in rounds
        for move in entry.get("moves", [])
        if move.get("member") is None and move.get("terms") and issue in move["terms"]
    ]
    if proposals:
        ax.scatter(*zip(*proposals, strict=True), s=14, color=GREY, zorder=2, label="proposals")


def _mark_terms(ax: Axes, outcome: Mapping[str, Any], issue: str) -> list[EndLabel]:
    """Lines at the terms agreed and at the Nash solution, where there are such; returns their
    names."""
    ends = []
    if outcome["status"] == "agreed":
        terms = float(outcome["terms"][issue])
        ax.plot(ax.get_xlim(), [terms] * 2, color=BLACK, linewidth=3, alpha=0.35, zorder=1)
        ends.append(EndLabel(terms, "terms", BLACK))
    nash = outcome.get("reference_points", {}).get("nash")
    if nash and issue in nash:
        ax.plot(ax.get_xlim(), [nash[issue]] * 2, color=GREY, linewidth=1, linestyle=":", zorder=1)
        ends.append(EndLabel(float(nash[issue]), "Nash solution", GREY))
    return ends


def _moved(line: list[float]) -> float:
    """How far a line comes; NaN of one without a point."""
    there = np.array([height for height in line if np.isfinite(height)])
    return float(np.ptp(there)) if there.size else float("nan")


def _moves(entry: Mapping[str, Any]) -> set[tuple[str | None, str]]:
    return {(move.get("member"), move.get("kind", "")) for move in entry.get("moves", [])}
