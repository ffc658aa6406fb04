"""Scenario discovery: under which judgements an answer holds, and which what-if is robust to them.

Boxes by PRIM [Friedman and Fisher 1999, Statistics and Computing 9:123; Bryant and Lempert 2010,
Technological Forecasting and Social Change 77:34], feature scores by extra trees [Geurts et al.
2006, Machine Learning 63:3] and dimensional stacking, all by EMA Workbench [Kwakkel 2017,
Environmental Modelling & Software 96:239]; robustness as in McPhail et al. (2018), Earth's Future
6:169. The extra `discovery` brings EMA Workbench.
"""

import logging
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from parley_analysis.comparisons import Measure, by_run
from parley_analysis.result import decode_flags
from parley_analysis.study import study


@dataclass(frozen=True)
class Box:
    """Where an answer holds more often than elsewhere.

    `limits` has a row for each input that bounds the box: `low` and `high`, or of categories the
    `words` inside, and `chance`, the probability that a limit would do as much by chance (a
    binomial test without it [Bryant and Lempert 2010]); limits with more than 0.05 are dropped.
    `coverage` is the share of all cases of interest that lie inside, `density` the share of the
    cases inside that are of interest, `mass` the share of all cases that lie inside.
    """

    limits: pd.DataFrame
    coverage: float
    density: float
    mass: float

    def __str__(self) -> str:
        said = [
            f"{name} in {', '.join(of.words)}"
            if isinstance(of.words, tuple) and of.words
            else f"{name} from {of.low:.3g} to {of.high:.3g}"
            for name, of in self.limits.iterrows()
        ]
        where = " and ".join(said) or "everywhere"
        return f"{where}: density {self.density:.2f}, coverage {self.coverage:.2f}"


def boxes(
    inputs: pd.DataFrame,
    of_interest: np.ndarray,
    *,
    density: float = 0.8,
    least_mass: float = 0.05,
    most: int = 3,
) -> list[Box]:
    """Boxes in the inputs (see `experiments`) in which cases are of interest, the first of them
    largest, by PRIM.

    Each peels as long as it gains, and is the one on its trajectory that reaches `density` with the
    greatest coverage or, for the first alone, the densest where none does. Cases inside it are then
    left out for the next. Raises ValueError unless some cases are of interest and some are not.
    """
    chosen = np.asarray(of_interest, dtype=bool)
    if chosen.all() or not chosen.any():
        raise ValueError(
            f"{'all' if chosen.all() else 'no'} cases are of interest; nothing to find"
        )
    ema = _ema()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        prim = ema.prim.Prim(
            inputs, chosen.astype(int), threshold=float(chosen.mean()), mass_min=least_mass
        )
        found: list[Box] = []
        for _ in range(most):
            box = prim.find_box()
            if box is None or len(box.peeling_trajectory) < 2:
                break
            path = box.peeling_trajectory
            reached = path[path["density"] >= density]
            at = reached["coverage"].idxmax() if len(reached) else path["density"].idxmax()
            if path.loc[at, "res_dim"] == 0 or (found and not len(reached)):
                break  # after the first only boxes that are dense enough say anything
            box.select(int(at))
            limits = _limits(box.box_lims[int(at)], box.qp[int(at)], inputs)
            if len(limits) == 0:
                break
            found.append(_box(limits, inputs, chosen))
    return found


SURE = 0.05  # a limit that chance would draw more often than that says nothing, and is dropped


def _limits(limits: pd.DataFrame, chances: dict[str, Any], inputs: pd.DataFrame) -> pd.DataFrame:
    """The limits that say something, a row for each input with one."""
    rows = {}
    for name, of_ends in chances.items():
        ends = np.atleast_1d(np.asarray(of_ends, dtype=float))
        sure = (ends >= 0) & (ends <= SURE)
        if not sure.any():
            continue
        row: dict[str, Any] = {"chance": float(ends[sure].max())}
        if isinstance(inputs[name].dtype, pd.CategoricalDtype):
            row |= {"low": np.nan, "high": np.nan, "words": tuple(sorted(limits[name].iloc[0]))}
        else:
            low, high = (float(limits[name].iloc[end]) for end in (0, 1))
            low = low if sure[0] else float(inputs[name].min())
            high = high if sure[-1] else float(inputs[name].max())
            row |= {"low": low, "high": high, "words": ()}
        rows[name] = row
    return pd.DataFrame.from_dict(rows, orient="index", columns=["low", "high", "words", "chance"])


def _box(limits: pd.DataFrame, inputs: pd.DataFrame, chosen: np.ndarray) -> Box:
    inside = np.ones(len(inputs), dtype=bool)
    for name, of in limits.iterrows():
        values = inputs[str(name)]
        within = values.isin(of["words"]) if of["words"] else values.between(of["low"], of["high"])
        inside &= within.to_numpy()
    hits = float((inside & chosen).sum())
    return Box(
        limits,
        coverage=hits / float(chosen.sum()),
        density=hits / float(max(inside.sum(), 1)),
        mass=float(inside.mean()),
    )


def feature_scores(
    inputs: pd.DataFrame, outcome: np.ndarray, *, trees: int = 200, seed: int = 1
) -> pd.Series:
    """How much each input says of an outcome, by the impurity that extra trees lose by it; the sum
    is 1, the largest first. An outcome of truth values is classified, others are regressed."""
    ema = _ema()
    outcome = np.asarray(outcome)
    kind = ema.features.RuleInductionType
    mode = kind.CLASSIFICATION if outcome.dtype == bool else kind.REGRESSION
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scores = ema.features.get_ex_feature_scores(
            inputs, outcome.astype(float) if mode == kind.REGRESSION else outcome.astype(int),
            mode=mode, nr_trees=trees, random_state=seed,
        )[0]  # fmt: skip
    found = scores.iloc[:, 0].astype(float).sort_values(ascending=False, kind="stable")
    return found.rename("score").rename_axis("input")


def dimensional_stacking(
    inputs: pd.DataFrame, of_interest: np.ndarray, *, levels: int = 2, bins: int = 3
) -> Any:
    """The figure of EMA Workbench that stacks the inputs that say most inside each other and shows
    the share of cases of interest in each cell."""
    ema = _ema()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ema.stacking.create_pivot_plot(
            inputs.rename(columns={"y": "y_"}),  # y is what EMA Workbench calls the cases itself
            np.asarray(of_interest, dtype=int),
            nr_levels=levels,
            nbins=bins,
        )


def robustness(
    result: xr.Dataset, measure: Measure, *, enough: float, along: str = "what_if"
) -> pd.DataFrame:
    """How each what-if does over all judgements of a study that varies both; more is better.

    Each point of the other parameters is a state of the world that every what-if meets, by the mean
    over its replicates. `mean`, `worst` and `low` (10 % of the points lie below it) are of the
    measure; `regret` is the mean, `regret_90` the ninth decile and `most_regret` the greatest of
    what the best what-if there has more; `satisfices` is the share of points where the measure is
    `enough`, `best` that where no what-if is better; `points` are those that all what-ifs have.

    Raises ValueError where what-ifs do not meet the same points.
    """
    of = study(result)
    chosen = of.parameter(along).variable if along != "what_if" else "what_if"
    others = [p.variable for p in of.parameters if p.path != along]
    table = pd.DataFrame({name: result[name].values for name in others})
    table["along"] = result[chosen].values.astype(str)
    table["measured"] = by_run(result, measure).values.astype(float)
    table = table[decode_flags(result.status).values == "finished"]
    worlds = table.groupby([*others, "along"], observed=True)["measured"].mean().unstack("along")
    names = list(dict.fromkeys(table["along"]))
    return robustness_of(worlds[names], enough)


def robustness_of(worlds: pd.DataFrame, enough: float) -> pd.DataFrame:
    """The same of a table with a row a state of the world and a column a what-if."""
    met = worlds.dropna()
    if met.empty:
        raise ValueError("no point that every what-if meets; cross them in a grid or in points.csv")
    best = met.max(axis=1)
    regret = -met.sub(best, axis=0)
    table = pd.DataFrame(
        {
            "mean": met.mean(),
            "worst": met.min(),
            "low": met.quantile(0.1),
            "regret": regret.mean(),
            "regret_90": regret.quantile(0.9),
            "most_regret": regret.max(),
            "satisfices": (met >= enough).mean(),
            "best": (regret <= 1e-12).mean(),
            "points": len(met),
        }
    )
    return table.rename_axis("what_if")


@dataclass(frozen=True)
class _Ema:
    prim: Any
    features: Any
    stacking: Any


def _ema() -> _Ema:
    """The parts of EMA Workbench that are used here; it is large, and imported when needed."""
    try:
        with warnings.catch_warnings():  # of evaluators that are not installed
            warnings.simplefilter("ignore")
            from ema_workbench.analysis import dimensional_stacking as stacking
            from ema_workbench.analysis import feature_scoring as features
            from ema_workbench.analysis import prim
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            "EMA Workbench is missing; pip install 'parley[discovery]'", name=missing.name
        ) from missing
    logging.getLogger("EMA").setLevel(logging.WARNING)
    return _Ema(prim, features, stacking)
