"""Checks the links of built pages: each inside leads to a file and, with a #, to a place in it;
and no page takes anything from another address."""

import urllib.parse
from html.parser import HTMLParser
from pathlib import Path

# What a browser fetches by itself, and by which attribute; links to follow are not here.
FETCHED = {
    ("img", "src"),
    ("img", "srcset"),
    ("script", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("audio", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("link", "href"),
}


class Page(HTMLParser):
    """The anchors of a page, where it links to, and what it fetches."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(path.read_text())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if value is None:
                continue
            if name == "id" or (tag == "a" and name == "name"):
                self.ids.add(value)
            if tag == "a" and name == "href":
                self.links.append(value)
            if (tag, name) in FETCHED:
                self.fetched.append(value)


def _is_outside(target: str) -> bool:
    parts = urllib.parse.urlsplit(target)
    return bool(parts.netloc) or parts.scheme not in ("", "data")


def broken_links(folder: Path) -> list[str]:
    """What is wrong with the links of the pages in `folder`, a line each; empty if nothing is."""
    pages = {path.resolve(): Page(path) for path in sorted(folder.rglob("*.html"))}
    found = []
    for path, page in pages.items():
        here = path.relative_to(folder.resolve())
        found += [f"{here}: fetches {target}" for target in page.fetched if _is_outside(target)]
        inside = [target for target in page.links + page.fetched if not _is_outside(target)]
        for target in inside:
            if target.startswith("data:"):
                continue
            name, _, anchor = target.partition("#")
            name = urllib.parse.unquote(name.partition("?")[0])
            aim = (path.parent / name).resolve() if name else path
            if not aim.is_file():
                found.append(f"{here}: no file for {target}")
            elif anchor and aim in pages and urllib.parse.unquote(anchor) not in pages[aim].ids:
                found.append(f"{here}: no place for {target}")
    return found
