"""Emulators: Gaussian processes in the place of the engine, and how far they are to be trusted.

Each says of any point in the space of judgements what a pattern would be there on average, how
unsure it is of that, and how much single runs differ by chance. Rasmussen and Williams (2006),
Gaussian Processes for Machine Learning, eq. 2.25 and 5.10 to 5.12 (leaving one out).
"""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.linalg import cho_solve
from sklearn.exceptions import ConvergenceWarning
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel
from sklearn.neighbors import KNeighborsRegressor

NEIGHBOURS = 20  # points over which the variance between replicates is averaged


@dataclass(frozen=True)
class Expectation:
    """Of n points: the mean of a pattern, the variance of the emulator's error, and the variance
    of one run around the mean."""

    mean: np.ndarray
    unsure: np.ndarray
    chance: np.ndarray


class Emulator:
    """A Gaussian process with a Matérn kernel (5/2), a length for each feature, and white noise,
    all by maximum likelihood.

    `features` [n, k] are points, `runs` [n, r] the pattern in each replicate there, NaN where it
    has none; points without any are left out. Raises ValueError with fewer than 5 points left.
    """

    def __init__(self, features: np.ndarray, runs: np.ndarray, *, restarts: int = 1, seed: int = 1):
        known = np.isfinite(runs).any(axis=1)
        if known.sum() < 5:
            raise ValueError(f"{known.sum()} points have a number; an emulator needs 5")
        self.features, runs = features[known], runs[known]
        self.values = np.nanmean(runs, axis=1)
        self.replicates = float(np.isfinite(runs).sum(axis=1).mean())
        self._spread = float(self.values.std())
        self._chance = _variance_of_runs(self.features, runs)
        self._process: GaussianProcessRegressor | None = None
        if self._spread > 1e-12:
            self._fit(restarts, seed)

    def _fit(self, restarts: int, seed: int) -> None:
        lengths = np.ones(self.features.shape[1])
        kernel = ConstantKernel(1.0, (1e-2, 1e2)) * Matern(lengths, (0.1, 50.0), nu=2.5)
        process = GaussianProcessRegressor(
            kernel + WhiteKernel(0.1, (1e-6, 2.0)),
            normalize_y=True, n_restarts_optimizer=restarts, random_state=seed,
        )  # fmt: skip
        with warnings.catch_warnings():  # a length at its bound: the feature does not matter
            warnings.simplefilter("ignore", ConvergenceWarning)
            process.fit(self.features, self.values)
        self._process = process
        self._noise = float(process.kernel_.k2.noise_level) * self._spread**2

    def __call__(self, features: np.ndarray) -> Expectation:
        """What it expects at points [n, k]."""
        chance = np.maximum(self._chance.predict(features), 0.0)
        if self._process is None:  # the same at all points
            same = np.full(len(features), float(self.values[0]))
            return Expectation(same, np.zeros(len(features)), chance)
        mean, deviation = self._process.predict(features, return_std=True)
        unsure = np.maximum(deviation**2 - self._noise, 0.0)
        return Expectation(mean, unsure, chance)

    def left_out(self) -> pd.DataFrame:
        """For each point what the others say of it: `value`, `mean`, `deviation` (noise included)
        and `error`, the difference in deviations; kernel parameters stay."""
        if self._process is None:
            zeros = np.zeros_like(self.values)
            return pd.DataFrame(
                {"value": self.values, "mean": self.values, "deviation": zeros, "error": zeros}
            )
        inverse = cho_solve((self._process.L_, True), np.eye(len(self.values)))
        diagonal = np.diag(inverse)
        mean = self.values - self._process.alpha_ / diagonal * self._spread
        deviation = self._spread / np.sqrt(diagonal)
        return pd.DataFrame(
            {
                "value": self.values,
                "mean": mean,
                "deviation": deviation,
                "error": (self.values - mean) / deviation,
            }
        )

    def diagnostics(self) -> dict[str, float]:
        """Of leaving one out: `points`, `explained` (share of variance, 1 is perfect), `error`
        (root mean square), and `covered`, the share of points within 2 deviations (about 0.95)."""
        out = self.left_out()
        squared = float(((out["value"] - out["mean"]) ** 2).mean())
        variance = self._spread**2
        return {
            "points": float(len(out)),
            "explained": 1 - squared / variance if variance > 1e-24 else 1.0,
            "error": float(np.sqrt(squared)),
            "covered": float((out["error"].abs() <= 2).mean()),
        }


def _variance_of_runs(features: np.ndarray, runs: np.ndarray) -> KNeighborsRegressor:
    """The variance between replicates, averaged over the nearest points; 0 where there is one
    replicate alone."""
    number = np.isfinite(runs).sum(axis=1)
    several = number > 1
    variance = np.zeros(len(runs))
    variance[several] = np.nanvar(runs[several], axis=1, ddof=1)
    if not several.any():
        several[:] = True
    nearest = min(NEIGHBOURS, int(several.sum()))
    return KNeighborsRegressor(nearest).fit(features[several], variance[several])
