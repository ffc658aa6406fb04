"""Who signs labour agreements, when and how often, held against the record of 2006 to 2020.

    python record_of_labour_agreements.py SOURCES [--program PARLEY] [--replicates 100]
        [--scenario ../high_level_dialogue.yaml] [--set KEY=VALUE ...] [--switch-off] [--log FILE]
    python record_of_labour_agreements.py SOURCES --fit [...]

SOURCES is the folder that ../data/README.md describes. The pairs are those with 10 000 migrants or
more from one of the two in the other.

A text moves an issue by bindingness x |terms - what held before|: its status quo, or the terms of
the pair's agreement before. A labour agreement moves labour by 0.05 or more; a text that moves
nothing by 0.05 is empty. What the record of 2005 holds has no terms: they are the Nash solution for
two on one issue, as in the engine.

--fit looks for the `initiative` at which the world of 1990, with stocks and flows of 1990 and the
agreements up to then, has as many labour agreements in 1991 to 2005 as the record, and says how
likely the record is by the chances of these runs: what other numbers are judged by (--set).

--switch-off also runs the scenario without each mechanism, at the same number of labour agreements:
`initiative` is changed until it is. That looks at the model alone. Nothing here chooses a parameter
by the record of 2006 to 2020, and every comparison with it is added to the log.
"""

import argparse
import datetime
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

import parley_analysis as pa

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "data"))

import prepare  # noqa: E402

PERIOD, EARLIER = (2006, 2020), (1991, 2005)
LARGE = 10_000  # migrants from one of the two in the other
LEAST = 0.05  # by which a text moves policy, unless it is empty
LABOUR, FORUM = "labour_migration", "bilateral"

# Without which mechanism: settings, and whether the starting record is left out.
SWITCHED_OFF = {
    "habit of states": ({"bilateral.habit.state": 0}, False),
    "habit": ({"bilateral.habit.state": 0, "bilateral.habit.pair": 0}, False),
    "gain": ({"bilateral.talks.gain": 0}, False),
    "record": ({}, True),
}


@dataclass
class World:
    """What is run: a scenario from the first year of a period, and its data."""

    scenario: str  # without what-ifs, data with their folder
    data: Path
    name: str  # of the data
    period: tuple[int, int]

    @property
    def agreements(self):
        return self.data / f"{self.name}_agreements.csv"

    def pairs(self):
        """Pairs by id with many migrants from one in the other, and the migrants between them."""
        flows = pd.read_csv(self.data / f"{self.name}_flows.csv", keep_default_na=False)
        ends = np.sort(flows[["origin", "destination"]].to_numpy(str), axis=1)
        stocks = flows.groupby([ends[:, 0], ends[:, 1]])["stock"].agg(["max", "sum"])
        return stocks.loc[stocks["max"] >= LARGE, "sum"]

    def without_record(self):
        text = re.sub(r"^agreements:.*\n", "", self.scenario, flags=re.MULTILINE)
        return World(text, self.data, self.name, self.period)

    def of_pairs(self, key):
        """A number in the section `bilateral`."""
        section = self.scenario.split("\nbilateral:\n")[1]
        return float(re.search(rf"^ +{key}: ([0-9.]+)", section, flags=re.MULTILINE)[1])


def world_of_2005(path):
    text = re.split(r"^what_if:", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[0]
    data = path.resolve().parent / "data"
    return World(text.replace("from: data/", f"from: {data}/"), data, "world_2005", PERIOD)


def world_of_1990(later, sources, folder):
    """The same scenario fifteen years before: forums that open later stay closed, nothing happens.

    Population and product are of 2000, the first year that the tables have.
    """
    tables = prepare.Sources(sources)
    states = sorted(state for state in tables.names if state not in ("HKG", "MAC", "EUU"))
    picture = prepare.Picture(tables, states, 2000, 1990, 1990, teams=True)
    earlier = World("", folder, "world_1990", EARLIER)
    prepare.write(folder / "world_1990_states.csv", picture.table_of_states())
    prepare.write(folder / "world_1990_flows.csv", picture.table_of_flows(1000))
    agreements = prepare.labour_agreements(sources, set(states), EARLIER[0] - 1)
    prepare.write(earlier.agreements, agreements)
    text = re.sub(r"^events:\n(?:[ \n].*\n?)*", "", later.scenario, flags=re.MULTILINE)
    text = text.replace(f"{later.data}/{later.name}", f"{folder}/{earlier.name}")
    earlier.scenario = text.replace(f"start: {PERIOD[0]}-01", f"start: {EARLIER[0]}-01")
    return earlier


def signed(sources, world):
    """Labour agreements of the period in the record: a row each, with pair and year."""
    table = pd.read_csv(sources / "bla_agreements.csv").dropna(subset=["year", "isoA", "isoB"])
    table = table[table["year"].between(*world.period)]
    ends = np.sort(table[["isoA", "isoB"]].to_numpy(str), axis=1)
    found = pd.DataFrame({"a": ends[:, 0], "b": ends[:, 1], "year": table["year"].astype(int)})
    return found[pd.MultiIndex.from_frame(found[["a", "b"]]).isin(world.pairs().index)]


def area_under_curve(positive, score):
    """Chance that one of the positive has the higher score than one of the others; ties a half."""
    ranks = pd.Series(score).rank().to_numpy()
    n = positive.sum()
    return (ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(ranks) - n))


def run(program, world, settings, replicates):
    """Tables of pairs, a row each with run, year, parties, outcome and what moved; and by pair the
    mean over the runs of `opening_chance`, which tells how inclined it was to open talks."""
    with tempfile.TemporaryDirectory() as folder:
        scenario, result = Path(folder, "scenario.yaml"), Path(folder, "result.h5")
        scenario.write_text(world.scenario, encoding="utf-8")
        command = [program, "run", scenario, "-o", result, "--replicates", str(replicates)]
        always = {"time.ticks": 30, "record.sessions": "all", "record.every": "5 years"}
        for key, value in (always | settings).items():
            command += ["--set", f"{key}={value}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with pa.open_result(result) as opened:
            chance = opened.opening_chance.mean("run").to_series()
            chance.index = pd.MultiIndex.from_tuples([tuple(p.split("_")) for p in chance.index])
            return tables_of_pairs(opened, world), chance


def nash_of_two(status_quo, ideals):
    """Terms that maximise the product of gains of two on one issue, or the status quo."""
    grid = np.linspace(0, 1, 1001)
    gains = [(status_quo - ideal) ** 2 - (grid - ideal) ** 2 for ideal in ideals]
    product = np.where((gains[0] > 0) & (gains[1] > 0), gains[0] * gains[1], 0)
    return grid[product.argmax()] if product.max() > 0 else status_quo


def committed_by_record(result, world):
    """Terms on labour of the pairs with an agreement in force as the runs begin, by run."""
    if "\nagreements:" not in world.scenario:
        return {}
    table = pd.read_csv(world.agreements, keep_default_na=False)
    start = pd.Timestamp(result.time.values[0]).strftime("%Y-%m")
    held = table[(table["lapses"] == "") | (table["lapses"] > start)]["parties"].unique()
    ideal = result.ideal_point.isel(time=0).sel(issue=LABOUR).values
    quo = result.status_quo.sel(issue=LABOUR).values
    index = {state: k for k, state in enumerate(result.state.values)}
    return {
        (r, *pair): nash_of_two(quo[r, i], ideal[r, [i, j]])
        for pair in (tuple(parties.split("|")) for parties in held)
        for i, j in [(index[pair[0]], index[pair[1]])]
        for r in range(len(ideal))
    }


def tables_of_pairs(result, world):
    forum = pa.decode_flags(result.session_forum).values
    outcome = pa.decode_flags(result.session_result).values
    chosen = np.flatnonzero((forum == FORUM) & (outcome != "none"))
    runs = result.session_run.values[chosen]
    years = pd.DatetimeIndex(result.session_time.values[chosen]).year
    seated = result.session_part.values[chosen] > 0
    terms = result.session_terms.values[chosen]
    issues = list(result.issue.values)
    labour = issues.index(LABOUR)
    quo = result.status_quo.values  # run, state, issue
    states = result.state.values
    before = committed_by_record(result, world)
    bindingness = world.of_pairs("bindingness")
    of_pair = {}
    rows = []
    for k in range(len(chosen)):  # in the order of time within each run
        i, j = np.flatnonzero(seated[k])[:2]
        row = {"run": runs[k], "year": years[k], "a": states[i], "b": states[j]}
        row["outcome"] = outcome[chosen[k]]
        if row["outcome"] == "agreed":
            key = (runs[k], states[i], states[j])
            held = of_pair.get(key)
            if held is None:
                held = (quo[runs[k], i] + quo[runs[k], j]) / 2
                held[labour] = before.get(key, held[labour])
            moved = bindingness * np.abs(terms[k] - held)
            of_pair[key] = np.where(np.isnan(terms[k]), held, terms[k])
            row |= {"labour": np.nan_to_num(moved[labour]), "largest": np.nanmax(moved)}
        rows.append(row)
    return pd.DataFrame(rows)


def compare(made, replicates, pairs, record, period):
    """Figures of what `run` has made, beside those of the record."""
    found, chance = made
    agreed = found[found["outcome"] == "agreed"]
    inside = agreed[pd.MultiIndex.from_frame(agreed[["a", "b"]]).isin(pairs.index)]
    labour = inside[inside["labour"] >= LEAST - 1e-12]
    by_year = labour["year"].value_counts() / max(len(labour), 1)
    counts, of_texts = (
        rows.groupby(["a", "b"]).size().reindex(pairs.index, fill_value=0).to_numpy()
        for rows in (labour, inside)
    )
    positive = pairs.index.isin(pd.MultiIndex.from_frame(record[["a", "b"]]))
    return {
        "labour agreements": len(labour) / replicates,
        "pairs": len(labour[["run", "a", "b"]].drop_duplicates()) / replicates,
        "first year": by_year.get(period[0], 0.0),
        "greatest year": by_year.max() if len(labour) else np.nan,
        "AUC by counts": area_under_curve(positive, counts),
        "AUC by chance": area_under_curve(positive, chance.reindex(pairs.index, fill_value=0.0)),
        "empty texts": (agreed["largest"] < LEAST - 1e-12).mean(),
        "texts": len(agreed) / replicates,
        "not labour": 1 - len(labour) / max(len(inside), 1),
        "overtaken or failed": (found["outcome"] != "agreed").mean(),
        "AUC by texts": area_under_curve(positive, of_texts),
    }


def log_likelihood(chance, pairs, record):
    """Of the number of agreements of each pair, Poisson in proportion to its chance; one in twenty
    is anybody's. Constants are left out: all pairs alike have N log(N / pairs) - N."""
    number = record.groupby(["a", "b"]).size().reindex(pairs.index, fill_value=0).to_numpy()
    chance = chance.reindex(pairs.index, fill_value=0.0).to_numpy()
    expected = number.sum() * (0.95 * chance / chance.sum() + 0.05 / len(chance))
    return (number * np.log(expected) - expected).sum()


def figures_of_record(pairs, record, period):
    by_year = record["year"].value_counts() / len(record)
    positive = pairs.index.isin(pd.MultiIndex.from_frame(record[["a", "b"]]))
    return {
        "labour agreements": len(record),
        "pairs": positive.sum(),
        "first year": by_year[period[0]],
        "greatest year": by_year.max(),
        "AUC by counts": area_under_curve(positive, pairs.to_numpy()),
    }


def same_number(model, target, initiative):
    """The initiative at which the model has so many labour agreements, within three per cent."""
    for _ in range(6):
        number = model(initiative)
        print(f"  initiative {initiative:.5f}: {number:.1f} labour agreements", flush=True)
        if abs(number / target - 1) < 0.03:
            break
        initiative *= target / max(number, 1)
    return initiative


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sources", type=Path)
    parser.add_argument("--program", default="parley")
    parser.add_argument("--scenario", type=Path, default=HERE / "../high_level_dialogue.yaml")
    parser.add_argument("--replicates", type=int, default=100)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--switch-off", action="store_true")
    parser.add_argument("--log", type=Path, default=HERE / "record_of_labour_agreements.md")
    given = parser.parse_args()
    settings = dict(pair.split("=", 1) for pair in given.set)
    world = world_of_2005(given.scenario)
    if given.fit:
        with tempfile.TemporaryDirectory() as folder:
            fit(given, world_of_1990(world, given.sources, Path(folder)), settings)
    else:
        hold_against_the_record(given, world, settings)


def fit(given, world, settings):
    pairs, record = world.pairs(), signed(given.sources, world)
    show("record", figures_of_record(pairs, record, world.period))
    found = {}

    def model(initiative):
        changed = settings | {"bilateral.talks.initiative": f"{initiative:.6g}"}
        made = run(given.program, world, changed, given.replicates)
        found["row"] = compare(made, given.replicates, pairs, record, world.period)
        found["row"]["log likelihood"] = log_likelihood(made[1], pairs, record)
        return found["row"]["labour agreements"]

    same_number(model, len(record), world.of_pairs("initiative"))
    show("fitted", found["row"])


def hold_against_the_record(given, world, settings):
    pairs, record = world.pairs(), signed(given.sources, world)
    print(f"{len(pairs)} pairs; AUC of the record by migrants alone")
    show("record", figures_of_record(pairs, record, world.period))

    def score(name, world, settings):
        made = run(given.program, world, settings, given.replicates)
        row = compare(made, given.replicates, pairs, record, world.period)
        log(given.log, name, settings, given.replicates, row)
        show(name, row)
        return row["labour agreements"]

    target = score("as written", world, settings)
    for name, (changes, without) in SWITCHED_OFF.items() if given.switch_off else ():
        variant, few = world.without_record() if without else world, max(given.replicates // 4, 1)

        def model(initiative, variant=variant, changes=changes, few=few):
            changed = settings | changes | {"bilateral.talks.initiative": f"{initiative:.6g}"}
            made = run(given.program, variant, changed, few)
            return compare(made, few, pairs, record, world.period)["labour agreements"]

        initiative = same_number(model, target, world.of_pairs("initiative"))
        changed = settings | changes | {"bilateral.talks.initiative": f"{initiative:.6g}"}
        score(f"without {name}", variant, changed)


def show(name, row):
    print(pd.DataFrame({name: row}).T.round(3).to_string(), flush=True)


def log(path, name, settings, replicates, row):
    """Adds a line to the log of all comparisons with the record of 2006 to 2020."""
    changes = ", ".join(f"`{key}={value}`" for key, value in settings.items()) or "-"
    figures = " | ".join(f"{value:.3g}" for value in row.values())
    today = datetime.date.today().isoformat()
    with open(path, "a", encoding="utf-8") as file:
        file.write(f"| {today} | {name} | {changes} | {replicates} | {figures} |\n")


if __name__ == "__main__":
    main()
