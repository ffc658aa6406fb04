"""What a scenario is about, told from the texts in its result."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
import xarray as xr

from parley_analysis.figures.appearance import counted, words
from parley_analysis.reporting.page import Section, details, listed, paragraph, table, text
from parley_analysis.result import decode_flags, flag_words, missing_runs, select_what_if
from parley_analysis.study import forums_in_words, period, section_of, text_of


def headnote(result: xr.Dataset, told: Mapping[str, Any]) -> str:
    """A line of facts below the title: when, who, how many runs, by which engine."""
    facts = []
    if "time" in result.dims:
        facts.append(period(result))
    facts += [
        counted(result.sizes[thing], thing) for thing in ("state", "issue") if thing in result.dims
    ]
    facts += [forums_in_words(result)] if "forum" in result.dims else []
    facts.append(counted(result.sizes["run"], "run"))
    if lacking := missing_runs(result):
        facts.append(f"{lacking} of the plan missing or failed")
    facts.append(f"seed {told['seed']}, Parley {told['engine_version']}")
    return paragraph(" | ".join(facts), kind="facts")


def story(result: xr.Dataset, told: Mapping[str, Any]) -> Section:
    """The scenario as written: its story, issues, forums, states and events."""
    resolved = str(told.get("scenario_resolved", ""))
    runs = _any_runs(result)
    body = paragraph(about(told))
    sources = section_of(resolved, "sources") or []
    if sources:
        body += details(
            f"{len(sources)} sources",
            "<ul>" + "".join(f"<li>{text(of)}</li>" for of in sources) + "</ul>",
        )
    body += _issues(runs)
    if "state" in runs.dims:
        body += _forums(runs, resolved) + _states(runs) + _events(resolved)
    return Section("The scenario", body)


def about(told: Mapping[str, Any]) -> str:
    """The text `about` of the scenario or, where there is none, the comment at its head."""
    said = str(section_of(str(told.get("scenario_resolved", "")), "about") or "")
    if said:
        return said
    head = re.match(r"(?:\s*#[^\n]*\n)+", str(told.get("scenario_text", "")))
    return re.sub(r"\s*#\s?", " ", head[0]).strip() if head else ""


def _any_runs(result: xr.Dataset) -> xr.Dataset:
    return select_what_if(result) if "time" in result.dims else result


def _issues(runs: xr.Dataset) -> str:
    kind = decode_flags(runs.issue_kind).values
    rows = pd.DataFrame(
        {
            "issue": [words(name) for name in runs.issue.values],
            "kind": kind,
            "about": runs.issue_about.values,
            "0 means": runs.issue_scale_low.values,
            "1 means": runs.issue_scale_high.values,
        }
    )
    kinds = flag_words(runs.issue_kind)
    order = sorted(range(len(rows)), key=lambda i: kinds.index(kind[i]))
    return table("Issues", rows.iloc[order])


def _forums(runs: xr.Dataset, resolved: str) -> str:
    said = section_of(resolved, "forums") or {}
    pairs = section_of(resolved, "bilateral")
    level = decode_flags(runs.forum_level).values
    rows = []
    for forum, name, of_level in zip(runs.forum.values, runs.forum_name.values, level, strict=True):
        of = (
            said.get(forum)
            or (pairs if forum == "bilateral" and isinstance(pairs, Mapping) else {})
            or {}
        )
        rows.append(
            {
                "forum": name or words(str(forum)),
                "level": of_level,
                "members": _plainly(of.get("members", "pairs" if forum == "bilateral" else "")),
                "agenda": words(_plainly(of.get("agenda", ""))),
                "scope": words(_plainly(of.get("scope", ""))),
                "rule": words(_name(of.get("rule", ""))),
                "protocol": words(_name(of.get("protocol", ""))),
                "frankness": of.get("frankness"),
            }
        )
    return (
        table("Forums, in the scenario as written", pd.DataFrame(rows), formats={"frankness": "g"})
        if rows
        else ""
    )


def _states(runs: xr.Dataset) -> str:
    profile = runs.profile.isel(time=0).mean("run").transpose("state", "role").to_pandas()
    rows = pd.DataFrame(
        {"state": runs.state_name.values, **{role: profile[role].to_numpy() for role in profile}}
    )
    rows["power"] = runs.power.mean("run").values
    many = table(
        f"States: roles at the start (shares), power; {len(rows)} of them",
        rows,
        formats=dict.fromkeys(profile, ".2f"),
    )
    return many if len(rows) <= 30 else details(f"{len(rows)} states", many)


def _events(resolved: str) -> str:
    events = section_of(resolved, "events") or []
    rows = [
        {
            "at": str(of.get("at", "")).replace("-", "\N{NON-BREAKING HYPHEN}"),
            "what": of.get("about") or _kind_of(of),
        }
        for of in events
        if isinstance(of, Mapping)
    ]
    return table("Events", pd.DataFrame(rows)) if rows else ""


def settings_of_what_ifs(told: Mapping[str, Any]) -> Section | None:
    """An appendix: the what-ifs as the scenario writes them; None where it has none."""
    said = text_of(str(told.get("scenario_text", "")), "what_if").rstrip()
    if not said:
        return None
    body = paragraph(
        "Each what-if is the scenario with these changes, and the same random numbers."
    )
    return Section("Appendix: settings of the what-ifs", body + f"<pre>{text(said)}</pre>")


def _plainly(value: Any) -> str:
    return listed(map(str, value)) if isinstance(value, list) else str(value)


def _name(value: Any) -> str:
    return str(value.get("name", "")) if isinstance(value, Mapping) else str(value)


def _kind_of(event: Mapping[str, Any]) -> str:
    return ", ".join(words(str(key)) for key in event if key not in ("at", "about", "for"))
