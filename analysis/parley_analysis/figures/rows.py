"""Rows of bars with their names above them, and names of columns: labels that need no turning."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import INK
from parley_analysis.figures.layout import (
    INCH,
    height_of,
    room_of,
    shortened,
    text_width,
    width_of,
    wrap_to,
)

ROW = 0.44  # inches of a row: its name, and the bar below it
NAME_AT, BAR_AT, BAR = -0.28, 0.15, 0.42  # within a row of height 1
SLANT = 45  # degrees of columns' names that are wider than their columns
LONGEST_SLANTED = 120  # points


def rows_that_fit(ax: Axes | None, most: int, inches: float = ROW) -> int:
    """At most `most`, and no more than axes that stand already have the height for."""
    return most if ax is None else max(1, min(most, int((height_of(ax) + 0.05) / inches)))


def name_rows(ax: Axes, names: Sequence[str], size: float, *, least: int = 1) -> None:
    """Writes the name of each row above its bar, from the left end, and sets the limits of y; axes
    of fewer than `least` rows get the height of these."""
    room = width_of(ax) * INCH - 2
    for row, name in enumerate(names):
        ax.annotate(
            shortened(name, size, room),
            (0, row + NAME_AT),
            (2, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            fontsize=size,
            va="center",
            color=INK,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
            zorder=4,
        )
    ax.set_yticks([])
    ax.set_ylim(max(len(names), least) - 0.5, -0.55)


def name_columns(ax: Axes, names: Sequence[str], size: float) -> None:
    """Names columns at 0.5, 1.5 and so on below them: in lines where these fit, else slanted,
    and upright where even that is too wide."""
    wide = width_of(ax) * INCH / max(len(names), 1)
    longest = max((text_width(word, size) for name in names for word in name.split()), default=0)
    wrapped = [wrap_to(name, size, 0.94 * wide) for name in names]
    at = np.arange(len(names)) + 0.5
    if longest <= 0.94 * wide and max(map(len, wrapped), default=0) <= 3:
        ax.set_xticks(at, ["\n".join(lines) for lines in wrapped], fontsize=size)
        return
    slant = SLANT if wide * np.sin(np.radians(SLANT)) > 1.25 * size else 90
    room = (room_of(ax).left * INCH + wide / 2) / np.cos(np.radians(SLANT))
    longest = LONGEST_SLANTED if slant == 90 else max(min(LONGEST_SLANTED, room), 50)
    ax.set_xticks(
        at,
        [shortened(name, size, longest) for name in names],
        fontsize=size,
        rotation=slant,
        ha="center" if slant == 90 else "right",
        rotation_mode="default" if slant == 90 else "anchor",
    )


def in_lines(names: Sequence[str], size: float, width: float, most: int = 2) -> list[str]:
    """Names of rows that stand beside them, in lines of at most `width` points."""
    return ["\n".join(wrap_to(name, size, width, most=most)) for name in names]
