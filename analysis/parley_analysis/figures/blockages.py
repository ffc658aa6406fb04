"""What stayed open, and who blocked it."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PALE,
    PURPLE,
    as_written,
    forum_labels,
    headline,
    own_axes,
    plain,
    state_labels,
    words,
)
from parley_analysis.result import select_what_if
from parley_analysis.tallies import blockages

LOOK = {  # colour and hatching of each reason: told apart in black and white too
    "reservation_value": (BLUE, "", "gains too little"),
    "red_line": (ORANGE, "////", "red line"),
    "deadline": (PALE, "....", "out of time"),
    "participation": (GREEN, "\\\\\\\\", "too few others"),
    "cycling": (PURPLE, "xxxx", "joined and left"),
}


@as_written
def plot_blockages(
    dataset: xr.Dataset, *, what_if: str | None = None, most: int = 12, ax: Axes | None = None
) -> Axes:
    """What no table ever settled, by issue and forum, for what reason, and who blocked it most.

    Bars tell in how many of the places that negotiated an issue (runs or, of bilateral forums,
    pairs of states in each run) it stayed open, in per cent, divided by the reasons for which
    their tables failed; beside each stands the state that blocked most of these tables. At most
    `most` rows, those most open first. Raises ValueError if there is no such what-if.
    """
    runs = select_what_if(dataset, what_if)
    found = blockages(dataset, what_if=what_if)
    still_open = found[found["open"] > 0].head(most)
    ax = own_axes(ax, height=max(4.0, 2.0 + 0.35 * len(still_open)), left=0.32)
    size = plt.rcParams["font.size"]
    headline(
        ax,
        "What stayed open, and who blocked it",
        "Issues that a forum never settled; the state that blocked most tables on it",
    )
    if still_open.empty:
        ax.set_axis_off()
        said = (
            "No sessions were recorded." if found.empty else "All that was negotiated was settled."
        )
        ax.text(0, 0.9, said, fontsize=size, transform=ax.transAxes)
        return ax

    _draw_bars(ax, still_open)
    names, forums = state_labels(runs), forum_labels(runs)
    for row, of in enumerate(still_open.itertuples()):
        if of.blocked_by_times:
            blocker = names.get(of.blocked_by, of.blocked_by)
            note = f"{blocker}: {of.blocked_by_times} of {of.tables}"
            at = 100 * of.open / of.places + 1.5
            ax.text(at, row, note, fontsize=0.85 * size, va="center", color=GREY)
    labels = [f"{words(of.issue)}, {forums[of.forum]}" for of in still_open.itertuples()]
    labels = [label if len(label) <= 40 else f"{label[:39]}…" for label in labels]
    ax.set_yticks(range(len(labels)), labels, fontsize=0.85 * size)
    ax.set_ylim(max(len(labels), 3) - 0.4, -0.6)
    ax.set_xlim(0, 165)
    ax.set_xticks([0, 25, 50, 75, 100])
    ax.spines["bottom"].set_bounds(0, 100)
    ax.tick_params(axis="y", length=0)
    bilateral = (still_open["forum"] == "bilateral").any()
    ax.set_xlabel(
        "stayed open (% of pairs or runs)" if bilateral else "stayed open (% of runs)", x=50 / 165
    )
    ax.legend(
        loc="upper right",
        bbox_to_anchor=(1, -0.11),
        frameon=False,
        fontsize=0.85 * size,
        borderaxespad=0,
        handlelength=1.4,
    )
    plain(ax)
    return ax


def _draw_bars(ax: Axes, still_open: pd.DataFrame) -> None:
    """One bar for each row, divided by reason."""
    start = np.zeros(len(still_open))
    columns = still_open.columns
    for reason in columns[columns.get_loc("tables") + 1 : columns.get_loc("blocked_by")]:
        if reason in ("participation", "cycling") and not still_open[reason].any():
            continue  # only treaties of the willing know these
        colour, hatch, label = LOOK.get(reason, (GREY, "", words(reason)))
        share = (
            still_open[reason] / still_open["tables"] * still_open["open"] / still_open["places"]
        )
        width = 100 * share.to_numpy()
        ax.barh(
            np.arange(len(still_open)),
            width,
            left=start,
            height=0.72,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            linewidth=0.5,
            label=label,
        )
        start += width
