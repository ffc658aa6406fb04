"""What each figure of a report shows, in a sentence: for captions, and for those who cannot see
it."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import xarray as xr

from parley_analysis.comparisons import mean_interval, paired_differences
from parley_analysis.figures.appearance import forum_labels, measure_words, words
from parley_analysis.figures.flow_arrows import MOST_FLOWS, flows_of
from parley_analysis.money import dollars, prices
from parley_analysis.result import finished_runs, select_what_if, what_ifs
from parley_analysis.study import flows
from parley_analysis.tallies import agreement_rates, blockages, partners


def with_interval(values: np.ndarray, digits: int = 3, value: float | None = None) -> str:
    """The mean of independent `values`, or `value` in its place, and their 95 % interval where
    there are two or more: 0.181 (0.152 to 0.210)."""
    values = np.asarray(values, dtype=float)
    mean, low, high = mean_interval(values[np.isfinite(values)])
    mean = mean if value is None else value
    if np.isnan(mean):
        return ""
    said = f"{mean:.{digits}f}"
    return said if np.isnan(low) else f"{said} ({low:.{digits}f} to {high:.{digits}f})"


def ends_of(result: xr.Dataset, measure: str) -> dict[str, np.ndarray]:
    """Variation -> the measure at the end of each finished run; without those of no such run."""
    found = {}
    for name in what_ifs(result):
        try:
            found[name] = result[measure].isel(time=-1, run=finished_runs(result, name)).values
        except ValueError:  # none of its runs finished
            continue
    return found


def of_movement(result: xr.Dataset, kind: str) -> str:
    means = {name: float(of.mean()) for name, of in ends_of(result, f"{kind}_movement").items()}
    first = next(iter(means))
    said = f"On {kind} issues, {words(first)} ends at {means[first]:.2f}"
    if len(means) == 2:
        other = list(means)[-1]
        said += f", {words(other)} at {means[other]:.2f}"
    elif len(means) > 2:
        most, least = max(means, key=lambda of: means[of]), min(means, key=lambda of: means[of])
        said += f"; furthest goes {words(most)} ({means[most]:.2f}), least far {words(least)} ({means[least]:.2f})"
    return f"{said}."


def of_differences(found: pd.DataFrame, measure: str) -> str:
    """What changes a measure most, and how many changes may be none."""
    told = found.dropna(subset=["mean"])
    if told.empty:
        return ""
    most = told["mean"].abs().idxmax()
    row = told.loc[most]
    open_ended = int(((told["low"] <= 0) & (told["high"] >= 0)).sum())
    said = (
        f"{words(str(most)).capitalize()} changes {measure_words(measure)} most: {row['mean']:+.3f}"
    )
    said += f" ({row['low']:+.3f} to {row['high']:+.3f})" if np.isfinite(row["low"]) else ""
    said += f"; of {len(told)} changes {open_ended} may be none" if open_ended else ""
    return f"{said}."


def of_agreements(result: xr.Dataset, name: str) -> str:
    rates = agreement_rates(result, what_if=name)
    if not bool((rates.tables > 0).any()):
        return "No table was held."
    labels = forum_labels(result)
    share = rates.share.transpose("forum", "issue").to_series().dropna()
    tables = rates.tables.transpose("forum", "issue").to_series()

    def told(place: tuple[str, str]) -> str:
        forum, issue = place
        return (
            f"{words(issue)} in {labels[forum]} ({share[place]:.0%} of {int(tables[place])} tables)"
        )

    # of places that agreed as often, the one with most tables says most
    most = max(share.index, key=lambda place: (share[place], tables[place]))
    least = min(share.index, key=lambda place: (share[place], -tables[place]))
    return f"Agreed most often: {told(most)}; least often: {told(least)}."


def of_blockages(result: xr.Dataset, name: str) -> str:
    found = blockages(result, what_if=name)
    open_ones = found[found["open"] > 0]
    missed = _of_missed_talks(result, name)
    if open_ones.empty:
        said = "All that was negotiated was settled." if len(found) else "No table was held."
        return said + missed
    row = open_ones.iloc[0]
    states = dict(zip(result.state.values.tolist(), result.state_name.values.tolist(), strict=True))
    places = "pairs (over all runs)" if row["forum"] == "bilateral" else "runs"
    said = (f"{words(row['issue']).capitalize()} at {forum_labels(result)[row['forum']]} stayed open in "
            f"{row['open']} of {row['places']} {places}")  # fmt: skip
    if row["blocked_by_times"]:
        said += (f"; {states.get(row['blocked_by'], row['blocked_by'])} blocked it most often,"
                 f" at {row['blocked_by_times']} of {row['tables']} tables")  # fmt: skip
    return f"{said}.{missed}"


def _of_missed_talks(result: xr.Dataset, name: str) -> str:
    """Where talks found no free team most often; nothing where none did."""
    runs = select_what_if(result, name)
    if "without_team" not in runs:
        return ""
    missed = runs.without_team.sum(["run", "time"]).transpose("forum", "issue").to_series()
    if not missed.max() > 0:
        return ""
    forum, issue = missed.idxmax()
    return (f" For {int(missed.max())} talks on {words(issue)} at {forum_labels(result)[forum]} there was no"
            " free team.")  # fmt: skip


def of_nearness(found: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Of `nearness(result)`, with the names of states: why tables failed, and who was alone in the
    way most often."""
    tables, could = int(found["tables"].sum()), int(found["all_could_gain"].sum())
    alone = int(found["all_but_one"].sum())
    said = (f"Of {tables} tables that failed, all could have gained at {could}: time, the rule or the way of"
            f" bargaining kept them from it. At {alone} all but one of three or more could")  # fmt: skip
    most = found.groupby("in_the_way")["all_but_one"].sum()
    who = str(most.idxmax()) if alone else ""
    return said + (f"; that one was most often {names.get(who, who)}." if alone else ".")


def of_prices(result: xr.Dataset, name: str) -> str:
    found = prices(result, what_if=name)
    found = found[found["could_open"] > 0]
    if found.empty:
        return "Money could open no table that failed."
    row = found.loc[found["price"].idxmin()]
    issues = row["issues"]
    what = words(issues[0]) if len(issues) == 1 else f"a package of {len(issues)} issues"
    return (f"Cheapest to open: {what} at {forum_labels(result)[row['forum']]}, at {dollars(row['price'])} a year"
            f" for a table ({row['could_open']} of {row['tables']} tables that failed).")  # fmt: skip


def of_partners(result: xr.Dataset, name: str) -> str:
    share = partners(result, what_if=name).share
    share = share.transpose("state", "partner_state").to_series().dropna()
    if share.empty:
        return "No two states met at a recorded table."
    names = dict(zip(result.state.values.tolist(), result.state_name.values.tolist(), strict=True))
    most, least = share.idxmax(), share.idxmin()
    return (f"Most often {names[most[0]]} and {names[most[1]]} sign together ({share[most]:.0%} of their"
            f" tables), least often {names[least[0]]} and {names[least[1]]} ({share[least]:.0%}).")  # fmt: skip


def of_corridors(result: xr.Dataset) -> str:
    moving = flows(result)
    if not moving:
        return "The scenario has no flows."
    origin, destination = max(moving, key=lambda pair: moving[pair])
    names = dict(zip(result.state.values.tolist(), result.state_name.values.tolist(), strict=True))
    return (f"The largest flow leads from {names.get(origin, origin)} to"
            f" {names.get(destination, destination)}: {moving[origin, destination]:,.0f} persons a year.")  # fmt: skip


def of_map(result: xr.Dataset, name: str) -> str:
    """Of the flows that a map shows, how many are between states that agreed, and how many people
    these move."""
    runs = select_what_if(result, name)
    of = flows_of(result, runs, None, MOST_FLOWS)
    if not of.kept:
        return "The scenario has no flows."
    everybody = sum(of.persons.values())
    largest = sum(of.persons[pair] for pair in of.kept) / everybody
    said = f"{of.told()} {'is' if len(of.persons) == 1 else 'are'} {largest:.0%} of all who move"
    if not of.listed:
        return f"{said}."
    signed = [pair for pair in of.kept if of.signed_by(pair) > 0]
    share = sum(of.persons[pair] for pair in signed) / everybody
    if not signed:
        return f"{said}; no two states between which they lead agreed bilaterally."
    are = "is" if len(signed) == 1 else "are"
    return f"{said}; {len(signed)} of them, {share:.0%} of all, {are} between states that agreed bilaterally."


def of_issue(result: xr.Dataset, name: str, issue: str, variable: str = "policy") -> str:
    """Where states begin and end on an issue, in the mean, and who ends highest and lowest."""
    runs = select_what_if(result, name).sel(issue=issue)
    values = runs[variable].mean("run").transpose("time", "state").to_pandas().dropna(how="all")
    if values.empty:
        return f"Nothing was declared on {words(issue)}."
    end = values.ffill().iloc[-1].dropna()
    names = dict(zip(runs.state.values.tolist(), runs.state_name.values.tolist(), strict=True))
    return (f"On {words(issue)} the mean goes from {values.iloc[0].mean():.2f} to {end.mean():.2f};"
            f" at the end {names[end.idxmax()]} is highest ({end.max():.2f}) and"
            f" {names[end.idxmin()]} lowest ({end.min():.2f}).")  # fmt: skip


def of_gains(result: xr.Dataset, name: str) -> str:
    gain = result.gain.isel(time=-1, run=finished_runs(result, name)).median("run").to_series()
    names = dict(zip(result.state.values.tolist(), result.state_name.values.tolist(), strict=True))
    runs = select_what_if(result, name)
    losing = float(runs.losers.isel(time=-1).mean()) * len(gain)
    many = f"{losing:.0f}" if runs.sizes["run"] == 1 else f"on average {losing:.1f}"
    lose = f"{many} of {len(gain)} states lose" if losing > 0 else "no state loses"
    return (f"{names[gain.idxmax()]} gains most ({gain.max():.3f}), {names[gain.idxmin()]} least"
            f" ({gain.min():.3f}); {lose}.")  # fmt: skip


def of_states(result: xr.Dataset, name: str, values: xr.DataArray, what: str) -> str:
    """How a variable [run, time, state] of states goes, and which state changes most."""
    table = values.mean("run").transpose("time", "state").to_pandas()
    change = table.iloc[-1] - table.iloc[0]
    if not np.isfinite(change).any():
        return ""
    names = dict(zip(result.state.values.tolist(), result.state_name.values.tolist(), strict=True))
    most = change.abs().idxmax()
    return (f"Mean {what} goes from {table.iloc[0].mean():.2f} to {table.iloc[-1].mean():.2f};"
            f" {names[most]} changes most ({change[most]:+.2f}).")  # fmt: skip


def of_gap(result: xr.Dataset, name: str) -> str:
    gap = select_what_if(result, name).management_gap.isel(time=-1)
    return f"At the end states lack {float(gap.mean()):.1%} of the capacity that they need."


def in_short(result: xr.Dataset, name: str, kinds: list[str], end: str) -> list[str]:
    """The finding: how far it went, what changes that, and what stayed open."""
    runs = select_what_if(result, name)
    of = f"In {words(name)}, policy" if len(what_ifs(result)) > 1 else "Policy"
    said = " and ".join(
        f"{with_interval(runs[f'{kind}_movement'].isel(time=-1).values, 2)} on {kind} issues"
        for kind in kinds
    )
    held, agreed = int(runs.sessions_held.sum()), int(runs.sessions_agreed.sum())
    tables = (
        f"{agreed} of {held} tables agreed ({agreed / held:.0%})" if held else "no table was held"
    )
    first = f"{of} moved {said}, of at most 1, by {end}, and {tables}."
    return [first, _what_changes_it(result, kinds[0], name), _what_stayed_open(result, name)]


def _what_changes_it(result: xr.Dataset, kind: str, name: str) -> str:
    if len(ends_of(result, f"{kind}_movement")) < 2:
        return ""
    found = paired_differences(result, f"{kind}_movement", against=name).dropna(subset=["mean"])
    if found.empty:
        return ""
    sure = found[(found["low"] > 0) | (found["high"] < 0)] if found["low"].notna().any() else found

    def told(what: str) -> str:
        row = found.loc[what]
        span = f", {row['low']:+.2f} to {row['high']:+.2f}" if np.isfinite(row["low"]) else ""
        return f"{words(what)} ({row['mean']:+.2f}{span})"

    better, worse = sure[sure["mean"] > 0.005], sure[sure["mean"] < -0.005]
    parts = [f"{told(better['mean'].idxmax())} helps most"] if len(better) else []
    parts += [f"{told(worse['mean'].idxmin())} hurts most"] if len(worse) else []
    if not parts:
        return f"No variation surely changes the movement on {kind} issues."
    return f"On {kind} issues {' and '.join(parts)}."


def _what_stayed_open(result: xr.Dataset, name: str) -> str:
    found = blockages(result, what_if=name)
    never = found[found["open"] == found["places"]]
    if len(never):
        labels = forum_labels(result)
        pairs = [f"{words(of.issue)} ({labels[of.forum]})" for of in never.head(4).itertuples()]
        more = f" and {len(never) - 4} more" if len(never) > 4 else ""
        return f"Never settled: {', '.join(pairs)}{more}."
    return "Whatever was negotiated was settled somewhere." if len(found) else ""
