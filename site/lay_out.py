"""Lays out what the site is made of, in one folder that Sphinx reads.

The texts stand beside what they describe, each in its place in the tree. `lay_out` copies them to
the same places below the folder, and the pages of `site/`, which have no other home, on top. On the
way every link is resolved: to a page, to a page that shows a folder, or to a file, which comes
along. A link that leads nowhere is a mistake.
"""

import os
import posixpath
import re
from pathlib import Path

TOP = Path(__file__).parents[1]
SITE = TOP / "site"

# What is read as pages. README.md is read through pages of the site that include its parts.
TEXTS = [
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "analysis/README.md",
    "analysis/data/README.md",
    "analysis/notebooks/*.ipynb",
    "benchmarks/README.md",
    "engine/*.md",
    "engine/output/*.md",
    "scenarios/**/*.md",
    "tests/fuzz/README.md",
]
# What notebooks and recipes read, and readers may want to have: copied as it is.
FILES = ["scenarios/**/*.yaml", "scenarios/**/*.csv", "scenarios/**/*.json", "analysis/data/*.csv"]
INSTEAD = {"README.md": "index.md"}  # the page that shows what a text says

_LINK = re.compile(r"(\]\()([^)\s]+)(\))")


def pages() -> dict[Path, str]:
    """Every text of the site, and where it lies below the folder that Sphinx reads."""
    found = {
        path: path.relative_to(TOP).as_posix() for text in TEXTS for path in sorted(TOP.glob(text))
    }
    for path in sorted(SITE.rglob("*.md")):
        if path == SITE / "README.md":  # for those who change the site, not for its readers
            continue
        found[path] = path.relative_to(SITE).as_posix()
    return found


class BrokenLinkError(ValueError):
    """A link of a text leads nowhere."""


class Links:
    """Turns the links of a text into links between pages of the site."""

    def __init__(self, laid: dict[Path, str], made: set[str]) -> None:
        """`made` are the pages and files that no text of the tree stands for, by their places."""
        self.laid, self.made = laid, made
        self.brought: dict[str, bytes] = {}

    def resolve(self, target: str, text: Path) -> str | None:
        """What stands for `target` on the page of `text`; None where there is no page for it."""
        if re.match(r"([a-z]+:|#|<)", target):
            return target
        name, _, anchor = target.partition("#")
        here = self.laid[text]
        made = posixpath.normpath(posixpath.join(posixpath.dirname(here), name))
        if made in self.made:
            place = made
        else:
            aim = (text.parent / name).resolve()
            if aim.is_dir():
                aim = aim / "README.md"
                if not aim.exists():
                    return None
            if not aim.exists() or TOP not in aim.parents:
                raise BrokenLinkError(f"{text.relative_to(TOP)}: nothing at '{target}'")
            if aim.suffix == ".md" and aim not in self.laid:
                return None
            place = self.laid.get(aim) or self._bring(aim)
        place = INSTEAD.get(place, place)
        way = os.path.relpath(place, posixpath.dirname(here) or ".")
        return way + (f"#{anchor}" if anchor else "")

    def _bring(self, file: Path) -> str:
        """Takes a file along that a text links to."""
        place = file.relative_to(TOP).as_posix()
        self.brought[place] = file.read_bytes()
        return place

    def of(self, text: Path) -> str:
        """The text with its links resolved; what stands in fences and code spans stays."""
        lines, fence = [], ""
        for line in text.read_text().splitlines():
            mark = re.match(r"\s*(`{3,}|~{3,})", line)
            if mark and (not fence or line.strip() == fence):
                fence = "" if fence else mark[1]
            elif not fence and not line.startswith("    "):
                line = _LINK.sub(lambda link: self._put(link, text), line)
            lines.append(line)
        joined = "\n".join(lines) + "\n"
        return re.sub(r"\[([^\]]+)\]\(no-page\)", r"\1", joined)

    def _put(self, link: re.Match[str], text: Path) -> str:
        return link[1] + (self.resolve(link[2], text) or "no-page") + link[3]


def _put(copy: Path, content: bytes) -> None:
    """Writes a file, unless it is there as it should be: what is not new is not read anew."""
    if not copy.is_file() or copy.read_bytes() != content:
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)


def lay_out(folder: Path, made: dict[str, str], later: set[str]) -> None:
    """Fills `folder` with all texts, and with the pages `made`, by their places in it.

    `later` are places of files that are drawn later and may be linked to. Raises BrokenLinkError
    for a link that leads to no page, file or such place.
    """
    laid = pages()
    links = Links(laid, later | set(made))
    files = [file for pattern in FILES for file in TOP.glob(pattern)]
    wanted = {file.relative_to(TOP).as_posix(): file.read_bytes() for file in files}
    for text, place in laid.items():
        wanted[place] = links.of(text).encode() if text.suffix == ".md" else text.read_bytes()
    wanted |= {place: text.encode() for place, text in made.items()} | links.brought
    for place, content in wanted.items():
        _put(folder / place, content)
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in wanted.keys() | later:
            path.unlink()
