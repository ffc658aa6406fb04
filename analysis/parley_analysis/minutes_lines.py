"""Reads the lines of minutes, `NAME.minutes.jsonl`, and refuses what is damaged.

`engine/output/MINUTES.md` lists the records and their fields.
"""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from parley_analysis.minutes_fields import RECORDS, Line, require_fields

FORMAT, VERSION = "parley minutes", 1


class DamagedMinutesError(ValueError):
    """A line of minutes is not what Parley writes; the text gives file, line and what is wrong."""


def read_lines(path: Path) -> Iterator[Line]:
    """The lines of a file of minutes, each checked by itself and against those before it.

    Raises FileNotFoundError, and DamagedMinutesError for the first line that is wrong.
    """
    order = _Order()
    number = 0
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, start=1):
            try:
                line = _parsed(raw)
                require_fields(line)
                order.follow(line)
            except ValueError as wrong:
                raise DamagedMinutesError(f"{path}, line {number}: {wrong}") from wrong
            yield line
    if number == 0:
        raise DamagedMinutesError(f"{path}: is empty")
    if order.table is not None:
        raise DamagedMinutesError(
            f"{path}, line {number}: the file ends within table {order.table}; is it cut off?"
        )


def _parsed(raw: bytes) -> Line:
    if raw.startswith(b"Minutes of "):
        raise ValueError(
            "these are minutes to be read by people; the data is in NAME.minutes.jsonl"
        )
    if not raw.endswith(b"\n"):
        raise ValueError("the line does not end; is the file cut off?")
    try:
        line = json.loads(
            raw.decode("utf-8"), parse_constant=_refuse_constant, object_pairs_hook=_object,
            parse_float=_finite,
        )  # fmt: skip
    except UnicodeDecodeError as wrong:
        raise ValueError(f"byte {wrong.start + 1} is not UTF-8") from wrong
    except json.JSONDecodeError as wrong:
        raise ValueError(f"no JSON at column {wrong.colno} ({wrong.msg})") from wrong
    except RecursionError as wrong:
        raise ValueError("lists and objects are nested too deeply") from wrong
    if not isinstance(line, dict):
        raise ValueError("is not an object")
    return line


def _refuse_constant(name: str) -> float:
    raise ValueError(f"'{name}' is not a number of JSON")


def _finite(text: str) -> float:
    if not math.isfinite(value := float(text)):
        raise ValueError(f"the number {text} is too large")
    return value


def _object(pairs: list[tuple[str, Any]]) -> Line:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"'{twice}' stands twice in an object")
    return found


class _Order:
    """What may stand where: a run first, its tables numbered from 0, each up to its outcome."""

    def __init__(self) -> None:
        self.table: int | None = None  # that is not over
        self._next = 0
        self._in_run = False
        self._members: set[str] = set()
        self._issues: set[str] = set()

    def follow(self, line: Line) -> None:
        record = line["record"]
        if not self._in_run and record != "run":
            raise ValueError("the first line is not of a run")
        if "table" in RECORDS[record] and record != "table":
            self._within(line)
        elif self.table is not None:
            raise ValueError(f"table {self.table} has no outcome before this line")
        elif record == "run":
            self._open_run(line)
        elif record == "table":
            self._open_table(line)

    def _open_run(self, line: Line) -> None:
        if line["format"] != FORMAT:
            raise ValueError(f"the format is '{line['format']}', not '{FORMAT}'")
        if line["format_version"] != VERSION:
            raise ValueError(
                f"minutes of format {line['format_version']}; this package reads {VERSION}"
            )
        self._in_run, self._next = True, 0

    def _open_table(self, line: Line) -> None:
        if line["table"] != self._next:
            raise ValueError(f"table {line['table']} where table {self._next} should follow")
        self._next += 1
        self.table = line["table"]
        self._members, self._issues = set(line["members"]), set(line["issues"])

    def _within(self, line: Line) -> None:
        if line["table"] != self.table:
            raise ValueError(f"of table {line['table']}, which is not open")
        self._require_known("issue", self._issues, _issues_of(line))
        self._require_known("member", self._members, _members_of(line))
        if line["record"] == "outcome":
            self.table = None

    def _require_known(self, what: str, known: set[str], named: set[str]) -> None:
        if strange := named - known:
            raise ValueError(f"no {what} '{min(strange)}' at table {self.table}")


def _issues_of(line: Line) -> set[str]:
    """The issues that a line of a table names."""
    blocks = line.get("blocked_by", ())
    named = {*(line.get("terms") or ()), line.get("issue"), *(block["issue"] for block in blocks)}
    if line["record"] == "standing":
        named.update(*line["positions"].values())
    return named - {None}


def _members_of(line: Line) -> set[str]:
    """The members that a line of a table names."""
    blocks = line.get("blocked_by", ())
    named = {line.get("member"), *(block["member"] for block in blocks)}
    named.update(
        *(line.get(many, ()) for many in ("positions", "signatories", "consenting", "abstaining"))
    )
    return named - {None}
