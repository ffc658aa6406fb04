"""Who agrees with whom."""

from collections.abc import Sequence

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from parley_analysis.figures.appearance import (
    as_written,
    headline,
    state_labels,
)
from parley_analysis.figures.layout import (
    INCH,
    SMALLEST,
    WIDE,
    is_narrow,
    own_axes,
    text_width,
    width_of,
)
from parley_analysis.figures.state_lines import chosen_states, largest_roles
from parley_analysis.result import select_what_if
from parley_analysis.tallies import partners

COLOURS = mpl.colormaps["viridis_r"]


@as_written
def plot_partners(
    result: xr.Dataset,
    *,
    what_if: str | None = None,
    level: str | None = None,
    states: Sequence[str] | None = None,
    most: int = 30,
    ax: Axes | None = None,
) -> Axes:
    """Of the tables at which two states sat together, the share that both signed, in per cent.

    States are ordered by their largest role. Cells are empty where two states never met; numbers
    stand in them where there is room. `level` keeps the tables of forums of that level only. Of
    more than `most` states, those that sat at most tables with others are shown, or `states`.

    Raises ValueError for an unknown what-if, level or state.
    """
    runs = select_what_if(result, what_if)
    found = partners(result, what_if=what_if, level=level)
    roles = largest_roles(runs)
    in_order = runs.role.values.tolist()
    shown = chosen_states(runs, states) or _met_most(found.tables, _most_that_fit(ax, most))
    order = sorted(shown, key=lambda state: in_order.index(roles[state]))
    share = (
        found.share.sel(state=order, partner_state=order).transpose("state", "partner_state").values
    )
    n = len(order)
    size = plt.rcParams["font.size"]
    small = max(0.85 * size, SMALLEST)
    names = state_labels(runs)
    labels = [names[state] for state in order]
    ax = own_axes(
        ax, width=min(WIDE, 2.6 + 0.46 * max(n, 8)), height=(0.2 if is_narrow() else 0.26) * max(n, 4),
        labels=labels, size=small,
    )  # fmt: skip
    _draw_cells(ax, share, labels, small)
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


def _most_that_fit(ax: Axes | None, most: int) -> int:
    """At most `most` states, and no more than axes have room for."""
    if is_narrow():
        return min(most, 16)
    if ax is not None:
        return min(most, max(2, int(width_of(ax) * INCH / (1.3 * SMALLEST))))
    return most


def _met_most(tables: xr.DataArray, most: int) -> list[str]:
    """The states that sat at most tables with others, in the order of the result."""
    met = tables.sum("partner_state").values
    return tables.state.values[np.sort(np.argsort(-met, kind="stable")[:most])].tolist()


def _draw_cells(ax: Axes, share: np.ndarray, labels: Sequence[str], size: float) -> None:
    """Shares [n, n] as colours and, with room for it, as per cent."""
    n = len(labels)
    ax.pcolormesh(
        np.ma.masked_invalid(share), cmap=COLOURS, vmin=0, vmax=1, edgecolors="white", linewidth=1
    )
    ax.invert_yaxis()
    ax.spines[:].set_visible(False)
    ticks = np.arange(n) + 0.5
    ax.set_yticks(ticks, labels, fontsize=size)
    ax.set_xticks(ticks, labels, fontsize=size, rotation=90)
    ax.tick_params(length=0)
    if width_of(ax) * INCH / max(n, 1) > text_width("100", size) + 2:
        for row, column in np.argwhere(np.isfinite(share)):
            ink = "white" if share[row, column] > 0.55 else "black"
            ax.text(column + 0.5, row + 0.5, f"{100 * share[row, column]:.0f}", fontsize=size,
                    ha="center", va="center_baseline", color=ink)  # fmt: skip
