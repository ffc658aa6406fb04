"""The forums as a network: by level, with the members of each."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import xarray as xr

import parley_analysis as pa
from parley_analysis.figures.appearance import forum_labels
from parley_analysis.reporting.page import listed, table, text

MOST_STATES = 24  # in the drawing; of more, those that sit at most tables
WIDE, LEVEL = 480, 74


def network(result: xr.Dataset, states: Sequence[str]) -> str:
    """Forums in rows by level, the highest on top, and below them the states, a line from each to
    every forum at whose tables it sat; the thicker, the more of them agreed."""
    held = pa.sessions(result)
    labels = forum_labels(result)
    seats = held[["forum", "level", "seated", "result"]].explode("seated")
    seats = seats.assign(agreed=seats["result"] == "agreed")
    counted = seats.groupby(["forum", "seated"])["agreed"].agg(["size", "mean"]).reset_index()
    order = [of for of in ("global", "supranational", "regional", "bilateral", "subregional", "local")
             if (held["level"] == of).any()]  # fmt: skip
    chosen = (
        list(states) or counted.groupby("seated")["size"].sum().nlargest(MOST_STATES).index.tolist()
    )
    chosen = [of for of in result.state.values.tolist() if of in chosen]
    at: dict[str, tuple[float, float]] = {}
    drawn = []
    for row, level in enumerate(order):
        y = 26.0 + LEVEL * row
        drawn.append(f'<text x="0" y="{y - 12:.0f}" class="year">{text(level)}</text>')
        names = held.loc[held["level"] == level, "forum"].unique().tolist()
        for place, forum in enumerate(names):
            at[forum] = (WIDE * (place + 0.5) / len(names), y + 6)
    bottom = 26 + LEVEL * len(order) + 20
    for place, state in enumerate(chosen):
        at[state] = (WIDE * (place + 0.5) / max(len(chosen), 1), bottom)
    lines = [
        f'<line x1="{at[of.forum][0]:.0f}" y1="{at[of.forum][1]:.0f}" x2="{at[of.seated][0]:.0f}" y2="{bottom - 9}" '
        f'class="seat" stroke-width="{0.5 + 3 * of.mean_:.1f}"/>'
        for of in counted.rename(columns={"mean": "mean_"}).itertuples()
        if of.forum in at and of.seated in at
    ]
    for forum, (x, y) in at.items():
        if forum in chosen:
            drawn.append(
                f'<text transform="translate({x + 3:.0f} {bottom}) rotate(90)" class="state">{text(forum)}</text>'
            )
        else:
            drawn.append(_box(labels[forum], x, y))
    rows = pd.DataFrame(
        {
            "level": of.level.iloc[0],
            "forum": labels[forum],
            "tables a run": len(of) / result.sizes["run"],
            "agreed": f"{np.mean(of.result == 'agreed'):.0%}",
            "members": listed(dict.fromkeys(state for seated in of.seated for state in seated), 12),
        }
        for forum, of in held.groupby("forum", sort=False)
    )  # fmt: skip
    told = f"{len(rows)} forums on {len(order)} levels and {len(chosen)} states"
    return (
        f'<figure class="timeline"><svg viewBox="0 0 {WIDE} {bottom + 34}" role="img" '
        f'aria-label="Network of {told}; the table below lists them">{"".join(lines + drawn)}</svg>'
        f"<figcaption>{told}; a line is a seat, the thicker the more of the tables agreed</figcaption>"
        "</figure>" + table("Forums", rows, formats={"tables a run": ".1f"})
    )  # fmt: skip


def _box(label: str, x: float, y: float) -> str:
    said = label if len(label) <= 18 else label[:17].rstrip() + "…"
    wide = 6.4 * len(said) + 10
    x = min(max(x, wide / 2), WIDE - wide / 2)
    return (
        f'<g class="box"><title>{text(label)}</title>'
        f'<rect x="{x - wide / 2:.0f}" y="{y - 9:.0f}" width="{wide:.0f}" height="20" rx="3"/>'
        f'<text x="{x:.0f}" y="{y + 5:.0f}" class="middle">{text(said)}</text></g>'
    )
