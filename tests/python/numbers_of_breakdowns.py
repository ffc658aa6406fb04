"""What texts, tables, figures and Python say of tables without agreement and of talks, side by
side."""

from collections.abc import Iterator

import numpy as np

import parley_analysis as pa
from parley_analysis.figures.appearance import forum_labels
from parley_analysis.money import dollars
from told_numbers import Differences, Rows, Told, is_recorded


def _package(issues: tuple[str, ...]) -> str:
    return issues[0] if len(issues) == 1 else f"a package of {len(issues)}"


def _pooled(rows: Rows, *columns: str) -> list[tuple[str, ...]]:
    """What rows say, in any order: packages of as many issues share a name."""
    return sorted(tuple(of[name] for name in columns) for of in rows)


def near(told: Told) -> Iterator[str]:
    """How near breakdowns were: text, Python, report."""
    found = Differences("nearness")
    rows = pa.nearness(told.result)
    wanted = [
        (of.forum, _package(of.issues), str(of.tables), str(of.all_could_gain), str(of.all_but_one))
        for of in rows.itertuples()
    ]
    columns = ("forum", "issues", "failed", "all could gain", "all but one")
    said = told.sections.get("near", [])
    found.same("text and Python", _pooled(said, *columns), sorted(wanted))
    alone = sorted(of.in_the_way for of in rows.itertuples() if of.all_but_one)
    told_alone = sorted(
        of["that one, tables"].split()[0] for of in said if of["all but one"] != "0"
    )
    found.same("who was in the way", told_alone, alone)
    of_one = sorted(
        (of.forum, _package(of.issues), count)
        for of in pa.sessions(pa.select_what_if(told.result))
        .dropna(subset="all_but")
        .groupby(["forum", "issues", "all_but"])
        .size()
        .rename("count")
        .reset_index()
        .itertuples()
        for count in [f"{of.all_but} {of.count}"]
    )
    told_of_one = [
        (of["forum"], of["issues"], count)
        for of in said
        for count in of["that one, tables"].split(", ")
        if count != "-" and not count.endswith(" more")
    ]
    found.same("tables of those in the way", [of for of in told_of_one if of not in of_one], [])
    labels = forum_labels(told.result)
    columns = (
        "forum",
        "tables that failed",
        "all could gain",
        "all but one could",
        "that one mostly",
    )
    page = [
        (
            labels[of.forum],
            str(of.tables),
            str(of.all_could_gain),
            str(of.all_but_one),
            of.in_the_way if of.all_but_one else "-",
        )
        for of in rows.itertuples()
    ]
    found.same("report and Python", _pooled(told.tables.get("near", []), *columns), sorted(page))
    yield from found.found


def money(told: Told) -> Iterator[str]:
    """What money could have opened: text, Python, report, figure."""
    found = Differences("prices")
    rows = pa.prices(told.result)

    def amount(usd: float) -> str:
        return "-" if np.isnan(usd) else dollars(usd).removesuffix(" dollars")

    wanted = [
        (of.forum, _package(of.issues), f"{of.could_open} of {of.tables}", amount(of.price),
         amount(of.affordable), of.blocked_by, amount(of.shortfall_worth))
        for of in rows.itertuples()
    ]  # fmt: skip
    said = []
    for of in told.sections.get("money", []):
        who, by = of["short most, tables"].split(", by ")
        said.append((of["forum"], of["issues"], of["could open"], of["price"], of["could pay"],
                     who.rsplit(" ", 1)[0], by))  # fmt: skip
    found.same("text and Python", sorted(said), sorted(wanted))
    labels = forum_labels(told.result)
    page = [
        (of["forum"], of["tables"], of["money could open"], of["price a year"].split(" (")[0],
         of["gaining members could pay"], of["furthest short"], of["by, a year"])
        for of in told.tables.get("money", [])
    ]  # fmt: skip

    def long(short: str) -> str:
        return short if short == "-" else f"{short} dollars"

    whole = [
        (
            labels[forum],
            could.split(" of ")[1],
            could.split(" of ")[0],
            long(price),
            long(pay),
            who,
            long(by),
        )
        for forum, _, could, price, pay, who, by in wanted
    ]
    found.same("report and Python", sorted(page), sorted(whole))
    drawn = " | ".join(told.figures["prices"])
    for of in rows[rows["could_open"] > 0].head(3).itertuples():
        ending = f"{dollars(of.price)}; {of.could_open} of {of.tables}"
        found.same(f"figure, {of.forum}", ending in drawn, True)
    yield from found.found


def talks(told: Told) -> Iterator[str]:
    """What came of talks that took time: text, Python, CSV."""
    found = Differences("talks")
    runs = pa.select_what_if(told.result)
    held = pa.sessions(runs)
    months = held["time"].dt.year * 12 + held["time"].dt.month
    months -= held["opened"].dt.year * 12 + held["opened"].dt.month
    under_way = 0
    for of in told.sections.get("talks", []):
        under_way += int(of["under way"])
        came = sum(int(of[name]) for name in ("signed", "failed", "overtaken"))
        found.same(f"opened at {of['forum']}", int(of["opened"]), came + int(of["under way"]))
        if of["opened"] == "0" or not is_recorded(told, of["forum"]):
            continue
        here = held["forum"] == of["forum"]
        if not (held.loc[here, "opened"] < held.loc[here, "time"]).any() and came < here.sum():
            continue  # pairs of which only some have talks
        results = held.loc[here, "result"].value_counts()
        counts = [results.get(name, 0) for name in ("agreed", "overtaken")]
        counts.append(results.get("broken_off", 0) + results.get("timed_out", 0))
        said = [int(of[name]) for name in ("signed", "overtaken", "failed")]
        found.same(f"results at {of['forum']}", said, [int(number) for number in counts])
        lasted = months[here & (held["result"] == "agreed")]
        if len(lasted):
            middle = of["months to signature"].split(" ")[0]
            found.same(f"months at {of['forum']}", float(middle), float(lasted.median()))
    if runs.talks.notnull().any():
        found.same("under way", under_way, int(runs.talks.isel(time=-1).sum()))
    left = sum(of["left later by"] != "-" for of in told.sections.get("talks", []))
    found.same("somebody left", left > 0, bool(runs.defections.sum() > 0))
    yield from found.found
