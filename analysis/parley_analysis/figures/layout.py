"""Room on the canvas: widths of figures, widths of texts, panels in rows, legends below axes."""

import contextlib
import functools
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

SMALLEST = 7.0  # points of any text
WIDE, NARROW = 9.0, 4.2  # inches of a figure on a screen, and of one on a telephone
MARGIN = 0.12  # inches around all that is drawn
INCH = 72.0  # points

_narrow: ContextVar[bool] = ContextVar("narrow", default=False)


@contextlib.contextmanager
def narrow(wanted: bool = True) -> Iterator[None]:
    """Within it, figures are made for a telephone: 420 pixels wide at 100 dpi, panels one below
    the other."""
    before = _narrow.set(wanted)
    try:
        yield
    finally:
        _narrow.reset(before)


def is_narrow() -> bool:
    return _narrow.get()


class Room(NamedTuple):
    """Inches on the left and right of axes that their headline and their legend may use, too, and
    whether axes stand beside others, whose titles then stand level."""

    left: float = 0.0
    right: float = 0.0
    beside_others: bool = True


_rooms: WeakKeyDictionary[Axes, Room] = WeakKeyDictionary()


def room_of(ax: Axes) -> Room:
    return _rooms.get(ax, Room())


def own_axes(
    ax: Axes | None,
    *,
    width: float = WIDE,
    height: float = 3.6,
    labels: Sequence[str] = (),
    size: float | None = None,
) -> Axes:
    """`ax` or, where it is None, axes `height` inches high in a new figure of this width.

    `labels` are what will stand along y, in `size` points: room is left for the widest. A figure
    grows downwards and upwards to what is drawn in it (`settle`). Narrow figures are 4.2 inches
    wide whatever the `width`.
    """
    if ax is not None:
        return ax
    width = NARROW if is_narrow() else width
    size = size or plt.rcParams["font.size"]
    left = MARGIN + (label_room(labels, size) if labels else 0.62)
    right = 0.2
    figure = plt.figure(figsize=(width, height + 3))
    whole = figure.get_figheight()
    ax = figure.add_axes((left / width, 1 / whole, 1 - (left + right) / width, height / whole))
    _rooms[ax] = Room(left - MARGIN, right - MARGIN, beside_others=False)
    return ax


def label_room(labels: Sequence[str], size: float) -> float:
    """Inches that labels of an axis need beside it."""
    lines = [line for label in labels for line in label.split("\n")]
    return 0.1 + max((text_width(line, size) for line in lines), default=0.0) / INCH


def width_of(ax: Axes) -> float:
    """Inches."""
    return float(ax.get_window_extent().width / ax.figure.dpi)


def height_of(ax: Axes) -> float:
    """Inches."""
    return float(ax.get_window_extent().height / ax.figure.dpi)


@functools.lru_cache(maxsize=50_000)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Points."""
    font = FontProperties(size=size, weight="bold" if bold else "normal")
    width, _, _ = TextToPath().get_text_width_height_descent(text, font, ismath=False)
    return 1.04 * float(width)  # on the pixels of a screen letters stand a little wider


def shortened(text: str, size: float, width: float) -> str:
    """`text` or as much of it as is at most `width` points wide, with three dots at its end."""
    text = " ".join(text.split())
    if text_width(text, size) <= width:
        return text
    kept = len(text)
    while kept > 1 and text_width(f"{text[:kept].rstrip()}…", size) > width:
        kept -= 1 + int(kept > 200) * 50
    return f"{text[: max(kept, 1)].rstrip()}…"


def wrap_to(
    text: str, size: float, width: float, *, bold: bool = False, most: int | None = None
) -> list[str]:
    """Lines of `text` that are at most `width` points wide; the last of `most` is cut to that."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    if most is not None and len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [shortened(line, size * (1.08 if bold else 1.0), width) for line in lines]


def settle(figure: Figure) -> None:
    """Gives a figure the height of what is drawn in it, and more width where something is outside;
    axes and texts keep their sizes."""
    box = figure.get_tightbbox(figure.canvas.get_renderer())
    width, height = figure.get_size_inches()
    if not np.isfinite([box.x0, box.x1, box.y0, box.y1]).all():
        return
    left, right = max(0.0, MARGIN - box.x0), max(0.0, box.x1 + MARGIN - width)
    up = MARGIN - box.y0
    new_width, new_height = width + left + right, box.height + 2 * MARGIN
    places = [ax.get_position(original=True).bounds for ax in figure.axes]
    figure.set_size_inches(new_width, new_height)
    for ax, (x, y, w, h) in zip(figure.axes, places, strict=True):
        ax.set_position(
            (
                (x * width + left) / new_width,
                (y * height + up) / new_height,
                w * width / new_width,
                h * height / new_height,
            )
        )
    for text in figure.texts:
        x, y = text.get_position()
        text.set_position(((x * width + left) / new_width, (y * height + up) / new_height))


class Panel(NamedTuple):
    """What draws on the axes it is given, how high these are, and inches for labels along y."""

    draw: Callable[[Axes], Any]
    height: float
    left: float = 0.62


class Rows:
    """A figure of panels in rows, from the top downwards: each row is as high as what is drawn."""

    TALL = 60.0  # inches, before the figure is settled

    def __init__(self, width: float) -> None:
        self.figure = plt.figure(figsize=(width, self.TALL))
        self._width, self._next = width, self.TALL - 0.2

    def text(self, said: str, size: float, **look: Any) -> None:
        """A text over the whole width, on lines of its own."""
        lines = wrap_to(
            said, size, (self._width - 2 * MARGIN) * INCH, bold=look.get("fontweight") == "bold"
        )
        self.lines(lines, size, **look)

    def skip(self, inches: float) -> None:
        self._next -= inches

    def lines(self, lines: Sequence[str], size: float, **look: Any) -> None:
        if not lines:
            return
        self.figure.text(
            MARGIN / self._width,
            self._next / self.TALL,
            "\n".join(lines),
            fontsize=size,
            va="top",
            linespacing=1.25,
            **look,
        )
        self._next -= (1.3 * size * len(lines) + 0.3 * size) / INCH

    def add(self, panels: Sequence[Panel], *, gap: float = 0.28, apart: float = 0.3) -> list[Axes]:
        """A row of panels of the same width, `gap` inches below what stands above."""
        cell = (self._width - 2 * MARGIN - apart * (len(panels) - 1)) / len(panels)
        self._next -= gap
        drawn = []
        for number, panel in enumerate(panels):
            x = MARGIN + number * (cell + apart)
            place = (x + panel.left, self._next - 1.5 - panel.height, cell - panel.left - 0.03)
            left, bottom, wide = place
            ax = self.figure.add_axes(
                (left / self._width, bottom / self.TALL, wide / self._width,
                 panel.height / self.TALL)
            )  # fmt: skip
            _rooms[ax] = Room(panel.left, 0.03, beside_others=len(panels) > 1)
            panel.draw(ax)
            drawn.append(ax)
        renderer = self.figure.canvas.get_renderer()
        boxes = [ax.get_tightbbox(renderer) for ax in drawn]
        up = self._next - max(box.y1 for box in boxes) / self.figure.dpi
        for ax in drawn:
            place = ax.get_position(original=True)
            ax.set_position((place.x0, place.y0 + up / self.TALL, place.width, place.height))
        self._next = min(box.y0 for box in boxes) / self.figure.dpi + up
        return drawn

    def settled(self) -> Figure:
        settle(self.figure)
        return self.figure


def _columns(labels: Sequence[str], number: int) -> list[Sequence[str]]:
    """Labels in columns as matplotlib fills them: the first ones have one more than the others."""
    deep, larger = divmod(len(labels), number)
    ends = np.cumsum([deep + (column < larger) for column in range(number)])
    return [labels[end - deep - (i < larger) : end] for i, end in enumerate(ends)]


def legend_below(ax: Axes, handles: Sequence[Any], size: float) -> None:
    """Explains `handles` in rows below axes and their labels, in as many columns as fit."""
    if not handles:
        return
    room = room_of(ax)
    wide = (width_of(ax) + room.left + room.right) * INCH
    key = 3.2 * size  # the sample of the line, and what is between columns
    columns = 1
    labels = [str(handle.get_label()) for handle in handles]
    for number in range(1, len(labels) + 1):
        widths = [
            max(text_width(label, size) for label in of) + key for of in _columns(labels, number)
        ]
        if sum(widths) + (len(widths) - 1) * 1.2 * size <= wide:
            columns = number
    box = ax.get_window_extent()
    lowest = min(box.y0, ax.get_tightbbox(ax.figure.canvas.get_renderer()).y0)
    down = (lowest - box.y0) / box.height - 0.5 * size / INCH / height_of(ax)
    ax.legend(
        handles=list(handles),
        loc="upper left",
        bbox_to_anchor=(-room.left / width_of(ax), down),
        ncols=columns,
        frameon=False,
        handlelength=2.2,
        handletextpad=0.5,
        columnspacing=1.2,
        borderaxespad=0.0,
        borderpad=0.0,
        fontsize=size,
    )
