"""What a result says of who stands behind a text, which pairs agree, and when: for tests against
history.

Everything here is computed from results of the engine: terms, signatories, policies in force and
perceived interests. What happened is in `analysis/data`; how well the one tells the other, `scores`
says.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from parley_analysis.perceived import PerceivedInterests
from parley_analysis.result import decode_flags, select_what_if

GROUP_LEVELS = ("subregional", "regional", "supranational")
LEAST_COVERED = 0.5  # of a text's issues: what makes a forum a group on it


def support(
    result: xr.Dataset,
    forum: str | None = None,
    *,
    solidarity: float = 0.5,
    what_if: str | None = None,
) -> pd.DataFrame:
    """How far each state stands behind the text of a forum, by `state` in alphabetical order.

    | column | what, mean over the runs of the what-if (default: the baseline) |
    | --- | --- |
    | signed | share of the text, and of the runs, that the state signed |
    | gain | what it believes to gain from the text (`perceived.Interests.gain`) |
    | group | the mean gain of the members of its groups; 0 without one |
    | score | signed + gain + solidarity x group: higher is more |

    A group is a forum between pairs and the global level that has agreed on at least half of these
    issues by the time the text comes up. It counts by the share of them, and several with their
    mean. Where `solidarity` is 1 a state cares for the members of its groups as much as for itself,
    where it is 0 for itself alone; 0.5 is a judgement.

    `forum` is by default the only one of level global; its text is what its first meeting has
    agreed, or has last had on the table. Raises ValueError if there is no such forum, several to
    choose from, none of its tables in the result, transfers or options on them, or no such what-if.
    """
    of_runs = support_by_run(select_what_if(result, what_if), forum, solidarity=solidarity)
    return of_runs.groupby("state").mean().sort_index()


def support_by_run(
    result: xr.Dataset, forum: str | None = None, *, solidarity: float = 0.5
) -> pd.DataFrame:
    """The columns of `support` for every run of the dataset, indexed by `run` and `state`."""
    minutes, interests = Minutes.of(result), PerceivedInterests(result)
    forum = _global_forum(result) if forum is None else forum
    states = pd.Index(result.state.values.astype(str), name="state")
    tables_of_runs = {}
    for place, run in enumerate(result.run.values.tolist()):
        tables = minutes.first_meeting(place, forum)
        when, terms = minutes.time[tables[0]], minutes.together(tables)
        issues = np.flatnonzero(~np.isnan(terms))
        gain = interests.at(place, when).gain(terms[issues], issues)
        if np.isnan(gain).any():
            raise ValueError(
                f"forum '{forum}' bargained over transfers or options, whose gains are not known"
            )
        group = _of_groups(gain, minutes.groups(place, when, issues))
        signed = minutes.signed[tables].mean(axis=0)
        tables_of_runs[run] = pd.DataFrame({"signed": signed, "gain": gain, "group": group}, states)
    table = pd.concat(tables_of_runs, names=["run"])
    table["score"] = table.signed + table.gain + solidarity * table.group
    return table


def agreements_of_pairs(
    result: xr.Dataset, issue: str, *, what_if: str | None = None
) -> pd.DataFrame:
    """What comes of the tables of two on an issue, by pair, `first` before `second` in the
    alphabet.

    | column | what, mean over the runs of the what-if |
    | --- | --- |
    | signed | share of the runs in which they agreed on the issue and did ratify it |
    | joint_gain | geometric mean of what both believe to gain from the agreement; 0: none |
    | tables | tables until they agreed, or all of them; 0: none |
    | rounds | rounds used there, over runs with tables |
    | months | from the first opening of talks, or first table, to the agreement or the end |
    | agreed_on | day of the agreement, over runs that have one; missing: none has |

    Raises ValueError if the result has no such issue or what-if, or no table of two on it.
    """
    result = select_what_if(result, what_if)
    names = result.issue.values.astype(str).tolist()
    if issue not in names:
        raise ValueError(f"no issue '{issue}' (the result has {', '.join(names)})")
    minutes = Minutes.of(result)
    chosen = np.flatnonzero(
        (minutes.seated.sum(axis=1) == 2) & ~np.isnan(minutes.terms[:, names.index(issue)])
    )
    if chosen.size == 0:
        raise ValueError(f"'{issue}' was on no table of two, or their minutes were not recorded")
    members = np.nonzero(minutes.seated[chosen])[1].reshape(-1, 2)
    gains = _joint_gains(minutes, PerceivedInterests(result), chosen, members)
    ends = np.sort(result.state.values.astype(str)[members], axis=1)
    key = ["run", "first", "second"]
    tables = pd.DataFrame(
        {"run": minutes.run[chosen], "first": ends[:, 0], "second": ends[:, 1], "tables": 1}
    )
    tables = tables.assign(
        time=minutes.time[chosen], agreed=minutes.agreed[chosen], rounds=minutes.rounds[chosen]
    )
    tables["joint_gain"] = np.where(tables.agreed, gains, 0.0)
    tables["begin"] = minutes.opened[chosen]
    agreement = (
        tables.time.where(tables.agreed).groupby([tables[name] for name in key]).transform("min")
    )
    until = tables[agreement.isna() | (tables.time <= agreement)].assign(
        end=agreement.fillna(result.time.values[-1]), agreed_on=agreement
    )
    of_runs = until.groupby(key).agg(
        signed=("agreed", "max"), joint_gain=("joint_gain", "max"), tables=("tables", "sum"), rounds=("rounds", "sum"),
        begin=("begin", "min"), end=("end", "max"), agreed_on=("agreed_on", "max"),
    )  # fmt: skip
    of_runs["months"] = (of_runs.end - of_runs.begin).dt.days / (365.25 / 12)
    means = of_runs.drop(columns=["begin", "end"]).groupby(key[1:]).mean(numeric_only=False)
    for column in ("signed", "joint_gain", "tables"):  # nothing in runs without a table
        means[column] = of_runs[column].groupby(key[1:]).sum() / result.sizes["run"]
    return means[["signed", "joint_gain", "tables", "rounds", "months", "agreed_on"]]


@dataclass(frozen=True)
class Minutes:
    """The tables of some runs, as arrays over tables."""

    run: np.ndarray  # place among the runs of the result
    time: np.ndarray  # first day of the tick
    opened: np.ndarray  # day on which the talks opened; without talks the time
    forum: np.ndarray  # id
    level: np.ndarray  # name
    agreed: np.ndarray  # truth values: agreed, and not failed at home
    rounds: np.ndarray
    seated: np.ndarray  # truth values [table, state]
    signed: np.ndarray  # truth values [table, state]
    bound: np.ndarray  # truth values [table, state]: signed, outvoted or abstained
    terms: np.ndarray  # [table, issue]; NaN: not on the table

    @classmethod
    def of(cls, result: xr.Dataset) -> "Minutes":
        """The tables of the runs that the dataset has, in their order; ValueError if the result
        keeps none."""
        if "session_part" not in result:
            raise ValueError(
                "the result holds no minutes of tables (a study keeps them with `record: series`)"
            )
        place = {index: place for place, index in enumerate(result.run.values.tolist())}
        kept = result.isel(session=np.flatnonzero(np.isin(result.session_run.values, list(place))))
        part = decode_flags(kept.session_part.transpose("session", "state")).values
        names = ("forum", "level", "result", "fate")
        words = {name: decode_flags(kept[f"session_{name}"]).values.astype(str) for name in names}
        return cls(
            run=np.array([place[index] for index in kept.session_run.values.tolist()], dtype=int),
            time=kept.session_time.values,
            opened=(kept.session_opened if "session_opened" in kept else kept.session_time).values,
            forum=words["forum"],
            level=words["level"],
            agreed=(words["result"] == "agreed") & (words["fate"] != "unratified"),
            rounds=kept.session_rounds.values,
            seated=part != "absent",
            signed=part == "signed",
            bound=np.isin(part, ("signed", "outvoted", "abstained")),
            terms=kept.session_terms.transpose("session", "issue").values,
        )

    def first_meeting(self, run: int, forum: str) -> np.ndarray:
        """The tables of a forum's first meeting in a run; ValueError if there is none."""
        tables = np.flatnonzero((self.run == run) & (self.forum == forum))
        if tables.size == 0:
            raise ValueError(f"forum '{forum}' held no table, or its minutes were not recorded")
        return tables[self.time[tables] == self.time[tables].min()]

    def together(self, tables: np.ndarray) -> np.ndarray:
        """Terms [issue] of tables that share no issue; NaN where none had it."""
        terms = np.full(self.terms.shape[1], np.nan)
        for table in tables:
            terms = np.where(np.isnan(self.terms[table]), terms, self.terms[table])
        return terms

    def groups(
        self, run: int, time: np.datetime64, issues: np.ndarray
    ) -> list[tuple[np.ndarray, float]]:
        """Who had agreed on half of `issues` between pairs and the global level: members [state],
        and the share."""
        found = []
        early = (
            (self.run == run)
            & (self.time <= time)
            & self.agreed
            & np.isin(self.level, GROUP_LEVELS)
        )
        for forum in dict.fromkeys(self.forum[early]):
            tables = np.flatnonzero(early & (self.forum == forum))
            covered = (~np.isnan(self.terms[tables][:, issues])).any(axis=0).mean()
            if covered >= LEAST_COVERED:
                found.append((np.any(self.bound[tables], axis=0), float(covered)))
        return found


def _of_groups(gain: np.ndarray, groups: list[tuple[np.ndarray, float]]) -> np.ndarray:
    total, number = np.zeros_like(gain), np.zeros_like(gain)
    for members, covered in groups:
        total[members] += covered * gain[members].mean()
        number[members] += 1
    return total / np.maximum(number, 1)


def _joint_gains(
    minutes: Minutes, interests: PerceivedInterests, tables: np.ndarray, members: np.ndarray
) -> np.ndarray:
    """Geometric mean of the gains of the two members of each table; 0 where one of them loses."""
    joint = np.empty(tables.size)
    moments = pd.DataFrame({"run": minutes.run[tables], "time": minutes.time[tables]})
    for (run, time), rows in moments.groupby(["run", "time"]).groups.items():
        of_states = interests.at(run, np.datetime64(time))
        for row in rows:
            terms = minutes.terms[tables[row]]
            issues = np.flatnonzero(~np.isnan(terms))
            gain = of_states.of(members[row]).gain(terms[issues], issues)
            joint[row] = np.sqrt(gain.clip(min=0).prod())
    return joint


def _global_forum(result: xr.Dataset) -> str:
    level = decode_flags(result.forum_level).values if result.sizes["forum"] else np.array([])
    forums = result.forum.values[level == "global"].tolist()
    if len(forums) != 1:
        found = (
            f"there are {', '.join(forums)}; name one"
            if forums
            else "support is for a text that is open to all"
        )
        raise ValueError(f"no single forum of level global ({found})")
    return str(forums[0])
