"""Figures of a calibration: what is left of each judgement, where in pairs of them, and how far
emulators are to be trusted."""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parley_analysis.calibration.report import judgements_left
from parley_analysis.calibration.waves import Calibration
from parley_analysis.figures.appearance import BLUE, GREY, INK, PALE, VERMILLION, plain, words
from parley_analysis.whole_file import whole_file

MOST_PAIRED = 4  # judgements in the matrix of pairs
CELLS = 12  # of a pair, to each side


def draw_all(found: Calibration, folder: Path) -> list[Path]:
    """Writes the figures of a calibration into its folder; those that there is nothing for are left
    out."""
    figures = {"emulators.png": plot_emulators(found)}
    if found.remaining is not None and len(found.remaining.points):
        figures["judgements.png"] = plot_judgements(found)
        figures["implausibility.png"] = plot_implausibility(found)
    written = []
    for name, figure in figures.items():
        with whole_file(folder / name) as out:
            figure.savefig(out, format="png", dpi=120)
        plt.close(figure)
        written.append(folder / name)
    return written


def short(path: str) -> str:
    """The last two parts of a path, as words: enough to know a judgement by."""
    parts = [part for part in path.split(".") if part != "*"]
    return words(" ".join(parts[-2:]))


def plot_judgements(found: Calibration) -> Figure:
    """Of each judgement the range that the study allows, the middle 90 % of what is left, and that
    of the posterior."""
    left = judgements_left(found)
    left = left[left["width"].notna()].sort_values("width") if "width" in left else left
    judged = {one.path: one for one in found.space.judgements}
    figure, ax = plt.subplots(figsize=(6.8, 1.25 + 0.36 * len(left)), layout="constrained")
    for row, (path, of) in enumerate(left.iterrows()):
        unit = judged[str(path)].unit
        ends = unit(np.array([of["low"], of["high"], of["likely_low"], of["likely_high"]]))
        ax.plot([0, 1], [row, row], color=PALE, linewidth=9, solid_capstyle="butt", zorder=1)
        ax.plot(ends[:2], [row, row], color=BLUE, linewidth=9, solid_capstyle="butt", zorder=2)
        ax.plot(ends[2:], [row, row], color=INK, linewidth=2, solid_capstyle="butt", zorder=3)
        for at, value, side in ((0, of["from"], "right"), (1, of["to"], "left")):
            number = f"{value:.2g}" if abs(value) > 1e-6 else "0"
            ax.annotate(
                number, (at, row), (-4 if side == "right" else 4, 0), textcoords="offset points",
                ha=side, va="center", fontsize=8, color=GREY,
            )  # fmt: skip
    ax.set_yticks(range(len(left)), [short(str(path)) for path in left.index], fontsize=9)
    ax.tick_params(axis="y", pad=34, length=0)
    ax.set(xticks=[], ylim=(len(left) - 0.5, -0.5), xlim=(0, 1))
    ax.spines[:].set_visible(False)
    figure.suptitle(
        f"{100 * found.volume:.2g} % of the space of judgements is left",
        fontsize=11, fontweight="bold", x=0.02, ha="left",
    )  # fmt: skip
    ax.set_xlabel(
        "grey: what the study allows; blue: the middle 90 % of what is left;\n"
        "black: of that, by how likely the record makes it", fontsize=8.5, color=GREY,
    )  # fmt: skip
    return figure


def plot_implausibility(found: Calibration) -> Figure:
    """Pairs of the judgements that are narrowed most: above the diagonal the least implausibility,
    below it the share that is left, over all other judgements."""
    left = judgements_left(found)
    order = left["width"].fillna(1.0).argsort(kind="stable").tolist()[:MOST_PAIRED]
    assert found.remaining is not None
    unit = found.remaining.tried
    features = found.space.features(unit)
    worst = np.max(
        [of.implausibility(features).max(axis=1, initial=0) for of in found.matches], axis=0
    )
    cutoff, side = found.options.cutoff, len(order)
    figure, grid = plt.subplots(
        side,
        side,
        figsize=(1.75 * side + 1.3, 1.75 * side + 0.6),
        layout="constrained",
        squeeze=False,
    )
    shown = {}
    for i, row in enumerate(order):
        for j, column in enumerate(order):
            ax: Axes = grid[i, j]
            ax.set(xticks=[], yticks=[])
            if i == j:
                ax.set_axis_off()
                name = short(found.space.paths[row]).replace(" ", "\n")
                ax.text(
                    0.5, 0.5, name, ha="center", va="center", fontsize=9, transform=ax.transAxes
                )
                continue
            cell = [np.minimum((unit[:, k] * CELLS).astype(int), CELLS - 1) for k in (row, column)]
            at = cell[0] * CELLS + cell[1]
            if j > i:
                least = np.full(CELLS * CELLS, np.nan)
                for number in np.unique(at):
                    least[number] = worst[at == number].min()
                shown["least"] = ax.imshow(
                    least.reshape(CELLS, CELLS), origin="lower", cmap="viridis_r", vmin=0,
                    vmax=2 * cutoff, extent=(0, 1, 0, 1),
                )  # fmt: skip
            else:
                total = np.bincount(at, minlength=CELLS * CELLS)
                kept = np.bincount(at, found.remaining.kept, CELLS * CELLS)
                share = np.divide(kept, total, out=np.full(CELLS * CELLS, np.nan), where=total > 0)
                shown["share"] = ax.imshow(
                    share.reshape(CELLS, CELLS), origin="lower", cmap="Blues", vmin=0,
                    vmax=max(float(np.nanmax(share)), 1e-9), extent=(0, 1, 0, 1),
                )  # fmt: skip
    for key, label in (("least", "least implausibility"), ("share", "share left")):
        if key in shown:
            figure.colorbar(shown[key], ax=grid, shrink=0.42, pad=0.015, label=label)
    figure.suptitle(
        f"Where judgements are implausible (above {cutoff:g}: ruled out), and where they are left",
        fontsize=10, fontweight="bold", x=0.02, ha="left",
    )  # fmt: skip
    return figure


def plot_emulators(found: Calibration) -> Figure:
    """What emulators of the last wave say of each point that is left out, beside the runs there."""
    match = found.matches[-1]
    number = max(len(match.emulators), 1)
    across = min(number, 3)
    down = -(-number // across)
    figure, grid = plt.subplots(
        down,
        across,
        figsize=(2.6 * across + 0.3, 2.75 * down + 0.3),
        layout="constrained",
        squeeze=False,
    )
    for ax in grid.flat[len(match.emulators) :]:
        ax.set_axis_off()
    for ax, pattern, emulator in zip(grid.flat, match.patterns, match.emulators, strict=False):
        out = emulator.left_out()
        far = out["error"].abs() > 2
        for rows, colour in ((out[~far], BLUE), (out[far], VERMILLION)):
            ax.errorbar(
                rows["value"], rows["mean"], 2 * rows["deviation"], fmt="o", markersize=2.5,
                linewidth=0.6, color=colour,
            )  # fmt: skip
        ends = [float(out["value"].min()), float(out["value"].max())]
        ax.plot(ends, ends, color=INK, linewidth=0.8)
        ax.axvline(pattern.observed, color=GREY, linewidth=0.8, linestyle="dotted")
        of = emulator.diagnostics()
        ax.set_title(
            f"{words(pattern.name)}\nexplains {of['explained']:.2f}, covers {of['covered']:.2f}",
            fontsize=9, loc="left",
        )  # fmt: skip
        ax.set_xlabel("runs (dotted: the record)", fontsize=8)
        ax.set_ylabel("emulator", fontsize=8)
        ax.tick_params(labelsize=7.5)
        plain(ax)
    return figure
