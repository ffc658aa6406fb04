"""History matching: which judgements the record rules out.

A point is implausible by I = |observed - expected| / sqrt(error^2 + discrepancy^2 + V_emulator +
V_chance). V_chance is the variance of one run, since the record is one history, and of the mean
over replicates, which are the same accidents at all points. Three deviations hold 95 % of any
distribution with one hump (Pukelsheim 1994), so that a point with I >= 3 for some pattern is ruled
out. Craig et al. (1997), Case Studies in Bayesian Statistics 3:37; Vernon et al. (2010), Bayesian
Analysis 5:619.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import logsumexp

from parley_analysis.calibration.emulator import Emulator
from parley_analysis.calibration.space import Space
from parley_analysis.calibration.targets import Pattern

CUTOFF = 3.0


@dataclass(frozen=True)
class Match:
    """What one wave knows: an emulator for each pattern that is matched."""

    patterns: tuple[Pattern, ...]
    emulators: tuple[Emulator, ...]

    def implausibility(self, features: np.ndarray) -> np.ndarray:
        """Of each pattern at points, [n, pattern]."""
        found = np.zeros((len(features), len(self.patterns)))
        for column, (mean, variance) in enumerate(self._all(features)):
            found[:, column] = _deviations(self.patterns[column].observed - mean, variance)
        return found

    def without(self, names: Sequence[str]) -> "Match":
        """The same, of all patterns but those."""
        kept = [k for k, pattern in enumerate(self.patterns) if pattern.name not in names]
        return Match(tuple(self.patterns[k] for k in kept), tuple(self.emulators[k] for k in kept))

    def log_likelihood(self, features: np.ndarray) -> np.ndarray:
        """Of the record at points [n], normal around what is expected, patterns independent of each
        other [Wood 2010, Nature 466:1102, with diagonal covariance]."""
        total = np.zeros(len(features))
        for pattern, (mean, variance) in zip(self.patterns, self._all(features), strict=True):
            variance = np.maximum(variance, 1e-24)
            total -= 0.5 * ((pattern.observed - mean) ** 2 / variance + np.log(variance))
        return total

    def _all(self, features: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
        found = []
        for pattern, emulator in zip(self.patterns, self.emulators, strict=True):
            said = emulator(features)
            beside = pattern.error**2 + pattern.discrepancy**2
            found.append(
                (said.mean, said.unsure + said.chance * (1 + 1 / emulator.replicates) + beside)
            )
        return found


def _deviations(distance: np.ndarray, variance: np.ndarray) -> np.ndarray:
    size = np.abs(distance)
    exact = np.where(size < 1e-12, 0.0, np.inf)  # nothing is unsure: met or not
    return np.where(variance > 0, size / np.sqrt(np.where(variance > 0, variance, 1.0)), exact)


def left(space: Space, matches: Sequence[Match], unit: np.ndarray, cutoff: float) -> np.ndarray:
    """Which points of the unit cube no wave rules out, truth values [n]."""
    kept = np.arange(len(unit))
    for match in matches:
        worst = match.implausibility(space.features(unit[kept])).max(axis=1, initial=0.0)
        kept = kept[worst < cutoff]
        if kept.size == 0:
            break
    found = np.zeros(len(unit), dtype=bool)
    found[kept] = True
    return found


class Remaining:
    """Points that are left, drawn evenly from all that are: `volume` is their share of the space.

    Many points of a Latin hypercube are tried; where fewer than `wanted` of them are left, these
    walk, each within what is left.
    """

    def __init__(
        self, space: Space, matches: Sequence[Match], wanted: int, *, cutoff: float = CUTOFF,
        tried: int = 20_000, seed: int = 1,
    ):  # fmt: skip
        every = space.sample(tried, seed)
        self.tried = every
        self.kept = left(space, matches, every, cutoff)
        self.volume = float(self.kept.mean())
        self.points = every[self.kept]
        random = np.random.default_rng([seed, 7])
        if 0 < len(self.points) < wanted:
            self.points = _walked(space, matches, self.points, wanted, cutoff, random)

    def chosen(self, number: int, seed: int) -> np.ndarray:
        """`number` of the points, or all where there are fewer, by chance."""
        random = np.random.default_rng([seed, 11])
        return self.points[random.permutation(len(self.points))[:number]]


def _walked(
    space: Space, matches: Sequence[Match], start: np.ndarray, wanted: int, cutoff: float,
    random: np.random.Generator, steps: int = 12,
) -> np.ndarray:  # fmt: skip
    """`wanted` points after steps of a Metropolis walk whose target is even on what is left."""
    points = start[random.integers(0, len(start), wanted)]
    spread = np.maximum(start.std(axis=0), 0.02)
    for _ in range(steps):
        tried = points + random.normal(0.0, 1.0, points.shape) * spread * 0.5
        inside = ((tried >= 0) & (tried < 1)).all(axis=1)
        allowed = np.zeros(len(points), dtype=bool)
        allowed[inside] = left(space, matches, tried[inside], cutoff)
        points = np.where(allowed[:, None], tried, points)
    return points


def what_rules_out(implausible: np.ndarray, names: Sequence[str], cutoff: float) -> pd.DataFrame:
    """Of implausibilities [n, pattern] over points evenly drawn: the share of them that each
    pattern rules out, `alone` that nothing else does, and the `least` of its implausibility."""
    out = implausible >= cutoff
    number = out.sum(axis=1)
    return pd.DataFrame(
        {
            "ruled_out": out.mean(axis=0),
            "alone": (out & (number == 1)[:, None]).mean(axis=0),
            "least": implausible.min(axis=0),
        },
        index=pd.Index(names, name="pattern"),
    )


def posterior_weights(space: Space, match: Match, unit: np.ndarray) -> np.ndarray:
    """How likely the record makes each of the points [n] that were drawn evenly; the sum is 1."""
    likely = match.log_likelihood(space.features(unit))
    return np.exp(likely - logsumexp(likely))


def weighted_interval(values: np.ndarray, weights: np.ndarray, level: float) -> tuple[float, float]:
    """The ends of the central interval of weighted numbers [n]."""
    order = np.argsort(values, kind="stable")
    share = np.cumsum(weights[order])
    ends = np.searchsorted(share / share[-1], [(1 - level) / 2, (1 + level) / 2])
    low, high = values[order][np.minimum(ends, len(values) - 1)]
    return float(low), float(high)
