"""Who gets what it wants, and who shapes what is agreed."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import xarray as xr

from parley_analysis.result import select_what_if
from parley_analysis.sessions import _of_present_runs, sessions

SESSIONS_AT_A_TIME = 4096


def satisfaction(result: xr.Dataset) -> xr.DataArray:
    """How near the policies in force are to what each state would like, [run, time, state, issue],
    in [0, 1].

        1 - |policy - ideal| / max(ideal, 1 - ideal)

    with the perceived ideal point: 1 where the state has its ideal, 0 at the end of the scale that
    it likes least. NaN on issues without ideal points (transfers, options). Average over `issue`
    for a state's satisfaction, which counts all issues alike, since salience is not in a result.
    """
    ideal = result.ideal_point
    farthest = xr.where(ideal > 0.5, ideal, 1 - ideal)
    found = 1 - np.abs(result.policy - ideal) / farthest
    found.name = "satisfaction"
    found.attrs = {"long_name": "nearness of policy to the perceived ideal point", "units": "1"}
    return found


def influence(result: xr.Dataset, *, what_if: str | None = None) -> pd.DataFrame:
    """What each state achieved at the recorded tables, one row a state, over all replicates of a
    what-if.

    | column | what |
    | --- | --- |
    | power | mean power in the scenario's unit |
    | seated, agreed | tables at which it sat, and those of them that agreed |
    | nearness | 1 - distance of agreed terms from its ideal point |
    | pull | nearness less the mean nearness of all at that table: above 0, terms lie on its side |
    | blocked | of the tables at which it sat and which failed, the share that it blocked |
    | satisfaction | of the policies in force at the end, mean over issues (see `satisfaction`) |

    nearness and pull are means over agreed tables and the issues on them; `pull` is 0 on average
    over those at a table. Ideals are the perceived ones at the end of the recorded tick of the
    table, or the next recorded one. NaN where there was nothing to measure.

    Raises ValueError for an unknown what-if.
    """
    runs = select_what_if(result, what_if)
    kept = _of_present_runs(runs)
    held = sessions(runs)
    states = runs.state.values
    part = kept.session_part.transpose("session", "state").values
    seated, agreed = part > 0, (held["result"] == "agreed").to_numpy()
    nearness, pull, cells = _nearness(runs, kept, seated, agreed)
    blocker = held["blocked_by"].to_numpy(dtype=object)
    blocked = np.array(
        [((blocker == state) & ~agreed & seated[:, i]).sum() for i, state in enumerate(states)]
    )
    failed = (seated & ~agreed[:, None]).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return pd.DataFrame(
            {
                "power": runs.power.transpose("run", "state").mean("run").values,
                "seated": seated.sum(axis=0),
                "agreed": (seated & agreed[:, None]).sum(axis=0),
                "nearness": nearness / cells,
                "pull": pull / cells,
                "blocked": blocked / failed,
                "satisfaction": satisfaction(runs.isel(time=[-1]))
                .mean(["run", "time", "issue"])
                .values,
            },
            index=pd.Index(states, name="state"),
        )


def _nearness(
    runs: xr.Dataset, kept: xr.Dataset, seated: np.ndarray, agreed: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sums over agreed tables and issues of nearness and pull [state], and how many there were
    [state]."""
    ideal = runs.ideal_point.transpose("run", "time", "state", "issue").values
    terms = kept.session_terms.transpose("session", "issue").values
    place = np.searchsorted(runs.run.values, kept.session_run.values)
    tick = np.searchsorted(runs.time.values, kept.session_time.values)
    sums = np.zeros((3, seated.shape[1]))
    chosen = np.flatnonzero(agreed)
    for begin in range(0, chosen.size, SESSIONS_AT_A_TIME):
        rows = chosen[begin : begin + SESSIONS_AT_A_TIME]
        at = ideal[place[rows], tick[rows]]  # [session, state, issue]
        at = np.where(seated[rows][:, :, None], at, np.nan)
        near = 1 - np.abs(terms[rows][:, None, :] - at)
        known = np.isfinite(near)
        number = known.sum(axis=1, keepdims=True)
        mean = np.where(known, near, 0).sum(axis=1, keepdims=True) / np.maximum(number, 1)
        sums[0] += np.where(known, near, 0).sum(axis=(0, 2))
        sums[1] += np.where(known, near - mean, 0).sum(axis=(0, 2))
        sums[2] += known.sum(axis=(0, 2))
    return sums[0], sums[1], sums[2]


def voting_power(
    weights: Sequence[Sequence[float]] | Sequence[float], quotas: Sequence[float] | float
) -> pd.DataFrame:
    """Banzhaf and Shapley-Shubik indices of a rule under which a coalition wins that meets every
    quota.

    `weights` is [member], or [criterion, member] for several quotas at once, such as members and
    population. Column `banzhaf` is a member's share of all swings [Banzhaf 1965, Rutgers Law Review
    19:317], `shapley_shubik` the probability of being pivotal in a random order [Shapley and Shubik
    1954, American Political Science Review 48:787]. Both sum to 1. All coalitions are tried: O(2^n
    n), at most 20 members.

    Raises ValueError for more members, for shapes that do not fit, and where no coalition wins.
    """
    weight = np.atleast_2d(np.asarray(weights, dtype=float))
    quota = np.atleast_1d(np.asarray(quotas, dtype=float))
    criteria, n = weight.shape
    if quota.shape != (criteria,):
        raise ValueError(f"{criteria} rows of weights, {quota.size} quotas")
    if n > 20:
        raise ValueError(f"{n} members are too many to try every coalition (at most 20)")
    coalition = np.arange(1 << n)
    within = (coalition[:, None] >> np.arange(n)) & 1
    wins = (within @ weight.T >= quota - 1e-12 * np.abs(quota)).all(axis=1)
    if not wins[-1]:
        raise ValueError("even all members together do not meet the quotas")
    size = within.sum(axis=1)
    orders = np.array([_orders(int(others), n) for others in range(n)])
    banzhaf, shapley = np.zeros(n), np.zeros(n)
    for member in range(n):
        without = coalition[within[:, member] == 0]
        swing = without[~wins[without] & wins[without | (1 << member)]]
        banzhaf[member] = swing.size
        shapley[member] = orders[size[swing]].sum()
    return pd.DataFrame({"banzhaf": banzhaf / banzhaf.sum(), "shapley_shubik": shapley})


def _orders(before: int, n: int) -> float:
    """Share of the orders of n members in which a member comes right after `before` given ones: b!
    (n-b-1)! / n!."""
    share = 1.0 / n
    for step in range(1, before + 1):
        share *= step / (n - step)
    return share
