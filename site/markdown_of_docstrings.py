"""Docstrings of the package are Markdown, in which they read well; autodoc takes reStructuredText.

What docstrings use of Markdown is turned into it: code spans, tables, and blocks that stand
indented.
"""

import re


def markdown_to_rst(app, what, name, obj, options, lines: list[str]) -> None:
    """Rewrites `lines` in place; the signature is that of Sphinx's `autodoc-process-docstring`."""
    text = list(lines)
    lines.clear()
    table: list[list[str]] = []
    for line in [*text, ""]:
        if line.startswith("|"):
            table.append([_spans(cell.strip()) for cell in line.strip().strip("|").split(" | ")])
            continue
        if table:
            lines.extend(_list_table(table))
            table = []
        if line.startswith("    "):
            if lines and not lines[-1] and not _in_block(lines):
                lines.extend(["::", ""])
            lines.append(line)
        else:
            lines.append(_spans(line))


def _spans(line: str) -> str:
    line = line.replace("*", r"\*")
    line = re.sub(r"(?<!`)`([^`]+)`(?!`)", lambda span: f"``{span[1]}``".replace(r"\*", "*"), line)
    return re.sub(r"(\w)_(?=\W|$)", r"\1\\_", line) if "``" not in line else line


def _in_block(lines: list[str]) -> bool:
    """Whether the last line with a text is part of an indented block."""
    for line in reversed(lines):
        if line:
            return line.startswith("    ")
    return False


def _list_table(rows: list[list[str]]) -> list[str]:
    head, *rest = [row for row in rows if not set("".join(row)) <= set("-: ")]
    made = ["", ".. list-table::", "   :header-rows: 1", ""]
    for row in [head, *rest]:
        for place, cell in enumerate(row):
            made.append(f"   {'*' if place == 0 else ' '} - {cell}")
    return [*made, ""]
