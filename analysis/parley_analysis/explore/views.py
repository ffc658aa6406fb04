"""Tables and figures of the world as written and of yours, side by side, as HTML."""

import base64
import io
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes

import parley_analysis as pa
from parley_analysis.explore import forums, talks
from parley_analysis.explore.numbers import Row
from parley_analysis.figures.appearance import forum_labels, words
from parley_analysis.figures.map import has_places
from parley_analysis.money import dollars
from parley_analysis.reporting import findings
from parley_analysis.reporting.page import listed, table, text

WRITTEN, YOURS = "As written", "Yours"
MOST_ROWS = 15

_pyplot = threading.Lock()  # pyplot knows one current figure


@dataclass(frozen=True)
class Wish:
    """What a page shows: a view, of chosen states, a forum and an issue (empty: all)."""

    view: str = "talks"
    states: tuple[str, ...] = ()
    forum: str = ""
    issue: str = ""


def view_of(written: xr.Dataset, yours: xr.Dataset, wish: Wish) -> str:
    """The HTML of the view that is wished for. Raises ValueError for one that there is not."""
    if wish.view not in VIEWS:
        raise ValueError(f"no view '{wish.view}' (there are {', '.join(VIEWS)})")
    sides = [VIEWS[wish.view](result, wish, side)
             for result, side in ((written, WRITTEN), (yours, YOURS))]  # fmt: skip
    return '<div class="sides">' + "".join(
        f'<section class="side"><h3>{side}</h3>{body}</section>'
        for side, body in zip((WRITTEN, YOURS), sides, strict=True)
    ) + "</div>"  # fmt: skip


def numbers_table(rows: Sequence[Row]) -> str:
    """The paired numbers, each difference with its interval as text and as a line."""
    changes = [abs(end) for row in rows for end in (row.low, row.high, row.difference)]
    reach = max([of for of in changes if np.isfinite(of)], default=0.0) or 1.0
    lines, group = [], ""
    for row in rows:
        if row.group != group:
            group = row.group
            lines.append(
                f'<tr class="group"><th scope="rowgroup" colspan="5">{text(group)}</th></tr>'
            )
        interval = f" ({row.low:+.3f} to {row.high:+.3f})" if np.isfinite(row.low) else ""
        sure = np.isfinite(row.low) and (row.low > 0 or row.high < 0)
        lines.append(
            f'<tr data-row="{text(row.group)}/{text(row.name)}"><th scope="row">{text(row.name)}</th>'
            f'<td class="number">{row.written:.3f}</td><td class="number">{row.yours:.3f}</td>'
            f'<td class="number{" sure" if sure else ""}">{row.difference:+.3f}<span class="interval">{interval}</span>'
            f'</td><td class="line">{_line(row, reach)}</td></tr>'
        )
    return (
        '<table class="numbers"><caption>At the end of the runs: means, and the paired difference with its 95 % '
        'interval; in bold where the interval leaves out 0</caption><thead><tr><th scope="col">Measure</th>'
        f'<th scope="col" class="number">{WRITTEN}</th><th scope="col" class="number">{YOURS}</th>'
        '<th scope="col" class="number">Difference</th><th scope="col" class="line">'
        f'<span class="unseen">The same as a line, </span>from -{reach:.2g} to +{reach:.2g}</th></tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


def _line(row: Row, reach: float) -> str:
    def at(value: float) -> float:
        return 60 + 56 * value / reach

    low, high = (row.low, row.high) if np.isfinite(row.low) else (row.difference, row.difference)
    return (
        '<svg width="120" height="14" viewBox="0 0 120 14" aria-hidden="true"><line x1="60" x2="60" y1="0" y2="14" '
        f'class="zero"/><line x1="{at(low):.1f}" x2="{at(high):.1f}" y1="7" y2="7" class="range"/>'
        f'<circle cx="{at(row.difference):.1f}" cy="7" r="3.5"/></svg>'
    )


def _picture(draw: Callable[[], Axes], told: str) -> str:
    """A figure, narrow as half a page is, or a telephone."""
    with _pyplot, pa.narrow():
        figure = draw().figure
        title = " ".join(figure.axes[0].get_title(loc="left").split())
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=150)
        plt.close(figure)
    data = base64.b64encode(buffer.getvalue()).decode()
    caption = f"<figcaption>{text(told)}</figcaption>" if told else ""
    return f'<figure><img alt="{text(f"{title}. {told}")}" src="data:image/png;base64,{data}"/>{caption}</figure>'


def _talks(result: xr.Dataset, wish: Wish, side: str) -> str:
    agreed = _picture(
        lambda: pa.plot_agreements(result), findings.of_agreements(result, "baseline")
    )
    world = "written" if side == WRITTEN else "yours"
    return talks.timeline(result, wish, world) + agreed + talks.tables(result, wish, world)


def _blockers(result: xr.Dataset, wish: Wish, side: str) -> str:
    found = pa.blockages(result)
    found = found[found["open"] > 0].head(MOST_ROWS)
    labels, names = forum_labels(result), _names(result)
    rows = pd.DataFrame(
        {
            "where": [labels[forum] for forum in found["forum"]],
            "issue": found["issue"].map(words),
            "open in": [f"{a} of {b}" for a, b in zip(found["open"], found["places"], strict=True)],
            "blocked most by": [names.get(of, of) for of in found["blocked_by"]],
        }
    )
    picture = _picture(lambda: pa.plot_blockages(result), findings.of_blockages(result, "baseline"))
    return (
        picture
        + table("What stayed open (runs or, of pairs, pairs in each run)", rows)
        + _prices(result)
    )


def _prices(result: xr.Dataset) -> str:
    found = pa.prices(result).head(MOST_ROWS)
    labels, names = forum_labels(result), _names(result)
    rows = pd.DataFrame(
        {
            "where": [labels[forum] for forum in found["forum"]],
            "issues": [listed(map(words, of), 3) for of in found["issues"]],
            "money can open": [
                f"{a} of {b}" for a, b in zip(found["could_open"], found["tables"], strict=True)
            ],
            "price a year": [dollars(of) if np.isfinite(of) else "" for of in found["price"]],
            "falls short": [names.get(of, of) for of in found["blocked_by"]],
            "by": [dollars(of) if np.isfinite(of) else "" for of in found["shortfall_worth"]],
        }
    )
    return table("What money could open: failed tables, and what those who lose lack", rows)


def _map(result: xr.Dataset, wish: Wish, side: str) -> str:
    if not has_places(result):
        return "<p>No place is known of these states: their ids are no ISO 3166 codes.</p>"
    states = list(wish.states) or None
    told = "Blue corridors are of pairs that signed; the darker, the more of their tables."
    return _picture(lambda: pa.plot_map(result, states=states), told) + _picture(
        lambda: pa.plot_corridors(result, states=states), told
    )


def _states(result: xr.Dataset, wish: Wish, side: str) -> str:
    states = list(wish.states) or None
    end = result.isel(time=-1).mean("run")
    shown = states or result.state.values.tolist()[:MOST_ROWS]
    names = _names(result)
    rows = pd.DataFrame(
        {
            "state": [names[of] for of in shown],
            "recognition": end.recognition.sel(state=shown).values,
            "disclosure": end.disclosure.sel(state=shown).values,
            "gain": end.gain.sel(state=shown).values,
        }
    )
    pictures = "".join(
        _picture(partial(draw, result, states=states), "")
        for draw in (pa.plot_recognition, pa.plot_profiles, pa.plot_gains)
    )
    more = result.sizes["state"] - len(shown)
    left = f"; {more} more states can be chosen above" if more and not states else ""
    return pictures + table(f"At the end, means over runs{left}", rows)


def _forums(result: xr.Dataset, wish: Wish, side: str) -> str:
    return forums.network(result, wish.states)


def _names(result: xr.Dataset) -> dict[Any, str]:
    return dict(
        zip(result.state.values.tolist(), result.state_name.values.tolist(), strict=True)
    ) | {None: "nobody"}


VIEWS: dict[str, Callable[[xr.Dataset, Wish, str], str]] = {
    "talks": _talks,
    "blockers": _blockers,
    "map": _map,
    "forums": _forums,
    "states": _states,
}
