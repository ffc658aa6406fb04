"""How well a score tells what happened from what did not, with intervals, and what simple
statistics achieve.

`happened` is always an array of truth values [n], a score or probability one of floats [n], higher
for more likely.
"""

from collections.abc import Callable

import numpy as np

Score = Callable[[np.ndarray, np.ndarray], float]


def auc(happened: np.ndarray, score: np.ndarray) -> float:
    """Area under the ROC curve: the probability that a case that happened scores above one that did
    not.

    Ties count half [Hanley and McNeil 1982, Radiology 143:29]. 0.5 is chance, 1 perfect; NaN when
    all or none happened, or a score is NaN.
    """
    happened, score = np.asarray(happened, dtype=bool), np.asarray(score, dtype=float)
    positives, negatives = happened.sum(), (~happened).sum()
    if positives == 0 or negatives == 0 or np.isnan(score).any():
        return float("nan")
    _, place, equal = np.unique(score, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(equal) - (equal - 1) / 2)[place]
    return float(
        (ranks[happened].sum() - positives * (positives + 1) / 2) / (positives * negatives)
    )


def average_precision(happened: np.ndarray, score: np.ndarray) -> float:
    """Precision averaged over the cases that happened, from the highest score down; equal scores
    enter together.

    The share of cases that happened is chance, 1 is perfect; NaN when none happened, or a score is
    NaN.
    """
    happened, score = np.asarray(happened, dtype=bool), np.asarray(score, dtype=float)
    if not happened.any() or np.isnan(score).any():
        return float("nan")
    _, place, equal = np.unique(-score, return_inverse=True, return_counts=True)
    found, listed = np.bincount(place, weights=happened).cumsum(), equal.cumsum()
    return float(np.sum(np.diff(found, prepend=0) * found / listed) / happened.sum())


def brier(happened: np.ndarray, probability: np.ndarray) -> float:
    """Mean squared error of a probability [Brier 1950, Monthly Weather Review 78:1]; 0 is
    perfect."""
    return float(
        np.mean((np.asarray(probability, dtype=float) - np.asarray(happened, dtype=float)) ** 2)
    )


def with_interval(
    score: Score,
    happened: np.ndarray,
    predicted: np.ndarray,
    draws: int = 2000,
    level: float = 0.95,
    seed: int = 1,
) -> tuple[float, float, float]:
    """The score and the ends of its percentile bootstrap interval, over cases drawn with
    replacement.

    Cases count as independent; for pairs of states, which share their members, the interval is too
    narrow.
    """
    happened, predicted = np.asarray(happened, dtype=bool), np.asarray(predicted, dtype=float)
    random = np.random.default_rng(seed)
    chosen = random.integers(0, happened.size, (draws, happened.size))
    values = [score(happened[rows], predicted[rows]) for rows in chosen]
    low, high = np.nanquantile(values, [(1 - level) / 2, (1 + level) / 2])
    return score(happened, predicted), float(low), float(high)


class LogisticRegression:
    """Logistic regression with standardised features and a light ridge, by Newton's method.

    `ridge` (>= 0) weighs the squared coefficients, the intercept apart; it keeps them finite where
    a feature separates the cases. Missing values of a feature are its mean where the model was
    fitted.
    """

    def __init__(self, features: np.ndarray, happened: np.ndarray, ridge: float = 1e-3):
        features = np.asarray(features, dtype=float)
        self.mean = np.nanmean(features, axis=0)
        spread = np.nanstd(features, axis=0)
        self.spread = np.where(spread > 0, spread, 1.0)
        design = self._design(features)
        penalty = ridge * np.eye(design.shape[1])
        penalty[0, 0] = 0.0
        target = np.asarray(happened, dtype=float)
        self.coefficients = np.zeros(design.shape[1])
        for _ in range(100):
            probability = _logistic(design @ self.coefficients)
            slope = design.T @ (target - probability) - penalty @ self.coefficients
            curvature = (design * (probability * (1 - probability))[:, None]).T @ design + penalty
            step = np.linalg.lstsq(curvature, slope, rcond=None)[0]
            self.coefficients += step
            if np.abs(step).max() < 1e-10:
                break

    def probability(self, features: np.ndarray) -> np.ndarray:
        """Of having happened, [n], for features [n, k]."""
        return _logistic(self._design(np.asarray(features, dtype=float)) @ self.coefficients)

    def _design(self, features: np.ndarray) -> np.ndarray:
        scaled = (np.where(np.isnan(features), self.mean, features) - self.mean) / self.spread
        return np.column_stack([np.ones(len(scaled)), scaled])


def cross_validated(
    features: np.ndarray, happened: np.ndarray, folds: int = 5, seed: int = 1
) -> np.ndarray:
    """For every case the probability that a logistic regression on the other folds gives it,
    [n]."""
    features, happened = np.asarray(features, dtype=float), np.asarray(happened, dtype=bool)
    fold = np.random.default_rng(seed).permutation(np.arange(happened.size) % folds)
    predicted = np.empty(happened.size)
    for left_out in range(folds):
        out = fold == left_out
        predicted[out] = LogisticRegression(features[~out], happened[~out]).probability(
            features[out]
        )
    return predicted


def _logistic(x: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-np.clip(x, -500, 500)))
