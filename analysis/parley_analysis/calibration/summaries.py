"""The numbers of a result that targets ask for, run by run."""

import numpy as np
import pandas as pd
import xarray as xr

from parley_analysis.calibration.targets import Pattern, Targets, Texts
from parley_analysis.result import decode_flags


class SummaryError(ValueError):
    """A pattern asks for what the result does not have; the message names the pattern."""


def summaries(result: xr.Dataset, targets: Targets) -> pd.DataFrame:
    """One row a finished run, indexed by `point` and `replicate`, one column a pattern.

    A share of no texts is NaN. Raises SummaryError for a variable, label, forum or issue that the
    result does not have.
    """
    finished = np.flatnonzero(decode_flags(result.status).values == "finished")
    columns = {}
    for pattern in targets.patterns:
        try:
            columns[pattern.name] = _of(result, pattern)[finished]
        except (KeyError, ValueError) as wrong:
            said = wrong.args[0] if wrong.args else wrong
            raise SummaryError(f"pattern '{pattern.name}': {said}") from wrong
    index = [result[name].values[finished] for name in ("point", "replicate")]
    return pd.DataFrame(columns, pd.MultiIndex.from_arrays(index, names=["point", "replicate"]))


def _of(result: xr.Dataset, pattern: Pattern) -> np.ndarray:
    if pattern.variable is not None:
        return _variable(result, pattern)
    assert pattern.texts is not None
    counted = _count(result, pattern.texts)
    if pattern.among is None:
        return counted
    of = _count(result, pattern.among)
    both = np.minimum(counted, of)
    return np.divide(both, of, out=np.full(len(of), np.nan), where=of > 0)


def _variable(result: xr.Dataset, pattern: Pattern) -> np.ndarray:
    name = pattern.variable or ""
    if name not in result.data_vars and "time" in result.dims:
        name = name.removesuffix("_final")  # a series has it at every tick, and the last is taken
    if name not in result.data_vars:
        raise ValueError(f"the result has no variable '{pattern.variable}', see FORMAT.md")
    values = result[name]
    for dimension, label in pattern.at.items():
        if dimension not in values.dims:
            there = ", ".join(str(name) for name in values.dims if name != "run") or "none"
            raise ValueError(f"'{values.name}' has no dimension '{dimension}' (it has {there})")
        if dimension == "time":
            values = values.sel(time=np.datetime64(str(label), "s"), method="pad")
        elif label in values[dimension].values:
            values = values.sel({dimension: label})
        else:
            raise ValueError(f"no {dimension} '{label}'")
    if "time" in values.dims:
        values = values.isel(time=-1)
    rest = [name for name in values.dims if name != "run"]
    return values.mean(rest).values.astype(float)


def _count(result: xr.Dataset, texts: Texts) -> np.ndarray:
    """How many agreements each run has that are such texts, [run]."""
    if "session_result" not in result:
        raise ValueError("the result has no tables (a study keeps them with 'record: series')")
    chosen = decode_flags(result.session_result).values == "agreed"
    chosen &= decode_flags(result.session_fate).values != "unratified"
    for name, variable in (("forum", "session_forum"), ("level", "session_level")):
        wanted = getattr(texts, name)
        if wanted is not None:
            words = decode_flags(result[variable]).values
            known = result.forum.values if name == "forum" else None
            if known is not None and wanted not in known:
                raise ValueError(f"no forum '{wanted}' (there are {', '.join(map(str, known))})")
            chosen &= words == wanted
    if texts.issue is not None and texts.issue not in result.issue.values:
        raise ValueError(f"no issue '{texts.issue}' (there are {', '.join(result.issue.values)})")
    if texts.issue is not None:
        chosen &= ~np.isnan(result.session_terms.sel(issue=texts.issue).values)
    if texts.moves is not None or texts.moves_less_than is not None:
        moved = result.session_movement
        moved = moved.sel(issue=texts.issue) if texts.issue is not None else moved.max("issue")
        size = np.nan_to_num(moved.values)
        chosen &= size >= (texts.moves or 0.0) - 1e-12
        if texts.moves_less_than is not None:
            chosen &= size < texts.moves_less_than - 1e-12
    month = result.session_time.values.astype("datetime64[M]")
    if texts.since is not None:
        chosen &= month >= np.datetime64(texts.since, "M")
    if texts.until is not None:
        chosen &= month <= np.datetime64(texts.until, "M")
    place = {label: number for number, label in enumerate(result.run.values.tolist())}
    runs = [place[label] for label in result.session_run.values[chosen].tolist()]
    return np.bincount(np.array(runs, dtype=int), minlength=result.sizes["run"]).astype(float)
