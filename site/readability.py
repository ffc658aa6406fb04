"""How easy the texts are to read: a line for each page.

    python site/readability.py [--worst N]

| column | what |
| --- | --- |
| words | of running text: no tables, code, headings or links' addresses |
| mean | words a sentence |
| long | per cent of sentences with more than 25 words |
| passive | per cent of sentences with a form of "be" and a participle |
| chains | three nouns or more in a row, as in "decision rule variation", in 1000 words |

The measures are rough and made to compare: a page with its earlier self, and pages with each other.
`--worst N` prints the N longest sentences of each page instead.
"""

import argparse
import re
from dataclasses import dataclass
from pathlib import Path

from lay_out import TOP, pages

LONG = 25
_PARTICIPLE = (
    r"(?:\w+ed|given|taken|made|done|written|drawn|held|kept|left|said|told|found|met|shown|known|seen|put|set"
    r"|read|run|built|sent|lost|paid|bound|sold|chosen|broken|spoken|driven|meant|brought|thought|cut|counted)"
)
_PASSIVE = re.compile(
    rf"\b(?:am|is|are|was|were|be|been|being)\s+(?:\w+ly\s+|not\s+|also\s+|never\s+|only\s+)?{_PARTICIPLE}\b",
    re.IGNORECASE,
)
# Words with these endings are nouns nearly always; so are those of the glossary and of this list.
_ENDINGS = r"[a-z]+(?:tion|sion|ment|ness|ity|ance|ence|ship|ism|age)"
_LISTED = (
    "data file files result results run runs sweep study value values number numbers share shares rule rules model"
    " country people year years month months day test tests page command key row column member members government"
    " labour border visa aid trade treaty text texts minister region world group role roles interest interests"
)


def _chain() -> re.Pattern[str]:
    """Three nouns or more in a row."""
    glossary = (TOP / "engine/README.md").read_text().split("## Glossary")[1].split("\n## ")[0]
    words = re.findall(r"^\| ([a-z]+) \|", glossary, re.MULTILINE) + _LISTED.split()
    noun = rf"(?:{_ENDINGS}|{'|'.join(sorted(words))})s?"
    return re.compile(rf"\b{noun}(?:\s+{noun}){{2,}}\b", re.IGNORECASE)


_CHAIN = _chain()


@dataclass
class Reading:
    """The measures of one text, as the module says."""

    words: int
    sentences: int
    mean: float
    long: float
    passive: float
    chains: float


def running_text(markdown: str) -> str:
    """What a reader reads as sentences: paragraphs and items, one a line."""
    kept, fence = [], ""
    for line in markdown.splitlines():
        mark = re.match(r"\s*(`{3,}|~{3,}|:{3,})", line)
        if mark:
            fence = "" if fence else mark[1]
            kept.append("")
        elif fence or re.match(r"(\||#|<!--|    )", line):
            kept.append("")
        else:
            item = re.match(r"\s*(?:[-*]|\d+\.)\s+", line)
            if item:
                kept.append("")
            kept.append(line[item.end() :] if item else line.strip())
    text = "\n".join(kept)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"`[^`]*`", "x", text)
    text = re.sub(r"[*_]{1,2}(\S[^*_]*?)[*_]{1,2}", r"\1", text)
    return "\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip())


def sentences(markdown: str) -> list[str]:
    """The sentences of a text; what has fewer than three words is none."""
    found = []
    for paragraph in running_text(markdown).splitlines():
        found += re.split(r"(?<=[.!?:;])\s+(?=[A-Z\"(x0-9])", paragraph)
    return [sentence for sentence in found if len(sentence.split()) >= 3]


def read(markdown: str) -> Reading:
    """The measures of a text."""
    found = sentences(markdown)
    counts = [len(sentence.split()) for sentence in found]
    words, number = sum(counts), max(len(found), 1)
    return Reading(
        words=words,
        sentences=len(found),
        mean=words / number,
        long=100 * sum(count > LONG for count in counts) / number,
        passive=100 * sum(bool(_PASSIVE.search(sentence)) for sentence in found) / number,
        chains=1000 * sum(len(_CHAIN.findall(sentence)) for sentence in found) / max(words, 1),
    )


def texts() -> list[Path]:
    return sorted(path for path in pages() if path.suffix == ".md")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--worst", type=int, metavar="N", help="print the N longest sentences")
    parser.add_argument(
        "texts", nargs="*", type=Path, metavar="TEXT.md", help="default: all of the site"
    )
    asked = parser.parse_args()
    row = "{:<50} {:>6} {:>6} {:>6} {:>8} {:>7}"
    if not asked.worst:
        print(row.format("page", "words", "mean", "long", "passive", "chains"))
    for path in asked.texts or texts():
        name = path.resolve().relative_to(TOP) if TOP in path.resolve().parents else path
        text = path.read_text()
        if asked.worst:
            for sentence in sorted(sentences(text), key=lambda one: -len(one.split()))[
                : asked.worst
            ]:
                print(f"{name} ({len(sentence.split())} words): {sentence}")
            continue
        of = read(text)
        if of.sentences:
            print(
                row.format(
                    str(name),
                    of.words,
                    f"{of.mean:.1f}",
                    f"{of.long:.0f} %",
                    f"{of.passive:.0f} %",
                    f"{of.chains:.1f}",
                )
            )


if __name__ == "__main__":
    main()
