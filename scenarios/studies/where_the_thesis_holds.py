"""Tables and a map of where_the_thesis_holds.yaml: python where_the_thesis_holds.py RESULT.h5
MAP.png"""

import sys

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import parley_analysis as pa

LEVELS = {2: "bilateral", 5: "subregional", 10: "regional", 27: "global"}  # by members
STATUS_QUO = {
    "baseline": "nobody's choice",
    "quarter_way_to_the_mean": "1/4",
    "halfway_to_the_mean": "1/2",
    "three_quarters_to_the_mean": "3/4",
    "at_the_mean": "roles' mean",
}
COLUMNS = [("single_issue", 0), ("single_issue", 1), ("package", 0), ("package", 1)]
TITLES = ["singly", "singly, recognised", "package", "package, recognised"]


def shares(result):
    """A row for each run and size of table: share of hard issues (or of packages) that settle."""

    def values(path):
        of = result[path]
        return (pa.decode_flags(of) if "flag_meanings" in of.attrs else of).values

    hard = result.isel(issue=pa.decode_flags(result.issue_kind).values == "hard")
    rows = []
    for members, level in LEVELS.items():
        settled = hard.agreements_total.sel(level=level).sum("issue") / hard.attempts_total.sel(
            level=level
        ).sum("issue")
        rows.append(
            pd.DataFrame(
                {
                    "members": members,
                    "status quo": pd.Categorical(
                        [STATUS_QUO[name] for name in values("what_if")], STATUS_QUO.values()
                    ),
                    "variation": values("interests.variation"),
                    "red line": values("issues.*.red_line"),
                    "scope": values("bilateral.scope" if members == 2 else "forums.*.scope"),
                    "recognition": values("interests.recognition"),
                    "settled": settled.values,
                    "movement": result.hard_movement_final.values,
                    "same": values("bilateral.scope") == values("forums.*.scope"),
                }
            )
        )
    return pd.concat(rows, ignore_index=True)


def table(chosen, rows, measure="settled"):
    """Means by `rows`, a column for each scope and recognition."""
    means = chosen.pivot_table(measure, rows, ["scope", "recognition"], observed=True)[COLUMNS]
    return means.set_axis(TITLES, axis=1).round(3)


def draw(chosen):
    """Status quo by variation: a row of maps for each size of table."""
    figure, axes = plt.subplots(
        len(LEVELS), len(COLUMNS), figsize=(13, 11), sharex=True, sharey=True, layout="constrained"
    )
    for row, members in zip(axes, LEVELS, strict=True):
        row[0].set_ylabel(f"{members} members", weight="bold")
        for ax, (scope, recognition) in zip(row, COLUMNS, strict=True):
            cell = chosen[
                (chosen["members"] == members)
                & (chosen["scope"] == scope)
                & (chosen["recognition"] == recognition)
            ]
            share = cell.pivot_table("settled", "status quo", "variation", observed=True)
            shade = ax.imshow(share, vmin=0, vmax=1, cmap="viridis", aspect="auto", origin="lower")
            for (y, x), value in np.ndenumerate(share.to_numpy()):
                ax.text(
                    x,
                    y,
                    f"{value:.2f}",
                    ha="center",
                    va="center",
                    color="black" if value > 0.6 else "white",
                )
            ax.set_xticks(range(share.shape[1]), [f"{sigma:g}" for sigma in share.columns])
            ax.set_yticks(range(len(share)), share.index)
    for ax, title in zip(axes[0], TITLES, strict=True):
        ax.set_title(title, loc="left", weight="bold")
    figure.supxlabel("national variation of ideal points (standard deviation)")
    figure.supylabel(
        "status quo, from where no role would have it to the mean of what the roles want"
    )
    figure.suptitle("Where hard issues settle\n", x=0.02, ha="left", weight="bold", fontsize=14)
    figure.colorbar(
        shade,
        ax=axes,
        pad=0.01,
        aspect=50,
        label="share of hard issues, or of packages, that settle",
    )
    return figure


if __name__ == "__main__":
    with pa.open_result(sys.argv[1]) as result:
        everything = shares(result)
    free = everything["red line"] == 10
    nobody = everything["status quo"] == "nobody's choice"
    alike = everything["variation"] == 0
    one_scope = everything["same"] & (
        everything["members"] == 2
    )  # movement is that of all tables together
    pd.set_option("display.width", 120, "display.max_rows", None, "display.max_columns", None)
    print(
        "Settled, no variation, no red lines\n",
        table(everything[alike & free], ["members", "status quo"]),
    )
    print(
        "\nSettled, status quo nobody's choice, no red lines\n",
        table(everything[nobody & free], ["members", "variation"]),
    )
    print(
        "\nSettled, status quo nobody's choice, no variation\n",
        table(everything[nobody & alike], ["members", "red line"]),
    )
    print(
        "\nHard movement of all tables, no variation, no red lines\n",
        table(everything[alike & free & one_scope], "status quo", "movement"),
    )
    print(
        "\nHard movement of all tables, status quo nobody's choice, no variation\n",
        table(everything[nobody & alike & one_scope], "red line", "movement"),
    )
    draw(everything[free]).savefig(sys.argv[2], dpi=100)
