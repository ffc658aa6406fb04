"""The table of patterns: rows, and their forms as text, JSON and HTML."""

import html
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Row:
    """One number of one pattern.

    `model` has the ends `low` and `high` of its 95 % interval, over replicates or by bootstrap over
    cases as `over` says. `least` and `most` are the ends of the goal. `rival` is the simple
    statistic that the model has to beat, `fitted` what was fitted to which part of the record.
    Numbers that there are not are NaN.
    """

    pattern: str
    what: str
    model: float
    low: float
    high: float
    record: float = math.nan
    rival: float = math.nan
    rival_name: str = ""
    least: float = -math.inf
    most: float = math.inf
    over: str = ""
    fitted: str = ""

    @property
    def verdict(self) -> str:
        """`meets` or `fails` the goal where the whole interval does, `perhaps` where it is on both
        sides; `unknown` without a number."""
        if math.isnan(self.model):
            return "unknown"
        low = self.model if math.isnan(self.low) else self.low
        high = self.model if math.isnan(self.high) else self.high
        if low >= self.least and high <= self.most:
            return "meets"
        return "fails" if high < self.least or low > self.most else "perhaps"

    @property
    def goal(self) -> str:
        """The goal in words: `at least 0.64`, `154 to 260`."""
        if math.isinf(self.most):
            return "" if math.isinf(self.least) else f"at least {self.least:.3g}"
        if math.isinf(self.least):
            return f"at most {self.most:.3g}"
        return f"{self.least:.3g} to {self.most:.3g}"


HEADINGS = ("", "pattern", "record", "rival", "model", "95 %", "goal", "")


def _cells(row: Row) -> list[str]:
    rival = f"{_number(row.rival)} {row.rival_name}".strip()
    interval = "" if math.isnan(row.low) else f"{_number(row.low)} to {_number(row.high)}"
    return [
        *(row.pattern, row.what, _number(row.record), rival, _number(row.model), interval),
        *(row.goal, row.verdict),
    ]


def as_text(rows: Sequence[Row]) -> str:
    """Columns side by side; below them what intervals are over and what was fitted."""
    table = [list(HEADINGS), *(_cells(row) for row in rows)]
    wide = [max(len(cells[k]) for cells in table) for k in range(len(HEADINGS))]
    lines = [
        "  ".join(cell.ljust(wide[k]) for k, cell in enumerate(cells)).rstrip() for cells in table
    ]
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join([*lines, "", *_notes(rows)]) + "\n"


def _notes(rows: Sequence[Row]) -> list[str]:
    notes = [
        "Intervals are 95 %: "
        + "; ".join(dict.fromkeys(f"{r.pattern} over {r.over}" for r in rows if r.over))
        + "."
    ]
    notes += dict.fromkeys(f"{row.pattern}: {row.fitted}." for row in rows if row.fitted)
    return notes


def as_json(rows: Sequence[Row]) -> str:
    """A list of objects; numbers that there are not, or that have no end, are null."""
    listed = []
    for row in rows:
        values = {
            key: None if isinstance(value, float) and not math.isfinite(value) else value
            for key, value in asdict(row).items()
        }
        listed.append(values | {"verdict": row.verdict})
    return json.dumps(listed, indent=2) + "\n"


STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:70em;margin:2em auto;padding:0 1em}
table{border-collapse:collapse}td,th{padding:.3em .7em;text-align:left;border-bottom:1px solid #8884}
.fails{color:#d55e00}.meets{color:#009e73}@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}}"""


def as_html(rows: Sequence[Row]) -> str:
    """A page that needs nothing beside itself."""
    head = "".join(f"<th>{html.escape(heading)}</th>" for heading in HEADINGS)
    lines = []
    for row in rows:
        cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in _cells(row)[:-1])
        lines.append(f'<tr>{cells}<td class="{row.verdict}">{row.verdict}</td></tr>')
    notes = "".join(f"<p>{html.escape(note)}</p>" for note in _notes(rows))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>How good is Parley?</title>'
        f"<style>{STYLE}</style></head><body><h1>How good is Parley?</h1>"
        "<p>Patterns of the record, the simple statistic to beat, and the model.</p>"
        f'<div style="overflow-x:auto"><table><tr>{head}</tr>{"".join(lines)}</table></div>{notes}</body></html>\n'
    )


def _number(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.3g}"
