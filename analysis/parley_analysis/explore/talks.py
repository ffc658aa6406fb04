"""When tables met and what came of them, and the minutes of one."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import xarray as xr

import parley_analysis as pa
from parley_analysis.figures.appearance import by_level, forum_labels, words
from parley_analysis.reporting.page import details, listed, paragraph, table, text

if TYPE_CHECKING:
    from parley_analysis.explore.views import Wish

MOST_TABLES = 60
LEFT, RIGHT, ROW, TOP = 132, 470, 26, 22  # of the timeline, in its units
MARK = {"agreed": "agreed", "overtaken": "overtaken"}


def _held(result: xr.Dataset, wish: "Wish") -> pd.DataFrame:
    """The tables of the first replicate that the wish asks for; `number` counts all of the run."""
    held = pa.sessions(result.isel(run=[0]))
    held = held.assign(number=np.arange(len(held)))
    if wish.forum:
        held = held[held["forum"] == wish.forum]
    if wish.issue:
        held = held[[wish.issue in issues for issues in held["issues"]]]
    if wish.states:
        held = held[[bool(set(wish.states) & set(seated)) for seated in held["seated"]]]
    return held


def timeline(result: xr.Dataset, wish: "Wish", world: str) -> str:
    """A line for each forum: when it held tables, and which agreed, in the first replicate."""
    held = _held(result, wish)
    if held.empty:
        return "<p>No table was held of those that you chose.</p>"
    labels = forum_labels(result)
    rows = [forum for forum in by_level(result) if (held["forum"] == forum).any()]
    times = pd.to_datetime(held["time"])
    first, last = pd.Timestamp(result.time.values[0]), pd.Timestamp(result.time.values[-1])
    span = max((last - first).days, 1)
    marks = []
    for place, forum in enumerate(rows):
        y = TOP + ROW * place + ROW / 2
        marks.append(f'<text x="0" y="{y + 4}" class="name">{text(_short(labels[forum]))}</text>'
                     f'<line x1="{LEFT}" x2="{RIGHT}" y1="{y}" y2="{y}" class="zero"/>')  # fmt: skip
        own = held[held["forum"] == forum]
        for when, tables in own.groupby(times[own.index]):
            agreed = int((tables["result"] == "agreed").sum())
            x = LEFT + (RIGHT - LEFT) * (when - first).days / span
            kind = "all" if agreed == len(tables) else "some" if agreed else "none"
            marks.append(f'<circle cx="{x:.1f}" cy="{y}" r="{4 if kind == "none" else 5}" class="{kind}"><title>'
                         f"{text(labels[forum])}, {when:%Y-%m}: {agreed} of {len(tables)} tables agreed"
                         "</title></circle>")  # fmt: skip
    step = max(1, round((last.year - first.year) / 5))
    years = "".join(
        f'<text x="{LEFT + (RIGHT - LEFT) * (pd.Timestamp(year, 1, 1) - first).days / span:.0f}" y="12" '
        f'class="year">{year}</text>'
        for year in range(first.year + (first.month > 1), last.year + 1, step)
    )
    agreed = int((held["result"] == "agreed").sum())
    told = f"{len(held)} tables in the first replicate, {agreed} agreed"
    return (
        f'<figure class="timeline"><svg viewBox="0 0 480 {TOP + ROW * len(rows) + 4}" role="img" '
        f'aria-label="Timeline of {told}; the table below lists them">{years}{"".join(marks)}</svg>'
        f"<figcaption>{told}: filled where all tables of that time agreed, half where some did, empty where none did"
        "</figcaption></figure>"
    )


def tables(result: xr.Dataset, wish: "Wish", world: str) -> str:
    """The tables, each with a button that opens its minutes."""
    held = _held(result, wish)
    labels = forum_labels(result)
    lines = "".join(
        f'<tr><td class="when">{pd.Timestamp(row.time):%Y-%m}</td>'
        f"<td>{text(labels[row.forum])}</td>"
        f"<td>{text(listed(map(words, row.issues), 3))}</td><td>{text(listed(row.seated, 4))}</td>"
        f"<td>{text(words(row.result))}{_by(row)}</td>"
        f'<td><button type="button" data-minutes="{row.number}" data-world="{world}" aria-label="Minutes of table '
        f'{row.number}, {text(labels[row.forum])}, {pd.Timestamp(row.time):%Y-%m}">Minutes</button></td></tr>'
        for row in held.head(MOST_TABLES).itertuples()
    )
    more = f"; the first {MOST_TABLES} of {len(held)}, choose a forum, an issue or states above" if len(
        held) > MOST_TABLES else ""  # fmt: skip
    return (
        f'<div class="wide"><table><caption>Tables of the first replicate{more}'
        '</caption><thead><tr><th scope="col">When</th><th scope="col">Where</th><th scope="col">On what</th>'
        '<th scope="col">Who</th><th scope="col">Result</th><th scope="col">Read</th></tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )


def _by(row: object) -> str:
    by = getattr(row, "blocked_by", None)
    return f", blocked by {text(by)}" if isinstance(by, str) else ""


def _short(label: str) -> str:
    return label if len(label) <= 20 else label[:19].rstrip() + "…"


def minutes_of(minutes: pa.RunMinutes, number: int) -> str:
    """The minutes of one table. Raises IndexError where the run has no such table."""
    if not 0 <= number < len(minutes):
        raise IndexError(f"no table {number} (the run has {len(minutes)})")
    about = minutes.tables.loc[number]
    of = {
        name: frame[frame["table"] == number] if len(frame) else frame
        for name in ("terms", "declared", "moves", "blocks")
        for frame in (getattr(minutes, name),)
    }
    said = [f"{about['forum_name']}, {about['time']:%Y-%m}: {words(about['status'])}",
            f"after {about['rounds']} rounds." if about["rounds"] else "without a round."]  # fmt: skip
    body = paragraph(" ".join(said), f"At the table: {listed(about['members'], 30)}.")
    terms = of["terms"].assign(issue=of["terms"]["issue"].map(words))
    body += table("Terms: what was agreed, and what was nearest to an agreement",
                  terms[["issue", "position", "nearest", "hardness"]])  # fmt: skip
    if len(of["blocks"]):
        blocks = of["blocks"].assign(reason=of["blocks"]["reason"].map(words))
        body += table("Who blocked it", blocks[["member", "issue", "reason", "shortfall"]])
    declared = of["declared"].assign(issue=of["declared"]["issue"].map(words))
    wide = declared.pivot(index="member", columns="issue", values="position").reset_index()
    body += table("What members declared", wide)
    moves = of["moves"]
    if len(moves):
        wide = moves.assign(issue=moves["issue"].map(lambda of: words(of) if of else "terms"))
        wide = wide.pivot_table(
            index=["round", "step", "member", "kind"], columns="issue", values="position",
            dropna=False, observed=True, sort=False,
        ).dropna(how="all") if wide["position"].notna().any() else wide[["round", "member", "kind"]]  # fmt: skip
        wide = wide.reset_index() if "round" not in wide else wide
        body += details(f"Round by round: {len(wide)} moves", table("Moves", wide.head(200)))
    return body
