"""What texts, tables, figures and Python say of how far it went, side by side."""

import re
from collections.abc import Iterator

import numpy as np
import xarray as xr

import parley_analysis as pa
from parley_analysis.figures.appearance import words
from parley_analysis.figures.movement import present_kinds
from told_numbers import Differences, Told, agreed_on, all_recorded, told_first


def _mean(values: xr.DataArray) -> str:
    values = values.values[np.isfinite(values.values)]
    return f"{values.mean():.3f}" if values.size else "-"


def _with_spread(values: xr.DataArray) -> str:
    """The mean of runs and, of several, the least and the most."""
    known = values.values[np.isfinite(values.values)]
    spread = f" ({known.min():.3f} to {known.max():.3f})" if known.size > 1 else ""
    return _mean(values) + spread


def heading(told: Told) -> Iterator[str]:
    """The months, states, issues and forums of the scenario."""
    found = Differences("heading")
    line = told.text.splitlines()[1]
    period = line.split(",")[0]
    counts = re.findall(r"\d+ (?:state|issue)s?\b", line)
    facts = re.search(r'<p class="facts">([^<]*)', told.page)[1].split(" | ")
    found.same("months of text and report", period, facts[0])
    found.same(
        "months of text and overview", any(period in of for of in told.figures["overview"]), True
    )
    found.same("states and issues", counts, facts[1:3])
    found.same("forums of check and report", told.forums, facts[3])
    sizes = [told.result.sizes["state"], told.result.sizes["issue"]]
    found.same("states and issues of the file", [int(of.split()[0]) for of in counts], sizes)
    yield from found.found


def policies(told: Told) -> Iterator[str]:
    """Policies at the start and at the end: text, Python, CSV."""
    found = Differences("policies")
    runs = pa.select_what_if(told.result)
    start = runs.status_quo.mean(["run", "state"]).to_series()
    end = runs.policy.isel(time=-1).mean(["run", "state"]).to_series()
    sheet = told.sheets["policies"]
    sheet = sheet[(sheet["what_if"] == told_first(told)) & (sheet["time"] == sheet["time"].max())]
    in_csv = sheet.groupby("issue")["policy"].mean()
    terms_of = agreed_on(told).groupby("issue")["position"].agg(["min", "max"])
    for of in told.sections.get("policies", []):
        issue = of["issue"]
        found.same(f"{issue} at the start", of["at the start"], f"{start[issue]:.2f}")
        found.same(f"{issue} at the end", of["in force at the end"], f"{end[issue]:.2f}")
        found.same(f"{issue} in CSV", of["in force at the end"], f"{in_csv[issue]:.2f}")
        if issue in terms_of.index and all_recorded(told):
            low, high = (f"{position:.2f}" for position in terms_of.loc[issue])
            found.same(
                f"{issue} agreed", of["terms agreed"], low if low == high else f"{low} to {high}"
            )
    yield from found.found


def how_far(told: Told) -> Iterator[str]:
    """Tables, movement and coverage by what-if: text, Python, CSV, report."""
    found = Differences("how far it went")
    page = {of["variation"]: of for of in told.tables["far"]}
    runs_sheet, times = told.sheets["runs"], told.sheets["times"]
    last = times[times["time"] == times["time"].max()]
    for of in told.sections["far"]:
        name = of["variation"]
        runs = pa.select_what_if(told.result, name)
        row = page[words(name)]
        agreed, held = int(runs.sessions_agreed.sum()), int(runs.sessions_held.sum())
        found.same(f"tables of {name}, text", of["tables agreed"], f"{agreed} of {held}")
        found.same(
            f"tables of {name}, report", (row["agreed"], row["tables"]), (str(agreed), str(held))
        )
        own = runs_sheet[runs_sheet["what_if"] == name]
        in_csv = (int(own["sessions_agreed"].sum()), int(own["sessions_held"].sum()))
        found.same(f"tables of {name}, CSV", in_csv, (agreed, held))
        for title, measure in (
            ("hard movement", "hard_movement"),
            ("soft movement", "soft_movement"),
            ("coverage", "regime_coverage"),
        ):
            end = runs[measure].isel(time=-1)
            found.same(f"{title} of {name}, text", of[title], _with_spread(end))
            of_csv = last[last["what_if"] == name][measure].mean()
            found.same(f"{title} of {name}, CSV", f"{of_csv:.3f}", _mean(end))
            if title in row:
                found.same(f"{title} of {name}, report", row[title].split(" ")[0], _mean(end))
    yield from found.found


def gains(told: Told) -> Iterator[str]:
    """Whether it was to the good: text, Python, report, figure."""
    found = Differences("gains")
    page = {of["variation"]: of for of in told.tables["far"]}
    for of in told.sections["good"]:
        name = of["variation"]
        runs = pa.select_what_if(told.result, name)
        end = runs.isel(time=-1)
        joint = end.joint_gain_share.sel(weighting="equal")
        for title, values in (("joint gain", joint), ("losers", end.losers)):
            found.same(f"{title} of {name}, text", of[title], _with_spread(values))
            said = page[words(name)][title].split(" ")[0] or "-"
            found.same(f"{title} of {name}, report", said, _mean(values))
        substantive = f"{int(end.substantive.sum())} of {runs.sizes['run']}"
        found.same(f"substantive of {name}, text", of["substantive in"], substantive)
        found.same(f"substantive of {name}, report", page[words(name)]["substantive"], substantive)
    end = pa.select_what_if(told.result).isel(time=-1)
    joint = end.joint_gain_share.sel(weighting="equal")
    if joint.notnull().any():
        share = f"{float(joint.mean()):.0%} all states alike"
        found.same("figure", share in " | ".join(told.figures["gains"]), True)
    states = told.result.sizes["state"]
    lose = re.search(r"least \([^)]*\); (?:on average )?([\d.]+) of (\d+) states lose", told.page)
    if not lose:
        said = "no state loses" in told.page
        found.same("no state loses, report", said, not float(end.losers.mean()) > 0)
    else:
        digits = len(lose[1].partition(".")[2])
        losing = f"{float(end.losers.mean()) * states:.{digits}f}"
        found.same("states that lose, report", (lose[1], lose[2]), (losing, str(states)))
    yield from found.found


def management(told: Told) -> Iterator[str]:
    """The management gap of all states and by level: text, Python, report."""
    found = Differences("management")
    for of in told.sections.get("managed", []):
        end = pa.select_what_if(told.result, of["variation"]).isel(time=-1)
        for title, said in of.items():
            if title == "variation":
                continue
            gap = end.management_gap if title == "all states" else end.level_gap.sel(level=title)
            found.same(f"{title} of {of['variation']}", said.split(" ")[0], _mean(gap))
    first = told.sections.get("managed")
    share = re.search(r"At the end states lack ([\d.]+)% of", told.page)
    if first and share:
        found.same("report", share[1], f"{100 * float(first[0]['all states'].split(' ')[0]):.1f}")
    yield from found.found


def changes(told: Told) -> Iterator[str]:
    """What the what-ifs change, with least and most: text, Python, report."""
    found = Differences("changes")
    end = told.result.isel(time=-1)
    measures = {
        "hard movement": end.hard_movement,
        "soft movement": end.soft_movement,
        "joint gain": end.joint_gain_share.sel(weighting="equal", drop=True),
    }
    differences = {
        title: pa.paired_differences(told.result, values, against=told_first(told))["mean"]
        for title, values in measures.items()
    }
    page = {of["what-if"]: of["mean"] for of in told.tables.get("changes", [])}
    first = f"{present_kinds(told.result)[0]} movement"
    for of in told.sections.get("changes", []):
        name = of["what-if"]
        for title, values in measures.items():
            mean = _with_sign(differences[title][name])
            each = _of_runs(values, name) - _of_runs(values, told_first(told))
            several = np.isfinite(each).sum() > 1
            spread = f" ({_with_sign(np.nanmin(each))} to {_with_sign(np.nanmax(each))})"
            found.same(f"{title} of {name}, text", of[title], mean + (spread if several else ""))
        if first in differences:
            found.same(f"{name}, report", page[words(name)], f"{differences[first][name]:.3f}")
    yield from found.found


def _of_runs(values: xr.DataArray, what_if: str) -> np.ndarray:
    """The values of the replicates of a variation, in their order."""
    return values.values[values.what_if.values == what_if]


def _with_sign(value: float) -> str:
    return "-" if np.isnan(value) else f"{value:+.3f}"


def in_short(told: Told) -> Iterator[str]:
    """The report's first sentence, against the text."""
    found = Differences("in short")
    said = re.search(r"(\d+) of (\d+) tables agreed", told.page)
    in_page = f"{said[1]} of {said[2]}" if said else "0 of 0"
    found.same("tables agreed", in_page, told.sections["far"][0]["tables agreed"])
    yield from found.found
