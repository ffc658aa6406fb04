"""Every table that is shipped has a descriptor (Frictionless Data Package), and keeps to it."""

import csv
import importlib.util
import json
import re
from datetime import date

import pytest

from conftest import ROOT

FOLDERS = ["scenarios/data", "analysis/data", "analysis/parley_analysis/atlas"]
READ = {
    "string": str,
    "number": float,
    "integer": int,
    "year": lambda text: int(re.fullmatch(r"\d{4}", text)[0]),
    "yearmonth": lambda text: date.fromisoformat(f"{text}-01"),
    "date": date.fromisoformat,
}


def package(folder):
    return json.loads((ROOT / folder / "datapackage.json").read_text())


def mistakes(fields, header, rows):
    """What is wrong with a table, by its fields: an empty list if nothing is."""
    if header != [field["name"] for field in fields]:
        return [f"columns {header}"]
    found, seen = [], {field["name"]: set() for field in fields}
    for number, row in enumerate(rows, 2):
        for field, cell in zip(fields, row, strict=True):
            fault = mistake(field, cell)
            limits = field.get("constraints", {})
            if limits.get("unique") and cell in seen[field["name"]]:
                fault = "twice"
            seen[field["name"]].add(cell)
            if fault:
                found.append(f"line {number}, {field['name']}, '{cell}': {fault}")
    return found


def mistake(field, cell):
    limits = field.get("constraints", {})
    if cell == "":
        return "missing" if limits.get("required") else ""
    try:
        value = READ[field["type"]](cell)
    except (ValueError, TypeError):
        return f"no {field['type']}"
    if "pattern" in limits and not re.fullmatch(limits["pattern"], cell):
        return "another form"
    if "enum" in limits and value not in limits["enum"]:
        return "no such value"
    if "minimum" in limits and not value >= limits["minimum"]:
        return "below the minimum"
    if "maximum" in limits and not value <= limits["maximum"]:
        return "above the maximum"
    return ""


def read(path):
    with path.open(newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_table_is_described_and_nothing_else(folder):
    described = [resource["path"] for resource in package(folder)["resources"]]
    assert described == sorted(path.name for path in (ROOT / folder).glob("*.csv"))


def test_no_other_folder_ships_tables():
    shipped = {
        path.parent.relative_to(ROOT).as_posix()
        for top in ("scenarios", "analysis")
        for path in (ROOT / top).rglob("*.csv")
    }
    assert shipped == set(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS)
def test_tables_keep_to_their_descriptors(folder):
    for resource in package(folder)["resources"]:
        header, rows = read(ROOT / folder / resource["path"])
        assert len(rows) > 5
        assert mistakes(resource["schema"]["fields"], header, rows) == [], resource["path"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_sources_and_columns_are_told(folder):
    described = package(folder)
    assert described["sources"] and described["licenses"]
    for resource in described["resources"]:
        assert resource["title"]
        assert resource.get("sources") or described["sources"]
        for field in resource["schema"]["fields"]:
            assert field["description"] and field["type"] in READ


def test_a_table_that_departs_is_found():
    fields = package("scenarios/data")["resources"][0]["schema"]["fields"]  # agreements
    header = [field["name"] for field in fields]
    assert mistakes(fields, header, [["DEU|POL", "quota", "1927-11", ""]]) == []
    assert mistakes(fields, header[1:], []) != []
    for row in (
        ["DEU POL", "quota", "1927-11", ""],
        ["DEU|POL", "", "1927-11", ""],
        ["DEU|POL", "quota", "1927-13", ""],
        ["DEU|POL", "quota", "1927-11", "soon"],
    ):
        assert len(mistakes(fields, header, [row])) == 1


def test_the_descriptor_of_the_scenarios_is_what_its_script_writes():
    script = ROOT / "scenarios/data/describe.py"
    spec = importlib.util.spec_from_file_location("describe", script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.package() == package("scenarios/data")
