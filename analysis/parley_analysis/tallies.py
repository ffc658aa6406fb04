"""Counts over tables and runs: what was agreed where, what is hard, who blocked it and why.

The engine counts alike for the text that `parley run` prints; a test holds both together.
"""

import numpy as np
import pandas as pd
import xarray as xr

from parley_analysis.result import decode_flags, flag_words, select_what_if
from parley_analysis.sessions import MECHANISMS, _of_present_runs, sessions, terms


def agreement_rates(dataset: xr.Dataset, *, what_if: str | None = None) -> xr.Dataset:
    """How many tables held each issue in each forum, over all replicates and all time.

    Returns `tables` and `agreed` [forum, issue], counts, and `share` = agreed / tables, NaN where
    the issue was never on a table of that forum.
    """
    runs = select_what_if(dataset, what_if)
    tables = runs.attempts.sum(["run", "time"])
    agreed = runs.agreements.sum(["run", "time"])
    return xr.Dataset(
        {"tables": tables, "agreed": agreed, "share": agreed / tables.where(tables > 0)}
    )


def partners(
    dataset: xr.Dataset, *, what_if: str | None = None, level: str | None = None
) -> xr.Dataset:
    """How often two states sat at one table, and how often both signed, over all replicates and all
    time.

    Returns `tables` and `signed` [state, partner_state], counts of recorded sessions, and `share` =
    signed / tables, NaN where two never met and on the diagonal. `level` keeps the tables of forums
    of that level only.

    Raises ValueError for an unknown what-if or level.
    """
    levels = flag_words(dataset.session_level)
    if level is not None and level not in levels:
        raise ValueError(f"no level '{level}' (there are {', '.join(levels)})")
    runs = select_what_if(dataset, what_if)
    kept = _of_present_runs(runs)
    part = decode_flags(kept.session_part).transpose("session", "state").values
    if level is not None and part.size:
        part = part[decode_flags(kept.session_level).values == level]
    seated, signed = (part != "absent").astype(int), (part == "signed").astype(int)
    axes, states = ("state", "partner_state"), runs.state.values
    tables, both = seated.T @ seated, signed.T @ signed
    apart = ~np.eye(len(states), dtype=bool)
    share = np.where(apart & (tables > 0), both / np.maximum(tables, 1), np.nan)
    return xr.Dataset(
        {"tables": (axes, tables), "signed": (axes, both), "share": (axes, share)},
        {"state": states, "partner_state": states},
    )


def hardest_issues(dataset: xr.Dataset, *, what_if: str | None = None) -> list[str]:
    """The hard issues that were negotiated, by measured hardness, hardest first.

    The hardness of an issue is that in the forum where it is hardest, mean over the tables there.
    Where no hard issue was on a table, all issues that were; where none was, the hard ones in the
    order of the scenario, or all.
    """
    runs = select_what_if(dataset, what_if)
    tables = runs.attempts.where(runs.hardness.notnull(), 0)
    in_forum = (runs.hardness * tables).sum(["run", "time"]) / tables.sum(["run", "time"])
    hardness = in_forum.transpose("forum", "issue").to_pandas().max(axis=0).dropna()
    declared = decode_flags(runs.issue_kind).to_series()
    hard = declared.index[declared == "hard"]
    for candidates in (hardness[hardness.index.isin(hard)], hardness):
        if len(candidates):
            return candidates.sort_values(ascending=False, kind="stable").index.tolist()
    return hard.tolist() or declared.index.tolist()


def blockages(dataset: xr.Dataset, *, what_if: str | None = None) -> pd.DataFrame:
    """What stayed open and what blocked it: one row for each forum and issue on a recorded table.

    | column | what |
    | --- | --- |
    | forum, issue, kind | ids, and the kind of issue |
    | places | runs that negotiated it there; of bilateral forums, pairs of states in each run |
    | open | places where no table ever agreed |
    | tables | tables held at these open places |
    | gains_too_little, red_line, ... | of these, how many each mechanism kept from agreement |
    | no_free_team | talks on it that could have opened and found no free team |
    | blocked_by, blocked_by_times | who blocked most of these, of several the first, and how many |

    Sorted by open / places, then by tables, most first. A package that failed counts for every
    issue in it. An issue that another forum settled during talks is not agreed here. Tables
    that the scenario does not record (`record: sessions`) are not counted.
    """
    runs = select_what_if(dataset, what_if)
    held = tables_by_issue(runs)
    pair = held["seated"].where(held["level"] == "bilateral").map(repr)
    place = [held["run"], held["forum"], held["issue"], pair]
    settled = held["agreed"].groupby(place).transform("any")
    held = held.assign(place=pd.Series(list(zip(*place, strict=True)), held.index), open=~settled)

    kind = decode_flags(runs.issue_kind).to_series()
    missed = runs.without_team.sum(["run", "time"]) if "without_team" in runs else None
    rows = []
    for (forum, issue), tables in held.groupby(["forum", "issue"], sort=False):
        at_open = tables[tables["open"]]
        blocker, times = most_often(at_open["blocked_by"], runs)
        reasons = at_open["mechanism"].value_counts()
        rows.append(
            {
                "forum": forum,
                "issue": issue,
                "kind": kind[issue],
                "places": tables["place"].nunique(),
                "open": at_open["place"].nunique(),
                "tables": len(at_open),
                **{reason: int(reasons.get(reason, 0)) for reason in MECHANISMS},
                "no_free_team": 0 if missed is None else int(missed.sel(forum=forum, issue=issue)),
                "blocked_by": blocker,
                "blocked_by_times": times,
            }
        )
    columns = ["forum", "issue", "kind", "places", "open", "tables", *MECHANISMS]
    found = pd.DataFrame(rows, columns=[*columns, "no_free_team", "blocked_by", "blocked_by_times"])
    order = pd.DataFrame({"open": found["open"] / found["places"], "tables": found["tables"]})
    order = order.sort_values(["open", "tables"], ascending=False, kind="stable").index
    return found.loc[order].reset_index(drop=True)


def tables_by_issue(runs: xr.Dataset) -> pd.DataFrame:
    """The recorded tables as `sessions` has them, one row for each issue on them, with its
    `position` and whether it was `agreed` there: an issue that another forum settled during the
    talks was not."""
    on_issues, held = terms(runs), sessions(runs)
    agreed = on_issues["session"].map(held["result"]) == "agreed"
    if "session_movement" in runs:  # in results from before it was recorded talks settled all
        agreed &= on_issues["movement"].notna()
    issues = on_issues[["session", "issue", "position"]].assign(agreed=agreed)
    return issues.join(held.drop(columns="issues"), on="session")


def most_often(members: pd.Series, runs: xr.Dataset) -> tuple[str | None, int]:
    """Who occurs most often, of several the first in the order of the scenario, and how often."""
    times = members.value_counts()
    if times.empty:
        return None, 0
    order = [*runs.state.values.tolist(), *runs.get("authority", xr.DataArray([])).values.tolist()]
    first = min(times.index[times == times.max()], key=order.index)
    return str(first), int(times.max())
