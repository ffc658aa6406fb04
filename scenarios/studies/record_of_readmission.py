"""Months from mandate to signature of the Union's readmission agreements, against the record.

    python record_of_readmission.py SOURCES [--program PARLEY] [--replicates 20] [--fit]
        [--scenario ../eu_readmission.yaml] [--set KEY=VALUE ...] [--log FILE]

SOURCES holds eu_readmission.csv (partner, mandate, first round, signature, whether visa
facilitation was linked from the start). Talks that have not ended in a signature last longer than
all that have.

--fit looks at the years to 2005 alone: how likely first rounds and signatures of the eleven
partners with a mandate are by the runs, and how far off the four agreements signed by then.
Without it, agreements signed later are held against the runs as well, and the comparison is added
to the log.
"""

import argparse
import datetime
import itertools
import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

import parley_analysis as pa

HERE = Path(__file__).parent
LAST_FITTED = pd.Timestamp("2005-12-31")
ONE_MANDATE = ["BIH", "MDA", "MKD", "MNE", "SRB"]  # given within two months, signed within one
DAYS_A_MONTH = 365.25 / 12
PERIODS = [9, 18, 36, 60]  # months after the mandate that the likelihood tells apart
INITIATIVES = [0.2, 0.3, 0.4, 0.6]  # that --fit tries, with
GAINS = [0, 0.1, 0.25]
ROUNDS = [2, 4]  # months a round


def record_of(sources):
    table = pd.read_csv(sources / "eu_readmission.csv").set_index("iso3")
    for column in ("mandate", "first_round", "signed"):
        table[column] = pd.to_datetime(table[column])
    table["linked"] = table["visa_facilitation_linked"] == "yes"
    table["months"] = months(table["mandate"], table["signed"])
    return table


def months(since, until):
    return ((until - since).dt.days / DAYS_A_MONTH).fillna(np.inf)


def run(program, path, settings, replicates):
    """Months from mandate to first round and to signature: two tables with a row a partner and a
    column a run; infinity for none."""
    text = re.split(r"^what_if:", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[0]
    text = text.replace("from: data/", f"from: {path.resolve().parent}/data/")
    opens = dict(
        re.findall(r"^  eu_(\w+):.*?^    opens: ([0-9-]+)", text, re.MULTILINE | re.DOTALL)
    )
    with tempfile.TemporaryDirectory() as folder:
        scenario, result = Path(folder, "scenario.yaml"), Path(folder, "result.h5")
        scenario.write_text(text, encoding="utf-8")
        command = [program, "run", scenario, "-o", result, "--replicates", str(replicates)]
        for key, value in settings.items():
            command += ["--set", f"{key}={value}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with pa.open_result(result) as opened:
            tables = pd.DataFrame(
                {
                    "run": opened.session_run.values,
                    "partner": pa.decode_flags(opened.session_forum).values,
                    "first_round": opened.session_first_round.values,
                    "signed": opened.session_time.values,
                    "result": pa.decode_flags(opened.session_result).values,
                }
            )
    mandate = pd.to_datetime(pd.Series({f"eu_{key}": value for key, value in opens.items()}))

    def first(rows, column):
        days = rows.groupby(["partner", "run"])[column].min().unstack()
        days = days.reindex(index=mandate.index, columns=range(replicates))
        lasted = days.apply(lambda of_run: months(mandate, pd.to_datetime(of_run)))
        return lasted.rename(lambda name: name.removeprefix("eu_").upper())

    return first(tables, "first_round"), first(tables[tables["result"] == "agreed"], "signed")


def rank_correlation(a, b):
    return a.rank().corr(b.rank())


def log_likelihood(found, lasted, seen):
    """Of the months [partner] that something took, by the share of runs in which it took as many
    (PERIODS), or more than could be seen [partner]; every period has half a run besides."""
    total = 0.0
    for partner, most in seen.items():
        edges = [-np.inf, *(edge for edge in PERIODS if edge < most), most, np.inf]
        of_runs = pd.cut(found.loc[partner], edges, labels=False).value_counts()
        took = lasted[partner] if lasted[partner] <= most else np.inf
        count = of_runs.get(pd.cut([took], edges, labels=False)[0], 0)
        total += np.log((count + 0.5) / (found.shape[1] + 0.5 * (len(edges) - 1)))
    return total


def fitted_years(began, found, record):
    """What can be seen by the end of 2005."""
    until = record[record["mandate"] <= LAST_FITTED]
    seen = (LAST_FITTED - until["mandate"]).dt.days / DAYS_A_MONTH
    early = until.index[until["signed"] <= LAST_FITTED]
    chance = found.reindex(until.index).le(seen, axis=0).mean(axis=1)
    signed = found.loc[early].replace(np.inf, np.nan).median(axis=1)
    return {
        "log likelihood": log_likelihood(
            began, months(until["mandate"], until["first_round"]), seen
        )
        + log_likelihood(found, until["months"], seen),
        "months off, of the four": (signed - record.loc[early, "months"]).abs().mean(),
        "signed by 2005": chance.sum(),
        "in the record": len(early),
        "Brier score": ((chance - until.index.isin(early)) ** 2).mean(),
    }


def compare(found, record):
    """All partners; medians are those of agreements that were signed, correlations of all."""
    middle = found.median(axis=1).reindex(record.index)
    later = ~(record["signed"] <= LAST_FITTED)
    once = record.assign(middle=middle)
    five = once.loc[ONE_MANDATE, ["months", "middle"]].mean()
    once = once.drop(ONE_MANDATE[1:])
    once.loc[ONE_MANDATE[0], ["months", "middle"]] = five

    def usual(which):
        times = middle[which & np.isfinite(middle)]
        return times.median()

    return {
        "linked": usual(record["linked"]),
        "others": usual(~record["linked"]),
        "others after 2005": usual(~record["linked"] & later),
        "correlation": rank_correlation(middle, record["months"]),
        "five as one": rank_correlation(once["middle"], once["months"]),
        "within others": rank_correlation(
            middle[~record["linked"]], record.loc[~record["linked"], "months"]
        ),
        "signed by 2020": np.isfinite(found).mean(axis=1).sum(),
    }


def figures_of_record(record):
    concluded = np.isfinite(record["months"])
    later = ~(record["signed"] <= LAST_FITTED)
    link = (~record["linked"]).astype(float)
    return {
        "linked": record.loc[record["linked"] & concluded, "months"].median(),
        "others": record.loc[~record["linked"] & concluded, "months"].median(),
        "others after 2005": record.loc[~record["linked"] & concluded & later, "months"].median(),
        "correlation": rank_correlation(link, record["months"]),
        "five as one": rank_correlation(
            link.drop(ONE_MANDATE[1:]), record["months"].drop(ONE_MANDATE[1:])
        ),
        "within others": 0.0,
        "signed by 2020": concluded.sum(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sources", type=Path)
    parser.add_argument("--program", default="parley")
    parser.add_argument("--scenario", type=Path, default=HERE / "../eu_readmission.yaml")
    parser.add_argument("--replicates", type=int, default=20)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--log", type=Path, default=HERE / "record_of_readmission.md")
    given = parser.parse_args()
    settings = dict(pair.split("=", 1) for pair in given.set)
    record = record_of(given.sources)
    pd.set_option("display.width", 120)
    if given.fit:
        rows = {}
        for initiative, gain, length in itertools.product(INITIATIVES, GAINS, ROUNDS):
            tried = {
                "forums.*.talks.initiative": initiative,
                "forums.*.talks.gain": gain,
                "forums.*.talks.round": f"{length} months",
            }
            made = run(given.program, given.scenario, settings | tried, given.replicates)
            name = f"initiative {initiative}, gain {gain}, rounds of {length}"
            rows[name] = fitted_years(*made, record)
        table = pd.DataFrame(rows).T.sort_values("log likelihood", ascending=False)
        print(table.round(2).to_string())
    else:
        _, found = run(given.program, given.scenario, settings, given.replicates)
        row = compare(found, record)
        log(given.log, settings, given.replicates, row)
        rows = {"record (correlation: the link alone)": figures_of_record(record), "runs": row}
        print(pd.DataFrame(rows).T.round(2).to_string())
        print(
            found.median(axis=1)
            .rename("runs")
            .to_frame()
            .join(record[["months", "linked"]])
            .round(1)
        )


def log(path, settings, replicates, row):
    """Adds a line to the log of all comparisons with the record after 2005."""
    changes = ", ".join(f"`{key}={value}`" for key, value in settings.items()) or "-"
    figures = " | ".join(f"{value:.3g}" for value in row.values())
    today = datetime.date.today().isoformat()
    with open(path, "a", encoding="utf-8") as file:
        file.write(f"| {today} | {changes} | {replicates} | {figures} |\n")


if __name__ == "__main__":
    main()
