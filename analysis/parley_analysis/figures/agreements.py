"""Where which issues were agreed."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation

from parley_analysis.figures.appearance import (
    GREY,
    as_written,
    by_level,
    counted,
    forum_labels,
    headline,
    words,
)
from parley_analysis.figures.layout import (
    INCH,
    SMALLEST,
    height_of,
    is_narrow,
    label_room,
    own_axes,
    text_width,
    width_of,
)
from parley_analysis.figures.rows import in_lines, name_columns
from parley_analysis.result import decode_flags, flag_words, select_what_if
from parley_analysis.tallies import agreement_rates

COLOURS = mpl.colormaps["viridis_r"]
ROW = 0.42  # inches
MOST_ISSUES = {False: 34, True: 20}  # columns that fit into a wide figure, and into a narrow one


@as_written
def plot_agreements(
    dataset: xr.Dataset, *, what_if: str | None = None, most: int = 30, ax: Axes | None = None
) -> Axes:
    """Of the tables that held each issue in each forum, the share that agreed, in per cent.

    Forums are ordered by level, the highest on top; issues by kind. Each cell holds the share and,
    with room for it, how many tables agreed of all, over all ticks and replicates of the what-if;
    it is empty where the issue was never on a table. Issues and forums without a table are left
    out, and of more than `most` forums those with most tables are shown. Raises ValueError if there
    is no such what-if.
    """
    runs = select_what_if(dataset, what_if)
    forums, issues, told = shown_forums(runs, most)
    size = plt.rcParams["font.size"]
    names = row_names(runs, forums, size)
    ax = own_axes(
        ax,
        height=max(1.2, ROW * len(forums)),
        labels=[*names, "wide enough for slanted names"][: len(names) + int(not is_narrow())],
        size=0.9 * size,
    )
    headline(
        ax,
        "Agreements by forum and issue",
        f"Per cent of tables that agreed (yellow: none, violet: all); empty: no table{told}",
        above=1.6 * size,
    )
    if not forums:
        ax.set_axis_off()
        said = "No table was held." if runs.sizes["forum"] else "The scenario has no forums."
        ax.text(0, 0.9, said, fontsize=size, transform=ax.transAxes)
        return ax
    rates = agreement_rates(dataset, what_if=what_if)
    rates = rates.sel(forum=forums, issue=issues).transpose("forum", "issue")
    share = np.ma.masked_invalid(rates.share.values)
    ax.pcolormesh(share, cmap=COLOURS, vmin=0, vmax=1, edgecolors="white", linewidth=1.5)
    ax.invert_yaxis()
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0, labelsize=0.9 * size)
    _write_numbers(ax, rates, size)
    ax.set_yticks(np.arange(len(forums)) + 0.5, names)
    name_columns(ax, [words(issue) for issue in issues], max(0.85 * size, SMALLEST))
    kind = decode_flags(runs.issue_kind).to_series()
    _mark_kinds(ax, [kind[issue] for issue in issues], size)
    return ax


def shown_forums(runs: xr.Dataset, most: int) -> tuple[list[str], list[str], str]:
    """Forums and issues with tables, in the order of the figure, and what is left out."""
    tables = runs.attempts.sum(["run", "time"]).transpose("forum", "issue").to_pandas()
    of_forum, of_issue = tables.sum(axis=1), tables.sum(axis=0)
    busiest = of_forum[of_forum > 0].sort_values(ascending=False, kind="stable").index[:most]
    forums = [forum for forum in by_level(runs) if forum in busiest]
    kind = decode_flags(runs.issue_kind).to_series()
    kinds = flag_words(runs.issue_kind)
    order = of_issue[of_issue > 0].sort_values(ascending=False, kind="stable").index
    held = [issue for issue in of_issue.index if issue in order[: MOST_ISSUES[is_narrow()]]]
    rarer = len(order) - len(held)
    issues = sorted(held, key=lambda issue: kinds.index(kind[issue]))
    fewer = int((of_forum > 0).sum()) - len(forums)
    idle = [counted(int((of == 0).sum()), thing) for of, thing in
            ((of_forum, "forum"), (of_issue, "issue")) if (of == 0).any()]  # fmt: skip
    told = f"; and {fewer} more forums with fewer tables" if fewer else ""
    told += f"; and {rarer} more issues on fewer tables" if rarer else ""
    told += f"; left out: {' and '.join(idle)} without tables" if idle and forums else ""
    return forums, issues, told


def row_names(runs: xr.Dataset, forums: list[str], size: float) -> list[str]:
    """Names of forums, with their levels where they are few, in lines that leave room for cells."""
    level = decode_flags(runs.forum_level).to_series()
    names = forum_labels(runs)
    if len(forums) <= 6 and not is_narrow():
        return [
            f"{names[forum]}\n({level[forum]})" if forum != level[forum] else names[forum]
            for forum in forums
        ]
    return in_lines([names[forum] for forum in forums], 0.9 * size, 84 if is_narrow() else 150)


def name_room(runs: xr.Dataset, forums: list[str], size: float) -> float:
    """Inches beside the axes that names of forums need."""
    return label_room(row_names(runs, forums, size), 0.9 * size)


def _write_numbers(ax: Axes, rates: xr.Dataset, size: float) -> None:
    """Writes share and tables into the cells, or what of these there is room for."""
    share, agreed, tables = rates.share.values, rates.agreed.values, rates.tables.values
    wide = width_of(ax) * INCH / share.shape[1]
    high = height_of(ax) * INCH / share.shape[0]
    small = max(0.7 * size, SMALLEST)
    size = 0.95 * size
    if wide < text_width("100", size) + 2 or high < 1.1 * size:
        return
    widest = max(
        text_width(_counts(*of), small) for of in zip(agreed.flat, tables.flat, strict=True)
    )
    both = high > 1.05 * (size + small) and wide > widest + 2
    look = {"textcoords": "offset points", "ha": "center"}
    for row, column in np.argwhere(tables > 0):
        at = (column + 0.5, row + 0.5)
        ink = "white" if _luminance(COLOURS(share[row, column])) < 0.45 else "black"
        number = f"{100 * share[row, column]:.0f}"
        if both:
            middle = (0, -0.12 * size)
            ax.annotate(number, at, middle, fontsize=size, va="bottom", color=ink, **look)
            of = _counts(agreed[row, column], tables[row, column])
            below = (0, middle[1] - 0.5)
            ax.annotate(of, at, below, fontsize=small, va="top", color=ink, **look)
        else:
            ax.annotate(number, at, (0, 0), fontsize=size, va="center_baseline", color=ink, **look)


def _counts(agreed: float, tables: float) -> str:
    """Tables that agreed, and all: `15/135`."""
    return f"{int(agreed)}/{int(tables)}"


def _mark_kinds(ax: Axes, kinds: list[str], size: float) -> None:
    """A line above the columns of each kind, and its name."""
    small = max(0.8 * size, SMALLEST)
    wide = width_of(ax) * INCH / len(kinds)
    raised = 0.0
    for kind in dict.fromkeys(kinds):
        columns = [number for number, of in enumerate(kinds) if of == kind]
        first, last = columns[0] + 0.05, columns[-1] + 0.95
        cramped = text_width(kind, small) > wide * len(columns) - 4
        raised = 0.0 if not cramped or raised else 0.9 * small
        raise_by = ScaledTranslation(0, 2 / INCH, ax.figure.dpi_scale_trans)
        ax.plot([first, last], [1, 1], color=GREY, linewidth=1, clip_on=False,
                transform=ax.get_xaxis_transform() + raise_by)  # fmt: skip
        ax.annotate(
            kind, ((first + last) / 2, 1), (0, 4 + raised), xycoords=("data", "axes fraction"),
            textcoords="offset points", ha="center", fontsize=small, color=GREY,
            annotation_clip=False,
        )  # fmt: skip


def _luminance(colour: tuple[float, ...]) -> float:
    red, green, blue, *_ = colour
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
