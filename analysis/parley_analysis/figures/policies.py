"""Policy in force over time."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from parley_analysis.figures.appearance import (
    BLACK,
    GREY,
    EndLabel,
    as_written,
    by_level,
    forum_labels,
    headline,
    label_ends,
    plain,
    words,
)
from parley_analysis.figures.events import mark_events
from parley_analysis.figures.layout import SMALLEST, legend_below, own_axes
from parley_analysis.figures.state_lines import chosen_states, draw_state_lines, line_handles
from parley_analysis.result import select_what_if


@as_written
def plot_policies(
    dataset: xr.Dataset,
    issue: str,
    *,
    what_if: str | None = None,
    replicate: int | None = None,
    states: Sequence[str] | None = None,
    ax: Axes | None = None,
    legend: bool = True,
) -> Axes:
    """The policy of each state on `issue` over time, above a row of marks for each forum.

    Policies are positions in [0, 1], coloured by a state's largest role. Below them, a mark stands
    at each tick in which a forum had the issue on a table: the darker, the larger the share of
    these tables that agreed. Forums of the highest level come first; where there is no room for
    all, those with fewest tables are summed. All replicates of the what-if are averaged, with
    bands that hold the middle 80 %, unless one is named. `states`, or the six that move most, stand
    in front.

    Raises ValueError for an issue, what-if, replicate or state that the result does not have.
    """
    runs = select_what_if(dataset, what_if)
    if issue not in runs.issue.values:
        raise ValueError(f"no issue '{issue}' (the result has {', '.join(runs.issue.values)})")
    if replicate is not None:
        if replicate not in runs.replicate.values:
            raise ValueError(f"no replicate {replicate} of '{runs.what_if.values[0]}' finished")
        runs = runs.isel(run=np.flatnonzero(runs.replicate.values == replicate))
    states = chosen_states(runs, states)
    ax = own_axes(ax, height=4.2)
    of_issue = runs.sel(issue=issue)
    size = max(0.85 * plt.rcParams["font.size"], SMALLEST)

    held_in, row = _rows_below(ax, of_issue, size)
    ends = draw_state_lines(ax, runs, of_issue.policy, size=size, low=0, states=states)
    mark_events(ax, dataset)
    label_ends(ax, ends, size=size, fixed=_draw_tables(ax, runs, held_in, row, size))

    plain(ax)
    ax.axhline(0, color=GREY, linewidth=0.6)
    ax.spines["left"].set_bounds(0, 1)
    ax.set_yticks(np.linspace(0, 1, 5))
    ax.set_ylabel("policy in force", y=1, ha="right")
    low, high = of_issue.issue_scale_low.item(), of_issue.issue_scale_high.item()
    several = f"; mean of {runs.sizes['run']} runs" if runs.sizes["run"] > 1 else ""
    headline(ax, words(issue).capitalize(), f"0: {low}; 1: {high}{several}")
    if legend:
        legend_below(ax, [*line_handles(runs, dataset), *agreement_handles()], size)
    return ax


def _rows_below(
    ax: Axes, of_issue: xr.Dataset, size: float
) -> tuple[dict[str, tuple[np.ndarray, np.ndarray]], float]:
    """The forums (see `_tables`) that have room below the policies, and the height of a row in
    units of the axis, which is made long enough for them."""
    row = 1.4 * size * ax.figure.dpi / 72 / ax.get_window_extent().height
    held_in = _tables(of_issue, most=max(1, int(0.45 / row)))
    row /= 1 - row * (len(held_in) + 0.5)  # the rows lie below 0, and lengthen the axis
    ax.set_ylim(-row * (len(held_in) + 0.5), 1)
    return held_in, row


def _draw_tables(
    ax: Axes,
    runs: xr.Dataset,
    held_in: dict[str, tuple[np.ndarray, np.ndarray]],
    row: float,
    size: float,
) -> list[EndLabel]:
    """Below 0 a mark for each tick in which a forum had the issue on a table; returns the names of
    forums beside their rows."""
    apart = 0.75 * ax.get_window_extent().width / ax.figure.dpi * 72 / runs.sizes["time"]
    rows = []
    for number, (name, (tables, agreed)) in enumerate(held_in.items(), start=1):
        when = tables > 0
        ax.scatter(
            runs.time.values[when],
            np.full(when.sum(), -row * number),
            c=agreed[when] / tables[when],
            cmap="Greys",
            vmin=0,
            vmax=1,
            s=min(0.7 * size, max(1.5, apart)) ** 2,
            edgecolors=BLACK,
            linewidths=0.5,
            clip_on=False,
            zorder=4,
            label=name,
        )
        rows.append(EndLabel(-row * number, name, GREY))
    return rows


def _tables(of_issue: xr.Dataset, most: int) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Forum's name -> tables and agreements [time] of the at most `most` forums that held the
    issue.

    Of more forums, those with most tables, and the sum of the others.
    """
    tables = of_issue.attempts.sum("run").transpose("forum", "time").to_pandas()
    agreed = of_issue.agreements.sum("run").transpose("forum", "time").to_pandas()
    number = tables.sum(axis=1)
    busiest = number[number > 0].sort_values(ascending=False, kind="stable").index
    shown = set(busiest if len(busiest) <= most else busiest[: most - 1])
    names = forum_labels(of_issue)
    rows = {
        names[forum]: (tables.loc[forum].to_numpy(), agreed.loc[forum].to_numpy())
        for forum in by_level(of_issue)
        if forum in shown
    }
    others = [forum for forum in busiest if forum not in shown]
    if others:
        rows[f"{len(others)} other forums"] = tuple(
            of.loc[others].sum().to_numpy() for of in (tables, agreed)
        )
    return rows


def agreement_handles() -> list[Line2D]:
    """What a legend needs to explain the marks of `plot_policies`."""
    look = {"linestyle": "", "marker": "o", "markeredgecolor": BLACK, "markeredgewidth": 0.5}
    shades = {"all tables agreed": "black", "some": "0.55", "none": "white"}
    return [
        Line2D([], [], markerfacecolor=shade, label=label, **look)
        for label, shade in shades.items()
    ]
