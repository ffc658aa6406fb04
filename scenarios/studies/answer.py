"""The answers of level_issues_scope.yaml and of the Western Mediterranean over what the record
leaves of the judgements.

    python answer.py level LEVEL.h5 WAVES [-o FOLDER]
    python answer.py what_ifs RESULT.h5 [-o FOLDER]
    python answer.py cross WAVES/points.csv ../western_mediterranean.yaml -o FOLDER

LEVEL.h5 is a result of level_issues_scope.yaml, WAVES the folder of a calibration of
world_judgements.yaml: of the runs those are kept whose judgements the record leaves. `cross` writes
a study in which each point meets each what-if, whose result `what_ifs` reads.
"""

import argparse
import sys
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from ruamel.yaml import YAML
from scipy import stats

import parley_analysis as pa
from parley_analysis.calibration.implausibility import left
from parley_analysis.calibration.space import csv_of_points
from parley_analysis.calibration.waves import load_calibration

sys.path.insert(0, str(Path(__file__).parent))

from level_issues_scope import answers, is_substantive

ENOUGH = 0.1  # movement on hard issues: what is called substantive
NO_JUDGEMENTS = ("what_if", "agenda", "scope")


def kept_by_record(result, waves):
    """Which runs have judgements that the record leaves, truth values [run]."""
    found = load_calibration(waves)
    points = pd.DataFrame({path: values_of(result, path) for path in found.space.paths})
    return left(found.space, found.matches, found.space.units(points), found.options.cutoff)


def values_of(result, path):
    values = result[pa.study(result).parameter(path).variable]
    words = pa.decode_flags(values).values if "flag_values" in values.attrs else values.values
    return words.astype(float)


def chance(successes, runs, level=0.95):
    """Share of runs with the ends of its interval [Jeffreys]; of none, NaN."""
    if runs == 0:
        return np.nan, np.nan, np.nan
    ends = stats.beta.ppf(
        [(1 - level) / 2, (1 + level) / 2], successes + 0.5, runs - successes + 0.5
    )
    low = 0.0 if successes == 0 else ends[0]
    return successes / runs, low, 1.0 if successes == runs else ends[1]


def by_answer(found):
    """Of each level, issues and scope: how often progress is substantive, with its interval; mean
    movement and between which values the middle 90 % of runs lie."""
    found = found.assign(substantive=is_substantive(found, ENOUGH))
    rows = {}
    for key, of in found.groupby(["level", "issues", "scope"], observed=True):
        share, low, high = chance(int(of["substantive"].sum()), len(of))
        moved = of["movement"]
        rows[key] = {
            "runs": len(of),
            "substantive": share,
            "low": low,
            "high": high,
            "movement": moved.mean(),
            "5 %": moved.quantile(0.05),
            "95 %": moved.quantile(0.95),
        }
    table = pd.DataFrame.from_dict(rows, orient="index")
    table.index = pd.MultiIndex.from_tuples(table.index, names=["level", "issues", "scope"])
    return table


def changed(before, after):
    """Answers whose share before lies outside the interval after."""
    share = before["substantive"].reindex(after.index)
    return after.index[(share < after["low"]) | (share > after["high"])].tolist()


def draw_level(before, after, path):
    """How often each answer on all issues is substantive, before and after."""
    rows = after.xs("all", level="issues")
    figure, ax = plt.subplots(figsize=(6.8, 1.1 + 0.34 * len(rows)), layout="constrained")
    for place, (key, of) in enumerate(rows.iterrows()):
        ax.plot([of["low"], of["high"]], [place, place], color="#0072b2", linewidth=2)
        ax.plot(of["substantive"], place, "o", color="#0072b2")
        ax.plot(
            before.loc[(key[0], "all", key[1]), "substantive"],
            place,
            "|",
            color="black",
            markersize=12,
        )
    ax.set_yticks(range(len(rows)), [", ".join(key) for key in rows.index], fontsize=8.5)
    ax.set(xlim=(-0.02, 1.02), ylim=(len(rows) - 0.5, -0.5))
    ax.set_xlabel(
        "share of runs with substantive progress on hard issues\n"
        "dot: over what the record leaves, with its 95 % interval\nstroke: over all judgements",
        fontsize=8.5,
    )
    ax.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=120)


def flips(inputs, holds, least=8):
    """Boxes in which an answer holds, and in which it does not; none where it hardly flips."""
    if min(holds.sum(), (~holds).sum()) < least:
        return {}
    found = {
        word: pa.boxes(inputs, of, most=1) for word, of in (("holds", holds), ("fails", ~holds))
    }
    return {word: [box for box in boxes if box.density >= 0.6] for word, boxes in found.items()}


def level(options):
    with pa.open_result(options.result) as result:
        found, inputs = answers(result), pa.experiments(result).inputs
        kept = kept_by_record(result, options.waves)
        finished = (pa.decode_flags(result.status) == "finished").values
    print(f"{kept.mean():.3f} of {len(kept)} runs have judgements that the record leaves\n")
    before, after = by_answer(found[finished]), by_answer(found[finished & kept])
    print(after.assign(before=before["substantive"]).round(3).to_string())
    if options.output:
        draw_level(before, after, Path(options.output) / "level.png")
    print("\nChanged by the record:", changed(before, after) or "no answer")
    judged = [name for name in inputs if not name.endswith(NO_JUDGEMENTS)]
    substantive = is_substantive(found, ENOUGH).to_numpy()
    for key in after.index[after["substantive"].between(0.02, 0.98)]:
        chosen = kept & finished
        for name, label in zip(("level", "issues", "scope"), key, strict=True):
            chosen = chosen & (found[name] == label).to_numpy()
        table = inputs.loc[chosen[finished], judged].reset_index(drop=True)
        for word, boxes in flips(table, substantive[chosen]).items():
            for box in boxes:
                print(f"{', '.join(key)} {word} for {box}")


def what_ifs(options):
    with pa.open_result(options.result) as result:
        table = pa.robustness(result, "hard_movement_final", enough=ENOUGH)
        inputs, outcomes = pa.experiments(result)
    moved = outcomes["hard_movement_final"]
    names = inputs["what_if"].astype(str)
    judged = [name for name in inputs if name != "what_if"]
    for name in table.index:
        of = (names == name).to_numpy()
        table.loc[name, ["5 %", "95 %"]] = np.quantile(moved[of], [0.05, 0.95])
    reference = pd.Series(moved[(names == "baseline").to_numpy()])
    print(table.round(3).to_string())
    for name in table.index.drop("baseline", errors="ignore"):
        of = (names == name).to_numpy()
        gain = moved[of] - reference.to_numpy()
        low, high = np.quantile(gain, [0.05, 0.95])
        print(
            f"{name}: {gain.mean():+.3f} ({low:+.3f} to {high:+.3f}), above as written in {np.mean(gain > 0):.0%}"
        )
        for word, boxes in flips(inputs.loc[of, judged].reset_index(drop=True), gain > 0).items():
            for box in boxes:
                print(f"  better {word} for {box}")
    if options.output:
        figure = pa.plot_robustness(table).figure
        figure.savefig(Path(options.output) / "robustness.png", dpi=120)


def cross(options):
    """Each point with each what-if that sets none of the judgements."""
    scenario = Path(options.scenario)
    said = YAML(typ="safe", pure=True).load(scenario)
    points = pd.read_csv(options.result, dtype=str, keep_default_na=False)
    judged = {path.split(".")[-1] for path in points}
    ifs = [
        name
        for name, of in (said.get("what_if") or {}).items()
        if not {path.split(".")[-1] for path in of} & judged
    ]
    folder = Path(options.output or ".")
    every = points.merge(pd.DataFrame({"what_if": ["baseline", *ifs]}), how="cross")
    (folder / "points.csv").write_bytes(csv_of_points(every))
    study = {
        "parley": 1,
        "study": "What-ifs over what the record leaves",
        "scenario": str(scenario.resolve()),
        "replicates": 1,
        "design": {"from": "points.csv"},
    }
    with (folder / "study.yaml").open("w") as file:
        YAML(typ="safe", pure=True).dump(study, file)
    print(f"{folder / 'study.yaml'}: {len(points)} points x {len(ifs) + 1} what-ifs")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(required=True)
    for name, run in (("level", level), ("what_ifs", what_ifs), ("cross", cross)):
        command = commands.add_parser(name)
        command.add_argument("result")
        if name == "level":
            command.add_argument("waves")
        if name == "cross":
            command.add_argument("scenario")
        command.add_argument("-o", "--output")
        command.set_defaults(run=run)
    options = parser.parse_args()
    mpl.use("Agg")
    options.run(options)


if __name__ == "__main__":
    main()
