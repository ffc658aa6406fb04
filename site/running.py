"""Runs the lines that a page shows, so that no page shows lines that do not work.

A fence `sh` is a script for bash, in which `parley` is the program and `python` this Python;
`python` a script of it, `r` one of R. A fence of another kind that names a file (`yaml mine.yaml`)
writes it. All are carried out in one folder, in the order of the page.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^```([a-z]+) ?([\w./-]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Step:
    """One fence: its kind, the file that it names or "", its text, and its line in the page."""

    kind: str
    name: str
    text: str
    line: int


def steps(page: Path) -> list[Step]:
    """What a page shows to be run or written, in its order."""
    text = page.read_text()
    return [
        Step(fence[1], fence[2], fence[3], text.count("\n", 0, fence.start()) + 1)
        for fence in _FENCE.finditer(text)
    ]


def can_run(page: Path) -> bool:
    """Whether this machine has what the page's lines need: R where it speaks R."""
    speaks_r = any(step.kind == "r" for step in steps(page))
    return not speaks_r or shutil.which("Rscript") is not None


def carry_out(page: Path, folder: Path, program: Path) -> str:
    """Runs a page's lines in `folder`, with `program` as `parley`; returns what they printed.

    Raises RuntimeError with place and message where one fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    commands = folder / ".commands"
    commands.mkdir(exist_ok=True)
    for name, target in {"parley": program, "python": Path(sys.executable)}.items():
        script = commands / name
        script.write_text(f'#!/bin/sh\nexec "{target}" "$@"\n')
        script.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{commands}:{os.environ['PATH']}",
        "PARLEY_PROGRAM": str(program),
        "MPLBACKEND": "Agg",
    }
    said = []
    for step in steps(page):
        if step.name:
            (folder / step.name).write_text(step.text)
            continue
        call = {
            "sh": ["bash", "-euo", "pipefail", "-c", step.text],
            "python": [sys.executable, "-c", step.text],
            "r": ["Rscript", "-e", step.text],
        }.get(step.kind)
        if call is None:
            continue
        done = subprocess.run(
            call, cwd=folder, env=environment, capture_output=True, text=True, timeout=2400
        )
        if done.returncode != 0:
            raise RuntimeError(f"{page.name}:{step.line}: {done.stderr.strip()}")
        said.append(done.stdout)
    return "".join(said)
