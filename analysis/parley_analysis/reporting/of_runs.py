"""The report of runs that were recorded tick by tick."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from parley_analysis import figures
from parley_analysis.comparisons import paired_differences
from parley_analysis.figures.appearance import forum_labels, words
from parley_analysis.figures.movement import present_kinds
from parley_analysis.measures import influence
from parley_analysis.reporting import findings
from parley_analysis.reporting.breakdowns import how_near, what_it_would_take
from parley_analysis.reporting.findings import with_interval
from parley_analysis.reporting.page import Section, figure, folded, paragraph, table
from parley_analysis.reporting.reasons import why
from parley_analysis.reporting.story import settings_of_what_ifs, story
from parley_analysis.result import select_what_if, what_ifs
from parley_analysis.study import period
from parley_analysis.tallies import agreement_rates, hardest_issues

MOST_IN_ONE = 7  # variations that one figure tells apart


def sections_of_runs(
    result: xr.Dataset, told: Mapping[str, Any], what_if: str | None
) -> Iterator[Section]:
    """What happened, in the order in which one asks."""
    runs = select_what_if(result, what_if)
    name = str(runs.what_if.values[0])
    yield _in_short(result, name)
    yield _at_a_glance(result, name)
    yield _movement(result, name)
    yield _agreements(result, runs, name)
    yield _issues(result, name)
    yield _states(result, runs, name)
    yield story(result, told)
    if len(what_ifs(result)) > 1 and (appendix := settings_of_what_ifs(told)):
        yield appendix


def _in_short(result: xr.Dataset, name: str) -> Section:
    """The finding in a sentence or three, and one figure."""
    kinds = present_kinds(result)
    shown = kinds[:1] if len(what_ifs(result)) > 1 else kinds
    end = period(result).split(" to ")[-1]
    body = paragraph(*findings.in_short(result, name, kinds[:2], end), kind="finding")
    body += figure(
        partial(figures.plot_movement, result, shown),
        "0: nothing moved, 1: as far as it could; lines are medians, bands the middle 80 % of runs.",
        " ".join(findings.of_movement(result, kind) for kind in shown[:2]),
    )
    return Section("In short", body)


def _at_a_glance(result: xr.Dataset, name: str) -> Section:
    hardest = hardest_issues(result, what_if=name)
    said = (
        f"By measured hardness, {words(hardest[0])} was the hardest of the issues."
        if hardest
        else ""
    )
    drawn = figure(
        partial(figures.overview, result, what_if=name),
        "The whole result in one picture, also as `python -m parley_analysis plot` draws it.",
        findings.of_agreements(result, name),
    )
    return Section("At a glance", paragraph(said) + drawn + _by_what_if(result))


def _by_what_if(result: xr.Dataset) -> str:
    rows = []
    for name in findings.ends_of(result, "regime_coverage"):
        runs = select_what_if(result, name)
        end = runs.isel(time=-1)
        row: dict[str, Any] = {
            "variation": words(name),
            "runs": runs.sizes["run"],
            "tables": int(runs.sessions_held.sum()),
            "agreed": int(runs.sessions_agreed.sum()),
        }
        for kind in present_kinds(result):
            row[f"{kind} movement"] = with_interval(end[f"{kind}_movement"].values)
        row["coverage"] = with_interval(end.regime_coverage.values)
        row |= _gains(runs)
        payoff = end.actual_payoff
        row["actual payoff"] = with_interval(
            payoff.mean([of for of in payoff.dims if of != "run"]).values
        )
        rows.append(row)
    found = pd.DataFrame(rows)
    return table(
        "How far it went by the end (means over runs, and 95 % intervals; movement and coverage of"
        " at most 1; joint gain as a share of the best for all, losers as a share of states;"
        " substantive: hard movement of 0.1 or more, and a joint gain by every weighting)",
        found,
        right=[column for column in found if column != "variation"],
    )


def _gains(runs: xr.Dataset) -> dict[str, Any]:
    """Whether it was to the good; nothing of results from before that was recorded."""
    if "joint_gain_share" not in runs:
        return {}
    end = runs.isel(time=-1)
    return {
        "joint gain": with_interval(end.joint_gain_share.sel(weighting="equal").values),
        "losers": with_interval(end.losers.values),
        "substantive": f"{int(end.substantive.sum())} of {runs.sizes['run']}",
    }


def _movement(result: xr.Dataset, name: str) -> Section:
    body = ""
    kinds = present_kinds(result)
    for kind in kinds[1:]:
        body += figure(
            partial(figures.plot_movement, result, kind),
            f"Movement on {kind} issues over time (0: nothing moved, 1: as far as it could).",
            findings.of_movement(result, kind),
        )
    if len(what_ifs(result)) > 1:
        body += _differences(result, f"{kinds[0]}_movement")
        body += why(result)
        if len(what_ifs(result)) > MOST_IN_ONE:
            body += figure(
                partial(figures.movement_by_variation, result, kinds[0]),
                "Each variation beside the first.",
                findings.of_movement(result, kinds[0]),
            )
    if bool(result.management_gap.notnull().any()):
        body += figure(
            partial(figures.plot_management_gap, result),
            "Capacity that states lack, of what they must handle.",
            findings.of_gap(result, name),
        )
    return Section("How far it went", body)


def _differences(result: xr.Dataset, measure: str) -> str:
    """What each what-if changes, as a figure where there are intervals, and as a table."""
    found = paired_differences(result, measure)
    body = ""
    if found["replicates"].max() > 1:
        body += figure(
            partial(figures.plot_differences, found, measure=measure),
            "Each replicate is compared with itself: both drew the same random numbers.",
            findings.of_differences(found, measure),
        )
    rows = found.reset_index().drop(columns=["pairs", "left_out"])
    rows["what_if"] = rows["what_if"].map(words)
    rows.columns = ["what-if", "mean", "low (95 %)", "high (95 %)", "share above 0", "replicates"]
    return body + table(
        f"What each what-if changes in {words(measure)} at the end",
        rows,
        formats={"share above 0": ".2f"},
    )


def _agreements(result: xr.Dataset, runs: xr.Dataset, name: str) -> Section:
    body = figure(
        partial(figures.plot_agreements, result, what_if=name),
        "Where which issues were agreed: forums from the highest level to the lowest.",
        findings.of_agreements(result, name),
    )
    body += figure(
        partial(figures.plot_blockages, result, what_if=name),
        "What no table of a forum ever settled, for what reason, and who blocked it most.",
        findings.of_blockages(result, name),
    )
    body += how_near(result, name)
    body += what_it_would_take(result, runs, name)
    if runs.sizes["state"] > 1:
        body += figure(
            partial(figures.plot_partners, result, what_if=name),
            "Which states sign together.",
            findings.of_partners(result, name),
        )
        body += figure(
            partial(figures.plot_corridors, result, what_if=name),
            "Who moves between whom, and which pairs agreed on it.",
            findings.of_corridors(result),
        )
        if figures.has_places(runs):
            body += figure(
                partial(figures.plot_map, result, what_if=name),
                "The largest flows on a map; states stand at their capitals.",
                findings.of_map(result, name),
            )
    labels, rates = forum_labels(runs), agreement_rates(result, what_if=name)
    tables = runs.attempts.sum("time")
    of_runs = (runs.agreements.sum("time") / tables.where(tables > 0)).transpose(
        "forum", "issue", "run"
    )
    rows = []
    for forum in rates.forum.values.tolist():
        for issue in rates.issue.values.tolist():
            place = {"forum": forum, "issue": issue}
            if not rates.tables.sel(place) > 0:
                continue
            share = with_interval(of_runs.sel(place).values, 2, float(rates.share.sel(place)))
            rows.append(
                {
                    "forum": labels[forum],
                    "issue": words(issue),
                    "tables": int(rates.tables.sel(place)),
                    "agreed": int(rates.agreed.sel(place)),
                    "share": share,
                }
            )
    columns = ["forum", "issue", "tables", "agreed", "share"]
    found = table(
        "Tables and agreements by forum and issue (share of all; interval over runs)",
        pd.DataFrame(rows, columns=columns),
        right=columns[2:],
    )
    return Section(
        "Who agreed on what, where", body + folded(found, len(rows), "forums and issues")
    )


def _issues(result: xr.Dataset, name: str) -> Section:
    body = ""
    for issue in hardest_issues(result, what_if=name)[:3]:
        body += figure(
            partial(figures.plot_positions, result, issue, what_if=name),
            f"What states declared on {words(issue)}, and where agreements fell (one replicate).",
            findings.of_issue(result, name, issue, "declared_position"),
        )
        body += figure(
            partial(figures.plot_policies, result, issue, what_if=name),
            f"What states did on {words(issue)}, and when forums had it on a table.",
            findings.of_issue(result, name, issue),
        )
    return Section("The hardest issues", body)


def _states(result: xr.Dataset, runs: xr.Dataset, name: str) -> Section:
    body = ""
    if "gain" in runs:
        body += figure(
            partial(figures.plot_gains, result, what_if=name),
            "Who gains by what was agreed, by actual interests, and who loses.",
            findings.of_gains(result, name),
        )
    overrated = runs.perceived_payoff - runs.actual_payoff
    for draw, values, what, caption in (
        (figures.plot_recognition, runs.recognition, "recognition",
         "What states learn of their own mixed interests."),
        (figures.plot_disclosure, runs.disclosure, "disclosure",
         "How openly they declare what they perceive."),
        (figures.plot_price_of_unrecognised, overrated, "perceived less actual payoff",
         "What it costs not to see one's own interests."),
    ):  # fmt: skip
        body += figure(
            partial(draw, result, what_if=name), caption,
            findings.of_states(result, name, values, what),
        )  # fmt: skip
    body += figure(
        partial(figures.plot_profiles, result, what_if=name),
        "What migration makes of each state.",
        findings.of_states(result, name, runs.profile.sel(role="receiving"),
                           "share of the receiving role"),
    )  # fmt: skip
    note = ("Nearness and pull compare agreed terms with a state's ideal points: above 0, terms lie on its side."
            " Blocked is the share of failed tables that failed by it; satisfaction is that with"
            " policies at the end. Intervals are over runs.")  # fmt: skip
    found = _influence(result, runs, name)
    told = table("Influence and satisfaction", found, right=list(found)[1:])
    return Section(
        "States", body + folded(told, len(found), "states") + paragraph(note, kind="note")
    )


def _influence(result: xr.Dataset, runs: xr.Dataset, name: str) -> pd.DataFrame:
    """`influence` with intervals over runs, where there are several."""
    found = influence(result, what_if=name)
    several = runs.sizes["run"] > 1
    each = (
        [influence(runs.isel(run=[number])) for number in range(runs.sizes["run"])]
        if several
        else []
    )
    names = dict(zip(runs.state.values, runs.state_name.values, strict=True))
    columns = ("nearness", "pull", "blocked", "satisfaction")
    rows = []
    for state, of in found.iterrows():
        spread = {
            column: with_interval(
                np.array([one.loc[state, column] for one in each]), 3, float(of[column])
            )
            for column in columns
        }
        rows.append({"state": names[state], "power": f"{of['power']:.3f}", "seated": int(of["seated"]),
                     "agreed": int(of["agreed"]), **spread})  # fmt: skip
    return pd.DataFrame(rows)
