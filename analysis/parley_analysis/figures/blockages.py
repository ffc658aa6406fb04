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
    plain,
    state_labels,
    words,
)
from parley_analysis.figures.layout import (
    INCH,
    SMALLEST,
    legend_below,
    own_axes,
    shortened,
    width_of,
)
from parley_analysis.figures.rows import BAR, BAR_AT, ROW, name_rows, rows_that_fit
from parley_analysis.result import select_what_if
from parley_analysis.tallies import blockages

LOOK = {  # colour and hatching of each mechanism: told apart in black and white too
    "gains_too_little": (BLUE, ""),
    "red_line": (ORANGE, "////"),
    "hopes_for_more_elsewhere": (GREEN, ""),
    "cost_of_signing": (PURPLE, ""),
    "out_of_time": (PALE, "...."),
    "too_few_others": (GREEN, "\\\\\\\\"),
    "joined_and_left": (PURPLE, "xxxx"),
    "overtaken": (GREY, "----"),
}
END = 170  # of the axis, on which bars end at 100: the rest is for names of states


@as_written
def plot_blockages(
    dataset: xr.Dataset, *, what_if: str | None = None, most: int = 12, ax: Axes | None = None
) -> Axes:
    """What no table ever settled, by issue and forum, for what reason, and who blocked it most.

    Bars tell in how many of the places that negotiated an issue (runs or, of bilateral forums,
    pairs of states in each run) it stayed open, in per cent, divided by the mechanisms
    that kept their tables from agreement; beside each stands the state that blocked most of these
    tables. At most `most` rows, those most open first, and how many more there are. Raises
    ValueError if there is no such what-if.
    """
    runs = select_what_if(dataset, what_if)
    found = blockages(dataset, what_if=what_if)
    still_open = found[found["open"] > 0]
    shown = still_open.head(rows_that_fit(ax, most))
    more = len(still_open) - len(shown)
    ax = own_axes(ax, height=max(0.8, ROW * len(shown)), labels=["0"])
    size = plt.rcParams["font.size"]
    headline(
        ax,
        "What stayed open, and who blocked it",
        "Issues that a forum never settled; the state that blocked most tables on it"
        + (f"; left out: {more} that stayed open less often" if more else ""),
    )
    if shown.empty:
        ax.set_axis_off()
        said = (
            "No sessions were recorded." if found.empty else "All that was negotiated was settled."
        )
        ax.text(0, 0.9, said, fontsize=size, transform=ax.transAxes)
        return ax

    small = max(0.85 * size, SMALLEST)
    _draw_bars(ax, shown)
    ax.set_xlim(0, END)
    _name_blockers(ax, shown, state_labels(runs), small)
    forums = forum_labels(runs)
    labels = [f"{words(of.issue)}, {forums[of.forum]}" for of in shown.itertuples()]
    name_rows(ax, labels, small, least=2)
    ax.set_xticks([0, 25, 50, 75, 100])
    ax.spines["bottom"].set_bounds(0, 100)
    bilateral = (shown["forum"] == "bilateral").any()
    ax.set_xlabel(
        "stayed open (% of pairs or runs)" if bilateral else "stayed open (% of runs)",
        x=0,
        ha="left",
    )
    ax.spines["left"].set_visible(False)
    plain(ax)
    legend_below(ax, ax.get_legend_handles_labels()[0], small)
    return ax


def _name_blockers(ax: Axes, shown: pd.DataFrame, names: dict[str, str], size: float) -> None:
    """Beside each bar, who blocked most of its tables, and how many."""
    for row, of in enumerate(shown.itertuples()):
        if not of.blocked_by_times:
            continue
        at = 100 * of.open / of.places + 2
        room = (END - at) / END * width_of(ax) * INCH
        count = f": {of.blocked_by_times} of {of.tables}"
        name = shortened(names.get(of.blocked_by, of.blocked_by), size, room - 5.2 * len(count))
        ax.text(at, row + BAR_AT, name + count, fontsize=size, va="center", color=GREY)


def _draw_bars(ax: Axes, shown: pd.DataFrame) -> None:
    """One bar for each row, divided by the reasons that occur."""
    start = np.zeros(len(shown))
    for mechanism, (colour, hatch) in LOOK.items():
        if not shown[mechanism].any():
            continue
        share = shown[mechanism] / shown["tables"] * shown["open"] / shown["places"]
        width = 100 * share.to_numpy()
        ax.barh(
            np.arange(len(shown)) + BAR_AT,
            width,
            left=start,
            height=BAR,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            linewidth=0.5,
            label=words(mechanism),
        )
        start += width
