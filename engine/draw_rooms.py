"""Draws the rooms of the engine and who includes from whom: `python engine/draw_rooms.py` writes
`engine/rooms.svg`, which `engine/ARCHITECTURE.md` shows.

Arrows are those of the `#include` lines; an arrow that follows from others is left out. What stands
in a box is the table of rooms in `engine/ARCHITECTURE.md`.
"""

import itertools
import re
from html import escape
from pathlib import Path

ENGINE = Path(__file__).parent

BOX, GAP, DUMMY = 228, 28, 24  # widths: a room, what lies between two, an arrow that passes by
HEIGHT, STEP = 62, 94  # of a box, and from a layer to the next
WIDTH = 800

# Boxes bring their own ground, and arrows stand out from white and black: one picture for both.
STYLE = """text { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; text-anchor: middle; }
.room rect { fill: #e6eef8; stroke: #4a73a8; stroke-width: 1.5; }
.room .name { fill: #14253d; font-size: 16px; font-weight: 600; }
.room .word { fill: #2b3f5c; font-size: 12.5px; }
.room .door { fill: #8a4b00; font-size: 12px; }
.arrow { fill: none; stroke: #7f8a99; stroke-width: 1.8; }
.head { fill: #7f8a99; }"""


def rooms(page):
    """Room -> what it is in a word, and what stays behind its door, from the table of the page."""
    rows = re.findall(r"^\| `(\w+)` \|([^|]*)\|([^|]*)\|", page, re.MULTILINE)
    return {name: (word.strip(), door.strip()) for name, word, door in rows}


def arrows(engine, names):
    """Pairs (from, to) of rooms that includes connect, without those that follow from others."""
    found = set()
    for path in [*engine.rglob("*.hpp"), *engine.rglob("*.cpp")]:
        room = path.relative_to(engine).parts[0]
        for target in re.findall(r'^#include "(\w+)/', path.read_text(), re.MULTILINE):
            if target != room:
                found.add((room, target))
    unknown = {room for arrow in found for room in arrow} - set(names)
    if unknown:
        raise SystemExit(f"no row in the table of rooms: {', '.join(sorted(unknown))}")

    def reaches(start, end):
        return any(a == start and (b == end or reaches(b, end)) for a, b in found)

    return sorted(
        (a, b) for a, b in found if not any(x == a and y != b and reaches(y, b) for x, y in found)
    )


def layers(names, edges):
    """Room -> its layer, 0 at the top: each room below the lowest of those that include it."""
    level = {}

    def place(room):
        if room not in level:
            level[room] = max((place(a) + 1 for a, b in edges if b == room), default=0)
        return level[room]

    for name in names:
        place(name)
    return level


def ordered(level, edges):
    """The layers as lists of places, rooms or passing arrows, in the order with fewest crossings,
    and the paths of the arrows through them."""
    rows = [
        sorted(name for name in level if level[name] == n) for n in range(max(level.values()) + 1)
    ]
    paths = []
    for a, b in edges:
        passed = [f"{a} {b} {n}" for n in range(level[a] + 1, level[b])]
        for n, place in enumerate(passed, level[a] + 1):
            rows[n].append(place)
        paths.append([a, *passed, b])
    steps = [step for path in paths for step in itertools.pairwise(path)]

    def disorder():
        at = {place: n - len(row) / 2 for row in rows for n, place in enumerate(row)}
        crossings = sum(
            (at[a] - at[c]) * (at[b] - at[d]) < 0
            for (a, b), (c, d) in itertools.combinations(steps, 2)
        )
        return crossings, sum((at[a] - at[b]) ** 2 for a, b in steps)

    for _ in range(4):
        for n in range(len(rows)):
            tried = []
            for row in itertools.permutations(sorted(rows[n])):
                rows[n] = list(row)
                tried.append((disorder(), rows[n]))
            rows[n] = min(tried)[1]
    return rows, paths


def draw(table, edges):
    """The picture, as SVG."""
    level = layers(table, edges)
    rows, paths = ordered(level, edges)
    centre = {}
    for n, row in enumerate(rows):
        widths = [BOX if place in table else DUMMY for place in row]
        x = (WIDTH - sum(widths) - GAP * (len(row) - 1)) / 2
        for place, width in zip(row, widths, strict=True):
            centre[place] = (x + width / 2, 8 + n * STEP)
            x += width + GAP

    lines = []
    for path in paths:
        x, y = centre[path[0]][0], centre[path[0]][1] + HEIGHT
        curve = f"M{x:.0f},{y:.0f}"
        for number, place in enumerate(path[1:], 1):
            to, top = centre[place]
            end = top - (7 if number + 1 == len(path) else 0)
            middle = (y + end) / 2
            curve += f" C{x:.0f},{middle:.0f} {to:.0f},{middle:.0f} {to:.0f},{end:.0f}"
            x, y = to, end
            if number + 1 < len(path):
                y = top + HEIGHT
                curve += f" L{x:.0f},{y:.0f}"
        lines.append(f'<path class="arrow" marker-end="url(#head)" d="{curve}"/>')
    for room, (word, door) in table.items():
        x, y = centre[room]
        texts = [
            ("name", room),
            ("word", word),
            *([("door", f"alone sees {door}")] if door else []),
        ]
        first = y + HEIGHT / 2 + 5 - 8 * (len(texts) - 1)
        lines.append(
            f'<g class="room"><rect x="{x - BOX / 2:.0f}" y="{y:.0f}" width="{BOX}"'
            f' height="{HEIGHT}" rx="7"/>'
        )
        for n, (kind, text) in enumerate(texts):
            lines.append(
                f'<text class="{kind}" x="{x:.0f}" y="{first + 17 * n:.0f}">{escape(text)}</text>'
            )
        lines.append("</g>")
    height = 16 + STEP * (len(rows) - 1) + HEIGHT
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
            f' width="{WIDTH}" height="{height}" role="img">',
            "<title>The rooms of the engine; an arrow leads to a room that is included from</title>",
            f"<style>\n{STYLE}\n</style>",
            '<defs><marker id="head" markerWidth="9" markerHeight="9" refX="2" refY="4.5" orient="auto"'
            ' markerUnits="userSpaceOnUse"><path class="head" d="M0,0 L9,4.5 L0,9 z"/></marker></defs>',
            *lines,
            "</svg>\n",
        ]
    )


def picture(engine=ENGINE):
    table = rooms((engine / "ARCHITECTURE.md").read_text())
    return draw(table, arrows(engine, table))


if __name__ == "__main__":
    (ENGINE / "rooms.svg").write_text(picture())
