"""The test against history: scores from results of the engine beside simple statistics, by what
happened.

What happened comes from `analysis/data` (see `read`), scores come from `hindcast`. Where something
is fitted, it is fitted on other cases than those it is scored on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from os import PathLike
from pathlib import Path

import numpy as np
import pandas as pd

from parley_analysis.scores import (
    LogisticRegression,
    auc,
    average_precision,
    brier,
    cross_validated,
    with_interval,
)

TRAINED_TO = 2006  # the convention's parties up to this year are fitted on, later ones predicted


def read(folder: str | PathLike[str], name: str, index: str | list[str] = "state") -> pd.DataFrame:
    """A table of `analysis/data`: states, pairs or readmission, empty cells missing (`NA` is
    Namibia)."""
    return pd.read_csv(
        Path(folder) / f"{name}.csv", keep_default_na=False, na_values=[""]
    ).set_index(index)


@dataclass(frozen=True)
class Prediction:
    """What is said of n cases: an order of them, higher for more likely, and probabilities."""

    order: np.ndarray
    probability: np.ndarray


def compare(
    happened: np.ndarray, predictions: Mapping[str, Prediction], *, draws: int = 1000
) -> pd.DataFrame:
    """Predictions, one row each: AUC, average precision and Brier score with 95 % bootstrap
    intervals.

    Columns are `auc`, `auc_low`, `auc_high`, `precision` and `brier` likewise. All are drawn with
    the same cases.
    """
    rows: dict[str, dict[str, float]] = {}
    for name, of in predictions.items():
        rows[name] = {}
        measures = (
            ("auc", auc, of.order),
            ("precision", average_precision, of.order),
            ("brier", brier, of.probability),
        )
        for measure, score, predicted in measures:
            found = with_interval(score, happened, predicted, draws=draws)
            rows[name] |= dict(
                zip((measure, f"{measure}_low", f"{measure}_high"), found, strict=True)
            )
    return pd.DataFrame(rows).T


def ahead(
    happened: np.ndarray, one: Prediction, other: Prediction, *, draws: int = 1000
) -> tuple[float, float, float]:
    """By how much the AUC of one prediction exceeds another's, with the ends of its 95 % bootstrap
    interval."""

    def difference(truth: np.ndarray, orders: np.ndarray) -> float:
        return auc(truth, orders[:, 0]) - auc(truth, orders[:, 1])

    return with_interval(
        difference, happened, np.column_stack([one.order, other.order]), draws=draws
    )


def new_parties(
    states: pd.DataFrame, scores: Mapping[str, np.ndarray]
) -> tuple[np.ndarray, dict[str, Prediction]]:
    """Who became party to the ICRMW after 2006, of those who were not yet, and what scores say of
    them.

    Scores are arrays [state], higher for more likely, or tables of several features [state,
    feature]. Probabilities are those of a logistic regression on who was party by 2006. A single
    score orders cases by itself, features by their probability.
    """
    before = (states.icrmw_since <= TRAINED_TO).to_numpy()
    later = (states.icrmw_since > TRAINED_TO).to_numpy()[~before]
    found = {}
    for name, score in scores.items():
        features = _features(score)
        probability = LogisticRegression(features, before).probability(features[~before])
        found[name] = _prediction(features[~before], probability)
    return later, found


def cross_predicted(
    happened: np.ndarray, scores: Mapping[str, np.ndarray]
) -> dict[str, Prediction]:
    """What scores, as in `new_parties`, say of cases; probabilities are fitted on the four other
    fifths of them."""
    return {
        name: _prediction(_features(score), cross_validated(_features(score), happened))
        for name, score in scores.items()
    }


def all_pairs(states: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Every pair of states, with its row of `pairs` or 0, and how the two compare.

    `agreed` says whether they signed a first labour agreement in 2001 to 2020; `stock` is the
    number of migrants between them in 2000, `migrants` the logarithm of it and 1; `people`,
    `poorer` and `richer` are logarithms of the product of both populations, and of the lower and
    the higher GDP per head, of 2005.
    """
    names = sorted(states.index)
    table = pairs.reindex(
        pd.MultiIndex.from_tuples(combinations(names, 2), names=["first", "second"])
    )
    first, second = (states.loc[table.index.get_level_values(name)] for name in ("first", "second"))
    income = np.log(np.column_stack([of.gdp_per_head_2005.to_numpy() for of in (first, second)]))
    return pd.DataFrame(
        {
            "agreed": table.first_agreement_2001_2020.notna(),
            "stock": table.stock_2000.fillna(0.0),
            "migrants": np.log1p(table.stock_2000.fillna(0.0)),
            "people": np.log(first.population_2005.to_numpy())
            + np.log(second.population_2005.to_numpy()),
            "poorer": income.min(axis=1),  # NaN where one of them is unknown
            "richer": income.max(axis=1),
        }
    )


def months_to_signature(readmission: pd.DataFrame) -> pd.Series:
    """From the mandate to the signature of a readmission agreement, months; missing where there is
    none."""
    begun, signed = (pd.to_datetime(readmission[name]) for name in ("mandate", "signed"))
    return (signed - begun).dt.days / (365.25 / 12)


def rank_correlation(
    one: pd.Series, other: pd.Series, *, draws: int = 1000, seed: int = 1
) -> tuple[float, float, float]:
    """Spearman's, with the ends of its 95 % percentile bootstrap interval, over the cases that both
    know."""
    known = pd.DataFrame({"one": one, "other": other}).dropna()
    random = np.random.default_rng(seed)
    samples = (known.iloc[random.integers(0, len(known), len(known))] for _ in range(draws))
    drawn = [_spearman(sample) for sample in samples]
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return _spearman(known), float(low), float(high)


def _spearman(pair: pd.DataFrame) -> float:
    ranks = pair.rank()
    if ranks.nunique().min() < 2:
        return float("nan")  # all alike
    return float(ranks.corr().iloc[0, 1])


def _features(score: np.ndarray) -> np.ndarray:
    values = np.asarray(score, dtype=float)
    return values[:, None] if values.ndim == 1 else values


def _prediction(features: np.ndarray, probability: np.ndarray) -> Prediction:
    return Prediction(features[:, 0] if features.shape[1] == 1 else probability, probability)
