"""The table and the figure of what_others_do.yaml: python what_others_do.py RESULT.h5 FIGURE.png"""

import sys

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import parley_analysis as pa
from parley_analysis.figures.appearance import SERIES_COLOURS, series_style

LEVELS = {2: "bilateral", 5: "subregional", 10: "regional", 27: "global"}  # by members
OTHERS = 29  # whom each of the thirty states depends on, all alike
WORLDS = {"alone": "in a world of its own", "externality": "in a world of thirty"}  # by column
RECOGNITION = {0: "sharp self-images", 1: "recognised"}


def alone(externality, members):
    """The externality that is the same to a table of these members if they were the world.

    Terms x are worth - s [(1 - e) (x - theta)^2 + e g (x - theta)^2] to a member and no agreement -
    s e times what it feels of the others, of which the part g = (n - 1) / 29 sits at the table.
    Divided by 1 - e + e g that is a world of n with r = e g / (1 - e + e g).
    """
    part = (members - 1) / OTHERS
    return externality * part / (1 - externality + externality * part)


def shares(result):
    """A row for each run and size of table: does the package survive?"""
    rows = []
    for members, level in LEVELS.items():
        held, agreed = (
            result[name].sel(level=level, issue="readmission").values
            for name in ("attempts_total", "agreements_total")
        )
        externality = result["issues.*.externality"].values
        rows.append(
            pd.DataFrame(
                {
                    "members": members,
                    "recognition": result["interests.recognition"].values.astype(int),
                    "externality": externality,
                    "alone": alone(externality, members).round(3),
                    "survive": agreed / held,
                }
            )
        )
    return pd.concat(rows, ignore_index=True)


def draw(everything):
    """By how much the others count: in a world of the members alone on top, in one of thirty
    below."""
    figure, axes = plt.subplots(
        2, 2, figsize=(11, 8), sharex=True, sharey=True, layout="constrained"
    )
    for row, (world, where) in zip(axes, WORLDS.items(), strict=True):
        for ax, (recognition, title) in zip(row, RECOGNITION.items(), strict=True):
            for number, members in enumerate(LEVELS):
                chosen = everything[
                    (everything["members"] == members) & (everything["recognition"] == recognition)
                ]
                curve = chosen.groupby(world)["survive"].mean()
                colour, dash = series_style(number)
                ax.plot(
                    curve.index,
                    curve,
                    color=colour,
                    linestyle=dash,
                    linewidth=2,
                    label=f"{members} members",
                )
            ax.set_title(f"{where.capitalize()}, {title}", loc="left", weight="bold")
            ax.spines[["top", "right"]].set_visible(False)
            if world == "alone":
                surely = [(1 - 1 / members) ** 2 for members in LEVELS]
                ax.scatter(
                    surely,
                    [1] * len(surely),
                    marker="v",
                    color=SERIES_COLOURS[: len(surely)],
                    clip_on=False,
                    zorder=3,
                    label="surely all, beyond",
                )
    axes[0, 0].legend(frameon=False)
    figure.supylabel("share of packages that survive")
    figure.supxlabel("externality: share of an issue that is about what the others do")
    figure.suptitle(
        "What is left to agree on when all go alone\n",
        x=0.02,
        ha="left",
        weight="bold",
        fontsize=14,
    )
    return figure


if __name__ == "__main__":
    with pa.open_result(sys.argv[1]) as result:
        everything = shares(result)
    pd.set_option("display.width", 120, "display.max_rows", None, "display.max_columns", None)
    tenths = np.linspace(0, 1, 11).round(1)
    for world, where in WORLDS.items():
        chosen = everything[everything[world].isin(tenths)]
        print(
            f"Packages that survive, {where}\n",
            chosen.pivot_table("survive", ["recognition", "members"], world).round(2),
            "\n",
        )
    draw(everything).savefig(sys.argv[2], dpi=100)
