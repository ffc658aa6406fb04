"""The first look at a result."""

from collections.abc import Callable
from functools import partial

import matplotlib.pyplot as plt
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parley_analysis.figures import agreements, blockages
from parley_analysis.figures.appearance import GREY, INK, as_written, counted, words
from parley_analysis.figures.events import events_of
from parley_analysis.figures.layout import INCH, MARGIN, NARROW, Panel, Rows, is_narrow, wrap_to
from parley_analysis.figures.layout import legend_below as legend
from parley_analysis.figures.movement import plot_movement, present_kinds, scale_of
from parley_analysis.figures.policies import agreement_handles, plot_policies
from parley_analysis.figures.recognition import plot_recognition
from parley_analysis.figures.rows import ROW
from parley_analysis.figures.state_lines import line_handles
from parley_analysis.result import select_what_if, what_ifs
from parley_analysis.study import forums_in_words, period
from parley_analysis.tallies import blockages as blocked
from parley_analysis.tallies import hardest_issues

WIDE = 12.8  # inches
MOST_FORUMS, MOST_OPEN, MOST_EVENTS = 10, 8, 12
LOOK = {
    "font.size": 10.5,
    "axes.linewidth": 0.8,
    "axes.labelsize": 9.5,
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "figure.dpi": 100.0,
}


@as_written
def overview(dataset: xr.Dataset, *, what_if: str | None = None) -> Figure:
    """Everything at a glance, 12.8 inches wide (1280 pixels at 100 dpi) or, within `narrow`, 4.2
    with all panels one below the other, and as high as what is in it.

    From the top: movement on hard and on soft issues by what-if, and recognition; what was agreed
    where, and what blocked the rest; the policies in force on the hardest issues; the events. All
    but movement show one what-if, by default `baseline` or the first. Raises ValueError if the
    result has no such what-if.
    """
    runs = select_what_if(dataset, what_if)
    with plt.rc_context(LOOK):
        rows = Rows(NARROW if is_narrow() else WIDE)
        _entitle(rows, dataset, runs)
        name = str(runs.what_if.values[0])
        across = 1 if is_narrow() else 3
        _add(rows, _of_movement(dataset, name), across)
        _add(rows, _of_tables(dataset, runs, name), min(across, 2))
        policies = _of_policies(dataset, runs, name)
        drawn = _add(rows, policies, across)
        handles = [*line_handles(runs, dataset), *agreement_handles()]
        _explain(rows, drawn, handles)
        _list_events(rows, dataset)
        return rows.settled()


def _of_movement(dataset: xr.Dataset, name: str) -> list[Panel]:
    present = present_kinds(dataset)
    kinds = [kind for kind in present if kind in ("hard", "soft")] or present
    top = scale_of(dataset, kinds)  # on one scale, so that they compare
    draws: list[Callable[[Axes], Axes]] = [partial(_movement, dataset, kind, top) for kind in kinds]
    draws.append(lambda ax: plot_recognition(dataset, what_if=name, ax=ax, legend=False))
    return [Panel(draw, 2.0) for draw in draws]


def _movement(dataset: xr.Dataset, kind: str, top: float | None, ax: Axes) -> Axes:
    return plot_movement(dataset, kind, top=top, ax=ax)


def _of_tables(dataset: xr.Dataset, runs: xr.Dataset, name: str) -> list[Panel]:
    forums, _, _ = agreements.shown_forums(runs, MOST_FORUMS)
    found = blocked(dataset, what_if=name)
    still_open = min(int((found["open"] > 0).sum()), MOST_OPEN)
    beside = agreements.name_room(runs, forums, LOOK["font.size"])
    return [
        Panel(
            lambda ax: agreements.plot_agreements(dataset, what_if=name, most=MOST_FORUMS, ax=ax),
            max(0.6, 0.42 * len(forums)),
            left=beside if is_narrow() else max(beside, 1.2),
        ),
        Panel(
            lambda ax: blockages.plot_blockages(dataset, what_if=name, most=MOST_OPEN, ax=ax),
            max(0.9, ROW * still_open),
            left=0.1,
        ),
    ]


def _of_policies(dataset: xr.Dataset, runs: xr.Dataset, name: str) -> list[Panel]:
    hardest = hardest_issues(dataset, what_if=name)
    others = [issue for issue in runs.issue.values.tolist() if issue not in hardest]
    chosen = [*hardest, *others][: 2 if is_narrow() else 3]
    return [Panel(partial(_policies, dataset, issue, name), 2.6) for issue in chosen]


def _policies(dataset: xr.Dataset, issue: str, name: str, ax: Axes) -> Axes:
    return plot_policies(dataset, issue, what_if=name, ax=ax, legend=False)


def _add(rows: Rows, panels: list[Panel], across: int) -> list[Axes]:
    drawn: list[Axes] = []
    for begin in range(0, len(panels), across):
        drawn += rows.add(panels[begin : begin + across])
    return drawn


def _explain(rows: Rows, drawn: list[Axes], handles: list) -> None:
    """A row with nothing but the legend of the lines above."""

    def draw(ax: Axes) -> None:
        ax.set_axis_off()
        legend(ax, handles, 0.9 * LOOK["font.size"])

    if drawn:
        rows.add([Panel(draw, 0.02, left=0.03)], gap=0.05)


def _list_events(rows: Rows, dataset: xr.Dataset) -> None:
    """What the dotted lines stand for."""
    events = events_of(dataset)
    if not events:
        return
    size = 0.86 * LOOK["font.size"]
    width = rows.figure.get_figwidth() - 2 * MARGIN
    rows.skip(0.2)
    rows.lines(["Events (dotted lines)"], 1.1 * LOOK["font.size"], fontweight="bold", color=INK)
    said = []
    most = MOST_EVENTS // 2 if is_narrow() else MOST_EVENTS
    for event in events[:most]:
        said += wrap_to(f"{event.month}  {event.about}", size, width * INCH, most=2)
    if len(events) > most:
        said.append(f"and {len(events) - most} more")
    rows.lines(said, size, color=GREY)


def _entitle(rows: Rows, dataset: xr.Dataset, runs: xr.Dataset) -> None:
    names = what_ifs(dataset)
    replicates, shown = runs.sizes["run"], str(runs.what_if.values[0])
    facts = [
        period(dataset),
        ", ".join(
            [
                *(counted(runs.sizes[thing], thing) for thing in ("state", "issue")),
                forums_in_words(dataset),
            ]
        ),
        f"{len(names)} variations: '{words(shown)}' unless named" if len(names) > 1 else "",
        f"'{words(shown)}'" if len(names) == 1 and shown != "baseline" else "",
        ("one run" if replicates == 1 else f"{replicates} runs")
        + (" each" if len(names) > 1 else ""),
    ]
    rows.text(str(dataset.attrs["title"]), 14 if is_narrow() else 18, fontweight="bold")
    rows.text("  |  ".join(filter(None, facts)), 9 if is_narrow() else 10.5, color=GREY)
