"""README.md shows what the program draws, and its numbers are those of the page of results."""

import os
import re
import subprocess

import numpy as np
import pytest
from PIL import Image

from conftest import ROOT
from parley_analysis.command import main

README = (ROOT / "README.md").read_text()
RESULTS = (ROOT / "scenarios/results.md").read_text()
PICTURE = ROOT / "analysis/pictures/agreements.png"
SCENARIO = ROOT / "scenarios/western_mediterranean.yaml"
BLOCK = 12  # pixels over which pictures are compared: letters may differ, colours of cells may not
ALIKE = 0.015  # mean difference of blocks, of 1 between black and white


def difference(first, second):
    """The mean difference of two pictures, block by block, of the size of the first."""
    size = (max(1, first.width // BLOCK), max(1, first.height // BLOCK))
    grids = [
        np.asarray(of.convert("RGB").resize(size, Image.Resampling.BOX)) for of in (first, second)
    ]
    return float(np.abs(np.subtract(*(grid / 255 for grid in grids))).mean())


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """What the program draws of the scenario as written, and of another of its variations."""
    program = os.environ.get("PARLEY_PROGRAM")
    if program is None:
        pytest.skip("PARLEY_PROGRAM names no program")
    folder = tmp_path_factory.mktemp("pictures")
    options = ["--replicates", "10", "--what-if", "baseline", "--what-if", "singly"]
    command = [program, "run", SCENARIO, "-o", folder / "result.h5", *options]
    run = subprocess.run(command, capture_output=True, text=True, timeout=3600)
    assert run.returncode == 0, run.stderr
    found = {}
    for name in ("baseline", "singly"):
        output = folder / f"{name}.png"
        options = ["--what", "agreements", "--what-if", name, "-o", str(output)]
        assert main(["plot", str(folder / "result.h5"), *options]) == 0
        found[name] = Image.open(output)
    return found


def test_the_picture_is_what_the_program_draws(drawn):
    kept = Image.open(PICTURE)
    assert difference(kept, drawn["baseline"]) < ALIKE


def test_a_picture_of_something_else_is_not_alike(drawn):
    kept = Image.open(PICTURE)
    assert difference(kept, drawn["singly"]) > 2 * ALIKE


def test_the_picture_is_small_and_shown():
    assert PICTURE.stat().st_size < 100_000
    assert str(PICTURE.relative_to(ROOT)) in README


def test_findings_have_the_numbers_of_the_page_of_results():
    rows = re.findall(r"^\| What|^\| How many", README, re.MULTILINE)
    findings = [line for line in README.splitlines() if re.match(r"\| (What|How many)", line)]
    assert len(rows) == len(findings) == 3
    for line in findings:
        _, answer, command, _ = (cell.strip() for cell in line.strip("|").split(" | "))
        section = RESULTS[RESULTS.index(command.strip("`")) :].split("\n#")[0]
        for number in re.findall(r"\b\d\.\d+\b", answer):
            assert number in section, f"{number} does not come from {command}"
