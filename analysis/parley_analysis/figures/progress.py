"""Progress of the regime over time, by kind of issue."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import (
    KIND_STYLE,
    EndLabel,
    as_written,
    headline,
    label_ends,
    own_axes,
    plain,
    series_style,
    time_axis,
    words,
)
from parley_analysis.result import decode_flags, select_what_if, what_ifs


@as_written
def plot_progress(
    dataset: xr.Dataset,
    kinds: Sequence[str] | str | None = None,
    *,
    top: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Progress over time on the issues of these kinds, one line for each what-if and kind.

    Progress is depth of policy change x coverage, from 0, nothing moved, to 1, every policy moved
    as far as it could. Lines are medians over the finished replicates, bands hold the middle 80 %
    of them. `kinds` are of `hard`, `soft`, `linkage` and `transfer`; by default those that the
    scenario has. The y axis ends at `top`, by default a little above the highest of these lines.

    Raises ValueError for another kind.
    """
    kinds = [kinds] if isinstance(kinds, str) else list(kinds or present_kinds(dataset))
    for kind in kinds:
        if kind not in KIND_STYLE:
            raise ValueError(f"no kind of issue '{kind}' (there are {', '.join(KIND_STYLE)})")
    ax = own_axes(ax)
    time_axis(ax, dataset.time.values)
    names = what_ifs(dataset)
    ends, most_runs, highest = [], 1, 0.0
    for number, what_if in enumerate(names):
        try:
            runs = select_what_if(dataset, what_if)
        except ValueError:  # none of its runs finished
            continue
        most_runs = max(most_runs, runs.sizes["run"])
        for kind in kinds:
            values = runs[f"{kind}_progress"].transpose("time", "run").values
            low, middle, high = np.nanquantile(values, [0.1, 0.5, 0.9], axis=1)
            colour, dash = series_style(number) if len(names) > 1 else KIND_STYLE[kind]
            if len(names) > 1 and len(kinds) > 1:
                dash = KIND_STYLE[kind][1]
            label = ", ".join(
                ([words(what_if)] if len(names) > 1 else [])
                + ([f"{kind} issues"] if len(kinds) > 1 or len(names) == 1 else [])
            )
            time = runs.time.values
            ax.plot(
                time,
                middle,
                color=colour,
                linestyle=dash,
                linewidth=2,
                label=label,
                zorder=3,
                marker="o" if len(time) == 1 else "",
            )
            if values.shape[1] > 1:
                ax.fill_between(time, low, high, color=colour, alpha=0.12, linewidth=0, zorder=2)
            highest = max(highest, float(np.nanmax(high)))
            ends.append(EndLabel(float(middle[-1]), label, colour))

    ax.set_ylim(0, top or min(1.0, 1.15 * highest) or 1.0)
    ax.set_ylabel("progress (0 to 1)")
    plain(ax)
    label_ends(ax, ends, size=0.85 * plt.rcParams["font.size"])
    spread = f"; median and middle 80 % of {most_runs} runs" if most_runs > 1 else ""
    title = f"Progress on {kinds[0]} issues" if len(kinds) == 1 else "Progress"
    headline(ax, title, f"Depth of policy change x coverage, of at most 1{spread}")
    return ax


def present_kinds(dataset: xr.Dataset) -> list[str]:
    """The kinds of issues that the scenario has, hard ones first."""
    declared = set(decode_flags(dataset.issue_kind).values.tolist())
    return [kind for kind in KIND_STYLE if kind in declared]
