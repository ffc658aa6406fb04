"""Counts over tables and runs: what was agreed where, what is hard, who blocked it and why."""

import pandas as pd
import xarray as xr

from parley_analysis.result import decode_flags, select_what_if
from parley_analysis.sessions import sessions

REASONS = ("reservation_value", "red_line", "deadline")
LEVELS = ("local", "subregional", "bilateral", "regional", "supranational", "global")
KINDS = ("soft", "hard", "linkage")


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


def hardest_issues(dataset: xr.Dataset, *, what_if: str | None = None) -> list[str]:
    """The hard issues that were negotiated, by measured hardness, hardest first.

    The hardness of an issue is the mean over all tables that held it. Where no hard issue was on a
    table, all issues that were; where none was, the hard ones in the order of the scenario, or all.
    """
    runs = select_what_if(dataset, what_if)
    over = ["run", "time", "forum"]
    tables = runs.attempts.where(runs.hardness.notnull(), 0)
    hardness = ((runs.hardness * tables).sum(over) / tables.sum(over)).to_series().dropna()
    declared = decode_flags(runs.issue_kind).to_series()
    hard = declared.index[declared == "hard"]
    for candidates in (hardness[hardness.index.isin(hard)], hardness):
        if len(candidates):
            return candidates.sort_values(ascending=False, kind="stable").index.tolist()
    return hard.tolist() or declared.index.tolist()


def blockages(dataset: xr.Dataset, *, what_if: str | None = None) -> pd.DataFrame:
    """What stayed open and what blocked it: one row for each issue that was on a recorded table.

    Columns: `kind`; `tables` that held it; `failed`, those without agreement; of these, one column
    for each reason (`reservation_value`, `red_line`, `deadline`); `blocked_by`, the state that
    blocked most of them, and `blocked_by_times`; `open_runs`, the share of runs in which no forum
    ever settled it. Sorted by failed / tables, most open first. A package that failed counts for
    every issue in it. Tables that the scenario does not record (`record.sessions`) are not counted.
    """
    runs = select_what_if(dataset, what_if)
    table = sessions(runs)
    kind = decode_flags(runs.issue_kind).to_series()
    open_runs = (decode_flags(runs.settled_level) == "none").mean("run").to_series()

    rows = []
    for_issue = table.explode("issues").dropna(subset="issues").groupby("issues", sort=False)
    for issue, held in for_issue:
        failed = held[held["result"] != "agreed"]
        blockers = failed["blocked_by"].value_counts()
        rows.append(
            {
                "issue": issue,
                "kind": kind[issue],
                "tables": len(held),
                "failed": len(failed),
                **{reason: int((failed["block_reason"] == reason).sum()) for reason in REASONS},
                "blocked_by": blockers.index[0] if len(blockers) else None,
                "blocked_by_times": int(blockers.iloc[0]) if len(blockers) else 0,
                "open_runs": float(open_runs[issue]),
            }
        )
    columns = [
        "issue",
        "kind",
        "tables",
        "failed",
        *REASONS,
        "blocked_by",
        "blocked_by_times",
        "open_runs",
    ]
    found = pd.DataFrame(rows, columns=columns).set_index("issue")
    share = found["failed"] / found["tables"]
    return found.loc[share.sort_values(ascending=False, kind="stable").index]
