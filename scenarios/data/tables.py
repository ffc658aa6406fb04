"""The tables of public data that the scenarios are derived from."""

import csv
from collections import defaultdict
from functools import cached_property

from choices import CODES, UNION_CODES


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
        self.folder = folder
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

    @cached_property
    def fled(self):
        """Refugees and asylum seekers by year, origin and destination."""
        persons = defaultdict(lambda: defaultdict(float))
        for row in rows(self.folder / "bilateral_refugees_unhcr.csv"):
            ends = row["orig_iso3"], row["dest_iso3"]
            for column in ("refugees", "asylum_seekers"):
                persons[int(row["year"])][ends] += float(row[column] or 0)
        return persons

    @cached_property
    def votes(self):
        """In the Council by the Treaty of Nice, by state."""
        return {
            UNION_CODES[row["actor"]]: int(row["nice_votes"])
            for row in rows(self.folder / "eu_council_power.csv")
            if row["actor"] in UNION_CODES
        }
