"""What `parley run`, its CSV tables, the report, the figures and the Python package say of one
result."""

import csv
import itertools
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import xarray as xr

import parley_analysis as pa

Rows = list[dict[str, str]]

SECTIONS = {  # of the text: how each begins
    "agreed": "What was agreed, and where",
    "open": "What was never settled",
    "policies": "What policies became of it",
    "near": "How near the tables came",
    "money": "What money could have opened",
    "talks": "What came of talks",
    "far": "How far it went",
    "good": "Whether it was to the good",
    "managed": "How well movement was managed",
    "changes": "What the what-ifs change",
}
CAPTIONS = {  # of the report: how each table's begins
    "agreed": "Tables and agreements by forum and issue",
    "near": "How near the tables came",
    "money": "What it would have taken",
    "far": "How far it went by the end",
    "changes": "What each what-if changes",
    "influence": "Influence and satisfaction",
    "outcomes": "Outcomes over all runs",
}


@dataclass
class Told:
    """All that is said of one result."""

    text: str
    result: xr.Dataset
    sheets: dict[str, pd.DataFrame]
    page: str
    figures: dict[str, list[str]]
    forums: str = ""  # how `parley check` counts the forums
    sections: dict[str, Rows] = field(default_factory=dict)
    tables: dict[str, Rows] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sections = sections_of(self.text)
        self.tables = tables_of(self.page)


def sections_of(text: str) -> dict[str, Rows]:
    """The tables of a text of `parley run`, by the names of SECTIONS, a mapping a row."""
    blocks = text.split("\n\n")
    found = {}
    for name, beginning in SECTIONS.items():
        for heading, body in itertools.pairwise(blocks):
            if heading.lstrip("\n").startswith(beginning) and "\n" in body:
                found[name] = _rows(body.splitlines())
    return found


def _rows(lines: list[str]) -> Rows:
    """A table in columns, between which two blanks or more stand in every line."""
    width = max(map(len, lines))
    lines = [line.ljust(width) for line in lines]
    blank = [all(line[at] == " " for line in lines) for at in range(width)] + [True] * 2
    begins = [
        at
        for at in range(1, width)
        if not blank[at] and (at < 2 or (blank[at - 1] and blank[at - 2]))
    ]
    spans = list(zip(begins, [*begins[1:], width], strict=True))
    titles = [lines[0][begin:end].strip() for begin, end in spans]
    rows: Rows = []
    for line in lines[1:]:
        row = dict(zip(titles, (line[begin:end].strip() for begin, end in spans), strict=True))
        for title in ("forum", "level"):  # told once for all of its rows
            if title in row and not row[title] and rows:
                row[title] = rows[-1][title]
        rows.append(row)
    return rows


def tables_of(page: str) -> dict[str, Rows]:
    """The tables of a report, by the names of CAPTIONS."""
    root = ET.fromstring(page.split("\n", 1)[1])
    space = {"h": "http://www.w3.org/1999/xhtml"}
    found: dict[str, Rows] = {}
    for table in root.iterfind(".//h:table", space):
        caption = "".join(table.find("h:caption", space).itertext())
        titles = ["".join(of.itertext()) for of in table.iterfind(".//h:th", space)]
        rows = [
            dict(
                zip(
                    titles,
                    ("".join(of.itertext()) for of in row.iterfind("h:td", space)),
                    strict=True,
                )
            )
            for row in table.iterfind("h:tbody/h:tr", space)
        ]
        for name, beginning in CAPTIONS.items():
            if caption.startswith(beginning):
                found.setdefault(name, []).extend(rows)
    return found


def sheet_of(path: Path) -> pd.DataFrame:
    """A table that `parley export` has written; only an empty field is a missing value."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    frame = pd.DataFrame(rows)
    for name in frame:
        numbers = pd.to_numeric(frame[name].replace("", np.nan), errors="coerce")
        if (numbers.notna() | (frame[name] == "")).all():
            frame[name] = numbers
    return frame


def texts_of(axes: plt.Axes) -> list[str]:
    """Every text that a figure writes."""
    axes.figure.canvas.draw()
    found = [text.get_text() for text in axes.figure.findobj(plt.Text) if text.get_visible()]
    plt.close(axes.figure)
    return [" ".join(text.split()) for text in found if text.strip()]


class Differences:
    """Collects what does not agree."""

    def __init__(self, about: str):
        self.about = about
        self.found: list[str] = []

    def same(self, what: str, one: object, other: object) -> None:
        if (
            isinstance(one, float)
            and isinstance(other, float)
            and np.isnan(one)
            and np.isnan(other)
        ):
            return
        if one != other:
            self.found.append(f"{self.about}, {what}: {one!r} and {other!r}")


def told_first(told: Told) -> str:
    """The variation that is told in full."""
    return str(told.result.what_if.values[0])


def is_recorded(told: Told, forum: str) -> bool:
    """Does the result keep sessions of the forum?"""
    held = told.result.session_forum
    if held.size == 0:
        return False
    return forum in set(pa.decode_flags(held).values.tolist())


def all_recorded(told: Told) -> bool:
    return int(told.result.sessions_held.sum()) == told.result.sizes["session"]


def agreed_on(told: Told) -> pd.DataFrame:
    """Issues of recorded agreements, with forum, time, position and movement."""
    runs = pa.select_what_if(told.result)
    held = pa.sessions(runs)
    on_issues = pa.terms(runs).join(held, on="session")
    return on_issues[on_issues["movement"].notna()]
