"""Derive the states and flows of the Western Mediterranean scenario from public data.

    python3 derive_western_mediterranean.py SOURCES [TARGET]

SOURCES is a folder with three tables, described in README.md beside this file; TARGET, by default
the folder of this script, receives western_mediterranean_states.csv and ..._flows.csv.
"""
import csv
import sys
from collections import defaultdict
from pathlib import Path

YEAR = 2005
FLOW_YEARS = 5  # the flow estimates cover 2005 to 2009
HALF_EXPOSURE = 0.005  # movers per inhabitant and year at which migration is half of politics
NAMES = {"DZA": "Algeria", "LBY": "Libya", "MRT": "Mauritania", "MAR": "Morocco", "TUN": "Tunisia",
         "FRA": "France", "ITA": "Italy", "MLT": "Malta", "PRT": "Portugal", "ESP": "Spain"}

# Share of transit in a state's profile. Nobody measures it: six shares are a geographic index of the
# flows that cross a state, four are judgements that replace it. README.md gives the reason of each.
TRANSIT_SHARE = {"DZA": 0.247, "LBY": 0.40, "MRT": 0.20, "MAR": 0.25, "TUN": 0.391,
                 "FRA": 0.0, "ITA": 0.0, "MLT": 0.20, "PRT": 0.032, "ESP": 0.002}


def rows(folder, name, year_column):
    """The rows of a source table that belong to the year of the profiles."""
    with open(folder / name, newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if int(row[year_column]) == YEAR]


def totals(table, key, value):
    total = defaultdict(float)
    for row in table:
        total[row[key]] += float(row[value])
    return total


def states(folder):
    stocks = rows(folder, "bilateral_stock_undesa2020.csv", "year")
    moves = rows(folder, "bilateral_flows_abelcohen_bytype.csv", "year0")
    panel = {row["iso3"]: row for row in rows(folder, "country_panel_annual.csv", "year")}
    emigrants = totals(stocks, "orig_iso3", "stock")
    immigrants = totals(stocks, "dest_iso3", "stock")
    leaving = totals(moves, "orig_iso3", "total")
    arriving = totals(moves, "dest_iso3", "total")
    people = {state: float(panel[state]["population"]) for state in NAMES}
    product = {state: float(panel[state]["gdp_usd"]) for state in NAMES}

    for state, name in NAMES.items():
        share = TRANSIT_SHARE[state]
        in_transit = share / (1 - share) * (emigrants[state] + immigrants[state])
        movers = (leaving[state] + arriving[state]) / FLOW_YEARS / people[state]
        power = (people[state] / sum(people.values()) + product[state] / sum(product.values())) / 2
        yield {"id": state, "name": name, "sending": round(emigrants[state]),
               "transit": round(in_transit), "receiving": round(immigrants[state]),
               "population": round(people[state]),
               "gdp_per_head": round(product[state] / people[state]), "power": f"{power:.4f}",
               "exposure": f"{movers / (movers + HALF_EXPOSURE):.3f}"}


def flows(folder):
    for row in rows(folder, "bilateral_flows_abelcohen_bytype.csv", "year0"):
        persons = float(row["total"]) / FLOW_YEARS
        if row["orig_iso3"] in NAMES and row["dest_iso3"] in NAMES and persons > 0:
            yield {"origin": row["orig_iso3"], "destination": row["dest_iso3"],
                   "persons": f"{persons:.1f}"}


def write(path, table):
    table = list(table)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, table[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    source = Path(sys.argv[1])
    target = Path(sys.argv[2]) if len(sys.argv) == 3 else Path(__file__).parent
    write(target / "western_mediterranean_states.csv", states(source))
    write(target / "western_mediterranean_flows.csv", flows(source))
