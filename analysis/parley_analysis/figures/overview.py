"""The first look at a result."""

import matplotlib.pyplot as plt
import xarray as xr
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec

from parley_analysis.figures.agreements import plot_agreements
from parley_analysis.figures.appearance import (
    GREY,
    as_written,
    counted,
    words,
)
from parley_analysis.figures.blockages import plot_blockages
from parley_analysis.figures.movement import plot_movement, present_kinds
from parley_analysis.figures.policies import agreement_handles, plot_policies
from parley_analysis.figures.recognition import plot_recognition
from parley_analysis.figures.state_lines import role_handles
from parley_analysis.result import select_what_if, what_ifs
from parley_analysis.study import period
from parley_analysis.tallies import hardest_issues

LOOK = {
    "font.size": 11.5,
    "axes.linewidth": 0.8,
    "axes.labelsize": 10.5,
    "xtick.labelsize": 10.5,
    "ytick.labelsize": 10.5,
    "figure.dpi": 100.0,
}


@as_written
def overview(dataset: xr.Dataset, *, what_if: str | None = None) -> Figure:
    """Everything at a glance, 16 x 12 inches (1600 x 1200 pixels at 100 dpi).

    From the top: movement on hard and on soft issues by what-if, and recognition; what was agreed
    where, and what blocked the rest; the policies in force on the hardest issues. All but movement
    show one what-if, by default `baseline` or the first. Raises ValueError if the result has no
    such what-if.
    """
    runs = select_what_if(dataset, what_if)
    with plt.rc_context(LOOK):
        figure = plt.figure(figsize=(16, 12))
        _entitle(figure, dataset, runs)
        name = str(runs.what_if.values[0])

        present = present_kinds(dataset)
        kinds = [kind for kind in present if kind in ("hard", "soft")] or present
        top = GridSpec(
            1, len(kinds) + 1, figure, left=0.05, right=0.985, bottom=0.715, top=0.865, wspace=0.17
        )
        highest = max(float(dataset[f"{kind}_movement"].max()) for kind in kinds)
        for i, kind in enumerate(kinds):  # on one scale, so that they compare
            plot_movement(
                dataset, kind, top=min(1.0, 1.15 * highest) or None, ax=figure.add_subplot(top[i])
            )
        plot_recognition(dataset, what_if=name, ax=figure.add_subplot(top[-1]), legend=False)

        row = {"bottom": 0.45, "top": 0.605}
        left = GridSpec(1, 1, figure, left=0.115, right=0.51, **row)
        right = GridSpec(1, 1, figure, left=0.69, right=0.985, **row)
        plot_agreements(dataset, what_if=name, ax=figure.add_subplot(left[0]))
        plot_blockages(dataset, what_if=name, most=10, ax=figure.add_subplot(right[0]))

        hardest = hardest_issues(dataset, what_if=name)
        hardest = [
            *hardest,
            *(issue for issue in runs.issue.values.tolist() if issue not in hardest),
        ][:3]
        bottom = GridSpec(
            1, len(hardest), figure, left=0.05, right=0.985, bottom=0.07, top=0.305, wspace=0.17
        )
        for i, issue in enumerate(hardest):
            plot_policies(
                dataset, issue, what_if=name, ax=figure.add_subplot(bottom[i]), legend=False
            )
        figure.legend(
            handles=[*role_handles(runs), *agreement_handles()],
            loc="lower left",
            ncols=6,
            frameon=False,
            bbox_to_anchor=(0.045, 0.008),
        )
    return figure


def _entitle(figure: Figure, dataset: xr.Dataset, runs: xr.Dataset) -> None:
    names = what_ifs(dataset)
    title = dataset.attrs["title"]
    replicates, shown = runs.sizes["run"], str(runs.what_if.values[0])
    facts = [
        period(dataset),
        ", ".join(counted(runs.sizes[thing], thing) for thing in ("state", "issue", "forum")),
        f"{len(names)} variations: '{words(shown)}' unless named" if len(names) > 1 else "",
        f"'{words(shown)}'" if len(names) == 1 and shown != "baseline" else "",
        ("one run" if replicates == 1 else f"{replicates} runs")
        + (" each" if len(names) > 1 else ""),
    ]
    figure.text(
        0.02, 0.97, title, fontsize=min(22, 1600 / len(title)), fontweight="bold", va="center"
    )
    figure.text(
        0.02, 0.942, "   |   ".join(filter(None, facts)), fontsize=12, color=GREY, va="center"
    )
