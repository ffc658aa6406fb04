"""Last touches on built pages, for readers with a keyboard or a screen reader: what Sphinx and its
extensions leave undone. Each may be done again without a change."""

import re
from pathlib import Path

_ID = re.compile(r' id="([^"]+)"')
_PARAMETERS = re.compile(r"<dl>\s*((?:<dd>.*?</dd>\s*)+)</dl>", re.DOTALL)


def finished(page: str) -> str:
    """The page with these touches.

    - What scrolls within the page can be reached by the keyboard.
    - A signature over several lines is no list of definitions without terms.
    - An id stands once: each header opens the namespace anew, and the first has it.
    """
    page = page.replace("<pre>", '<pre tabindex="0">')
    page = re.sub(r'(<div class="table-wrapper[^"]*")>', r'\1 tabindex="0">', page)
    page = re.sub(r'(<div class="output text_html")>', r'\1 tabindex="0">', page)
    page = _PARAMETERS.sub(_in_lines, page)
    seen: set[str] = set()

    def once(found: re.Match[str]) -> str:
        if found[1] in seen:
            return ""
        seen.add(found[1])
        return found[0]

    return _ID.sub(once, page)


def _in_lines(found: re.Match[str]) -> str:
    lines = found[1].replace("<dd>", '<span class="parameter">').replace("</dd>", "</span>")
    return f'<span class="parameters">{lines}</span>'


def finish(folder: Path) -> None:
    """Gives all pages of a folder these touches."""
    for path in folder.rglob("*.html"):
        page = path.read_text()
        done = finished(page)
        if done != page:
            path.write_text(done)
