"""What happened at each negotiating table, as pandas tables."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from parley_analysis.result import decode_flags

OF_REASONS = {
    "reservation_value": "gains_too_little",
    "red_line": "red_line",
    "deadline": "out_of_time",
    "participation": "too_few_others",
    "cycling": "joined_and_left",
}
MECHANISMS = (
    *("gains_too_little", "red_line", "hopes_for_more_elsewhere", "cost_of_signing"),
    *("out_of_time", "too_few_others", "joined_and_left", "overtaken"),
)


def sessions(dataset: xr.Dataset) -> pd.DataFrame:
    """One row for each negotiated table of the dataset's runs, indexed by `session`.

    | column | what |
    | --- | --- |
    | run, what_if, point, replicate | the run it belongs to |
    | time | the tick, by the day it begins |
    | forum, level, scope | where, and how issues were put together |
    | result | agreed, broken_off, timed_out or overtaken |
    | issues, seated, signatories | tuples of ids: on the table, at the table, signed |
    | outvoted, abstained | tuples of ids: bound by the decision rule without having signed |
    | rounds | rounds used |
    | opened, first_round | when talks opened and their table was set; without talks as `time` |
    | in_force, ended | from when an agreement binds, and binds nobody any more |
    | end | how an agreement ended: lapsed, replaced or left |
    | fate | of an agreement: in_force, awaiting_ratification or unratified |
    | blocked_by, blocked_issue, block_reason | who fell furthest short, on what, why |
    | mechanism | which mechanism decided, see engine/forum/mechanism.hpp |
    | largest_movement | of an agreement, see terms(); below 0.05 it is empty |
    | shortfall | by how much, in payoff |
    | shortfall_worth | what that is worth to it, USD a year |
    | price, affordable | USD a year: what losing members lack, gaining ones could pay |
    | least_gain | least gain at the terms nearest to an agreement, as a share of the stake |
    | all_but | the one without whose consent all others would have gained |
    | outside_option | payoff that it hoped for in another forum, over what is in force |
    | pareto_gap, nash_distance | in payoff; see engine/negotiation/metrics.hpp |
    | surplus_share | gains as a share of those at the Nash solution |

    In a forum of authorities those who sat, signed or blocked are authorities, by their ids; else
    states. What does not apply is missing (None or NaN). Runs that were selected away take their
    sessions with them, so `sessions(select_what_if(result, "frank"))` lists those of one what-if.
    """
    kept = _of_present_runs(dataset)
    run = kept.session_run.values
    part, who = _parts(kept)
    issues = kept.issue.values
    of_run = dataset[["what_if", "point", "replicate"]].to_dataframe().reindex(run)

    columns = {
        "run": run,
        "what_if": of_run["what_if"].to_numpy(),
        "point": of_run["point"].to_numpy(),
        "replicate": of_run["replicate"].to_numpy(),
        "time": kept.session_time.values,
        "forum": _words(kept.session_forum),
        "level": _words(kept.session_level),
        "scope": _words(kept.session_scope),
        "result": _words(kept.session_result),
        "issues": _names(kept.session_terms.transpose("session", "issue").notnull().values, issues),
        "seated": _names(part != "absent", who),
        "signatories": _names(part == "signed", who),
        "outvoted": _names(part == "outvoted", who),
        "abstained": _names(part == "abstained", who),
        "rounds": kept.session_rounds.values,
        **_dates(kept),
        "fate": _words(kept.session_fate),
        "largest_movement": _movement(kept)
        .fillna(-1)
        .max(axis=1)
        .where(lambda most: most >= 0)
        .to_numpy(),
        "blocked_by": _members(kept, "blocked_by"),
        "blocked_issue": _words(kept.session_blocked_issue),
        "block_reason": _words(kept.session_block_reason),
        "mechanism": _mechanisms(kept),
        "shortfall": kept.session_shortfall.values,
        **_money(kept),
        **_nearness(kept),
        "outside_option": kept.session_outside_option.values,
        "pareto_gap": kept.session_pareto_gap.values,
        "nash_distance": kept.session_nash_distance.values,
        "surplus_share": kept.session_surplus_share.values,
    }
    return pd.DataFrame(columns, index=pd.Index(kept.session.values, name="session"))


def _parts(kept: xr.Dataset) -> tuple[np.ndarray, Any]:
    """How states and authorities took part [session, who], and who they are."""
    part = decode_flags(kept.session_part).transpose("session", "state").values
    if "authority" not in kept.sizes:
        return part, kept.state.values
    below = decode_flags(kept.session_authority_part).transpose("session", "authority").values
    return np.hstack([part, below]), np.concatenate([kept.state.values, kept.authority.values])


def _members(kept: xr.Dataset, what: str) -> list[str | None]:
    """Members by a flag `session_WHAT`: states, or in a forum of authorities these."""
    states = _words(kept[f"session_{what}"])
    if f"session_{what}_authority" not in kept:
        return states
    authorities = _words(kept[f"session_{what}_authority"])
    return [below or state for below, state in zip(authorities, states, strict=True)]


def _mechanisms(kept: xr.Dataset) -> list[str | None]:
    """Which mechanism decided; of results from before that was recorded, as far as the reason
    tells it."""
    if "session_mechanism" in kept:
        return _words(kept.session_mechanism)
    overtaken = decode_flags(kept.session_result).values == "overtaken"
    return [
        "overtaken" if late else OF_REASONS.get(reason or "")
        for late, reason in zip(overtaken, _words(kept.session_block_reason), strict=True)
    ]


def _dates(kept: xr.Dataset) -> dict[str, Any]:
    """What became of talks over time; missing in results from before that was recorded."""
    missing = np.full(kept.sizes["session"], np.datetime64("NaT", "ns"))
    dates: dict[str, Any] = {
        name: kept[f"session_{name}"].values if f"session_{name}" in kept else missing
        for name in ("opened", "first_round", "in_force", "ended")
    }
    return dates | {"end": _words(kept.session_end) if "session_end" in kept else None}


def _money(kept: xr.Dataset) -> dict[str, Any]:
    """What it would have taken; missing in results from before that was recorded."""
    return {
        name: kept[f"session_{name}"].values if f"session_{name}" in kept else np.nan
        for name in ("shortfall_worth", "price", "affordable")
    }


def _nearness(kept: xr.Dataset) -> dict[str, Any]:
    """How near it was; missing in results from before that was recorded."""
    if "session_least_gain" not in kept:
        return {"least_gain": np.nan, "all_but": None}
    return {"least_gain": kept.session_least_gain.values, "all_but": _members(kept, "all_but")}


def _movement(kept: xr.Dataset) -> pd.DataFrame:
    """By session and issue; missing in results from before it was recorded."""
    if "session_movement" not in kept:
        return pd.DataFrame(np.full((kept.sizes["session"], kept.sizes["issue"]), np.nan))
    return pd.DataFrame(kept.session_movement.transpose("session", "issue").values)


def terms(dataset: xr.Dataset) -> pd.DataFrame:
    """One row for each issue on each table: columns session, issue, position, hardness, movement.

    `position` in [0, 1] is what was agreed or last on the table, `hardness` in [0, 1] is measured
    at this table, `movement` in [0, 1] is how far agreed terms move the policy of the signatory
    that they move most. Joins with `sessions(dataset)` on `session`.
    """
    kept = _of_present_runs(dataset)
    position = kept.session_terms.transpose("session", "issue").values
    hardness = kept.session_hardness.transpose("session", "issue").values
    row, column = np.nonzero(~np.isnan(position))
    return pd.DataFrame(
        {
            "session": kept.session.values[row],
            "issue": kept.issue.values[column],
            "position": position[row, column],
            "hardness": hardness[row, column],
            "movement": _movement(kept).to_numpy()[row, column],
        }
    )


def _of_present_runs(dataset: xr.Dataset) -> xr.Dataset:
    """Of all variables over sessions, the rows whose run the dataset still has."""
    present = np.isin(dataset.session_run.values, dataset.run.values)
    return dataset.isel(session=np.flatnonzero(present))


def _words(flags: xr.DataArray) -> list[str | None]:
    if flags.size == 0:
        return []  # an axis without labels has no meanings either
    words = decode_flags(flags, none="").values.tolist()
    return [word or None for word in words]


def _names(chosen: np.ndarray, names: Sequence[str]) -> list[tuple[str, ...]]:
    """For each row of the truth table `chosen` [session, name], the names that are true."""
    found = np.asarray(names, dtype=object)[np.nonzero(chosen)[1]].tolist()
    ends = np.cumsum(chosen.sum(axis=1)).tolist()
    return [tuple(found[begin:end]) for begin, end in pairwise([0, *ends])]
