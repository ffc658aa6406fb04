"""What changes between the world as written and yours, by pairs of replicates."""

from dataclasses import dataclass

import numpy as np
import xarray as xr

from parley_analysis.comparisons import by_run, mean_interval
from parley_analysis.figures.appearance import words
from parley_analysis.result import decode_flags

KINDS = ("hard", "soft", "linkage", "transfer")


@dataclass(frozen=True)
class Row:
    """A measure at the end of the runs: its mean in both worlds, and the mean paired difference
    with its 95 % interval (NaN with one replicate)."""

    group: str
    name: str
    written: float
    yours: float
    difference: float
    low: float
    high: float
    pairs: int


def compare(written: xr.Dataset, yours: xr.Dataset) -> list[Row]:
    """The paired numbers of two results of the same scenario and seed: movement, joint gain,
    losers, and net movement by issue.

    Replicates that both have are compared: they drew the same random numbers. Raises ValueError if
    they did not.
    """
    one, other = _finished(written), _finished(yours)
    shared = sorted(one.keys() & other.keys())
    left, right = (
        of.isel(run=[places[replicate] for replicate in shared])
        for of, places in ((written, one), (yours, other))
    )
    if (left.seed.values != right.seed.values).any():
        raise ValueError("the runs drew different random numbers; they make no pairs")
    present = decode_flags(written.issue_kind).values
    rows = [
        _row("Movement", f"{kind} issues", f"{kind}_movement", left, right)
        for kind in KINDS
        if (present == kind).any()
    ]
    for weighting in written.weighting.values:
        by = {"equal": "states alike", "population": "by population", "power": "by power"}
        told = by.get(str(weighting), str(weighting))
        where = {"weighting": weighting}
        rows.append(_row("Joint gain", told, "joint_gain", left, right, where))
    rows.append(_row("Losers", "share of states", "losers", left, right))
    rows += [
        _row("Net movement", words(str(issue)), "net_movement", left, right, {"issue": issue})
        for issue in written.issue.values
    ]
    return [row for row in rows if row.pairs]


def _row(
    group: str,
    name: str,
    measure: str,
    left: xr.Dataset,
    right: xr.Dataset,
    where: dict | None = None,
) -> Row:
    here, there = (by_run(of, of[measure].sel(where or {})).values for of in (left, right))
    known = np.isfinite(here) & np.isfinite(there)
    here, there = here[known], there[known]
    if not here.size:
        return Row(group, name, *(float("nan"),) * 5, pairs=0)
    mean, low, high = mean_interval(there - here)
    return Row(group, name, float(here.mean()), float(there.mean()), mean, low, high, here.size)


def _finished(result: xr.Dataset) -> dict[int, int]:
    """Replicate -> its place, of the runs that finished."""
    done = decode_flags(result.status).values == "finished"
    return {int(result.replicate.values[at]): int(at) for at in np.flatnonzero(done)}
