"""What archives read of Parley says the same everywhere: version, licence, names."""

import json
import re
import tomllib

from ruamel.yaml import YAML

from conftest import ROOT

CITATION = YAML(typ="safe").load(ROOT / "CITATION.cff")
CODEMETA = json.loads((ROOT / "codemeta.json").read_text())


def project():
    """The package's own table, wherever its pyproject.toml lies."""
    for folder in (ROOT, ROOT / "analysis"):
        path = folder / "pyproject.toml"
        if path.exists() and "project" in (read := tomllib.loads(path.read_text())):
            return read["project"]
    raise FileNotFoundError("no pyproject.toml with a table [project]")


def test_one_version():
    program = re.search(r"VERSION (\d+\.\d+\.\d+)", (ROOT / "CMakeLists.txt").read_text())[1]
    assert project()["version"] == program
    assert str(CITATION["version"]) == program
    assert CODEMETA["version"] == program
    assert re.search(
        rf"^## {re.escape(program)}\b", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE
    )


def test_one_licence():
    assert CITATION["license"] == project()["license"] == "Apache-2.0"
    assert CODEMETA["license"] == "https://spdx.org/licenses/Apache-2.0"


def test_what_archives_ask_for():
    """The keys that the Citation File Format 1.2.0 requires, and those that archives show."""
    assert CITATION["cff-version"] == "1.2.0"
    for key in ("message", "title", "authors", "abstract", "keywords", "type"):
        assert CITATION[key], key
    assert CODEMETA["@context"] == "https://w3id.org/codemeta/3.0"
    assert CODEMETA["@type"] == "SoftwareSourceCode"
    for key in ("name", "description", "author", "keywords", "programmingLanguage"):
        assert CODEMETA[key], key
    assert CODEMETA["keywords"] == CITATION["keywords"]
    assert [one["name"] for one in CODEMETA["author"]] == [
        one["name"] for one in CITATION["authors"]
    ]


def test_texts_that_metadata_name_are_there():
    for key in ("readme", "buildInstructions"):
        assert (ROOT / CODEMETA[key]).is_file()
