"""What engine/output/FORMAT.md says of the variables of a result."""

import re
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "engine/output/FORMAT.md").read_text()


def section(title):
    return re.search(rf"^## {title}$(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)[1]


def rows(text):
    """The cells of a table's rows, without its head."""
    cells = [
        [cell.strip() for cell in row.strip("|").split("|")]
        for row in re.findall(r"^\|.*\|$", text, re.MULTILINE)
    ]
    return cells[2:]


def names(cell):
    return re.findall(r"`(\w+)`", cell)


DIMENSIONS = {names(row[0])[0] for row in rows(section("Dimensions and their labels"))}
VARIABLES = {  # name -> (dimensions of the row, its names, unit)
    name: ([dimension.strip() for dimension in row[1].split(",")], names(row[0]), row[2])
    for row in rows(section("Variables"))
    for name in names(row[0])
}
MEANINGS = {  # of the flags whose row lists them
    name: listed[1].split()
    for row in rows(section("Variables"))
    if row[2] == "flag" and (listed := re.match(r"`([a-z_]+(?: [a-z_]+)+)`", row[3]))
    for name in names(row[0])
}
