"""What the page on the statement says of each of its claims is what the scenarios show."""

import collections
import re

import numpy
import pytest

from shipped import FOLDER, load

PAGE = (FOLDER / "statement.md").read_text()
ROW = re.compile(
    r"^\| (?P<claim>[^|]+) \| `(?P<scenario>\w+)` \| `(?P<what_if>[\w]+)` "
    r"\| (?P<measure>\w+)(?P<mean>, all years)? \| (?P<before>[-\d.]+) \| (?P<after>[-\d.]+) \|$",
    re.MULTILINE,
)
ROWS = [row.groupdict() for row in ROW.finditer(PAGE)]
ISSUE = re.compile(
    r"^\| [^|]+ \| `(?P<issue>\w+)` \| `(?P<scenario>\w+)` \| (?P<pairs>\d+|-) \| (?P<forums>\d+) "
    r"\| (?P<net>[-+.\d]+) \|$",
    re.MULTILINE,
)
ISSUES = [row.groupdict() for row in ISSUE.finditer(PAGE)]
BY_SCENARIO = collections.defaultdict(list)
for row in ROWS:
    BY_SCENARIO[row["scenario"]].append(row)


def measured(result, what_if, measure, mean):
    """Over 20 replicates, at the end or over all years; over states the mean, by weighting that of
    states alike."""
    of = result.isel(run=numpy.flatnonzero(result.what_if == what_if))[measure]
    of = of if mean else of.isel(time=-1)
    return float((of.sel(weighting="equal") if "weighting" in of.dims else of).mean())


@pytest.mark.parametrize("scenario", sorted(BY_SCENARIO))
def test_the_page_has_what_the_scenarios_show(run, scenario):
    rows = BY_SCENARIO[scenario]
    chosen = [f"--what-if={name}" for name in dict.fromkeys(row["what_if"] for row in rows)]
    path = FOLDER / f"{scenario}.yaml"
    with run(path, "--replicates", "20", "--what-if=baseline", *chosen) as result:
        for row in rows:
            for what_if, told in (("baseline", row["before"]), (row["what_if"], row["after"])):
                found = measured(result, what_if, row["measure"], row["mean"])
                assert float(told) == pytest.approx(found, abs=0.00051), (row["claim"], what_if)


@pytest.mark.parametrize("scenario", sorted({row["scenario"] for row in ISSUES}))
def test_the_page_has_where_issues_are_settled(run, scenario):
    with run(FOLDER / f"{scenario}.yaml", "--replicates", "20", "--what-if=baseline") as result:
        for row in [row for row in ISSUES if row["scenario"] == scenario]:
            settled = (result.agreements.sum("time") > 0).sel(issue=row["issue"])
            if row["pairs"] != "-":
                assert int(row["pairs"]) == settled.sel(forum="bilateral").sum(), row["issue"]
            forums = settled.drop_sel(forum="bilateral", errors="ignore").any("forum")
            assert int(row["forums"]) == forums.sum(), row["issue"]
            moved = result.net_movement.isel(time=-1).sel(issue=row["issue"]).mean()
            assert float(row["net"]) == pytest.approx(float(moved), abs=0.0051), row["issue"]


def test_every_what_if_that_the_page_names_is_there():
    assert len(ROWS) > 20 and len(ISSUES) > 15
    for row in ROWS:
        assert row["what_if"] in load(FOLDER / f"{row['scenario']}.yaml")["what_if"], row["claim"]
