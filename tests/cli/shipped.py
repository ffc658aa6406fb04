"""Where the scenarios that come with Parley are, and what their page of results tells."""

import re

from ruamel.yaml import YAML

from conftest import TOP

FOLDER = TOP / "scenarios"
KIND = {"soft": 0, "hard": 1, "linkage": 2}


def load(path):
    return YAML(typ="safe").load(path.read_text())


def section(name):
    """The part of the page of results from the command of a scenario to the next heading."""
    page = (FOLDER / "results.md").read_text()
    page = page[page.index(f"    parley run {name}.yaml --replicates 20\n") :]
    return re.split(r"\n#+ ", page)[0]
