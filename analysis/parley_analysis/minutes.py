"""Reads the minutes that `parley run --trace` writes as data: every table of a run, round by round,
in full precision."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Any, overload

import numpy as np
import pandas as pd

from parley_analysis.minutes_fields import Line
from parley_analysis.minutes_lines import read_lines

HAPPENINGS = ("meeting", "event", "missed_talks", "ratification", "defection")


@dataclass
class _Table:
    """The lines of one table."""

    opening: Line
    declarations: list[Line] = field(default_factory=list)
    standings: list[Line] = field(default_factory=list)
    moves: list[Line] = field(default_factory=list)
    outcome: Line = field(default_factory=dict)


class RunMinutes(Sequence[dict[str, Any]]):
    """The minutes of one run.

    As a sequence, its tables in order, each as `negotiate` gives an outcome, so that `plot_trace`
    draws it: `forum` (its name), `time` (the month), `status`, `rounds`, `terms` by issue (NaN
    without agreement), `hardness` by issue, and `trace`: for every round the `positions` of all
    members (where they stood, what they offered last, or declared) and the `moves`.

    As pandas frames, all with the column `table`, the number of the table in its run:

    - `tables`, a row each, `table` its index: time, forum, forum_name, issues, members, opened,
      first_round, status, rounds, signatories, consenting, abstaining, settled_elsewhere,
      pareto_gap, nash_distance, surplus_share, and of breakdowns least_gain, all_but, price,
      affordable
    - `terms`, a row for each issue on a table: issue, position (agreed or last on the table),
      agreed, nearest (terms nearest to an agreement), hardness, balance, pattern
    - `declared`, for each member and issue: issue, member, position
    - `moves`, for each issue of a move: round, step (place in the round), member (None: nobody),
      kind, issue, position, payoff, in_favour
    - `standings`, for each member and issue after a round: round, member, issue, position
    - `blocks`, for each: member, issue (None: the terms as a whole), reason, shortfall, worth,
      outside_option, signature

    `happenings("event")`, and so on for `meeting`, `missed_talks`, `ratification` and
    `defection`, is a frame of what else the minutes tell, with the fields of
    `engine/output/MINUTES.md`.
    """

    def __init__(
        self, what_if: str, replicate: int, seed: int, tables: list[_Table], lines: list[Line]
    ):
        self.what_if, self.replicate, self.seed = what_if, replicate, seed
        self._tables = tables
        self._lines = lines

    def __len__(self) -> int:
        return len(self._tables)

    @overload
    def __getitem__(self, place: int) -> dict[str, Any]: ...

    @overload
    def __getitem__(self, place: slice) -> list[dict[str, Any]]: ...

    def __getitem__(self, place: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        chosen = self._tables[place]
        return (
            [_as_outcome(of) for of in chosen] if isinstance(chosen, list) else _as_outcome(chosen)
        )

    def happenings(self, record: str) -> pd.DataFrame:
        """One row for each line of a kind: meeting, event, missed_talks, ratification or defection.

        Raises ValueError for another kind.
        """
        if record not in HAPPENINGS:
            raise ValueError(f"no happening '{record}' (there are {', '.join(HAPPENINGS)})")
        rows = [
            {
                name: tuple(value) if isinstance(value, list) else value
                for name, value in line.items()
                if name != "record"
            }
            for line in self._lines
            if line["record"] == record
        ]
        return _with_months(pd.DataFrame(rows), "time")

    @cached_property
    def tables(self) -> pd.DataFrame:
        """See the class."""
        rows = []
        for of in self._tables:
            opening, came = of.opening, of.outcome
            talks = opening["talks"] or dict.fromkeys(("opened", "first_round"), opening["time"])
            nearest, price = came.get("nearest") or {}, came.get("price") or {}
            rows.append(
                {name: opening[name] for name in ("table", "time", "forum", "forum_name")}
                | {name: tuple(opening[name]) for name in ("issues", "members")}
                | {name: talks[name] for name in ("opened", "first_round")}
                | {name: came[name] for name in ("status", "rounds")}
                | {
                    name: tuple(came[name])
                    for name in ("signatories", "consenting", "abstaining", "settled_elsewhere")
                }
                | {name: _number(value) for name, value in came["metrics"].items()}
                | {
                    "least_gain": _number(nearest.get("least_gain")),
                    "all_but": nearest.get("all_but"),
                    "price": _number(price.get("amount")),
                    "affordable": _number(price.get("affordable")),
                }
            )
        frame = _with_months(pd.DataFrame(rows), "time", "opened", "first_round")
        return frame.set_index("table") if len(frame) else frame

    @cached_property
    def terms(self) -> pd.DataFrame:
        """See the class."""
        rows = []
        for of in self._tables:
            came = of.outcome
            nearest = (came.get("nearest") or {}).get("terms") or {}
            for line in of.declarations:
                issue = line["issue"]
                rows.append(
                    {
                        "table": line["table"],
                        "issue": issue,
                        "position": _number((came["terms"] or {}).get(issue)),
                        "agreed": came["status"] == "agreed",
                        "nearest": _number(nearest.get(issue)),
                        "hardness": _number(line["hardness"]),
                        "balance": _number(line["balance"]),
                        "pattern": line["pattern"],
                    }
                )
        return pd.DataFrame(rows)

    @cached_property
    def declared(self) -> pd.DataFrame:
        """See the class."""
        return pd.DataFrame(
            {
                "table": line["table"],
                "issue": line["issue"],
                "member": member,
                "position": _number(at),
            }
            for of in self._tables
            for line in of.declarations
            for member, at in line["positions"].items()
        )

    @cached_property
    def moves(self) -> pd.DataFrame:
        """See the class."""
        rows: list[dict[str, Any]] = []
        for of in self._tables:
            step, last = 0, None
            for line in of.moves:
                step = step + 1 if line["round"] == last else 0
                last = line["round"]
                said = {name: line[name] for name in ("table", "round")} | {"step": step}
                said |= {name: line[name] for name in ("member", "kind")}
                rest = {"payoff": _number(line["payoff"]), "in_favour": line.get("in_favour")}
                for issue, at in (line["terms"] or {None: None}).items():
                    rows.append(said | {"issue": issue, "position": _number(at)} | rest)
        return pd.DataFrame(rows)

    @cached_property
    def standings(self) -> pd.DataFrame:
        """See the class."""
        return pd.DataFrame(
            {"table": line["table"], "round": line["round"], "member": member, "issue": issue,
             "position": _number(at)}
            for of in self._tables
            for line in of.standings
            for member, positions in line["positions"].items()
            for issue, at in positions.items()
        )  # fmt: skip

    @cached_property
    def blocks(self) -> pd.DataFrame:
        """See the class."""
        numbers = ("shortfall", "worth", "outside_option", "signature")
        return pd.DataFrame(
            {"table": of.outcome["table"]}
            | {name: block[name] for name in ("member", "issue", "reason")}
            | {name: _number(block[name]) for name in numbers}
            for of in self._tables
            for block in of.outcome["blocked_by"]
        )


def read_minutes(
    path: str | PathLike[str],
    *,
    what_if: str | None = None,
    replicate: int = 0,
    forum: str | None = None,
    issue: str | None = None,
) -> RunMinutes:
    """The minutes of one run, of the file `NAME.minutes.jsonl` that `parley run --trace` leaves.

    `forum` and `issue` keep the tables of a forum, by its id or name, and those that held an issue.
    Without `what_if` the run is one of `baseline` or, where there is none, of the first what-if.

    Raises FileNotFoundError, DamagedMinutesError (a ValueError) with file and line where the file
    is damaged or none of minutes, and ValueError where the minutes hold no such run.
    """
    runs = list(_runs(Path(path)))
    names = list(dict.fromkeys(run.what_if for run in runs))
    if what_if is None:
        what_if = "baseline" if "baseline" in names else names[0]
    for run in runs:
        if (run.what_if, run.replicate) == (what_if, replicate):
            tables = [of for of in run._tables if _is_asked_for(of.opening, forum, issue)]
            return RunMinutes(what_if, replicate, run.seed, tables, run._lines)
    there = ", ".join(names)
    raise ValueError(
        f"{path}: no minutes of '{what_if}', replicate {replicate} (there are {there})"
    )


def _is_asked_for(opening: Line, forum: str | None, issue: str | None) -> bool:
    return (forum is None or forum in (opening["forum"], opening["forum_name"])) and (
        issue is None or issue in opening["issues"]
    )


def _runs(path: Path) -> Iterator[RunMinutes]:
    run: RunMinutes | None = None
    for line in read_lines(path):
        match line["record"]:
            case "run":
                if run is not None:
                    yield run
                run = RunMinutes(line["what_if"], line["replicate"], line["seed"], [], [])
                tables, lines = run._tables, run._lines
            case "table":
                tables.append(_Table(line))
            case "declaration":
                tables[-1].declarations.append(line)
            case "standing":
                tables[-1].standings.append(line)
            case "move":
                tables[-1].moves.append(line)
            case "outcome":
                tables[-1].outcome = line
            case _:
                lines.append(line)
    if run is not None:
        yield run


def _as_outcome(of: _Table) -> dict[str, Any]:
    """A table as `negotiate` gives an outcome."""
    agreed = of.outcome["status"] == "agreed"
    terms = of.outcome["terms"] or {}
    return {
        "forum": of.opening["forum_name"],
        "time": of.opening["time"],
        "protocol": "",
        "status": of.outcome["status"],
        "rounds": of.outcome["rounds"],
        "terms": {
            issue: _number(terms.get(issue)) if agreed else np.nan for issue in of.opening["issues"]
        },
        "hardness": {line["issue"]: _number(line["hardness"]) for line in of.declarations},
        "trace": _rounds(of),
    }


def _rounds(of: _Table) -> list[dict[str, Any]]:
    """Every round with the positions of all after it, and the moves in it.

    Where members move at once their standings are the rounds, and a vote on where these have led
    belongs to the last.
    """
    rounds = [
        {"round": line["round"], "positions": line["positions"], "moves": []}
        for line in of.standings
    ]
    positions: dict[str, dict[str, float]] = {}
    for line in of.declarations:
        for member, at in line["positions"].items():
            positions.setdefault(member, {})[line["issue"]] = _number(at)
    for line in of.moves:
        if not of.standings and (not rounds or rounds[-1]["round"] != line["round"]):
            rounds.append({"round": line["round"], "positions": {}, "moves": []})
        if line["kind"] == "offer":
            positions[line["member"]] = positions.get(line["member"], {}) | line["terms"]
        if not of.standings:
            rounds[-1]["positions"] = {member: dict(at) for member, at in positions.items()}
        rounds[-1]["moves"].append(
            {name: line[name] for name in ("member", "kind", "terms", "payoff")}
        )
    return rounds


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _with_months(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Months as the day on which they begin."""
    if frame.empty:
        return frame
    days = {name: pd.to_datetime(frame[name], format="%Y-%m") for name in columns}
    return frame.assign(**days)
