"""What breakdowns cost, and what money could have opened."""

import numpy as np
import pandas as pd
import xarray as xr

from parley_analysis.result import select_what_if
from parley_analysis.sessions import sessions
from parley_analysis.tallies import most_often

UNITS = ("", " thousand", " million", " billion", " trillion")


def in_thousands(number: float) -> str:
    """A number as people say it, as the engine does: `90 million`."""
    amount, unit = abs(number), 0
    while amount >= 999.5 and unit + 1 < len(UNITS):
        amount, unit = amount / 1000, unit + 1
    digits = 0 if unit == 0 or amount >= 9.95 else 1
    return f"{'-' if number < 0 else ''}{amount:.{digits}f}{UNITS[unit]}"


def dollars(usd: float) -> str:
    """An amount as people say it, as the engine does: `90 million dollars`."""
    return f"{in_thousands(usd)} dollars"


def prices(result: xr.Dataset, *, what_if: str | None = None) -> pd.DataFrame:
    """What it would have taken where recorded tables ended without agreement, one row for each
    forum and issues that lay on the table together, those with most tables first.

    | column | what |
    | --- | --- |
    | forum, issues | where, and the tuple of ids on the table |
    | tables | that failed and whose price is known |
    | could_open | of these, those that money could open: more can be paid than is lacking |
    | price | median over these, what losing members lack, USD a year |
    | affordable | median over these, what gaining members could pay, USD a year |
    | blocked_by | the state that fell furthest short at most of the tables |
    | shortfall_worth | what it fell short by, median over the tables that it blocked, USD a year |

    The price is known where the product of all members is, and red lines do not clash; see
    engine/negotiation/solutions/price.hpp. Raises ValueError for an unknown what-if.
    """
    runs = select_what_if(result, what_if)
    held = sessions(runs)
    held = held[held["price"].notna()]
    rows = [
        _row(forum, issues, of, runs) for (forum, issues), of in held.groupby(["forum", "issues"])
    ]
    columns = ["forum", "issues", "tables", "could_open", "price", "affordable", "blocked_by",
               "shortfall_worth"]  # fmt: skip
    found = pd.DataFrame(rows, columns=columns)
    return found.sort_values("tables", ascending=False, kind="stable", ignore_index=True)


def _row(
    forum: str, issues: tuple[str, ...], tables: pd.DataFrame, runs: xr.Dataset
) -> list[object]:
    opened = tables[tables["affordable"] > tables["price"]]
    blocker, _ = most_often(tables["blocked_by"], runs)
    worth = tables["shortfall_worth"][tables["blocked_by"] == blocker].median()
    middle = opened[["price", "affordable"]].median() if len(opened) else (np.nan, np.nan)
    return [forum, issues, len(tables), len(opened), *middle, blocker, worth]
