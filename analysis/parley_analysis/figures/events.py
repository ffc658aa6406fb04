"""What happens from outside during a run, as the scenario says it: vertical lines in figures."""

import functools
import os
from collections.abc import Mapping
from typing import NamedTuple

import matplotlib.dates as mdates
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from parley_analysis.figures.appearance import GREY, words
from parley_analysis.study import provenance, section_of

LOOK = {"color": GREY, "linestyle": (0, (1, 2)), "linewidth": 0.9}


class Event(NamedTuple):
    """Its month, and what the scenario says about it or, where it says nothing, what it changes."""

    month: np.datetime64
    about: str


def events_of(result: xr.Dataset) -> list[Event]:
    """The events of the scenario in a result from its first to its last recorded tick, by month.

    None of a dataset that was not opened from a file, or that has no time.
    """
    source = result.encoding.get("source")
    if source is None or "time" not in result.dims or not os.path.isfile(source):
        return []
    stamp = os.stat(source)
    first, last = result.time.values.astype("datetime64[M]")[[0, -1]]
    said = _events_in(str(source), stamp.st_mtime_ns, stamp.st_size)
    return [event for event in said if first <= event.month <= last]


@functools.lru_cache(maxsize=32)
def _events_in(source: str, changed: int, size: int) -> tuple[Event, ...]:
    """The events of a file as it is now, which `changed` and `size` tell."""
    said = section_of(str(provenance(source).get("scenario_resolved", "")), "events") or []
    found = []
    for event in said:
        if not isinstance(event, Mapping) or len(str(event.get("at", ""))) < 7:
            continue
        kinds = ", ".join(words(str(key)) for key in event if key not in ("at", "about", "for"))
        month = np.datetime64(str(event["at"])[:7], "M")
        found.append(Event(month, str(event.get("about") or kinds)))
    return tuple(sorted(found, key=lambda event: event.month))


def mark_events(ax: Axes, result: xr.Dataset) -> bool:
    """A dotted vertical line at each month with an event; whether there was one.

    Call it when the limits of time stand, before lines are labelled at their ends.
    """
    months = {event.month for event in events_of(result)}
    left, right = ax.get_xlim()
    shown = False
    for month in sorted(months):
        at = mdates.date2num(month.astype("datetime64[us]"))
        if left <= at <= right:
            ax.axvline(at, zorder=0.5, **LOOK)
            shown = True
    return shown


def event_handle() -> Line2D:
    """What a legend needs to explain the lines of `mark_events`."""
    return Line2D([], [], label="event", **LOOK)
