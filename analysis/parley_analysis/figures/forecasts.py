"""How calibrated and how sharp forecasts are."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import (
    BLACK,
    BLUE,
    GREY,
    as_written,
    counted,
    headline,
    plain,
    words,
)
from parley_analysis.figures.layout import SMALLEST, own_axes
from parley_analysis.figures.rows import BAR_AT, ROW, name_rows
from parley_analysis.forecasts import pit_shares

BINS = 10


def _of(frame: pd.DataFrame, protocol: str) -> pd.DataFrame:
    chosen = frame[(frame["protocol"] == protocol) & frame["outcome"].notna()]
    if chosen.empty:
        known = ", ".join(frame["protocol"].unique())
        raise ValueError(f"no scored forecast of '{protocol}'; there are {known}")
    return chosen


@as_written
def plot_calibration(
    frame: pd.DataFrame, protocol: str = "settlement", *, ax: Axes | None = None
) -> Axes:
    """Where outcomes fell among the chances that they had been given: flat where these are right.

    `frame` is what `forecast` returns. Bars are the shares of outcomes in tenths of the forecasts'
    distributions, the line what a calibrated forecaster has, and the whiskers what chance alone
    would leave of it in nine of ten samples of this size. Raises ValueError where the protocol has
    no scored forecast.
    """
    chosen = _of(frame, protocol)
    shares = pit_shares(chosen, BINS)
    ax = own_axes(ax)
    edges = np.linspace(0, 1, BINS + 1)
    ax.bar(edges[:-1], shares, 1 / BINS, align="edge", color=BLUE, edgecolor="white")
    even = 1 / BINS
    chance = 1.645 * np.sqrt(even * (1 - even) / len(chosen))
    ax.axhline(even, color=BLACK, linewidth=1.2)
    ax.axhspan(max(0, even - chance), even + chance, color=GREY, alpha=0.25, linewidth=0)
    ax.set_xlim(0, 1)
    ax.set_xlabel("place of the outcome in its forecast (0: below all of it)")
    ax.set_ylabel("share of outcomes")
    plain(ax)
    headline(
        ax,
        f"Calibration of {words(protocol)}",
        f"{counted(len(chosen), 'outcome')}; line and band: what a calibrated forecaster has",
    )
    return ax


@as_written
def plot_sharpness(frame: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """How wide the intervals of 50 and 90 % are, by protocol: the mean over scored issues.

    `frame` is what `forecast` returns; protocols that say points alone are left out. Raises
    ValueError where all do.
    """
    known = frame[frame["outcome"].notna()]
    widths = pd.DataFrame(
        {percent: known[f"high{percent}"] - known[f"low{percent}"] for percent in (50, 90)}
    )
    means = widths.groupby(known["protocol"]).mean()
    means = means[means[90] > 0].sort_values(90, ascending=False)
    if means.empty:
        raise ValueError("all protocols say points, which have no width")
    ax = own_axes(ax, height=ROW * len(means), labels=["0"])
    rows = np.arange(len(means)) + BAR_AT
    ax.hlines(rows, 0, means[90], color=GREY, linewidth=2)
    ax.plot(means[90], rows, "o", color=GREY, label="90 %")
    ax.plot(means[50], rows, "D", color=BLUE, label="50 %")
    name_rows(
        ax, [words(name) for name in means.index], max(0.85 * plt.rcParams["font.size"], SMALLEST)
    )
    ax.set_xlim(left=0)
    ax.set_xlabel("mean width, on the scale of the positions")
    plain(ax)
    ax.legend(loc="lower right", frameon=False)
    headline(ax, "Sharpness", "mean width of the intervals that hold 50 and 90 % of the chances")
    return ax
