"""Reduces source data to what the test against history uses: prepare.py FOLDER_OF_SOURCES.

The sources, their terms and what is judgement are in README.md beside this file.
"""

import pathlib
import sys

import pandas as pd

HERE = pathlib.Path(__file__).parent
COVARIATES = {
    "p_send": "sending",
    "p_transit": "transit",
    "p_recv": "receiving",
    "population": "population",
    "gdppc_usd": "gdp_per_head",
    "remit_pct_gdp": "remittances",
    "liberal_dem": "liberal_democracy",
}


def states(sources: pathlib.Path) -> pd.DataFrame:
    """Members of the UN: profile and covariates of 2005 and 2017, what they signed and how they
    voted."""
    members = pd.read_csv(sources / "un_members_regional_groups.csv").set_index("iso3")
    profiles = pd.read_csv(sources / "state_profiles_2005_2017.csv").rename(columns=COVARIATES)
    table = members[["name"]].rename_axis("state")
    for year in (2005, 2017):
        of_year = profiles[profiles.profile_year == year].set_index("iso3")[
            list(COVARIATES.values())
        ]
        table = table.join(of_year.add_suffix(f"_{year}"))
    treaties = pd.read_csv(sources / "treaty_ratifications.csv")
    icrmw = treaties[treaties.instrument == "ICRMW"].set_index("iso3").year_bound
    votes = pd.read_csv(sources / "un_migration_votes.csv")
    table = table.join(icrmw.astype("Int64").rename("icrmw_since"))
    for resolution in ("67/219", "55/92"):
        vote = votes[votes.resolution == f"A/RES/{resolution}"].set_index("iso3").vote
        table = table.join(vote.rename(f"vote_{resolution.replace('/', '_')}"))
    return table.sort_index()


def pairs(sources: pathlib.Path) -> pd.DataFrame:
    """Pairs of members with migrants between them in 2000, or a labour agreement in 1927-2020."""
    members = set(pd.read_csv(sources / "un_members_regional_groups.csv").iso3)
    stock = pd.read_csv(sources / "bilateral_stock_undesa2020.csv").query("year == 2000")
    stock = pd.concat([unordered(stock.orig_iso3, stock.dest_iso3), stock.stock], axis=1)
    stock = stock.groupby(["first", "second"]).stock.sum()
    signed = pd.read_csv(sources / "bla_agreements.csv").dropna(subset=["isoA", "isoB", "year"])
    signed = pd.concat([unordered(signed.isoA, signed.isoB), signed.year.astype(int)], axis=1)
    before = signed[signed.year <= 2000].groupby(["first", "second"]).size()
    later = signed[signed.year > 2000].groupby(["first", "second"]).year.min().astype("Int64")
    table = pd.concat(
        [
            stock.rename("stock_2000"),
            before.rename("agreements_to_2000"),
            later.rename("first_agreement_2001_2020"),
        ],
        axis=1,
    )
    table = table.fillna({"stock_2000": 0, "agreements_to_2000": 0}).astype(
        {"stock_2000": int, "agreements_to_2000": int}
    )
    first, second = table.index.get_level_values(0), table.index.get_level_values(1)
    return table[first.isin(members) & second.isin(members) & (first != second)].sort_index()


def unordered(one: pd.Series, other: pd.Series) -> pd.DataFrame:
    """The two columns with the alphabetically first in `first`."""
    return pd.DataFrame(
        {"first": one.where(one < other, other), "second": other.where(one < other, one)}
    )


def readmission(sources: pathlib.Path) -> pd.DataFrame:
    """The EU's negotiations on readmission agreements, by partner."""
    table = pd.read_csv(sources / "eu_readmission.csv").rename(columns={"iso3": "state"})
    table["visa_facilitation"] = table.visa_facilitation_linked.eq("yes").astype(int)
    return table.set_index("state")[
        ["mandate", "first_round", "signed", "in_force", "visa_facilitation"]
    ].sort_index()


def labour_agreements(sources: pathlib.Path) -> pd.DataFrame:
    """Labour agreements signed in 2006 to 2020, one row each: pair and year."""
    signed = pd.read_csv(sources / "bla_agreements.csv").dropna(subset=["isoA", "isoB", "year"])
    signed = signed[signed.year.between(2006, 2020)]
    table = pd.concat([unordered(signed.isoA, signed.isoB), signed.year.astype(int)], axis=1)
    return table.sort_values(["first", "second", "year"]).set_index(["first", "second"])


def main(folder: str) -> None:
    sources = pathlib.Path(folder)
    for reduce in (states, pairs, readmission, labour_agreements):
        reduce(sources).to_csv(HERE / f"{reduce.__name__}.csv", float_format="%.6g")


if __name__ == "__main__":
    main(*sys.argv[1:])
