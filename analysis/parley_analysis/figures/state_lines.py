"""One line for each state over time, coloured by its largest role, labelled where it ends."""

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


def draw_state_lines(
    ax: Axes, runs: xr.Dataset, values: xr.DataArray, *, size: float, low: float | None = None
) -> list[EndLabel]:
    """Draws `values` [time, state]; returns the labels for `label_ends`, which is the caller's to
    call.

    Call it when the y limits stand. With more states than have room for a label of `size` points
    above `low`, those that move most are named and stand in front of the others.
    """
    values = values.transpose("time", "state")
    time_axis(ax, values.time.values)
    names, roles = state_labels(runs), largest_roles(runs)
    bottom, top = ax.get_ylim()
    named = _named(
        values, most=int((top - (bottom if low is None else low)) / label_height(ax, size))
    )
    ends = []
    for state in values.state.values.tolist():
        line = values.sel(state=state)
        colour, dash = ROLE_STYLE.get(roles[state], (GREY, "-"))
        front = state in named
        ax.plot(
            line.time.values,
            line.values,
            color=colour if front else PALE,
            linestyle=dash if front else "-",
            linewidth=1.6 if front else 0.6,
            marker="o" if line.sizes["time"] == 1 else "",
            label=names[state],
            zorder=3 if front else 2,
        )
        if front and np.isfinite(line.values[-1]):
            ends.append(EndLabel(float(line.values[-1]), names[state], colour))
    return ends


def largest_roles(runs: xr.Dataset) -> dict[str, str]:
    """State id -> the largest role of its actual profile at the first recorded tick."""
    profile = runs.profile.isel(time=0).mean("run").transpose("state", "role")
    largest = profile.role.values[profile.fillna(0).values.argmax(axis=1)]
    return dict(zip(runs.state.values.tolist(), largest.tolist(), strict=True))


def role_handles(runs: xr.Dataset) -> list[Line2D]:
    """What a legend needs to explain the lines of the roles that occur."""
    present = set(largest_roles(runs).values())
    return [
        Line2D([], [], color=colour, linestyle=dash, linewidth=1.8, label=f"mostly {role}")
        for role, (colour, dash) in ROLE_STYLE.items()
        if role in present
    ]


def role_legend(ax: Axes, runs: xr.Dataset) -> None:
    """The legend of roles, in one row below the axes."""
    ax.legend(
        handles=role_handles(runs),
        loc="upper left",
        bbox_to_anchor=(0, -0.09),
        ncols=3,
        frameon=False,
        handlelength=3,
        borderaxespad=0.4,
    )


def _named(values: xr.DataArray, most: int) -> set[str]:
    states = values.state.values
    if len(states) <= most:
        return set(states.tolist())
    moved = np.nan_to_num((values.max("time") - values.min("time")).values)
    return set(states[np.argsort(-moved, kind="stable")[:most]].tolist())
