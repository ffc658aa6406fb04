"""Which parameters of a study decide what comes out: Sobol' indices and Morris' elementary effects,
by SALib.

Saltelli et al. (2010), Computer Physics Communications 181:259 (estimators of first and total
indices). Morris (1991), Technometrics 33:161; Campolongo et al. (2007), Environmental Modelling &
Software 22:1509 (mu*).
"""

import numpy as np
import pandas as pd
import xarray as xr
from SALib.analyze import morris, sobol

from parley_analysis.comparisons import Measure, by_run
from parley_analysis.result import decode_flags
from parley_analysis.study import Study, study


class MissingRunsError(ValueError):
    """An index cannot be computed since runs are missing, failed, or gave no number; none is ever
    made up."""


def by_point(result: xr.Dataset, measure: Measure) -> np.ndarray:
    """Mean of a measure (see `by_run`) over the replicates of each point of the plan, [point].

    Raises MissingRunsError unless every run of the plan finished and gave a number.
    """
    planned, replicates = int(result.attrs["planned_runs"]), study(result).replicates
    planned = int(result.attrs.get("plan_runs", planned))
    values = by_run(result, measure).values.astype(float)
    failed = int((decode_flags(result.status) == "failed").sum())
    empty = int(np.isnan(values).sum()) - failed if failed else int(np.isnan(values).sum())
    reasons = []
    if result.sizes["run"] < planned:
        reasons.append(f"{planned - result.sizes['run']} of {planned} runs are missing")
    if failed:
        reasons.append(f"{failed} failed")
    if empty > 0:
        name = measure if isinstance(measure, str) else measure.name
        reasons.append(f"{empty} have no '{name}'")
    if reasons:
        raise MissingRunsError(
            f"{', '.join(reasons)}; indices need every run (finish the sweep with --resume, or see `failure`)"
        )
    table = pd.Series(values).groupby(result.point.values).mean()
    if len(table) * replicates != planned or table.index.tolist() != list(range(len(table))):
        raise MissingRunsError(
            f"{len(table)} points x {replicates} replicates are not the {planned} runs of the plan"
        )
    return table.to_numpy()


def sobol_indices(
    result: xr.Dataset, measure: Measure, *, level: float = 0.95, draws: int = 200, seed: int = 1
) -> pd.DataFrame:
    """First and total Sobol' indices of each parameter of a study with `sample: saltelli`, largest
    total first.

    `first` is the share of the variance of `measure` (see `by_run`; mean over replicates) that a
    parameter explains alone, `total` with all its interactions. `first_low` ... `total_high` are
    the ends of intervals at `level`: the estimate and as many standard deviations as a normal
    distribution asks for, taken from `draws` bootstrap samples of base points. Estimates of small
    indices may be below 0; that is noise.

    Raises MissingRunsError if any run is missing, and ValueError for another sample or a measure
    that is the same at all points.
    """
    of, found = _sobol(result, measure, level, draws, seed)
    table = pd.DataFrame(
        {
            "first": found["S1"],
            "first_low": found["S1"] - found["S1_conf"],
            "first_high": found["S1"] + found["S1_conf"],
            "total": found["ST"],
            "total_low": found["ST"] - found["ST_conf"],
            "total_high": found["ST"] + found["ST_conf"],
        },
        index=pd.Index([parameter.path for parameter in of.parameters], name="parameter"),
    )
    return table.sort_values("total", ascending=False, kind="stable")


def sobol_interactions(
    result: xr.Dataset, measure: Measure, *, level: float = 0.95, draws: int = 200, seed: int = 1
) -> pd.DataFrame:
    """Second Sobol' indices of pairs of parameters, `second`, `low`, `high`, largest first; of a
    study with `order: 2`.

    Raises as `sobol_indices` does, and ValueError for a study of order 1.
    """
    of, found = _sobol(result, measure, level, draws, seed)
    if "S2" not in found:
        raise ValueError(
            "no interactions in a sample of order 1; write `order: 2` in the study's design"
        )
    rows, columns = np.triu_indices(len(of.parameters), 1)
    second, half = found["S2"][rows, columns], found["S2_conf"][rows, columns]
    paths = [parameter.path for parameter in of.parameters]
    index = pd.MultiIndex.from_tuples(
        [(paths[i], paths[j]) for i, j in zip(rows, columns, strict=True)],
        names=["parameter", "other"],
    )
    table = pd.DataFrame(
        {"second": second, "low": second - half, "high": second + half}, index=index
    )
    return table.sort_values("second", ascending=False, kind="stable")


def morris_effects(
    result: xr.Dataset, measure: Measure, *, level: float = 0.95, draws: int = 1000, seed: int = 1
) -> pd.DataFrame:
    """Elementary effects of each parameter of a study with `sample: morris`, largest `mu_star`
    first.

    An effect is the change of `measure` (see `by_run`; mean over replicates) as a parameter moves
    across its whole distribution, extrapolated from one step. `mu` is their mean, `mu_star` the
    mean of their sizes with the ends `low` and `high` of its bootstrap interval at `level`, `sigma`
    their standard deviation: large where the effect depends on other parameters or is not linear.

    Raises MissingRunsError if any run is missing, and ValueError for another sample.
    """
    of = _study_of(result, "morris")
    effects = by_point(result, measure)
    first = np.unique(result.point.values, return_index=True)[1]
    values = np.column_stack(
        [result[parameter.variable].values[first] for parameter in of.parameters]
    )
    found = morris.analyze(
        _problem(of), values.astype(float), effects,
        num_levels=int(of.design.get("levels", 4)), num_resamples=draws, conf_level=level, seed=seed,
    )  # fmt: skip
    half = np.asarray(found["mu_star_conf"], dtype=float)
    size = np.asarray(found["mu_star"], dtype=float)
    table = pd.DataFrame(
        {
            "mu": np.asarray(found["mu"], dtype=float),
            "mu_star": size,
            "low": size - half,
            "high": size + half,
            "sigma": np.asarray(found["sigma"], dtype=float),
        },
        index=pd.Index([parameter.path for parameter in of.parameters], name="parameter"),
    )
    return table.sort_values("mu_star", ascending=False, kind="stable")


def _sobol(
    result: xr.Dataset, measure: Measure, level: float, draws: int, seed: int
) -> tuple[Study, dict]:
    of = _study_of(result, "saltelli")
    values = by_point(result, measure)
    if np.ptp(values) == 0:
        raise ValueError("the measure is the same at all points; there is no variance to explain")
    order = int(of.design.get("order", 1))
    found = sobol.analyze(
        _problem(of), values,
        calc_second_order=order == 2, num_resamples=draws, conf_level=level, seed=seed,
    )  # fmt: skip
    return of, found


def _study_of(result: xr.Dataset, sample: str) -> Study:
    of = study(result)
    if of.sample != sample:
        raise ValueError(f"the study has `sample: {of.sample}`; this needs `sample: {sample}`")
    return of


def _problem(of: Study) -> dict:
    """What SALib wants to know; estimators use neither bounds nor distributions."""
    names = [parameter.path for parameter in of.parameters]
    return {"num_vars": len(names), "names": names, "bounds": [[0, 1]] * len(names)}
