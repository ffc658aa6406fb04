"""The guide of `scenarios/README.md`: its snippets work, in order, and its reference is current."""

import os
import pathlib
import re
import shlex
import subprocess
import sys

from conftest import TOP

PAGE = (TOP / "scenarios" / "README.md").read_text()


def test_the_guide_works_as_written(tmp_path):
    """YAML and CSV go to the end of mine.yaml, or of the file that their fence names; commands are run as they stand."""
    program = os.environ["PARLEY_PROGRAM"]
    guide = PAGE.split("<!-- reference -->")[0]
    steps = re.findall(r"^```(yaml|csv|sh) ?(\S*)\n(.*?)^```$", guide, re.M | re.S)
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
    assert {"mine.h5", "mine.png", "mine.transcript.txt", "red.h5", "river.h5"} <= {path.name for path in tmp_path.iterdir()}


def test_the_reference_is_what_the_program_prints(parley):
    done = parley("reference")
    assert done.returncode == 0
    assert PAGE.split("<!-- reference -->\n")[1].strip() == done.stdout.strip()


def test_every_link_leads_somewhere():
    headings = {re.sub(r"[^a-z0-9_ -]", "", line.lower()).strip().replace(" ", "-")
                for line in re.findall(r"^#+ (.*)$", PAGE, re.M)}
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        if target.startswith("#"):
            assert target[1:] in headings, target
        else:
            assert (TOP / "scenarios" / target).exists(), target
