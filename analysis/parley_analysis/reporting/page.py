"""The parts of a page: headings, tables, figures, and the page that holds them."""

import base64
import io
import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any, NamedTuple

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parley_analysis import figures

# Neither scripts nor anything from elsewhere, whatever a scenario's text may hold.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

LARGEST_SVG = 400_000  # bytes
MOST_PIXELS = 1500  # across a picture in dots
PIXELS_AN_INCH = 108  # of a figure, on a screen with room for it
NARROW_SCREEN = 640  # pixels, up to which the page shows figures for telephones

STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1a1a1a; --grey: #595959; --line: #d9d9d9; --pale: #f6f6f4;
  --accent: #0072b2; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #1f1f1f; --ink: #ececec; --grey: #b4b4b4; --line: #4a4a4a; --pale: #2a2a2a; --accent: #6cb8ea; }
  picture img { filter: invert(0.88) hue-rotate(180deg); }  /* light and dark change, colours stay */
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 66rem; padding: 1.5rem 1.25rem 4rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.55 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.3rem; margin: 2.6rem 0 .6rem; padding-top: .8rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
p { max-width: 46rem; margin: .5rem 0; }
.facts, figcaption, .note { color: var(--grey); font-size: .92rem; }
nav { margin: 1rem 0 0; font-size: .92rem; }
nav a { color: var(--accent); margin-right: 1rem; display: inline-block; }
figure { margin: 1.4rem 0; }
.wide { overflow-x: auto; }
.wide + .wide, p + .wide, .wide + details { margin-top: 1.4rem; }
picture img { display: block; max-width: 100%; height: auto; }
.finding { font-size: 1.15rem; line-height: 1.5; }
figcaption { max-width: 46rem; }
table { border-collapse: collapse; font-size: .88rem; line-height: 1.35; min-width: 50%; overflow-wrap: normal; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { padding: .32rem .7rem .32rem 0; border-bottom: 1px solid var(--line); vertical-align: top; text-align: left; }
thead th { border-bottom: 1.5px solid var(--ink); }
th { font-weight: 600; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td { max-width: 26rem; }
details { margin: .6rem 0; }
summary { cursor: pointer; color: var(--accent); }
pre { background: var(--pale); padding: .8rem; overflow-x: auto; font-size: .8rem; line-height: 1.4;
  overflow-wrap: normal; }
code { font-size: .86em; }
@media (max-width: 640px) { body { padding: 1rem .75rem 3rem; } picture img { width: 100%; } h1 { font-size: 1.5rem; } }
@media print { picture img { filter: none; } }
@media print { body { max-width: none; padding: 0; } nav { display: none; } figure, table { break-inside: avoid; }
  .wide { overflow: visible; } }
"""

LONG = 40  # rows of a table


class Section(NamedTuple):
    """A heading and what stands below it, as HTML."""

    title: str
    body: str


def page_of(title: str, head: str, sections: Sequence[Section]) -> str:
    """The whole page. Every tag is closed, so that it is well-formed XML as well."""
    links = "".join(f'<a href="#{_anchor(of.title)}">{escape(of.title)}</a>' for of in sections)
    body = "".join(
        f'<section id="{_anchor(of.title)}"><h2>{escape(of.title)}</h2>{of.body}</section>\n'
        for of in sections
    )
    return (
        '<!DOCTYPE html>\n<html lang="en" xmlns="http://www.w3.org/1999/xhtml">\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<header><h1>{text(title)}</h1>{head}<nav>{links}</nav></header>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def text(value: Any) -> str:
    """Any value as text that is safe in HTML; characters that XML knows none of are left out."""
    return escape(re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", str(value)))


def paragraph(*sentences: str, kind: str = "") -> str:
    said = " ".join(text(sentence) for sentence in sentences if sentence)
    return f'<p class="{kind}">{said}</p>' if kind and said else f"<p>{said}</p>" if said else ""


def figure(draw: Callable[[], Axes | Figure], caption: str, finding: str = "") -> str:
    """What `draw` draws, for a screen and for a telephone, of which the page shows one, as SVG or,
    where that would be large, PNG within the page; the finding stands below it, before the caption,
    and is told to those who cannot see it."""
    wide, title, width = _drawn(draw, narrow=False)
    slim, _, slim_width = _drawn(draw, narrow=True)
    said = " ".join(filter(None, (finding, caption)))
    return (
        f'<figure><picture><source media="(max-width: {NARROW_SCREEN}px)" width="{slim_width}" srcset="{slim}"/>'
        f'<img width="{width}" alt="{text(f"{title}. {said}")}" src="{wide}"/></picture>'
        f"<figcaption>{f'<b>{text(finding)}</b> ' if finding else ''}{text(caption)}</figcaption></figure>\n"
    )


def _drawn(draw: Callable[[], Axes | Figure], *, narrow: bool) -> tuple[str, str, int]:
    """The address of the picture, its title, and its width in pixels of a page."""
    with figures.narrow(narrow):
        drawing = draw()
    if isinstance(drawing, Figure):
        drawn, title = drawing, drawing.texts[0].get_text() if drawing.texts else ""
    else:
        drawn, title = drawing.figure, drawing.get_title(loc="left")
    width = round(drawn.get_figwidth() * PIXELS_AN_INCH)
    data, kind = _saved(drawn, "svg"), "svg+xml"
    if len(data) > LARGEST_SVG:  # so many lines are better told in dots
        data, kind = _saved(drawn, "png"), "png"
    plt.close(drawn)
    address = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
    return address, " ".join(title.split()), width


def _saved(drawn: Figure, kind: str) -> bytes:
    """The figure as a file, in which nothing tells when or by what it was drawn."""
    buffer = io.BytesIO()
    about = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
    dots = min(160.0, MOST_PIXELS / drawn.get_figwidth())
    drawn.savefig(buffer, format=kind, metadata=about, dpi=dots)
    return buffer.getvalue()


def table(
    caption: str,
    rows: pd.DataFrame,
    *,
    formats: dict[str, str] | None = None,
    right: Sequence[str] = (),
) -> str:
    """A table; numbers stand on the right, by `formats` (of `format`) or with three digits after
    the point, and so do the columns in `right`."""
    formats = formats or {}
    numeric = [pd.api.types.is_numeric_dtype(rows[name]) or name in right for name in rows]
    kinds = [' class="number"' if number else "" for number in numeric]
    head = "".join(
        f"<th{kind}>{text(name)}</th>" for name, kind in zip(rows.columns, kinds, strict=True)
    )
    lines = "".join(
        "<tr>" + "".join(
            f"<td{kind}>{_cell(value, formats.get(name))}</td>"
            for name, value, kind in zip(rows.columns, row, kinds, strict=True)
        ) + "</tr>\n"
        for row in rows.itertuples(index=False)
    )  # fmt: skip
    return (
        f'<div class="wide"><table><caption>{text(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>\n"
    )


def details(summary: str, body: str) -> str:
    """What is shown when asked for."""
    return f"<details><summary>{text(summary)}</summary>{body}</details>\n"


def listed(names: Iterable[str], most: int = 12) -> str:
    """Names in a row; of many, the first and how many more."""
    names = list(names)
    more = f" and {len(names) - most} more" if len(names) > most + 1 else ""
    return ", ".join(names[:most] if more else names) + more


def _cell(value: Any, how: str | None) -> str:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    if how is not None:
        return text(format(value, how))
    return text(format(value, ".3f") if isinstance(value, float | np.floating) else value)


def _anchor(title: str) -> str:
    return re.sub(r"\W+", "-", title.lower()).strip("-")


def folded(found: str, rows: int, what: str) -> str:
    """A table, shown at once unless it is long."""
    return found if rows <= LONG else details(f"Table of {rows} {what}", found)
