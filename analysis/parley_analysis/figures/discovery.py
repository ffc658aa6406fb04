"""Figures of scenario discovery: boxes, feature scores, robustness."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from parley_analysis.discovery import Box
from parley_analysis.figures.appearance import BLUE, GREY, INK, PALE, VERMILLION, plain, words


def plot_boxes(
    found: Sequence[Box],
    inputs: pd.DataFrame,
    *,
    title: str = "Where it holds",
    ax: Axes | None = None,
) -> Axes:
    """The limits of each box within the range of each input that bounds one of them; of categories
    those inside."""
    names = list(dict.fromkeys(name for box in found for name in box.limits.index))
    rows = [(name, number, box) for name in names for number, box in enumerate(found)]
    rows = [row for row in rows if row[0] in row[2].limits.index]
    if ax is None:
        size = (6.8, 1.3 + 0.42 * len(rows))
        ax = plt.subplots(figsize=size, layout="constrained")[1]
    for place, (name, number, box) in enumerate(rows):
        of, colour = box.limits.loc[name], (BLUE, VERMILLION, INK)[number % 3]
        ax.plot([0, 1], [place, place], color=PALE, linewidth=10, solid_capstyle="butt")
        if of["words"]:
            ax.text(
                0.5, place, ", ".join(map(words, of["words"])), ha="center", va="center", fontsize=8
            )
            continue
        low, high = float(inputs[name].min()), float(inputs[name].max())
        ends = (np.array([of["low"], of["high"]]) - low) / (high - low)
        ax.plot(ends, [place, place], color=colour, linewidth=10, solid_capstyle="butt")
        for at, side, value in ((0.0, "right", of["low"]), (1.0, "left", of["high"])):
            ax.annotate(
                f"{value:.2g}", (at, place), (-4 if side == "right" else 4, 0),
                textcoords="offset points", ha=side, va="center", fontsize=8, color=GREY,
            )  # fmt: skip
    told = [f"{words(name)}, box {number + 1}" for name, number, _ in rows]
    ax.set_yticks(range(len(rows)), told, fontsize=8.5)
    ax.tick_params(axis="y", pad=44, length=0)
    ax.set(xticks=[], xlim=(0, 1), ylim=(len(rows) - 0.5, -0.5))
    ax.spines[:].set_visible(False)
    ax.figure.suptitle(title, fontsize=11, fontweight="bold", x=0.02, ha="left")
    said = [
        f"box {number + 1}: {box.density:.0%} of the runs inside, {box.coverage:.0%} of all such runs"
        for number, box in enumerate(found)
    ]
    ax.set_xlabel("\n".join(said), fontsize=8.5, color=GREY)
    return ax


def plot_feature_scores(
    scores: pd.Series, *, title: str = "What decides", ax: Axes | None = None
) -> Axes:
    """Feature scores as bars, the largest on top."""
    if ax is None:
        ax = plt.subplots(figsize=(6.4, 1.0 + 0.28 * len(scores)), layout="constrained")[1]
    ax.barh(range(len(scores)), scores.to_numpy(), color=BLUE, height=0.6)
    ax.set_yticks(range(len(scores)), [words(str(name)) for name in scores.index], fontsize=8.5)
    ax.invert_yaxis()
    ax.set_xlabel("share of what extra trees learn", fontsize=8.5, color=GREY)
    ax.set_title(title, loc="left", fontweight="bold", fontsize=11)
    plain(ax)
    return ax


def plot_robustness(
    table: pd.DataFrame, *, title: str = "Which what-if is robust", ax: Axes | None = None
) -> Axes:
    """Of each what-if how often it is enough, to the right, and how much is regretted where it is
    not the best, upwards (ninth decile)."""
    if ax is None:
        ax = plt.subplots(figsize=(6.4, 1.2 + 0.3 * len(table)), layout="constrained")[1]
    order = table.sort_values("regret_90", kind="stable")
    for row, (_, of) in enumerate(order.iterrows()):
        ax.plot(
            [of["regret"], of["regret_90"]],
            [row, row],
            color=BLUE,
            linewidth=4,
            solid_capstyle="butt",
        )
        ax.plot(of["most_regret"], row, marker="|", color=INK, markersize=9)
    ax.set_yticks(
        range(len(order)),
        [f"{words(str(name))} ({of['satisfices']:.0%})" for name, of in order.iterrows()],
        fontsize=8.5,
    )
    ax.invert_yaxis()
    ax.set_xlim(left=0)
    ax.set_xlabel(
        "regret: mean to ninth decile, stroke: the greatest; in brackets how often it is enough",
        fontsize=8, color=GREY,
    )  # fmt: skip
    ax.set_title(title, loc="left", fontweight="bold", fontsize=11)
    plain(ax)
    return ax
