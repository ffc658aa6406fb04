"""Which labour agreements were in force, or remembered, as a scenario begins."""

from choices import UNKNOWN_MONTH
from tables import rows


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


def labour_agreements(folder, states, last_year, whose=None, issue="labour_migration"):
    """Bilateral labour agreements between two of the states up to a year, in order of date.

    Where `whose` is given, one of the two is among them; `issue` is what the scenario calls it.
    """
    found = agreements_of_all_years(folder, states, issue)
    chosen = (
        row
        for row in found
        if int(row["since"][:4]) <= last_year
        and (whose is None or set(row["parties"].split("|")) & set(whose))
    )
    return sorted(chosen, key=lambda row: (row["since"], row["parties"], row["lapses"]))


def agreements_of_all_years(folder, states, issue):
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
            "issue": issue,
            "since": f"{year}-{month:02d}",
            "lapses": f"{year + term}-{month:02d}" if term else "",
        }
