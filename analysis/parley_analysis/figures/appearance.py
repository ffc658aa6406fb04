"""How figures look: colours for colour-blind readers too, names, headlines, labels at lines."""

import functools
from collections.abc import Callable, Sequence
from typing import NamedTuple, ParamSpec, TypeVar

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.ticker import LogFormatter, ScalarFormatter

from parley_analysis.figures.layout import (
    INCH,
    SMALLEST,
    room_of,
    settle,
    shortened,
    text_width,
    width_of,
    wrap_to,
)

# Okabe and Ito, Color Universal Design (2008), without their yellow, which is lost on white paper.
BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
BLUE, VERMILLION, PURPLE = "#0072B2", "#D55E00", "#CC79A7"
INK = "#1A1A1A"
GREY, PALE = "#595959", "#BFBFBF"  # text beside the point; what is there to compare with

SOLID, DASHED, DOTTED, MIXED = "-", (0, (5, 1.5)), (0, (1.3, 1.2)), (0, (6, 1.5, 1.3, 1.5))

# Colour and dash both tell, so that lines differ in black and white too.
ROLE_STYLE = {
    "sending": (VERMILLION, DASHED),
    "transit": (GREEN, MIXED),
    "receiving": (BLUE, SOLID),
}
KIND_STYLE = {
    "hard": (VERMILLION, SOLID),
    "soft": (BLUE, DASHED),
    "linkage": (PURPLE, MIXED),
    "transfer": (GREEN, DOTTED),
}
SERIES_COLOURS = [BLACK, VERMILLION, BLUE, GREEN, PURPLE, SKY, ORANGE]
LONGEST_LABEL = 0.42  # of a label at a line's end, as a share of the axes' width
SERIES_DASHES = [SOLID, DASHED, MIXED, DOTTED]


def series_style(number: int) -> tuple[str, object]:
    """Colour and dash of line `number`, from 0; the first 28 differ in one or both."""
    return SERIES_COLOURS[number % len(SERIES_COLOURS)], SERIES_DASHES[number % len(SERIES_DASHES)]


Given = ParamSpec("Given")
Drawn = TypeVar("Drawn", bound=Artist)  # axes or a figure


def as_written(draw: Callable[Given, Drawn]) -> Callable[Given, Drawn]:
    """A function that draws, where a dollar is a dollar: what a scenario says is no mathematics.

    matplotlib takes what stands between two dollars for a formula, and fails where it is none.
    A figure that `draw` makes for its axes gets the height of what is drawn in it.
    """

    @functools.wraps(draw)
    def drawn(*arguments: Given.args, **options: Given.kwargs) -> Drawn:
        with plt.rc_context({"text.parse_math": False}):  # for texts that are made here
            drawing = draw(*arguments, **options)
            _leave_dollars_alone(drawing)
            if options.get("ax") is None and isinstance(drawing, Axes):
                settle(drawing.figure)
        return drawing

    return drawn


def _leave_dollars_alone(drawing: Artist) -> None:
    for text in drawing.findobj(Text):  # also those that were there before, as titles and ticks
        text.set_parse_math(False)
    for axes in drawing.findobj(Axes):
        for axis in (axes.xaxis, axes.yaxis):
            powers = isinstance(axis.get_major_formatter(), LogFormatter)
            for label in axis.get_ticklabels() if powers else []:
                label.set_parse_math(True)  # powers of ten


def words(name: str) -> str:
    """An id as words: `border_control` becomes `border control`."""
    return name.replace("_", " ")


def measure_words(name: str) -> str:
    """A measure's name as words: `hard_movement_final` becomes `hard movement at the end`."""
    for ending, meaning in (("_final", " at the end"), ("_mean", ", mean"), ("_total", ", total")):
        if name.endswith(ending):
            return words(name.removesuffix(ending)) + meaning
    return words(name)


def state_labels(dataset: xr.Dataset) -> dict[str, str]:
    """State id -> its name; the ids themselves when some name is too long to stand at a line."""
    return _labels(dataset.state.values, dataset.state_name.values, longest=16)


def forum_labels(dataset: xr.Dataset) -> dict[str, str]:
    """Forum id -> its name or, where that is long, the id as words."""
    return {
        forum: name if 0 < len(name) <= 26 and name != forum else words(forum)
        for forum, name in zip(
            dataset.forum.values.tolist(), dataset.forum_name.values.tolist(), strict=True
        )
    }


def by_level(dataset: xr.Dataset) -> list[str]:
    """The forums' ids, those of the highest level first."""
    level = dict(
        zip(dataset.forum.values.tolist(), dataset.forum_level.values.tolist(), strict=True)
    )
    return sorted(level, key=lambda forum: -level[forum])


def counted(number: int, thing: str) -> str:
    """`1 state`, `2 states`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _labels(ids: Sequence[str], names: Sequence[str], longest: int) -> dict[str, str]:
    pairs = [(str(label), str(name)) for label, name in zip(ids, names, strict=True)]
    short = all(0 < len(name) <= longest for _, name in pairs)
    return {label: name if short else label for label, name in pairs}


def headline(ax: Axes, title: str, subtitle: str, *, above: float = 0.0) -> None:
    """A bold title on the left and below it a grey subtitle, both wrapped to the room above axes.

    Room for two lines is kept above panels side by side, so that their titles stand level; all of
    it starts `above` points higher than the axes.
    """
    size = plt.rcParams["font.size"]
    room = room_of(ax)
    across = (width_of(ax) + room.left + room.right) * INCH
    lines = wrap_to(subtitle, 0.85 * size, across, most=4)
    titles = wrap_to(title, 1.1 * size, across, bold=True, most=2)
    least = 2 if room.beside_others else 0
    top = above + 6 + 1.15 * max(least, len(lines)) * size * 0.95
    start = -room.left / width_of(ax)
    ax.annotate(
        "\n".join(lines),
        (start, 1),
        xytext=(0, top),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=0.85 * size,
        color=GREY,
        va="top",
        linespacing=1.15,
    )
    ax.set_title(
        "\n".join(titles),
        loc="left",
        x=start,
        fontsize=1.1 * size,
        fontweight="bold",
        pad=top + 1,
        va="bottom",
    )


def plain(ax: Axes) -> None:
    """Takes away the frame's upper and right side, which say nothing, and powers beside an axis."""
    ax.spines[["top", "right"]].set_visible(False)
    for axis in (ax.xaxis, ax.yaxis):
        formatter = axis.get_major_formatter()
        if isinstance(formatter, ScalarFormatter):
            formatter.set_scientific(False)
            formatter.set_useOffset(False)


def time_axis(ax: Axes, time: np.ndarray) -> None:
    """Years along x, or months of a short run, as many as have room beside each other, over the
    recorded ticks alone, also when labels need room to their right."""
    first, last = mdates.date2num(time.astype("datetime64[us]"))[[0, -1]]
    ax.set_xlim(first if first < last else first - 1, last)
    size = plt.rcParams["font.size"]
    months = np.arange(*(time[[0, -1]].astype("datetime64[M]") + np.array([0, 1])))
    januaries = months[months == months.astype("datetime64[Y]")]
    of_years = januaries.size > 1
    label = text_width("2000" if of_years else "2000-00", size)
    most = max(2, int(0.62 * width_of(ax) * INCH / (label + 4)))
    shown = _every(januaries, most) if of_years else _thinned(months, most)
    ax.set_xticks(
        mdates.date2num(shown.astype("datetime64[us]")),
        [str(month)[: 4 if of_years else 7] for month in shown],
    )
    ax.spines["bottom"].set_bounds(*ax.get_xlim())


def _every(januaries: np.ndarray, most: int) -> np.ndarray:
    """At most `most` of the years, round ones first: every second, fifth, tenth and so on."""
    years = januaries.astype("datetime64[Y]").astype(int) + 1970
    for step in (1, 2, 5, 10, 20, 25, 50, 100):
        kept = years % step == 0
        if 1 <= kept.sum() <= most:
            return januaries[kept]
    return januaries[:1]


def _thinned(months: np.ndarray, most: int) -> np.ndarray:
    """At most `most` of the months, evenly, from the first on."""
    return months[:: max(1, -(-len(months) // most))]


class EndLabel(NamedTuple):
    """What to write at the end of a line that ends at height `y`."""

    y: float
    text: str
    colour: str


def label_ends(
    ax: Axes, labels: Sequence[EndLabel], *, size: float, fixed: Sequence[EndLabel] = ()
) -> list[Text]:
    """Writes each label to the right of its line's end, moved up or down so that none overlap.

    Where there is no room for all, those named last are counted in one line. Those in `fixed` stay
    at their height, and all others above 0. Room is made by lengthening the x axis; call it when
    everything else has been drawn and the limits stand.
    """
    box = ax.get_window_extent()
    left, right = ax.get_xlim()
    bottom, top = ax.get_ylim()
    low = max(0, bottom) if fixed else bottom
    size = max(size, SMALLEST)
    labels = _as_many_as_fit(labels, int((top - low) / label_height(ax, size) + 0.01))
    widest = LONGEST_LABEL * box.width * INCH / ax.figure.dpi
    texts = [
        ax.text(
            right,
            label.y,
            shortened(label.text, size, widest),
            color=label.colour,
            fontsize=size,
            va="center",
        )
        for label in [*labels, *fixed]
    ]
    if not texts:
        return []
    widest = max(text.get_window_extent().width for text in texts)
    lead = 14 * ax.figure.dpi / 72
    length = (right - left) / (1 - min(0.6, (widest + lead + 2) / box.width))
    ax.set_xlim(left, left + length)

    lead *= length / box.width  # from pixels to data
    height = label_height(ax, size)
    places = spread([label.y for label in labels], height, low + height / 2, top - height / 2)
    for label, place in zip(labels, places, strict=True):
        bend = right + np.array([0, 0.3, 0.75, 0.9]) * lead
        ax.plot(bend, [label.y, label.y, place, place], color=PALE, linewidth=0.7, zorder=1)
    for text, place in zip(texts, [*places, *(label.y for label in fixed)], strict=True):
        text.set_position((right + lead, place))
    return texts


def _as_many_as_fit(labels: Sequence[EndLabel], most: int) -> Sequence[EndLabel]:
    """The labels or, where they are more than `most`, the first and how many more."""
    most = max(most, 1)
    if len(labels) <= most:
        return labels
    others = labels[most - 1 :]
    height = float(np.mean([label.y for label in others]))
    return [*labels[: most - 1], EndLabel(height, f"and {len(others)} more", GREY)]


def label_height(ax: Axes, size: float) -> float:
    """Height of a line of text in `size` points, in units of the y axis."""
    bottom, top = ax.get_ylim()
    return 1.2 * size * ax.figure.dpi / 72 / ax.get_window_extent().height * (top - bottom)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places nearest to the wanted ones (least squares) that are at least `gap` apart within [low,
    high].

    Where they do not fit, the gap shrinks to what does. Pool-adjacent-violators on the places less
    their share of gaps.
    """
    if not wanted:
        return []
    order = np.argsort(wanted, kind="stable")
    if len(order) > 1:
        gap = min(gap, (high - low) / (len(order) - 1))
    pools: list[list[float]] = []  # [mean, number] of labels that touch
    for rank, index in enumerate(order):
        pools.append([wanted[index] - rank * gap, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (mean, number), (other, more) = pools[-2:]
            pools[-2:] = [[(mean * number + other * more) / (number + more), number + more]]
    flat = np.concatenate([[mean] * int(number) for mean, number in pools])
    flat = np.clip(flat, low, max(low, high - (len(order) - 1) * gap))
    places = np.empty(len(order))
    places[order] = flat + gap * np.arange(len(order))
    return places.tolist()
