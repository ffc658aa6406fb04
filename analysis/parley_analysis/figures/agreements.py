"""Where which issues were agreed."""

import textwrap

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import (
    GREY,
    as_written,
    by_level,
    forum_labels,
    headline,
    own_axes,
    words,
)
from parley_analysis.result import decode_flags, flag_words, select_what_if
from parley_analysis.tallies import agreement_rates

COLOURS = mpl.colormaps["viridis_r"]


@as_written
def plot_agreements(
    dataset: xr.Dataset, *, what_if: str | None = None, ax: Axes | None = None
) -> Axes:
    """Of the tables that held each issue in each forum, the share that agreed, in per cent.

    Forums are ordered by level, the highest on top; issues by kind. Each cell holds the share and,
    with room for it, the number of tables, over all ticks and replicates of the what-if; it is
    empty where the issue was never on a table. Raises ValueError if there is no such what-if.
    """
    runs = select_what_if(dataset, what_if)
    rates = agreement_rates(dataset, what_if=what_if)
    level = decode_flags(runs.forum_level).to_series()
    kind = decode_flags(runs.issue_kind).to_series()
    forums = by_level(runs)
    kinds = flag_words(runs.issue_kind)
    issues = sorted(runs.issue.values.tolist(), key=lambda issue: kinds.index(kind[issue]))
    rates = rates.sel(forum=forums, issue=issues).transpose("forum", "issue")

    ax = own_axes(
        ax,
        width=max(7.0, 3.2 + 0.62 * len(issues)),
        height=max(4.5, 2.8 + 0.6 * len(forums)),
        left=0.2,
        bottom=0.32,
    )
    size = plt.rcParams["font.size"]
    headline(
        ax,
        "Agreements by forum and issue",
        "Per cent of tables that agreed (yellow: none, violet: all); empty: no table",
        above=0.4 * size,
    )
    if not forums:
        ax.set_axis_off()
        ax.text(0, 0.9, "The scenario has no forums.", fontsize=size, transform=ax.transAxes)
        return ax
    share = np.ma.masked_invalid(rates.share.values)
    ax.pcolormesh(share, cmap=COLOURS, vmin=0, vmax=1, edgecolors="white", linewidth=1.5)
    ax.invert_yaxis()
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0, labelsize=0.9 * size)
    _write_numbers(ax, rates, size)

    names = forum_labels(runs)
    with_level = len(forums) <= 6
    ax.set_yticks(
        np.arange(len(forums)) + 0.5,
        [
            f"{names[forum]}\n({level[forum]})"
            if with_level and forum != level[forum]
            else names[forum]
            for forum in forums
        ],
    )
    ax.set_xticks(
        np.arange(len(issues)) + 0.5,
        [textwrap.fill(words(issue), 18) for issue in issues],
        rotation=38,
        ha="right",
        rotation_mode="anchor",
    )
    _mark_kinds(ax, [kind[issue] for issue in issues], size)
    return ax


def _write_numbers(ax: Axes, rates: xr.Dataset, size: float) -> None:
    """Writes share and tables into the cells, or what of these there is room for."""
    share, tables = rates.share.values, rates.tables.values
    box = ax.get_window_extent()
    letter = size * ax.figure.dpi / 72
    wide, high = (
        extent / letter for extent in (box.width / share.shape[1], box.height / share.shape[0])
    )
    if wide < 2.2 or high < 1.1:
        return
    both = high > 1.8
    look = {"textcoords": "offset points", "ha": "center"}
    for row, column in np.argwhere(tables > 0):
        at = (column + 0.5, row + 0.5)
        ink = "white" if _luminance(COLOURS(share[row, column])) < 0.45 else "black"
        number = f"{100 * share[row, column]:.0f}"
        if both:
            below = (0, -0.1 * size)
            ax.annotate(number, at, below, fontsize=size, va="bottom", color=ink, **look)
            of = f"of {int(tables[row, column])}"
            ax.annotate(of, at, below, fontsize=0.68 * size, va="top", color=ink, **look)
        else:
            ax.annotate(number, at, (0, 0), fontsize=size, va="center_baseline", color=ink, **look)


def _mark_kinds(ax: Axes, kinds: list[str], size: float) -> None:
    """A line above the columns of each kind, and its name."""
    for kind in dict.fromkeys(kinds):
        columns = [number for number, of in enumerate(kinds) if of == kind]
        if not columns:
            continue
        first, last = columns[0] + 0.05, columns[-1] + 0.95
        ax.plot([first, last], [-0.08, -0.08], color=GREY, linewidth=1, clip_on=False)
        ax.annotate(
            kind,
            ((first + last) / 2, -0.08),
            xytext=(0, 2),
            textcoords="offset points",
            ha="center",
            fontsize=0.85 * size,
            color=GREY,
            annotation_clip=False,
        )


def _luminance(colour: tuple[float, ...]) -> float:
    red, green, blue, *_ = colour
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
