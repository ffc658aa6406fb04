"""The patterns P1 to P9: what the record says, and what runs of the engine say.

What runs are asked for stands where it is also used by itself: labour agreements and readmission in
the scripts beside the studies, support and pairs in `hindcast`, comparisons in `history`.
"""

import importlib.util
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd

from parley_analysis import engine, history
from parley_analysis.comparisons import mean_interval
from parley_analysis.hindcast import agreements_of_pairs, support
from parley_analysis.scoreboard.board import Row
from parley_analysis.scores import auc, with_interval

FITTED_LABOUR = (
    "initiative is fitted to the number of agreements of 1991 to 2005, gain and habit to who signed"
    " then; 2006 to 2020 is not used"
)


@dataclass(frozen=True)
class Sources:
    """Where scenarios and the record lie, which engine runs, and how often."""

    scenarios: Path
    data: Path
    program: Path
    replicates: int = 20
    draws: int = 500

    def script(self, name: str) -> ModuleType:
        """The module of a script beside a study."""
        path = self.scenarios / "studies" / f"{name}.py"
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module  # its dataclasses look themselves up
        spec.loader.exec_module(module)
        return module


def labour(of: Sources) -> list[Row]:
    """P1, P2, P4, P5 and P6: labour agreements of the world, 2006 to 2020."""
    script = of.script("record_of_labour_agreements")
    world = script.world_of_2005(of.scenarios / "high_level_dialogue.yaml")
    pairs = world.pairs()
    record = history.read(of.data, "labour_agreements", ["first", "second"]).reset_index()
    record.columns = ["a", "b", "year"]
    record = record[pd.MultiIndex.from_frame(record[["a", "b"]]).isin(pairs.index)]
    made = script.run(of.program, world, {}, of.replicates)
    by_run = pd.DataFrame(
        [
            script.compare((_of_run(made[0], run), made[1]), 1, pairs, record, world.period)
            for run in range(of.replicates)
        ]
    )
    said = script.figures_of_record(pairs, record, world.period)
    happened = pairs.index.isin(pd.MultiIndex.from_frame(record[["a", "b"]]))
    chance = made[1].reindex(pairs.index, fill_value=0.0).to_numpy()
    who = with_interval(auc, happened, chance, draws=of.draws)
    number, over = float(said["labour agreements"]), "replicates"

    def row(pattern: str, what: str, key: str, **more: Any) -> Row:
        return Row(
            pattern, what, *mean_interval(by_run[key].dropna().to_numpy()), over=over, **more
        )

    return [
        row(
            "P1", "labour agreements of large pairs, 2006 to 2020", "labour agreements",
            record=number, least=number / 1.3, most=number * 1.3, fitted=FITTED_LABOUR,
        ),
        Row(
            "P2", "who signs, by chance of opening: AUC", *who, rival=0.68, rival_name="habit",
            least=0.64, over="pairs", fitted=FITTED_LABOUR,
        ),
        row(
            "P4", "share of them in the first year", "first year",
            record=float(said["first year"]), rival=1 / 15, rival_name="even", least=0.04, most=0.15,
        ),
        row(
            "P4", "greatest share of a year", "greatest year",
            record=float(said["greatest year"]), most=0.2,
        ),
        row("P6", "texts that move no policy by 0.05", "empty texts", most=0.03),
    ]  # fmt: skip


def _of_run(found: pd.DataFrame, run: int) -> pd.DataFrame:
    return found[found["run"] == run]


def readmission(of: Sources) -> list[Row]:
    """P3: months from mandate to signature of the Union's readmission agreements."""
    script = of.script("record_of_readmission")
    record = history.read(of.data, "readmission")
    for column in ("mandate", "first_round", "signed"):
        record[column] = pd.to_datetime(record[column])
    record["linked"] = record["visa_facilitation"] == 1
    record["months"] = script.months(record["mandate"], record["signed"])
    path = of.scenarios / "eu_readmission.yaml"
    _, found = script.run(of.program, path, {}, of.replicates)
    said = script.figures_of_record(record)
    middle = found.median(axis=1).reindex(record.index)
    by_run = pd.DataFrame([script.compare(found[[run]], record) for run in found])
    fitted = "initiative, gain and rounds are fitted to the years up to 2005"

    def months(what: str, key: str) -> Row:
        value = float(said[key])
        return Row(
            "P3", f"months from mandate to signature, {what} (median)",
            *mean_interval(by_run[key].dropna().to_numpy()), record=value,
            least=value * 2 / 3, most=value * 4 / 3, over="replicates or partners",
            fitted=fitted,
        )  # fmt: skip

    def correlation(what: str, rows: pd.Series, rival: float, least: float) -> Row:
        value = history.rank_correlation(middle[rows], record.loc[rows, "months"], draws=of.draws)
        return Row(
            "P3", f"rank correlation of months, {what}", *value, rival=rival, rival_name="visa link",
            least=least, over="replicates or partners", fitted=fitted,
        )  # fmt: skip

    every = pd.Series(True, record.index)
    return [
        months("visas linked", "linked"),
        months("others", "others"),
        correlation("all partners", every, float(said["correlation"]), float(said["correlation"])),
        correlation("visas not linked", ~record["linked"], 0.0, 0.3),
    ]


def rights(of: Sources) -> list[Row]:
    """P7 and P8: who joins the convention on migrant workers, and who votes for a resolution."""
    states = history.read(of.data, "states")
    income = np.log(states.gdp_per_head_2005.fillna(states.gdp_per_head_2005.median()))
    six = states[
        [
            f"{name}_2005"
            for name in ("sending", "transit", "receiving", "remittances", "liberal_democracy")
        ]
    ].assign(income=income)
    path = of.scenarios / "hindcast_rights.yaml"
    with engine.run(
        path, replicates=of.replicates, what_if="baseline", program=of.program
    ) as result:
        convention, resolution = (
            support(result, forum).loc[states.index] for forum in ("convention", "resolution")
        )
    new, of_new = history.new_parties(states, {"model": convention.score, "income": -income})
    joined = history.compare(new, of_new, draws=of.draws)
    voted = (states.vote_67_219 != "not_voting").to_numpy()
    yes = (states.vote_67_219 == "yes").to_numpy()[voted]
    scores = {"model": resolution.score, "six": six}
    of_vote = history.cross_predicted(yes, {k: np.asarray(v)[voted] for k, v in scores.items()})
    votes = history.compare(yes, of_vote, draws=of.draws)
    return [
        _auc("P7", "new parties to the ICRMW, 2007 to 2022: AUC", joined, "income", "GDP per head"),
        _auc("P8", "votes for resolution 67/219 of 2012: AUC", votes, "six", "six numbers"),
    ]


def pairs(of: Sources) -> list[Row]:
    """P9: which pairs sign a labour agreement at all, 2001 to 2020."""
    states = history.read(of.data, "states")
    every = history.all_pairs(states, history.read(of.data, "pairs", ["first", "second"]))
    seats = [list(pair) for pair in every.index[every.stock >= 100]]
    with engine.run(
        of.scenarios / "hindcast_agreements.yaml",
        set={"bilateral.pairs": seats},
        program=of.program,
    ) as talks:
        gain = {
            what_if: agreements_of_pairs(talks, "labour_migration", what_if=what_if)
            .joint_gain.reindex(every.index)
            .fillna(0.0)
            for what_if in ("baseline", "singly")
        }
    happened = every.agreed.to_numpy()
    predictions = history.cross_predicted(
        happened,
        {
            "model": np.column_stack([gain["baseline"] - gain["singly"], every.migrants]),
            "gravity": every[["migrants", "people", "poorer", "richer"]],
        },
    )
    found = history.compare(happened, predictions, draws=min(of.draws, 50))
    return [
        _auc("P9", "labour agreements of all pairs, 2001 to 2020: AUC", found, "gravity", "gravity")
    ]


def _auc(pattern: str, what: str, table: pd.DataFrame, rival: str, name: str) -> Row:
    value, low, high = map(float, table.loc["model", ["auc", "auc_low", "auc_high"]])
    other = float(table.loc[rival, "auc"])
    return Row(
        pattern, what, value, low, high, rival=other, rival_name=name, least=other, over="cases",
        fitted="weights of probabilities alone are fitted, on other cases",
    )  # fmt: skip


def council(of: Sources) -> list[Row]:
    """P11: outcomes of the Council; `parley negotiate --score` computes them, from a data set that
    is not among those here, so that its row says what there is to beat."""
    return [
        Row(
            "P11", "outcomes of the Council, absolute error: parley negotiate --score", math.nan,
            math.nan, math.nan, rival=22.7, rival_name="weighted mean", most=20.8,
        )
    ]  # fmt: skip


GROUPS: dict[str, Callable[[Sources], list[Row]]] = {
    "labour": labour,
    "readmission": readmission,
    "rights": rights,
    "pairs": pairs,
    "council": council,
}


def scoreboard(of: Sources, groups: Sequence[str] = tuple(GROUPS)) -> list[Row]:
    """All rows of the groups, in the order of their patterns."""
    rows = [row for name in groups for row in GROUPS[name](of)]
    return sorted(rows, key=lambda row: int(row.pattern[1:]))
