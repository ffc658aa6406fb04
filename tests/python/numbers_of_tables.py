"""What texts, tables, figures and Python say of tables and agreements, side by side."""

import re
from collections.abc import Iterator

import pandas as pd
import xarray as xr

import parley_analysis as pa
from parley_analysis.figures.appearance import forum_labels, state_labels, words
from parley_analysis.tallies import tables_by_issue
from told_numbers import Differences, Told, agreed_on, is_recorded, told_first


def agreements(told: Told) -> Iterator[str]:
    """Tables and agreements by forum and issue: text, Python, CSV, report, figure."""
    found = Differences("agreements")
    rates = pa.agreement_rates(told.result)
    labels = forum_labels(told.result)
    sheet = told.sheets["forums"]
    sheet = sheet[sheet["what_if"] == told_first(told)].groupby(["forum", "issue"])
    sheet = sheet[["attempts", "agreements"]].sum()
    said = {(of["forum"], of["issue"]): of["agreed"] for of in told.sections.get("agreed", [])}
    page = {(of["forum"], of["issue"]): of for of in told.tables.get("agreed", [])}
    cells = told.figures["agreements"]
    for forum in rates.forum.values.tolist():
        for issue in rates.issue.values.tolist():
            place = {"forum": forum, "issue": issue}
            tables, agreed = int(rates.tables.sel(place)), int(rates.agreed.sel(place))
            of = sheet.loc[(forum, issue)].tolist()
            found.same(f"CSV and Python, {issue} at {forum}", of, [tables, agreed])
            text = said.get((forum, issue), f"0 of {tables}" if tables else None)
            found.same(
                f"text and Python, {issue} at {forum}",
                text,
                f"{agreed} of {tables}" if tables else None,
            )
            row = page.get((labels[forum], words(issue)))
            numbers = (int(row["agreed"]), int(row["tables"])) if row else None
            found.same(
                f"report and Python, {issue} at {forum}",
                numbers,
                (agreed, tables) if tables else None,
            )
    drawn = sorted(of for of in cells if re.fullmatch(r"\d+/\d+", of))
    wanted = sorted(
        f"{int(agreed)}/{int(tables)}"
        for agreed, tables in zip(rates.agreed.values.flat, rates.tables.values.flat, strict=True)
        if tables > 0
    )
    if len(drawn) == len(wanted):  # else the figure had room for some of them, or none
        found.same("figure and Python", drawn, wanted)
    yield from found.found


def first_months(told: Told) -> Iterator[str]:
    """The month of the first agreement: text, Python, CSV of treaties."""
    found = Differences("first agreement")
    agreed = agreed_on(told)
    first = agreed.groupby(["forum", "issue"])["time"].min().dt.strftime("%Y-%m")
    sheet = told.sheets["treaties"]
    sheet = (
        sheet[(sheet["what_if"] == told_first(told)) & (sheet["result"] == "agreed")]
        if len(sheet)
        else sheet
    )
    in_csv = {}
    for row in sheet.itertuples() if len(sheet) else ():
        for issue in row.issues.split("|"):
            place = (row.forum, issue)
            in_csv[place] = min(in_csv.get(place, "9999-99"), row.signed[:7])
    found.same("CSV and Python", in_csv, first.to_dict())
    for of in told.sections.get("agreed", []):
        place = (of["forum"], of["issue"])
        if place in first.index or is_recorded(told, of["forum"]):
            found.same(f"text and Python, {place}", of["first"], first.get(place))
    yield from found.found


def terms(told: Told) -> Iterator[str]:
    """The least and the greatest terms agreed: text, Python, CSV of terms."""
    found = Differences("terms")
    agreed = agreed_on(told).groupby(["forum", "issue"])["position"].agg(["min", "max"])
    sheet = told.sheets["terms"]
    if len(sheet):
        sheet = sheet[pd.to_numeric(sheet["session_movement"], errors="coerce").notna()]
        of_table = told.sheets["sessions"].set_index("session")
        chosen = of_table["session_run"].map(told.result.what_if.to_series()) == told_first(told)
        sheet = sheet.join(of_table["session_forum"], on="session")
        sheet = sheet[sheet["session"].map(chosen)]
        in_csv = sheet.groupby(["session_forum", "issue"])["session_terms"].agg(["min", "max"])
        wanted = {place: tuple(of) for place, *of in agreed.itertuples()}
        found.same(
            "CSV and Python", {place: tuple(of) for place, *of in in_csv.itertuples()}, wanted
        )
    for of in told.sections.get("agreed", []):
        place = (of["forum"], of["issue"])
        if place in agreed.index:
            low, high = (f"{position:.2f}" for position in agreed.loc[place])
            found.same(
                f"text and Python, {place}", of["terms"], low if low == high else f"{low} to {high}"
            )
    yield from found.found


def _blockers(runs: xr.Dataset, forum: str, issue: str) -> list[str]:
    """Who kept tables on an issue from agreement where it was never agreed, each with how many."""
    held = tables_by_issue(runs)
    held = held[(held["forum"] == forum) & (held["issue"] == issue)]
    pair = held["seated"].where(held["level"] == "bilateral").map(repr)
    never = ~held["agreed"].groupby([held["run"], pair], dropna=False).transform("any")
    counts = held[never]["blocked_by"].value_counts()
    return [f"{who} {count}" for who, count in counts.items()]


def open_issues(told: Told) -> Iterator[str]:
    """What stayed open, how hard it was, who blocked it and why: text, Python, figure, report."""
    found = Differences("open issues")
    blocked = pa.blockages(told.result).set_index(["forum", "issue"])
    said = {(of["forum"], of["issue"]): of for of in told.sections.get("open", [])}
    settled = {
        (of["forum"], of["issue"]): of["settled in"] for of in told.sections.get("agreed", [])
    }
    reasons = list(blocked.columns[4 : blocked.columns.get_loc("blocked_by")])
    runs = pa.select_what_if(told.result)
    tables = runs.attempts.where(runs.hardness.notnull(), 0)
    hardness = (runs.hardness * tables).sum(["run", "time"]) / tables.sum(["run", "time"])
    drawn = " | ".join(told.figures["blockages"])
    labels = forum_labels(told.result)
    names = state_labels(runs)
    for place, of in blocked.iterrows():
        forum, issue = place
        text = said.pop(place, None)
        if place in settled:
            found.same(
                f"settled in, {place}", settled[place], f"{of.places - of.open} of {of.places}"
            )
        found.same(f"open or not, {place}", text is not None, of.open > 0)
        if text is None or not of.open:
            continue
        found.same(f"open in, {place}", text["open in"], f"{of.open} of {of.places}")
        hard = f"{float(hardness.sel(forum=forum, issue=issue)):.2f}"
        found.same(f"hardness, {place}", text["hardness"], hard)
        if of.blocked_by_times:
            first, *others = text["blocked most by, tables"].split(", ")
            found.same(f"blocked by, {place}", first, f"{of.blocked_by} {of.blocked_by_times}")
            counts = _blockers(runs, *place)
            more = sum(int(other.split()[0]) for other in others if other.endswith(" more"))
            named = [one for one in (first, *others) if not one.endswith(" more")]
            found.same(f"all who blocked, {place}", [one for one in named if one not in counts], [])
            found.same(f"how many blocked, {place}", len(named) + more, len(counts))
            why = max(reasons, key=lambda reason: of[reason]).replace("_", " ")
            found.same(f"reason, {place}", text["mostly for"], why)
            if f"{words(issue)}, {labels[forum]}" in told.figures["blockages"]:
                count = f": {of.blocked_by_times} of {of.tables}"
                name = names.get(of.blocked_by, of.blocked_by)[:3]
                found.same(f"figure, {place}", count in drawn and name in drawn, True)
    if len(blocked) and "blocked it most often" in told.page:
        row = blocked[blocked["open"] > 0].iloc[0]
        said_of_it = f"{row.blocked_by_times} of {row.tables} tables."
        found.same("report", said_of_it in told.page, True)
    for place in said:
        found.same(f"text alone, {place}", is_recorded(told, place[0]), False)
    yield from found.found


def seats(told: Told) -> Iterator[str]:
    """Tables at which each state sat, and those that agreed: Python, CSV of parts, report."""
    found = Differences("seats")
    influence = pa.influence(told.result)
    parts, sessions = told.sheets["parts"], told.sheets["sessions"]
    names = pa.select_what_if(told.result).state_name.to_series()
    page = {of["state"]: of for of in told.tables["influence"]}
    if len(parts):
        of_table = sessions.set_index("session")
        chosen = of_table["session_run"].map(told.result.what_if.to_series()) == told_first(told)
        parts = parts[parts["session"].map(chosen) & (parts["session_part"] != "absent")]
        agreed = parts["session"].map(of_table["session_result"]) == "agreed"
        seated = parts["state"].value_counts()
        signed = parts["state"][agreed].value_counts()
    for state, of in influence.iterrows():
        numbers = (int(of["seated"]), int(of["agreed"]))
        if len(parts):
            found.same(
                f"CSV, {state}", (int(seated.get(state, 0)), int(signed.get(state, 0))), numbers
            )
        row = page[names[state]]
        found.same(f"report, {state}", (int(row["seated"]), int(row["agreed"])), numbers)
    yield from found.found
