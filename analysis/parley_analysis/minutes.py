"""Reads the minutes that `parley run --trace` writes: every table of a run, round by round.

Minutes are for people; numbers in them have two digits. For full precision, negotiate one table by
`negotiate(..., trace=True)`.
"""

import re
from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

RUN = re.compile(r"Minutes of (.+), replicate (\d+)$")
MONTH = re.compile(r"(\d{4}-\d{2})$")
MEETING = re.compile(
    r"(.+) \((local|subregional|bilateral|regional|supranational|global)\)\. Present: "
)
DECLARED = re.compile(
    r"(?:  On |    )(\w+): (?:\w+) interests, hardness ([\d.]+)\. Declared: ?(.*)\.$"
)
SEVERAL = re.compile(r"  On ([\w, ]+):$")
ROUNDS = re.compile(r"    Rounds? (\d+)(?: to (\d+), each)?: (.*)\.$")
AGREED = re.compile(r"    Agreed after (\d+) rounds?: (.*?)\. Signed by ")
BROKEN = re.compile(
    r"    (Out of time|Broken off|Overtaken) after (\d+) rounds?, without agreement\."
)
HOW_IT_ENDED = {
    "Out of time": "timed_out",
    "Broken off": "broken_off",
    "Overtaken": "overtaken",
}


def read_minutes(
    path: str | PathLike[str],
    *,
    what_if: str | None = None,
    replicate: int = 0,
    forum: str | None = None,
    issue: str | None = None,
) -> list[dict[str, Any]]:
    """The tables of one run, in order, each as `negotiate` gives an outcome, so that `plot_trace`
    draws it.

    Each has `forum` (its name), `time` (the month), `status`, `rounds`, `terms` by issue (NaN
    without agreement, or where an option has a name), `hardness` by issue, and `trace`: for every
    round the `positions` of all members (what they offered last, or declared) and the `moves`.
    `forum` and `issue` keep the tables of a forum, by its name, and those that held an issue.
    Without `what_if` the run is one of `baseline` or, where there is none, of the first what-if.

    Raises FileNotFoundError, and ValueError where the minutes hold no such run.
    """
    names = list(dict.fromkeys(name for name, _, _ in _tables(Path(path))))
    if what_if is None:
        what_if = "baseline" if "baseline" in names else next(iter(names), "baseline")
    tables, found = [], False
    for name, number, table in _tables(Path(path)):
        if (name, number) != (what_if, replicate):
            continue
        found = True
        if (
            table
            and (forum is None or table["forum"] == forum)
            and (issue is None or issue in table["terms"])
        ):
            tables.append(table)
    if not found:
        there = f" (there are {', '.join(names)})" if names else ""
        raise ValueError(f"{path}: no minutes of '{what_if}', replicate {replicate}{there}")
    return tables


def _tables(path: Path) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """What-if, replicate and table, one after the other; an empty table for each run that
    begins."""
    run, month, meeting = ("", -1), "", ""
    table: dict[str, Any] = {}
    with path.open(encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if heading := RUN.match(line):
                run = heading[1], int(heading[2])
                yield *run, {}
            elif of_month := MONTH.match(line):
                month = of_month[1]
            elif of_meeting := MEETING.match(line):
                meeting = of_meeting[1]
            elif SEVERAL.match(line) or (line.startswith("  On ") and DECLARED.match(line)):
                table = {
                    "forum": meeting,
                    "time": month,
                    "protocol": "",
                    "terms": {},
                    "hardness": {},
                    "trace": [],
                }
                table["positions"] = {}
                _declare(table, line)
            elif line.startswith("    ") and table:
                if _end(table, line):
                    del table["positions"]
                    yield *run, table
                    table = {}
                elif rounds := ROUNDS.match(line):
                    _talk(table, int(rounds[1]), int(rounds[2] or rounds[1]), rounds[3])
                else:
                    _declare(table, line)


def _declare(table: dict[str, Any], line: str) -> None:
    if said := DECLARED.match(line):
        table["terms"][said[1]] = np.nan
        table["hardness"][said[1]] = float(said[2])
        for of_member in filter(None, said[3].split(", ")):
            member, position = of_member.rsplit(" ", 1)
            table["positions"].setdefault(member, {})[said[1]] = float(position)


def _talk(table: dict[str, Any], first: int, last: int, said: str) -> None:
    """Appends the rounds from `first` to `last`, in each of which the same was said."""
    moves = [_move(table, move) for move in said.split("; ")]
    for move in moves:
        if move["kind"] == "offer":
            table["positions"][move["member"]] = (
                table["positions"].get(move["member"], {}) | move["terms"]
            )
    for number in range(first, last + 1):
        positions = {member: dict(of) for member, of in table["positions"].items()}
        table["trace"].append({"round": number, "positions": positions, "moves": moves})


def _move(table: dict[str, Any], said: str) -> dict[str, Any]:
    if said.startswith("proposed "):
        return {
            "member": None,
            "kind": "proposal",
            "terms": _terms(table, said.removeprefix("proposed ")),
        }
    member, verb, *rest = said.split(" ", 2)
    if verb == "offers":
        return {"member": member, "kind": "offer", "terms": _terms(table, rest[0])}
    return {
        "member": member,
        "kind": {"accepts": "accept", "walks": "walk_away"}.get(verb, "vote"),
        "terms": None,
    }


def _end(table: dict[str, Any], line: str) -> bool:
    if agreed := AGREED.match(line):
        table |= {"status": "agreed", "rounds": int(agreed[1])}
        table["terms"] |= _terms(table, agreed[2])
    elif broken := BROKEN.match(line):
        table |= {
            "status": HOW_IT_ENDED[broken[1]],
            "rounds": int(broken[2]),
        }
    return "status" in table


def _terms(table: dict[str, Any], said: str) -> dict[str, float]:
    if len(table["terms"]) == 1:
        return {next(iter(table["terms"])): _number(said)}
    pairs = (of_issue.rsplit(" ", 1) for of_issue in said.split(", "))
    return {issue: _number(position) for issue, position in pairs}


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:  # the name of an option
        return float("nan")
