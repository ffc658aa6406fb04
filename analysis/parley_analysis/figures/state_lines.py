"""One line for each state over time, coloured by its largest role, labelled where it ends."""

from collections.abc import Sequence

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from parley_analysis.figures.appearance import (
    GREY,
    PALE,
    ROLE_STYLE,
    EndLabel,
    label_height,
    state_labels,
    time_axis,
)
from parley_analysis.figures.events import event_handle, events_of
from parley_analysis.figures.layout import SMALLEST, legend_below
from parley_analysis.figures.variations import quantiles_over_runs

MOST_COLOURED = 6


def draw_state_lines(
    ax: Axes,
    runs: xr.Dataset,
    values: xr.DataArray,
    *,
    size: float,
    low: float | None = None,
    states: Sequence[str] | None = None,
) -> list[EndLabel]:
    """Draws `values` [time, state], or their means and the middle 80 % over `run` where they lie
    along that, too; returns the labels for `label_ends`, which is the caller's to call.

    Call it when the y limits stand. `states`, or the six that move most, stand in front in the
    colours of their roles, with bands; the others are grey, and named where there is room for all
    above `low`.
    """
    bands = None
    if "run" in values.dims:
        if values.sizes["run"] > 1:
            bands = quantiles_over_runs(values, [0.1, 0.9]).transpose("quantile", "state", "time")
        values = values.mean("run")
    values = values.transpose("time", "state")
    time_axis(ax, values.time.values)
    names, roles = state_labels(runs), largest_roles(runs)
    bottom, top = ax.get_ylim()
    room = int((top - (bottom if low is None else low)) / label_height(ax, max(size, SMALLEST)))
    by_movement = _by_movement(values)
    front = list(states if states is not None else by_movement)[: min(MOST_COLOURED, room)]
    named = list(states) if states is not None else by_movement
    named = named if len(named) <= room else front
    ends = []
    for state in values.state.values.tolist():
        line = values.sel(state=state)
        colour, dash = ROLE_STYLE.get(roles[state], (GREY, "-"))
        first = state in front
        ax.plot(
            line.time.values,
            line.values,
            color=colour if first else PALE,
            linestyle=dash if first else "-",
            linewidth=1.7 if first else 0.7,
            marker="o" if line.sizes["time"] == 1 else "",
            label=names[state],
            zorder=3 if first else 2,
        )
        if first and bands is not None:
            of = bands.sel(state=state).values
            ax.fill_between(
                line.time.values, of[0], of[1], color=colour, alpha=0.1, linewidth=0, zorder=1
            )
        if state in named and np.isfinite(line.values[-1]):
            ends.append((state, EndLabel(float(line.values[-1]), names[state],
                                         colour if first else GREY)))  # fmt: skip
    order = {state: number for number, state in enumerate(dict.fromkeys([*front, *named]))}
    return [label for _, label in sorted(ends, key=lambda end: order[end[0]])][:room]


def largest_roles(runs: xr.Dataset) -> dict[str, str]:
    """State id -> the largest role of its actual profile at the first recorded tick."""
    profile = runs.profile.isel(time=0).mean("run").transpose("state", "role")
    largest = profile.role.values[profile.fillna(0).values.argmax(axis=1)]
    return dict(zip(runs.state.values.tolist(), largest.tolist(), strict=True))


def chosen_states(runs: xr.Dataset, states: Sequence[str] | str | None) -> list[str] | None:
    """The ids in `states`, or None for no choice. Raises ValueError for one that is not there."""
    if states is None:
        return None
    there = runs.state.values.tolist()
    chosen = [states] if isinstance(states, str) else list(states)
    for state in chosen:
        if state not in there:
            known = ", ".join(there[:12]) + (
                f" and {len(there) - 12} more" if len(there) > 12 else ""
            )
            raise ValueError(f"no state '{state}' (the result has {known})")
    return list(dict.fromkeys(chosen))


def role_handles(runs: xr.Dataset) -> list[Line2D]:
    """What a legend needs to explain the lines of the roles that occur."""
    present = set(largest_roles(runs).values())
    return [
        Line2D([], [], color=colour, linestyle=dash, linewidth=1.8, label=f"mostly {role}")
        for role, (colour, dash) in ROLE_STYLE.items()
        if role in present
    ]


def line_handles(runs: xr.Dataset, result: xr.Dataset) -> list[Line2D]:
    """Those of roles, of states that stand back, and of events, as far as there are any."""
    handles = role_handles(runs)
    if runs.sizes["state"] > MOST_COLOURED:
        handles.append(Line2D([], [], color=PALE, linewidth=1, label="other states"))
    return [*handles, *([event_handle()] if events_of(result) else [])]


def role_legend(ax: Axes, runs: xr.Dataset, result: xr.Dataset, size: float) -> None:
    """The legend of state lines, in rows below the axes."""
    legend_below(ax, line_handles(runs, result), size)


def _by_movement(values: xr.DataArray) -> list[str]:
    """States, those that move most first."""
    moved = np.nan_to_num((values.max("time") - values.min("time")).values)
    return values.state.values[np.argsort(-moved, kind="stable")].tolist()
