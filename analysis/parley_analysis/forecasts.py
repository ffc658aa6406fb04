"""Whether forecasts are calibrated: what outcomes tell of the chances that they were given.

A forecast of finitely many places gives an outcome a step of its probability integral transform,
from `below`, the chance of less, to `up_to`, the chance of it or less. A calibrated forecaster's
steps cover 0 to 1 evenly [Czado, Gneiting and Held 2009, Biometrics 65:1254].
"""

import itertools

import numpy as np
import pandas as pd


def pit_shares(frame: pd.DataFrame, bins: int = 10) -> np.ndarray:
    """Shares of the probability integral transform in equal bins from 0 to 1; they sum to 1.

    `frame` holds the columns `below` and `up_to` of `forecast`, of one protocol; rows without an
    outcome are passed over. Raises ValueError where none has one.
    """
    known = frame.dropna(subset=["below", "up_to"])
    if known.empty:
        raise ValueError("no outcome is known")
    below, up_to = known["below"].to_numpy(), known["up_to"].to_numpy()
    edges = np.linspace(0, 1, bins + 1)
    return np.mean([_share(below, up_to, *ends) for ends in itertools.pairwise(edges)], axis=1)


def within_middle(frame: pd.DataFrame, share: float) -> float:
    """Share of outcomes in the middle `share` of their forecasts, as `parley negotiate` counts."""
    known = frame.dropna(subset=["below", "up_to"])
    low, high = 0.5 - 0.5 * share, 0.5 + 0.5 * share
    return float(np.mean(_share(known["below"].to_numpy(), known["up_to"].to_numpy(), low, high)))


def _share(below: np.ndarray, up_to: np.ndarray, low: float, high: float) -> np.ndarray:
    """How much of each step lies between two ends; a step without width lies in one bin."""
    width = up_to - below
    middle = 0.5 * (below + up_to)
    last = high >= 1
    at_once = (middle >= low) & ((middle < high) | (last & (middle <= high)))
    inside = np.clip(np.minimum(up_to, high) - np.maximum(below, low), 0, None)
    return np.where(width > 1e-9, inside / np.where(width > 1e-9, width, 1), at_once)
