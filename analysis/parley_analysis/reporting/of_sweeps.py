"""The report of a sweep's summary."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import pandas as pd
import xarray as xr

from parley_analysis import figures
from parley_analysis.figures.appearance import counted, measure_words
from parley_analysis.reporting.findings import with_interval
from parley_analysis.reporting.page import Section, figure, paragraph, table
from parley_analysis.reporting.story import story
from parley_analysis.result import decode_flags
from parley_analysis.sensitivity import morris_effects, sobol_indices
from parley_analysis.study import Study, study

MEASURES = (
    *(
        "hard_movement_final",
        "soft_movement_final",
        "linkage_movement_final",
        "transfer_movement_final",
    ),
    *("regime_coverage_final", "management_gap_final", "recognition_final", "disclosure_final"),
    *(
        "actual_payoff_final",
        "actual_payoff_lowest",
        "perceived_payoff_final",
        "surplus_share_mean",
    ),
    *("sessions_held", "sessions_agreed"),
)
MOST_PARAMETERS = 12  # that have a figure of their own


def sections_of_sweep(
    result: xr.Dataset, told: Mapping[str, Any], what_if: str | None
) -> Iterator[Section]:
    """The study, what came out, and what it depends on; a summary has no single what-if to
    choose."""
    if what_if is not None:
        raise ValueError("a sweep's report shows all its points; there is no what-if to choose")
    of = study(result)
    finished = result.isel(run=(decode_flags(result.status) == "finished").values)
    measure = _most_telling(finished)
    yield _in_short(of, finished, measure)
    yield _study(of, result, finished)
    yield _outcomes(finished)
    yield _responses(finished, of, measure)
    yield _sensitivity(result, of, measure)
    yield story(result, told)


def _most_telling(finished: xr.Dataset) -> str:
    """Hard movement or, where that is the same in all runs, the first measure that is not."""
    for name in MEASURES:
        if name in finished and float(finished[name].max()) > float(finished[name].min()):
            return name
    return MEASURES[0]


def _in_short(of: Study, finished: xr.Dataset, measure: str) -> Section:
    """The finding in a sentence, and the parameter that does most to it as a figure."""
    if not of.parameters or not bool(finished[measure].notnull().any()):
        return Section("In short", paragraph("Nothing that varies has a measured effect."))
    low, middle, high = finished[measure].quantile([0.1, 0.5, 0.9], skipna=True).values
    first = _by_strength(finished, of, measure)[0]
    name = measure_words(measure)
    said = (
        f"Over {counted(finished.sizes['run'], 'run')}, {name} lies from {low:.2f} to {high:.2f} in the"
        f" middle 80 %, with a median of {middle:.2f}; of {counted(len(of.parameters), 'parameter')},"
        f" {first} moves its mean most."
    )
    drawn = figure(
        partial(figures.plot_response, finished, measure, first),
        f"{name.capitalize()} by {first}: {of.parameter(first).about}.",
        _response(finished, of, measure, first),
    )
    return Section("In short", paragraph(said, kind="finding") + drawn)


def _response(finished: xr.Dataset, of: Study, measure: str, path: str) -> str:
    """At which value of a parameter the mean of a measure is least, and at which greatest."""
    parameter = of.parameter(path)
    values = finished[parameter.variable]
    values = (decode_flags(values) if parameter.categories else values).to_series()
    if not parameter.categories and values.nunique() > 8:
        values = pd.qcut(values, 8, duplicates="drop").map(lambda interval: interval.mid)
    means = finished[measure].to_series().groupby(values.astype(str).to_numpy(), sort=False).mean()
    means = means.dropna()
    if means.empty:
        return ""
    return (
        f"The mean is least, {means.min():.3f}, at {_told(means.idxmin())}, and greatest,"
        f" {means.max():.3f}, at {_told(means.idxmax())}."
    )


def _told(value: str) -> str:
    try:
        return f"{float(value):.3g}"
    except ValueError:
        return value.replace("_", " ")


def _study(of: Study, result: xr.Dataset, finished: xr.Dataset) -> Section:
    rows = [
        {
            "parameter": parameter.path,
            "varies": parameter.distribution.replace("_", " "),
            "over": ", ".join(map(str, parameter.categories or parameter.values or ())),
            "unit": parameter.unit,
            "about": parameter.about,
        }
        for parameter in of.parameters
    ]
    said = f"{of.name}: {of.about}" if of.about else of.name
    said += "" if said.endswith((".", "?", "!")) else "."
    points = len(set(result.point.values.tolist()))
    runs = f"{points} points ({of.sample.replace('_', ' ')}), {of.replicates} replicates: {result.sizes['run']} runs"
    failed = result.sizes["run"] - finished.sizes["run"]
    body = paragraph(said) + paragraph(
        runs + (f", {failed} of which failed." if failed else ", all of which finished.")
    )
    if failed:
        told = pd.Series(result.failure.values[result.failure.values != ""]).value_counts().head(10)
        body += table(
            "Why runs failed", pd.DataFrame({"message": told.index, "runs": told.to_numpy()})
        )
    return Section("The study", body + table("What varies", pd.DataFrame(rows)))


def _outcomes(finished: xr.Dataset) -> Section:
    rows = []
    for name in MEASURES:
        if name not in finished or not bool(finished[name].notnull().any()):
            continue
        low, middle, high = finished[name].quantile([0.1, 0.5, 0.9], skipna=True).values
        rows.append(
            {"measure": measure_words(name), "mean": _with_interval(finished, finished[name]),
             "lowest": float(finished[name].min()), "10 %": low, "median": middle, "90 %": high,
             "highest": float(finished[name].max())}
        )  # fmt: skip
    columns = {
        "tables a run": finished.attempts_total.sum("level"),
        "agreed": finished.agreements_total.sum("level"),
        "hardness": finished.hardness_mean,
        "policy at the end": finished.policy_final,
    }
    by_issue = pd.DataFrame(
        {
            "issue": [name.replace("_", " ") for name in finished.issue.values],
            **{
                name: [_with_interval(finished, of.sel(issue=issue)) for issue in of.issue.values]
                for name, of in columns.items()
            },
        }
    )
    body = table("Outcomes over all runs", pd.DataFrame(rows), right=["mean"])
    body += table("By issue, means over all runs", by_issue, right=list(columns))
    note = "Intervals are of 95 %, over replicates, each the mean over its points."
    replicates = len(set(finished.replicate.values.tolist()))
    return Section("What came out", body + (paragraph(note, kind="note") if replicates > 1 else ""))


def _with_interval(finished: xr.Dataset, values: xr.DataArray) -> str:
    """The mean over runs, and its interval over replicates: the points of one share their random
    numbers and are not independent."""
    numbers = values.to_series().astype(float)
    of_replicates = numbers.groupby(finished.replicate.values).mean().to_numpy()
    return with_interval(of_replicates, 3, float(numbers.mean()))


def _responses(finished: xr.Dataset, of: Study, measure: str) -> Section:
    body = ""
    for parameter in of.parameters[:MOST_PARAMETERS]:
        body += figure(partial(figures.plot_response, finished, measure, parameter.path),
                       f"{measure_words(measure).capitalize()} by {parameter.path}: {parameter.about}.",
                       _response(finished, of, measure, parameter.path))  # fmt: skip
    if len(of.parameters) > 1:
        first, second = _by_strength(finished, of, measure)[:2]
        body += figure(partial(figures.plot_response, finished, measure, first, second),
                       f"The response surface over {first} and {second}, all else averaged.")  # fmt: skip
    if len(of.parameters) > MOST_PARAMETERS:
        body += paragraph(
            f"{len(of.parameters) - MOST_PARAMETERS} more parameters have no figure here.",
            kind="note",
        )
    return Section("What it depends on", body)


def _by_strength(finished: xr.Dataset, of: Study, measure: str) -> list[str]:
    """The parameters, those with the largest spread of means over eight groups of their values
    first."""
    values = finished[measure].values

    def spread(variable: str) -> float:
        groups = pd.Series(finished[variable].values).rank(method="dense", pct=True).mul(8).round()
        return float(pd.Series(values).groupby(groups.to_numpy()).mean().std() or 0.0)

    ordered = sorted(of.parameters, key=lambda parameter: -spread(parameter.variable))
    return [parameter.path for parameter in ordered]


def _sensitivity(result: xr.Dataset, of: Study, measure: str) -> Section:
    indices = {"saltelli": sobol_indices, "morris": morris_effects}.get(of.sample)
    if indices is None:
        said = f"A sample of {of.sample.replace('_', ' ')} gives no sensitivity indices; saltelli and morris do."
        return Section("Sensitivity", paragraph(said))
    try:
        found = indices(result, measure)
    except ValueError as problem:  # runs are missing, or there is no variance to explain
        return Section("Sensitivity", paragraph(f"No indices: {problem}."))
    body = figure(partial(figures.plot_sensitivity, found, measure=measure),
                  f"Which parameters decide {measure_words(measure)}, with 95 % bootstrap intervals.")  # fmt: skip
    rows = found.reset_index()
    rows.columns = [name.replace("_", " ") for name in rows.columns]
    return Section("Sensitivity", body + table("Indices", rows))
