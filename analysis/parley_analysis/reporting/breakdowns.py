"""What a report says of tables that ended without agreement."""

from functools import partial

import numpy as np
import pandas as pd
import xarray as xr

from parley_analysis import figures
from parley_analysis.figures.appearance import forum_labels, words
from parley_analysis.money import dollars, prices
from parley_analysis.nearness import nearness
from parley_analysis.reporting import findings
from parley_analysis.reporting.page import figure, folded, paragraph, table


def how_near(result: xr.Dataset, name: str) -> str:
    """How near tables came that failed; nothing where that is not known."""
    found = nearness(result, what_if=name)
    if found.empty:
        return ""
    rows = found.assign(
        forum=found["forum"].map(forum_labels(result)),
        issues=[", ".join(map(words, issues)) for issues in found["issues"]],
        least_gain=[f"{gain:+.3f}" for gain in found["least_gain"]],
        in_the_way=found["in_the_way"].fillna("-"),
    )
    rows.columns = ["forum", "issues", "tables that failed", "all could gain",
                    "least gain, of the stake", "all but one could", "that one mostly"]  # fmt: skip
    names = dict(zip(result.state.values.tolist(), result.state_name.values.tolist(), strict=True))
    return paragraph(findings.of_nearness(found, names)) + folded(
        table("How near the tables came that failed", rows), len(rows), "breakdowns"
    )


def what_it_would_take(result: xr.Dataset, runs: xr.Dataset, name: str) -> str:
    """What money could have opened; nothing where no price is known."""
    found = prices(result, what_if=name)
    if found.empty:
        return ""
    body = figure(
        partial(figures.plot_prices, result, what_if=name),
        "What losing members lack, and what gaining members could pay.",
        findings.of_prices(result, name),
    )
    labels = forum_labels(result)
    rows = found.assign(
        forum=found["forum"].map(labels),
        issues=[", ".join(map(words, issues)) for issues in found["issues"]],
        price=_prices_with_range(runs, found),
        **{of: [_told(usd) for usd in found[of]] for of in ("affordable", "shortfall_worth")},
    )
    rows.columns = ["forum", "issues", "tables", "money could open", "price a year",
                    "gaining members could pay", "furthest short", "by, a year"]  # fmt: skip
    return body + folded(table("What it would have taken", rows), len(rows), "breakdowns")


def _prices_with_range(runs: xr.Dataset, found: pd.DataFrame) -> list[str]:
    """Each median price and, where runs differ, the least and the greatest of one run."""
    of_runs = [
        prices(runs.isel(run=[number])).assign(number=number) for number in range(runs.sizes["run"])
    ]
    every = pd.concat(of_runs)
    every["place"] = list(zip(every["forum"], map(tuple, every["issues"]), strict=True))
    told = []
    for row in found.itertuples():
        own = every[every["place"] == (row.forum, tuple(row.issues))]["price"].dropna()
        said = _told(row.price)
        if len(own) > 1 and own.min() < own.max():
            said += f" ({_told(own.min())} to {_told(own.max())})"
        told.append(said)
    return told


def _told(usd: float) -> str:
    return "-" if np.isnan(usd) else dollars(usd)
