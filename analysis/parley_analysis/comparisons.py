"""Differences between what-ifs, run by run: those that are compared drew the same random
numbers."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd
import xarray as xr
from scipy import stats

from parley_analysis.result import decode_flags
from parley_analysis.tables import _labels_of_runs

Measure: TypeAlias = str | xr.DataArray


def by_run(result: xr.Dataset, measure: Measure) -> xr.DataArray:
    """One number for each run, [run]: a variable by name, at the last recorded tick where it lies
    along time.

    An array over `run` is taken as it is. Raises ValueError for what the result does not have, and
    for what has further axes: select a state, issue or forum, or take a mean, and give the array.
    """
    if isinstance(measure, str) and measure not in result.variables:
        raise ValueError(f"no variable '{measure}' (engine/output/FORMAT.md lists them)")
    values = result[measure] if isinstance(measure, str) else measure
    if "time" in values.dims:
        values = values.isel(time=-1)
    if values.dims != ("run",):
        further = ", ".join(str(name) for name in values.dims if name != "run")
        raise ValueError(
            f"'{values.name}' lies along {further or 'no runs'}; select from it or average, and give the array"
        )
    return values


def paired_differences(
    result: xr.Dataset,
    measure: Measure,
    *,
    along: str = "what_if",
    against: str | float | None = None,
    by: Sequence[str] = (),
    interval: str = "t",
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    """What each what-if changes in `measure` (see `by_run`), against one of them, with intervals.

    `along` is `what_if` or a parameter of a study by its path, `against` the value that the others
    are compared with: by default `baseline`, or the first. A run is compared with the run of
    `against` that has the same replicate and the same value of every other parameter, and so drew
    the same random numbers: what is left is the effect of the change, with much less noise than
    between means. `by` keeps values of other parameters apart; otherwise each replicate's
    differences are averaged over them first, since points share the random numbers of a replicate
    and are not independent.

    | column | what |
    | --- | --- |
    | mean, low, high | mean difference, and its interval at `level`; NaN with one replicate |
    | share_above | share of replicates whose difference is above 0 |
    | replicates, pairs | how many were compared |
    | left_out | runs without a finished partner |

    `interval` is `t` (Student) or `bootstrap` (percentiles of means of `draws` samples of
    replicates).

    Raises ValueError for an unknown measure, parameter, value or interval, and for runs that did
    not draw the same random numbers.
    """
    if interval not in ("t", "bootstrap"):
        raise ValueError(f"no interval '{interval}' (there are t, bootstrap)")
    runs = _labels_of_runs(result).drop(columns="point")
    column = _column(runs, along)
    if column != "what_if" and "parameter.what_if" not in runs:
        others = [name for name in runs if name != column]
    else:  # the what-if of a study stands in two columns
        others = [name for name in runs if name not in ("what_if", "parameter.what_if")]
        others += [] if column in ("what_if", "parameter.what_if") else ["what_if"]
        others = [name for name in others if name != column]
    values = list(dict.fromkeys(runs[column].tolist()))
    if against is None:
        against = "baseline" if "baseline" in values else values[0]
    if against not in values:
        raise ValueError(f"no {along} '{against}' (there are {', '.join(map(str, values))})")
    grouped = [_column(runs, name) for name in by]

    table = runs.assign(seed=result.seed.values, measured=by_run(result, measure).values)
    finished = (decode_flags(result.status) == "finished").values & table[
        "measured"
    ].notna().to_numpy()
    table = table[finished]
    reference = table[table[column] == against].set_index(others)[["measured", "seed"]]
    reference.columns = ["measured_there", "seed_there"]
    if reference.index.has_duplicates:
        raise ValueError(
            f"several runs with the same replicate and {along} '{against}'; give one study at a time"
        )
    random = np.random.default_rng(seed)
    rows = []
    for value in values:
        if value == against:
            continue
        own = table[table[column] == value]
        both = own.merge(reference, left_on=others, right_index=True)
        if (both["seed"] != both["seed_there"]).any():
            raise ValueError(
                "runs of different points drew different random numbers; they make no pairs"
            )
        both = both.assign(difference=both["measured"] - both["measured_there"])
        for key, group in both.groupby(grouped, sort=True) if grouped else [((), both)]:
            of_replicates = group.groupby("replicate")["difference"].mean().to_numpy()
            low, high = _interval(of_replicates, interval, level, draws, random)
            rows.append(
                {
                    along: value,
                    **dict(zip(by, key, strict=True)),
                    "mean": of_replicates.mean() if of_replicates.size else np.nan,
                    "low": low,
                    "high": high,
                    "share_above": (of_replicates > 0).mean() if of_replicates.size else np.nan,
                    "replicates": of_replicates.size,
                    "pairs": len(group),
                    "left_out": int((runs[column] == value).sum()) - len(both),
                }
            )
    columns = [along, *by, "mean", "low", "high", "share_above", "replicates", "pairs", "left_out"]
    return pd.DataFrame(rows, columns=columns).set_index([along, *by])


def mean_interval(
    values: np.ndarray,
    *,
    interval: str = "t",
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 1,
) -> tuple[float, float, float]:
    """Mean of independent `values` [n], and the ends of its interval; NaN where n < 2."""
    values = np.asarray(values, dtype=float)
    low, high = _interval(values, interval, level, draws, np.random.default_rng(seed))
    return float(values.mean()) if values.size else float("nan"), low, high


def _interval(
    values: np.ndarray, interval: str, level: float, draws: int, random: np.random.Generator
) -> tuple[float, float]:
    if values.size < 2:
        return float("nan"), float("nan")
    if interval == "t":
        half = (
            stats.t.ppf((1 + level) / 2, values.size - 1)
            * values.std(ddof=1)
            / np.sqrt(values.size)
        )
        return float(values.mean() - half), float(values.mean() + half)
    means = values[random.integers(0, values.size, (draws, values.size))].mean(axis=1)
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _column(runs: pd.DataFrame, name: str) -> str:
    for column in (name, f"parameter.{name}"):
        if column in runs and name not in ("replicate", "point"):
            return column
    there = [column.removeprefix("parameter.") for column in runs if column != "replicate"]
    raise ValueError(f"'{name}' does not vary (what does: {', '.join(dict.fromkeys(there))})")
