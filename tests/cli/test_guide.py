"""The pages beside the scenarios: the guide's snippets work, in order, the reference is current,
links lead somewhere."""

import os
import re
import shlex
import subprocess
import sys

import pytest

from conftest import TOP

FOLDER = TOP / "scenarios"
GUIDE = (FOLDER / "README.md").read_text()
REFERENCE = (FOLDER / "reference.md").read_text()


def test_the_guide_works_as_written(tmp_path):
    """YAML and CSV go to the end of mine.yaml, or of the file that their fence names; commands are
    run as they stand."""
    program = os.environ["PARLEY_PROGRAM"]
    steps = re.findall(r"^```(yaml|csv|sh) ?(\S*)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert [kind for kind, _, _ in steps].count("sh") >= 6
    for kind, name, text in steps:
        if kind != "sh":
            with (tmp_path / (name or "mine.yaml")).open("a") as file:
                file.write(text)
            continue
        for line in text.splitlines():
            words = shlex.split(line)
            words[0] = {"parley": program, "python": sys.executable}[words[0]]
            done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True)
            assert done.returncode == 0, f"{line}\n{done.stderr}"
    assert {"mine.h5", "mine.png", "mine.transcript.txt", "red.h5", "river.h5"} <= {
        path.name for path in tmp_path.iterdir()
    }


def test_the_reference_is_what_the_program_prints(parley):
    done = parley("reference")
    assert done.returncode == 0
    assert REFERENCE.split("<!-- reference -->\n")[1].strip() == done.stdout.strip()


def headings(page):
    """The anchors of a page, as GitHub makes them of its headings."""
    return {
        re.sub(r"[^a-z0-9_ -]", "", line.lower()).strip().replace(" ", "-")
        for line in re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE)
    }


@pytest.mark.parametrize(
    "page",
    [TOP / "README.md", *sorted(FOLDER.glob("*.md"))],
    ids=lambda page: str(page.relative_to(TOP)),
)
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text()):
        path, _, anchor = target.partition("#")
        aim = (page.parent / path) if path else page
        assert aim.exists(), target
        if anchor:
            assert anchor in headings(aim), target
