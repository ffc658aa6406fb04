"""The report of runs that were recorded tick by tick."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from parley_analysis import figures
from parley_analysis.comparisons import mean_interval, paired_differences
from parley_analysis.figures.appearance import forum_labels, words
from parley_analysis.figures.movement import present_kinds
from parley_analysis.measures import influence
from parley_analysis.money import dollars, prices
from parley_analysis.reporting.page import Section, details, figure, listed, paragraph, table
from parley_analysis.reporting.story import story
from parley_analysis.result import select_what_if, what_ifs
from parley_analysis.tallies import agreement_rates, blockages, hardest_issues

LONG = 40  # rows of a table


def sections_of_runs(
    result: xr.Dataset, told: Mapping[str, Any], what_if: str | None
) -> list[Section]:
    """What happened, in the order in which one asks."""
    runs = select_what_if(result, what_if)
    name = str(runs.what_if.values[0])
    return [
        _in_short(result, name),
        story(result, told),
        _movement(result),
        _agreements(result, runs, name),
        _issues(result, name),
        _states(result, runs, name),
    ]


def _in_short(result: xr.Dataset, name: str) -> Section:
    runs = select_what_if(result, name)
    of = f"In {words(name)}, " if len(what_ifs(result)) > 1 else ""
    ends = {
        kind: mean_interval(runs[f"{kind}_movement"].isel(time=-1).values)
        for kind in present_kinds(result)
    }
    said = ", ".join(f"{kind} issues {mean:.2f}" for kind, (mean, _, _) in ends.items())
    held, agreed = int(runs.sessions_held.sum()), int(runs.sessions_agreed.sum())
    first = f"{of}policy moved, of at most 1, on {said} by the end."
    second = (
        f"Of {held} negotiated tables, {agreed} agreed ({agreed / held:.0%})."
        if held
        else "No table was held."
    )
    found = blockages(result, what_if=name)
    never = found[(found["open"] == found["places"])]
    third = ""
    if len(never):
        labels = forum_labels(runs)
        pairs = [f"{words(row.issue)} ({labels[row.forum]})" for row in never.head(4).itertuples()]
        third = f"Never settled: {listed(pairs)}{', among others' if len(never) > 4 else ''}."
    elif len(found):
        third = "Whatever was negotiated was settled somewhere."
    hardest = hardest_issues(result, what_if=name)
    fourth = (
        f"By measured hardness, {words(hardest[0])} was the hardest of the issues."
        if hardest
        else ""
    )
    return Section("In short", paragraph(first, second, third, fourth) + _by_what_if(result))


def _by_what_if(result: xr.Dataset) -> str:
    rows = []
    for name in what_ifs(result):
        try:
            runs = select_what_if(result, name)
        except ValueError:  # none of its runs finished
            continue
        held, agreed = int(runs.sessions_held.sum()), int(runs.sessions_agreed.sum())
        row: dict[str, Any] = {
            "variation": words(name),
            "runs": runs.sizes["run"],
            "tables": held,
            "agreed": agreed,
        }
        for kind in present_kinds(result):
            row[f"{kind} movement"] = float(runs[f"{kind}_movement"].isel(time=-1).mean())
        row["coverage"] = float(runs.regime_coverage.isel(time=-1).mean())
        row |= _gains(runs)
        row["actual payoff"] = float(runs.actual_payoff.isel(time=-1).mean())
        rows.append(row)
    return table(
        "How far it went by the end (means over runs; movement and coverage of at most 1; joint gain "
        "as a share of the best for all, losers as a share of states; substantive: hard movement of "
        "0.1 or more, and a joint gain by every weighting)",
        pd.DataFrame(rows),
    )


def _gains(runs: xr.Dataset) -> dict[str, Any]:
    """Whether it was to the good; nothing of results from before that was recorded."""
    if "joint_gain_share" not in runs:
        return {}
    end = runs.isel(time=-1)
    return {
        "joint gain": float(end.joint_gain_share.sel(weighting="equal").mean()),
        "losers": float(end.losers.mean()),
        "substantive": f"{int(end.substantive.sum())} of {runs.sizes['run']}",
    }


def _movement(result: xr.Dataset) -> Section:
    body = ""
    for kind in present_kinds(result):
        body += figure(partial(figures.plot_movement, result, kind),
                       f"Movement on {kind} issues over time (0: nothing moved, 1: as far as it could).")  # fmt: skip
    if len(what_ifs(result)) > 1:
        measure = (
            "hard_movement"
            if "hard" in present_kinds(result)
            else f"{present_kinds(result)[0]}_movement"
        )
        found = paired_differences(result, measure)
        if found["replicates"].max() > 1:
            body += figure(partial(figures.plot_differences, found, measure=measure),
                           "Each replicate is compared with itself: both drew the same random numbers.")  # fmt: skip
        rows = found.reset_index().drop(columns=["pairs", "left_out"])
        rows["what_if"] = rows["what_if"].map(words)
        rows.columns = [
            "what-if",
            "mean",
            "low (95 %)",
            "high (95 %)",
            "share above 0",
            "replicates",
        ]
        body += table(
            f"What each what-if changes in {words(measure)} at the end",
            rows,
            formats={"share above 0": ".2f"},
        )
    if bool(result.management_gap.notnull().any()):
        body += figure(
            partial(figures.plot_management_gap, result),
            "Capacity that states lack, of what they must handle.",
        )
    return Section("How far it went", body)


def _agreements(result: xr.Dataset, runs: xr.Dataset, name: str) -> Section:
    body = figure(partial(figures.plot_agreements, result, what_if=name),
                  "Where which issues were agreed: forums from the highest level to the lowest.")  # fmt: skip
    body += figure(partial(figures.plot_blockages, result, what_if=name),
                   "What no table of a forum ever settled, for what reason, and who blocked it most.")  # fmt: skip
    body += _prices(result, name)
    if runs.sizes["state"] > 1:
        body += figure(
            partial(figures.plot_partners, result, what_if=name), "Which states sign together."
        )
        body += figure(partial(figures.plot_corridors, result, what_if=name),
                       "Who moves between whom, and which pairs agreed on it.")  # fmt: skip
    labels, rates = forum_labels(runs), agreement_rates(result, what_if=name)
    rows = (
        rates.drop_vars([of for of in rates.coords if of not in rates.dims])
        .to_dataframe()
        .reset_index()
    )
    rows = rows[rows["tables"] > 0]
    rows["forum"], rows["issue"] = rows["forum"].map(labels), rows["issue"].map(words)
    found = table("Tables and agreements by forum and issue", rows[["forum", "issue", "tables", "agreed", "share"]],
                  formats={"tables": ".0f", "agreed": ".0f", "share": ".2f"})  # fmt: skip
    body += _folded(found, len(rows), "forums and issues")
    return Section("Who agreed on what, where", body)


def _prices(result: xr.Dataset, name: str) -> str:
    """What money could have opened; nothing where no price is known."""
    found = prices(result, what_if=name)
    if found.empty:
        return ""
    body = figure(partial(figures.plot_prices, result, what_if=name),
                  "What members who would lose lack, and what members who would gain could pay.")  # fmt: skip
    labels = forum_labels(result)
    rows = found.assign(
        forum=found["forum"].map(labels),
        issues=[", ".join(map(words, issues)) for issues in found["issues"]],
        **{
            of: [_told(usd) for usd in found[of]]
            for of in ("price", "affordable", "shortfall_worth")
        },
    )
    rows.columns = ["forum", "issues", "tables", "money could open", "price a year",
                    "gaining members could pay", "furthest short", "by, a year"]  # fmt: skip
    return body + _folded(table("What it would have taken", rows), len(rows), "breakdowns")


def _told(usd: float) -> str:
    return "-" if np.isnan(usd) else dollars(usd)


def _issues(result: xr.Dataset, name: str) -> Section:
    body = ""
    for issue in hardest_issues(result, what_if=name)[:3]:
        body += figure(
            partial(figures.plot_positions, result, issue, what_if=name),
            f"What states declared on {words(issue)}, and where agreements fell (one replicate).",
        )
        body += figure(partial(figures.plot_policies, result, issue, what_if=name),
                       f"What states did on {words(issue)}, and when forums had it on a table.")  # fmt: skip
    return Section("The hardest issues", body)


def _states(result: xr.Dataset, runs: xr.Dataset, name: str) -> Section:
    body = ""
    if "gain" in runs:
        body += figure(partial(figures.plot_gains, result, what_if=name),
                       "Who gains by what was agreed, by actual interests, and who loses.")  # fmt: skip
    body += figure(
        partial(figures.plot_recognition, result, what_if=name),
        "What states learn of their own mixed interests.",
    )
    body += figure(
        partial(figures.plot_disclosure, result, what_if=name),
        "How openly they declare what they perceive.",
    )
    body += figure(partial(figures.plot_price_of_unrecognised, result, what_if=name),
                   "What it costs not to see one's own interests.")  # fmt: skip
    body += figure(
        partial(figures.plot_profiles, result, what_if=name), "What migration makes of each state."
    )
    found = influence(result, what_if=name).reset_index()
    found["state"] = found["state"].map(
        dict(zip(runs.state.values, runs.state_name.values, strict=True))
    )
    note = ("Nearness and pull compare agreed terms with a state's ideal points: above 0, terms lie on its side."
            " Blocked is the share of failed tables that failed by it; satisfaction is that with"
            " policies at the end.")  # fmt: skip
    told = _folded(table("Influence and satisfaction", found), len(found), "states")
    return Section("States", body + told + paragraph(note, kind="note"))


def _folded(found: str, rows: int, what: str) -> str:
    """A table, shown at once unless it is long."""
    return found if rows <= LONG else details(f"Table of {rows} {what}", found)
