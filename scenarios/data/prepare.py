"""Derive the states and flows of the scenarios from public data.

    python3 prepare.py SOURCES [TARGET]

SOURCES is a folder with the tables that README.md beside this file describes; TARGET, by default
the folder of this script, receives NAME_states.csv and NAME_flows.csv of every scenario, and of two
NAME_agreements.csv: what was in force or remembered as they begin.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median

FLOW_YEARS = 5  # flow estimates cover five years from their first
HALF_EXPOSURE = 0.005  # movers per inhabitant and year at which migration is half of politics
HIGHEST_INDEX = 0.30  # the index of transit inflates small states in between
LARGE_CORRIDOR = 10_000  # migrants between two states, both ways together: listed however few move
SHARPNESS = 4  # of self-images, as interests.self_image_sharpness

# Codes that the tables of stocks and flows have of their own, and what share of them is whose.
CODES = {"CHI": {"CHL": 1.0}, "SUD": {"SDN": 1.0}, "SCG": {"SRB": 0.924, "MNE": 0.076}}
# Without stocks, or without arrivals, before they were independent: the first year that has both.
FIRST_STOCKS = {"MNE": 2010, "SSD": 2010}
FIRST_FLOWS = {"SSD": 2010}
# Labour agreements signed later are what a scenario is held against.
LAST_YEAR_OF_RECORD = {
    "puebla_process": 1995,
    "colombo_process": 2002,
    "budapest_process": 2004,
    "western_mediterranean": 2004,
    "world_2005": 2005,
    "world_2017": 2016,
}
TEAMS_BY_PRODUCT = 0.3  # with which power of GDP the number of talks grows that a state can hold
UNKNOWN_MONTH = 6  # of an agreement whose day of signature is missing: the middle of its year
# Absent from stocks and flows: the roles and mobility of a neighbour under the same treaty with the
# USA.
LIKE = {"FSM": "MHL"}
GDP_PER_HEAD = {
    "PRK": {2005: 548, 2017: 685}
}  # not in the World Bank's tables: estimates of the UN

# Shares of transit in a profile that replace the index. README.md gives the reason of each.
TRANSIT_SHARE = {
    "MAR": 0.25,
    "LBY": 0.40,
    "MRT": 0.20,
    "MLT": 0.20,
    "TUN": 0.391,
    "DJI": 0.25,
    "EGY": 0.15,
    "GRC": 0.10,
    "GTM": 0.15,
    "IDN": 0.05,
    "MEX": 0.20,
    "MYS": 0.05,
    "NER": 0.30,
    "SDN": 0.15,
    "SRB": 0.20,
    "TUR": 0.25,
    "UKR": 0.25,
}

EU25 = "AUT BEL CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HUN IRL ITA LTU LUX LVA MLT NLD POL PRT SVK SVN SWE"
READMISSION = (
    "ALB ARM AZE BIH BLR CHN CPV DZA GEO HKG JOR LKA MAC MAR MDA MKD MNE NGA PAK RUS SRB TUN TUR "
    "UKR"
).split()
BUDAPEST = (
    "ALB ARM AUT AZE BEL BGR BIH BLR CHE CYP CZE DEU DNK ESP EST FIN FRA GBR GEO GRC HRV HUN IRL ITA "
    "KAZ KGZ LIE LTU LUX LVA MDA MKD MLT MNE NLD NOR POL PRT ROU RUS SRB SVK SVN SWE TJK TKM TUR UKR "
    "UZB AFG BGD CHN IRN IRQ PAK SYR"
).split()
PUEBLA = "BLZ CAN CRI DOM GTM HND MEX NIC PAN SLV USA".split()
COLOMBO = "AFG BGD CHN IDN IND KHM LKA NPL PAK PHL THA VNM ARE BHR KWT MYS OMN QAT SAU".split()
MEDITERRANEAN = "DZA LBY MRT MAR TUN FRA ITA MLT PRT ESP".split()


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def pairs(path, year_column, value):
    """Persons by year, origin and destination, under the codes of today."""
    persons = defaultdict(lambda: defaultdict(float))
    for row in rows(path):
        for origin, of_origin in CODES.get(row["orig_iso3"], {row["orig_iso3"]: 1}).items():
            for destination, of_destination in CODES.get(
                row["dest_iso3"], {row["dest_iso3"]: 1}
            ).items():
                share = of_origin * of_destination
                persons[int(row[year_column])][origin, destination] += float(row[value]) * share
    return persons


class Sources:
    """The tables of the folder, read once."""

    def __init__(self, folder):
        self.stocks = pairs(folder / "bilateral_stock_undesa2020.csv", "year", "stock")
        self.moves = pairs(folder / "bilateral_flows_abelcohen_bytype.csv", "year0", "total")
        self.panel = {
            (row["iso3"], int(row["year"])): row
            for row in rows(folder / "country_panel_annual.csv")
        }
        self.index = {
            (row["iso3"], int(row["profile_year"])): row["p_transit"]
            for row in rows(folder / "state_profiles_2005_2017.csv")
        }
        self.names = {
            row["iso3"]: row["name"] for row in rows(folder / "un_members_regional_groups.csv")
        }
        self.names |= {"HKG": "Hong Kong SAR", "MAC": "Macao SAR", "EUU": "European Union"}


class Picture:
    """Some states of the world in a year; `unions` act as one: id and members."""

    def __init__(self, sources, states, year, stocks, moves, unions=None, **more_columns):
        self.sources, self.states, self.year = sources, list(states), year
        self.unions = {union: set(members) for union, members in (unions or {}).items()}
        self.self_images = more_columns.get("self_images", False)
        self.teams = more_columns.get("teams", False)
        self.among = defaultdict(lambda: defaultdict(float))
        self.stocks_year, self.moves_year = stocks, moves

    def leaving_and_arriving(self, table, year, state):
        """Persons from and to a state; those within a union stay at home."""
        members = self.unions.get(state, {state})
        leaving = arriving = 0.0
        for (origin, destination), persons in table[year].items():
            if (origin in members) != (destination in members):
                leaving += persons * (origin in members)
                arriving += persons * (destination in members)
        return leaving, arriving

    def people(self, state):
        return sum(
            float(self.sources.panel[one, self.year]["population"])
            for one in self.unions.get(state, {state})
        )

    def product(self, state):
        return sum(self.product_of_one(one) for one in self.unions.get(state, {state}))

    def product_of_one(self, state):
        """GDP of the year, or of the nearest year that has one."""
        if state in GDP_PER_HEAD:
            known = GDP_PER_HEAD[state]
            return known[min(known, key=lambda year: abs(year - self.year))] * self.people(state)
        known = [
            year
            for (one, year), row in self.sources.panel.items()
            if one == state and row["gdp_usd"]
        ]
        nearest = self.sources.panel[state, min(known, key=lambda year: abs(year - self.year))]
        return float(nearest["gdp_usd"]) / float(nearest["population"]) * self.people(state)

    def transit_share(self, state):
        if state in self.unions:
            return 0.0
        if state in TRANSIT_SHARE:
            return TRANSIT_SHARE[state]
        year = 2005 if self.year <= 2011 else 2017
        return min(round(float(self.sources.index[state, year] or 0), 3), HIGHEST_INDEX)

    def roles(self, state):
        """Emigrants, people in transit and immigrants."""
        sending, receiving = self.leaving_and_arriving(
            self.sources.stocks, max(self.stocks_year, FIRST_STOCKS.get(state, 0)), state
        )
        share = self.transit_share(state)
        return sending, share / (1 - share) * (sending + receiving), receiving

    def movers(self, state):
        """People who leave or arrive, per inhabitant and year."""
        year = max(self.moves_year, FIRST_FLOWS.get(state, 0))
        persons = sum(self.leaving_and_arriving(self.sources.moves, year, state))
        return persons / FLOW_YEARS / self.people(state)

    def self_image(self, state):
        """The roles that incomes suggest: a state believes that people come to it from poorer
        partners.

        Of all who move between it and another state it counts the share y / (y + y') as arriving
        and the rest as leaving, with y and y' product per head here and there; transit as in its
        roles. Sharpened.
        """
        if not self.among:
            for (origin, destination), persons in self.sources.moves[self.moves_year].items():
                if {origin, destination} <= set(self.states):
                    self.among[origin][destination] += persons
                    self.among[destination][origin] += persons
        own = self.product(state) / self.people(state)
        partners = self.among[state].items()
        everybody = sum(persons for _, persons in partners)
        arriving = sum(
            persons * own / (own + self.product(other) / self.people(other))
            for other, persons in partners
        )
        arriving = arriving / everybody if everybody else 0.5
        transit = self.transit_share(state)
        roles = [
            part**SHARPNESS
            for part in ((1 - arriving) * (1 - transit), transit, arriving * (1 - transit))
        ]
        return {
            f"self_image_{role}": f"{part / sum(roles):.3f}"
            for role, part in zip(("sending", "transit", "receiving"), roles, strict=True)
        }

    def table_of_states(self):
        everybody = sum(map(self.people, self.states))
        everything = sum(map(self.product, self.states))
        usual = median(map(self.product, self.states))
        for state in self.states:
            twin = LIKE.get(state, state)
            size = self.people(state) / self.people(twin)
            sending, transit, receiving = (round(size * role) for role in self.roles(twin))
            power = (self.people(state) / everybody + self.product(state) / everything) / 2
            movers = self.movers(twin)
            more = self.self_image(twin) if self.self_images else {}
            if self.teams:
                talks = (self.product(state) / usual) ** TEAMS_BY_PRODUCT
                more |= {"teams": max(1, round(talks))}
            yield {
                "id": state,
                "name": self.sources.names[state],
                "sending": sending,
                "transit": transit,
                "receiving": receiving,
                "population": round(self.people(state)),
                "gdp_per_head": round(self.product(state) / self.people(state)),
                "power": f"{power:.{self.digits()}f}",
                "exposure": f"{movers / (movers + HALF_EXPOSURE):.3f}",
            } | more

    def digits(self):
        """Of power: the least of the world's states has a millionth of it."""
        return 4 if len(self.states) < 12 else 7

    def between(self, table):
        """Persons by origin and destination among the states, unions as one."""
        whose = {one: union for union, members in self.unions.items() for one in members}
        among = defaultdict(float)
        for (origin, destination), persons in table.items():
            ends = whose.get(origin, origin), whose.get(destination, destination)
            if ends[0] != ends[1] and set(ends) <= set(self.states):
                among[ends] += persons
        return among

    def table_of_flows(self, least=0.0):
        """Flows of more than `least` persons a year, and those of large corridors."""
        flows = self.between(self.sources.moves[self.moves_year])
        stocks = self.between(self.sources.stocks[self.stocks_year])
        for origin, destination in [*flows, *sorted(stocks.keys() - flows.keys())]:
            persons = flows.get((origin, destination), 0.0) / FLOW_YEARS
            stock = stocks.get((origin, destination), 0.0)
            large = stock + stocks.get((destination, origin), 0.0) >= LARGE_CORRIDOR
            if persons > least or (stock > 0.0 and large):
                yield {
                    "origin": origin,
                    "destination": destination,
                    "persons": f"{persons:.1f}",
                    "stock": round(stock),
                }


def fixed_terms(folder):
    """Years for which an agreement was made, by treaty, where it does not renew itself."""
    return {
        row["treatyID"]: round(float(row["bla_duration_years"]))
        for row in rows(folder / "bla_provisions.csv")
        if row["bla_duration"].endswith("for a specified number of years")
        and row["bla_duration_years"]
        and not float(row["autorenew"] or 0)
    }


def month_of(signed, year):
    """Of the day of signature, M/D/YYYY (the first of two), if it is known and of this year."""
    parts = signed.split(",")[0].strip().split("/")
    known = len(parts) == 3 and int(parts[2]) == year
    return int(parts[0]) if known else UNKNOWN_MONTH


def labour_agreements(folder, states, last_year):
    """Bilateral labour agreements between two of the states up to a year, in order of date."""
    found = agreements_of_all_years(folder, states)
    chosen = (row for row in found if int(row["since"][:4]) <= last_year)
    return sorted(chosen, key=lambda row: (row["since"], row["parties"], row["lapses"]))


def agreements_of_all_years(folder, states):
    terms = fixed_terms(folder)
    for row in rows(folder / "bla_agreements.csv"):
        parties = sorted((row["isoA"], row["isoB"]))
        if not row["year"] or not set(parties) <= states:
            continue
        year = int(float(row["year"]))
        month = month_of(row["datesigned"], year)
        term = terms.get(row["treatyID"])
        yield {
            "parties": "|".join(parties),
            "issue": "labour_migration",
            "since": f"{year}-{month:02d}",
            "lapses": f"{year + term}-{month:02d}" if term else "",
        }


def write(path, table):
    table = list(table)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, table[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def pictures(sources):
    """Every scenario's states, by its name, and the least flow that it lists, in persons a year;
    None lists none."""
    members = [state for state in sources.names if state not in ("HKG", "MAC", "EUU")]
    unions = {"EUU": EU25.split()}
    yield "western_mediterranean", Picture(sources, MEDITERRANEAN, 2005, 2005, 2005), 0
    yield "budapest_process", Picture(sources, BUDAPEST, 2005, 2005, 2005), 200
    yield "eu_readmission", Picture(sources, ["EUU", *READMISSION], 2005, 2005, 2005, unions), 0
    yield "puebla_process", Picture(sources, PUEBLA, 2000, 1995, 1995), 0
    yield "colombo_process", Picture(sources, COLOMBO, 2005, 2005, 2005), 0
    yield "world_2005", Picture(sources, sorted(members), 2005, 2005, 2005, teams=True), 1000
    picture_of_2017 = Picture(
        sources, sorted(members), 2017, 2015, 2015, self_images=True, teams=True
    )
    yield "world_2017", picture_of_2017, 1000
    yield "world_2000", Picture(sources, sorted(members), 2000, 2000, 2000, self_images=True), None


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    target = Path(sys.argv[2]) if len(sys.argv) == 3 else Path(__file__).parent
    folder = Path(sys.argv[1])
    for scenario, picture, least in pictures(Sources(folder)):
        write(target / f"{scenario}_states.csv", picture.table_of_states())
        if least is not None:
            write(target / f"{scenario}_flows.csv", picture.table_of_flows(least))
        if scenario in LAST_YEAR_OF_RECORD:
            agreements = labour_agreements(
                folder, set(picture.states), LAST_YEAR_OF_RECORD[scenario]
            )
            write(target / f"{scenario}_agreements.csv", agreements)
