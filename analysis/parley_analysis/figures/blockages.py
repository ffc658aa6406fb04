"""What stayed open, and who blocked it."""

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import (
    BLUE,
    GREY,
    ORANGE,
    PALE,
    headline,
    own_axes,
    plain,
    state_labels,
    words,
)
from parley_analysis.result import select_what_if
from parley_analysis.tallies import REASONS, blockages

LOOK = {  # colour and hatching of each reason: told apart in black and white too
    "reservation_value": (BLUE, "", "worse than no deal"),
    "red_line": (ORANGE, "////", "red line"),
    "deadline": (PALE, "....", "out of time"),
}


def plot_blockages(
    dataset: xr.Dataset, *, what_if: str | None = None, most: int = 13, ax: Axes | None = None
) -> Axes:
    """For each issue, the share of its tables that ended without agreement, and what stopped them.

    Bars are stacked by reason; beside each stands the state that blocked it most often, or that no
    forum ever settled the issue. At most `most` issues, those most open first. Raises ValueError if
    there is no such what-if.
    """
    runs = select_what_if(dataset, what_if)
    found = blockages(dataset, what_if=what_if)
    found = found[found["failed"] > 0].head(most)
    ax = own_axes(ax, height=max(4.0, 2.0 + 0.35 * len(found)), left=0.22)
    size = plt.rcParams["font.size"]
    names = state_labels(runs)

    plain(ax)
    if found.empty:
        recorded = runs.sizes["session"] and np.isin(runs.session_run.values, runs.run.values).any()
        ax.set_axis_off()
        ax.text(
            0,
            0.9,
            "Every table agreed." if recorded else "This result records no sessions.",
            fontsize=size,
            transform=ax.transAxes,
        )
    else:
        rows = np.arange(len(found))
        start = np.zeros(len(found))
        for reason in REASONS:
            colour, hatch, label = LOOK[reason]
            width = (100 * found[reason] / found["tables"]).to_numpy()
            ax.barh(
                rows,
                width,
                left=start,
                color=colour,
                hatch=hatch,
                edgecolor="white",
                linewidth=0.5,
                height=0.72,
                label=label,
            )
            start += width
        for row, (_, issue) in enumerate(found.iterrows()):
            note = "never settled; " if issue["open_runs"] == 1 else ""
            if issue["blocked_by_times"]:
                times = f"{issue['blocked_by_times']} of {issue['failed']}"
                note += f"{names.get(issue['blocked_by'], issue['blocked_by'])}: {times}"
            ax.text(
                start[row] + 1.5,
                row,
                note.removesuffix("; "),
                fontsize=0.85 * size,
                va="center",
                color=GREY,
            )
        ax.set_yticks(rows, [words(issue) for issue in found.index])
        ax.set_ylim(len(found) - 0.4, -0.6)
        ax.set_xlim(0, 165)
        ax.set_xticks([0, 25, 50, 75, 100])
        ax.spines["bottom"].set_bounds(0, 100)
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel("tables without agreement (%)", x=50 / 165)
        ax.legend(
            loc="upper right",
            bbox_to_anchor=(1, -0.02),
            frameon=False,
            fontsize=0.85 * size,
            borderaxespad=0,
        )
    headline(
        ax,
        "What stayed open, and who blocked it",
        "Why tables failed; the state that blocked most of them",
    )
    return ax
