"""Who agrees with whom."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import (
    as_written,
    headline,
    own_axes,
    state_labels,
)
from parley_analysis.figures.state_lines import largest_roles
from parley_analysis.result import select_what_if
from parley_analysis.tallies import partners

COLOURS = mpl.colormaps["viridis_r"]


@as_written
def plot_partners(
    result: xr.Dataset,
    *,
    what_if: str | None = None,
    level: str | None = None,
    most: int = 36,
    ax: Axes | None = None,
) -> Axes:
    """Of the tables at which two states sat together, the share that both signed, in per cent.

    States are ordered by their largest role. Cells are empty where two states never met; numbers
    stand in them where there is room. `level` keeps the tables of forums of that level only. Of
    more than `most` states, those that sat at most tables with others are shown.

    Raises ValueError for an unknown what-if or level.
    """
    runs = select_what_if(result, what_if)
    found = partners(result, what_if=what_if, level=level)
    roles = largest_roles(runs)
    met = found.tables.sum("partner_state").values
    shown = runs.state.values[np.sort(np.argsort(-met, kind="stable")[:most])].tolist()
    in_order = runs.role.values.tolist()
    order = sorted(shown, key=lambda state: in_order.index(roles[state]))
    share = (
        found.share.sel(state=order, partner_state=order).transpose("state", "partner_state").values
    )
    n = len(order)
    ax = own_axes(
        ax, width=max(6.0, 3.2 + 0.42 * n), height=max(5.2, 2.6 + 0.42 * n), left=0.2, bottom=0.2
    )
    size = plt.rcParams["font.size"]
    ax.pcolormesh(
        np.ma.masked_invalid(share), cmap=COLOURS, vmin=0, vmax=1, edgecolors="white", linewidth=1
    )
    ax.invert_yaxis()
    ax.spines[:].set_visible(False)
    names = state_labels(runs)
    ticks = np.arange(n) + 0.5
    small = (
        min(0.9, 0.9 * ax.get_window_extent().height / ax.figure.dpi * 72 / max(n, 1) / size) * size
    )
    ax.set_yticks(ticks, [names[state] for state in order], fontsize=small)
    ax.set_xticks(
        ticks,
        [names[state] for state in order],
        fontsize=small,
        rotation=60,
        ha="right",
        rotation_mode="anchor",
    )
    ax.tick_params(length=0)
    wide = ax.get_window_extent().width / max(n, 1) / (size * ax.figure.dpi / 72)
    if wide > 2:
        for row, column in np.argwhere(np.isfinite(share)):
            ink = "white" if share[row, column] > 0.55 else "black"
            ax.text(column + 0.5, row + 0.5, f"{100 * share[row, column]:.0f}", fontsize=0.8 * size,
                    ha="center", va="center_baseline", color=ink)  # fmt: skip
    where = f" at {level} forums" if level else ""
    many = (
        ""
        if n == runs.sizes["state"]
        else f"; the {n} of {runs.sizes['state']} states that met most"
    )
    headline(
        ax,
        "Who agrees with whom",
        f"Per cent of common tables{where} that both signed; empty: never met{many}",
    )
    return ax
