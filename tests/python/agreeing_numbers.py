"""Where two of those that tell of one result contradict each other.

Texts round: a number is compared as it is printed.
"""

import numbers_of_breakdowns as breakdowns
import numbers_of_progress as progress
import numbers_of_tables as tables
from told_numbers import Told

CHECKS = (
    progress.heading,
    tables.agreements,
    tables.first_months,
    tables.terms,
    tables.open_issues,
    tables.seats,
    progress.policies,
    breakdowns.near,
    breakdowns.money,
    breakdowns.talks,
    progress.how_far,
    progress.gains,
    progress.management,
    progress.changes,
    progress.in_short,
)


def disagreements(told: Told) -> list[str]:
    """Every number that at least two of them say, and say differently."""
    return [mistake for check in CHECKS for mistake in check(told)]
