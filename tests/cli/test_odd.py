"""The model as `engine/ODD.md` writes it down: its table of parameters and the defaults in its text
are those of the program."""

import collections
import json
import re

import pytest

from conftest import TOP

TEXT, TABLE = (TOP / "engine" / "ODD.md").read_text().split("<!-- parameters -->\n")
DEFAULTS = re.findall(r"`([\w.\[\]<>]+)`\s\(default\s+([^,;:)]+)", TEXT)


@pytest.fixture
def rows(parley):
    """Defaults by path: protocols may have a parameter of the same name."""
    found = collections.defaultdict(set)
    for line in parley("reference", "--parameters").stdout.splitlines()[2:]:
        keys, *_, default = line.strip("| ").split(" | ")
        for key in re.findall(r"`([^`]+)`", keys):
            found[key].add(default)
    return found


def test_the_table_is_what_the_program_prints(parley):
    done = parley("reference", "--parameters")
    assert done.returncode == 0
    assert TABLE.strip() == done.stdout.strip()


def numbers_of(schema, path=""):
    """The paths of all numbers of a schema, with * for ids."""
    for key in ("anyOf", "oneOf"):
        for alternative in schema.get(key, []):
            yield from numbers_of(alternative, path)
    if schema.get("type") in ("number", "integer"):
        yield path
    for name, inner in schema.get("properties", {}).items():
        yield from numbers_of(inner, f"{path}.{name}".lstrip("."))
    if isinstance(schema.get("additionalProperties"), dict):
        yield from numbers_of(schema["additionalProperties"], f"{path}.*")
    if "items" in schema:
        yield from numbers_of(schema["items"], f"{path}[]")


def test_no_number_of_the_schema_is_missing(parley, rows):
    bare = {re.sub(r"<\w+>", "*", key) for key in rows}
    seen = 0
    for path in numbers_of(json.loads(parley("schema").stdout)):
        if path != "parley":
            one_for_all = re.sub(
                r"(red_line|national_status_quo|position)\.\*$|(dirichlet)\[\]$", r"\1\2", path
            )
            assert one_for_all in bare, path
            seen += 1
    assert seen > 80


def test_defaults_in_the_text_are_those_of_the_program(rows):
    """`key` (default x), the key with as much of its path as tells it from others."""
    assert len(DEFAULTS) > 30
    for key, quoted in DEFAULTS:
        defaults = set().union(
            *(found for path, found in rows.items() if path == key or path.endswith("." + key))
        )
        quoted = " ".join(quoted.removesuffix(" each").split())
        assert quoted in defaults, f"{key}: {quoted}, not {defaults}"


def test_every_link_and_path_leads_somewhere():
    for target in re.findall(r"\]\((?!#)([^)#]+)", TEXT):
        assert (TOP / "engine" / target).exists(), target
    for path in re.findall(r"`([\w/]+\.(?:hpp|cpp|py|md|yaml))`", TEXT):
        assert (TOP / path).exists() or (TOP / "engine" / path).exists(), path
