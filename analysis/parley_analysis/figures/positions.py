"""What states declare and what holds, on one issue, and where agreements fell."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import (
    BLACK,
    SERIES_COLOURS,
    as_written,
    headline,
    label_ends,
    plain,
    words,
)
from parley_analysis.figures.events import mark_events
from parley_analysis.figures.layout import legend_below, own_axes
from parley_analysis.figures.state_lines import chosen_states, draw_state_lines, line_handles
from parley_analysis.result import flag_words, select_what_if
from parley_analysis.tallies import tables_by_issue

MARKS = ("s", "v", "o", "D", "^", "*")  # of levels, the lowest first


@as_written
def plot_positions(
    result: xr.Dataset,
    issue: str,
    *,
    what_if: str | None = None,
    replicate: int | None = None,
    states: Sequence[str] | None = None,
    ax: Axes | None = None,
    legend: bool = True,
) -> Axes:
    """Declared positions on `issue` over time, one line a state, with every agreement at its terms.

    Lines are coloured by a state's largest role; they begin with its first table. The band holds
    the policies in force of all states, their mean is the thick line. A mark stands where a table
    agreed: its height is the terms, its shape the level of the forum. One replicate is shown, the
    first unless one is named. `states`, or the six that move most, stand in front.

    Raises ValueError for an issue, what-if, replicate or state that the result does not have.
    """
    runs = select_what_if(result, what_if)
    if issue not in runs.issue.values:
        raise ValueError(f"no issue '{issue}' (the result has {', '.join(runs.issue.values)})")
    replicate = int(runs.replicate.values[0]) if replicate is None else replicate
    if replicate not in runs.replicate.values:
        raise ValueError(f"no replicate {replicate} of '{runs.what_if.values[0]}' finished")
    runs = runs.isel(run=np.flatnonzero(runs.replicate.values == replicate)[:1])
    of_issue = runs.sel(issue=issue)
    states = chosen_states(runs, states)
    ax = own_axes(ax, height=4.2)
    size = 0.85 * plt.rcParams["font.size"]
    ax.set_ylim(0, 1)
    policy = of_issue.policy.isel(run=0).transpose("time", "state")
    time = policy.time.values
    ax.fill_between(
        time,
        policy.min("state"),
        policy.max("state"),
        color="0.9",
        linewidth=0,
        zorder=0,
        label="policies in force",
    )
    ax.plot(time, policy.mean("state"), color=BLACK, linewidth=3, zorder=2, label="mean policy")
    declared = of_issue.declared_position.isel(run=0)
    ends = draw_state_lines(ax, runs, declared, size=size, states=states)
    mark_events(ax, result)
    shown = _draw_agreements(ax, runs, issue)
    ax.set_yticks(np.linspace(0, 1, 5))
    ax.set_ylabel("declared position")
    plain(ax)
    label_ends(ax, ends, size=size)
    low, high = of_issue.issue_scale_low.item(), of_issue.issue_scale_high.item()
    headline(ax, f"{words(issue).capitalize()}: positions and agreements", f"0: {low}; 1: {high}")
    if legend:
        drawn = [of for of in ax.get_legend_handles_labels()[0] if of.get_label() in shown]
        legend_below(ax, [*line_handles(runs, result), *drawn], size)
    return ax


def _draw_agreements(ax: Axes, runs: xr.Dataset, issue: str) -> list[str]:
    """A mark for each table that agreed; returns what the legend should explain."""
    agreed = tables_by_issue(runs)
    agreed = agreed[(agreed["issue"] == issue) & agreed["agreed"]]
    shown = ["policies in force", "mean policy"]
    for number, level in enumerate(flag_words(runs.session_level)):
        of_level = agreed[agreed["level"] == level]
        if of_level.empty:
            continue
        shown.append(f"agreed, {level}")
        ax.scatter(
            of_level["time"].to_numpy(), of_level["position"].to_numpy(),
            marker=MARKS[number], s=34 if MARKS[number] != "*" else 70, facecolors="white",
            edgecolors=SERIES_COLOURS[number], linewidths=1.3, zorder=5, label=shown[-1], clip_on=False,
        )  # fmt: skip
    return shown
