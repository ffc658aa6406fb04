"""Derive the states and flows of the scenarios from public data.

    python3 prepare.py SOURCES [TARGET]

SOURCES is a folder with the tables that README.md beside this file describes; TARGET, by default
the folder of this script, receives NAME_states.csv and NAME_flows.csv of every scenario, and of
most NAME_agreements.csv: what was in force or remembered as they begin.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median

from agreements import labour_agreements
from choices import (
    AGREEMENTS_OF,
    BALI,
    BUDAPEST,
    COLOMBO,
    EU25,
    EU27,
    EU28,
    FIRST_FLOWS,
    FIRST_STOCKS,
    FLOW_YEARS,
    GDP_PER_HEAD,
    HALF_EXPOSURE,
    HIGHEST_INDEX,
    IRREGULAR,
    LABOUR_ISSUE,
    LARGE_CORRIDOR,
    LAST_YEAR_OF_RECORD,
    LIKE,
    MEDITERRANEAN,
    ORIGINS_OF_THE_UNION,
    PUEBLA,
    READMISSION,
    ROAD_HOSTS,
    ROAD_STATES,
    SHARPNESS,
    SOUTH_OF_SAHARA,
    SOUTHERN_AFRICA,
    SOUTHERN_SHORE,
    TEAMS_BY_PRODUCT,
    TRANSIT_SHARE,
    TRANSIT_SHARE_IN,
)
from tables import Sources


class Picture:
    """Some states of the world in a year; `unions` act as one: id and members."""

    def __init__(self, sources, states, year, stocks, moves, unions=None, **more_columns):
        self.sources, self.states, self.year = sources, list(states), year
        self.unions = {union: set(members) for union, members in (unions or {}).items()}
        self.self_images = more_columns.get("self_images", False)
        self.teams = more_columns.get("teams", False)
        self.votes = more_columns.get("votes", False)
        self.irregular = more_columns.get("irregular")
        self.transit = TRANSIT_SHARE | more_columns.get("transit", {})
        self.unlisted = set(more_columns.get("unlisted", ()))
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
        if state in self.transit:
            return self.transit[state]
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
            if self.votes:
                more |= {"power": self.sources.votes.get(state, 1)}
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
            if {origin, destination} <= self.unlisted:
                continue
            if persons > least or (stock > 0.0 and large):
                yield from self.rows_of_flow(origin, destination, persons, stock)

    def rows_of_flow(self, origin, destination, persons, stock):
        """One row, or one by pathway where the scenario tells how people migrate."""
        ends = {"origin": origin, "destination": destination}
        if self.irregular is None:
            yield ends | {"persons": f"{persons:.1f}", "stock": round(stock)}
            return
        for pathway, share in self.pathways(origin, destination, persons, stock).items():
            if share > 0:
                yield ends | {
                    "persons": f"{persons * share:.1f}",
                    "stock": round(stock * share),
                    "pathway": pathway,
                }

    def pathways(self, origin, destination, persons, stock):
        """Shares of a corridor's people by how they migrate.

        Asylum: refugees and asylum seekers of the year as a share of all who live there, or who
        came in five years if these are more. Of the others the share is irregular that the
        scenario gives; the rest came for work or family.
        """
        fled = self.sources.fled[self.stocks_year][origin, destination]
        asylum = min(1.0, fled / max(stock, FLOW_YEARS * persons))
        irregular = (1 - asylum) * sum(
            share
            for origins, destinations, share in self.irregular
            if origin in origins and destination in destinations
        )
        return {"labour": 1 - asylum - irregular, "asylum": asylum, "irregular": irregular}


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
    yield from pictures_by_pathway(sources, members)


def pictures_by_pathway(sources, members):
    """Scenarios that tell apart who works, who flees and who comes irregularly."""

    def picture(name, states, year, years, **more):
        more |= {"irregular": IRREGULAR.get(name, []), "transit": TRANSIT_SHARE_IN.get(name, {})}
        return Picture(sources, states, year, years, years, **more)

    name = "mediterranean_transit"
    states = [*SOUTHERN_SHORE, *EU27, *SOUTH_OF_SAHARA]
    yield name, picture(name, states, 2005, 2005, unlisted=EU27), 100
    name = "bali_process"
    yield name, picture(name, BALI, 2000, 1995), 150
    name = "southern_africa"
    yield name, picture(name, SOUTHERN_AFRICA, 2000, 2000), 0
    name = "road_to_2006"
    yield name, picture(name, road(sources, members), 2000, 2000), 1000
    name = "eu_communitisation"
    states = [*EU28, *ORIGINS_OF_THE_UNION]
    more = {"votes": True, "unlisted": EU28, "self_images": True}
    yield name, picture(name, states, 2000, 2000, **more), 200


def road(sources, members):
    """The hosts and sponsors, then the states with most migrants, until there are enough."""
    world = Picture(sources, members, 2000, 2000, 2000)

    def migrants(state):
        sending, _, receiving = world.roles(state)
        return sending + receiving

    others = sorted(set(members) - set(ROAD_HOSTS), key=lambda state: (-migrants(state), state))
    return sorted([*ROAD_HOSTS, *others[: ROAD_STATES - len(ROAD_HOSTS)]])


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
                folder,
                set(picture.states),
                LAST_YEAR_OF_RECORD[scenario],
                AGREEMENTS_OF.get(scenario),
                LABOUR_ISSUE.get(scenario, "labour_migration"),
            )
            write(target / f"{scenario}_agreements.csv", agreements)
