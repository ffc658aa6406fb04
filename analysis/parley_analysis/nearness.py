"""How near tables came that ended without agreement."""

import pandas as pd
import xarray as xr

from parley_analysis.result import select_what_if
from parley_analysis.sessions import sessions
from parley_analysis.tallies import most_often


def nearness(result: xr.Dataset, *, what_if: str | None = None) -> pd.DataFrame:
    """How near recorded tables came that ended without agreement, one row for each forum and issues
    that lay on the table together, those with most tables first.

    | column | what |
    | --- | --- |
    | forum, issues | where, and the tuple of ids on the table |
    | tables | that failed and of which it is known |
    | all_could_gain | of these, those at which some terms had a gain for all who have a stake |
    | least_gain | median over these of the least gain at the nearest terms, a share of the stake |
    | all_but_one | of these, those at which all but one of three or more could have gained |
    | in_the_way | that one at most of the tables; None: there is no such table |

    Where all could gain it was time, the rule or the way of bargaining that kept them from it; see
    engine/negotiation/solutions/nearest_terms.hpp. It is known where red lines do not clash and no
    issue has options. Raises ValueError for an unknown what-if.
    """
    runs = select_what_if(result, what_if)
    held = sessions(runs)
    held = held[held["least_gain"].notna()]
    rows = [
        _row(forum, issues, of, runs) for (forum, issues), of in held.groupby(["forum", "issues"])
    ]
    columns = ["forum", "issues", "tables", "all_could_gain", "least_gain", "all_but_one",
               "in_the_way"]  # fmt: skip
    found = pd.DataFrame(rows, columns=columns)
    return found.sort_values("tables", ascending=False, kind="stable", ignore_index=True)


def _row(
    forum: str, issues: tuple[str, ...], tables: pd.DataFrame, runs: xr.Dataset
) -> list[object]:
    could = int((tables["least_gain"] > 1e-9).sum())  # what counts as a gain for the engine, too
    alone = tables["all_but"].dropna()
    most, _ = most_often(alone, runs)
    return [forum, issues, len(tables), could, tables["least_gain"].median(), len(alone), most]
