"""The table of level_issues_scope.yaml: python level_issues_scope.py RESULT.h5"""

import sys

import numpy as np
import pandas as pd

import parley_analysis as pa

LEVELS = {
    "pairs_only": "pairs",
    "regions_only": "regions",
    "global_only": "global, by recommendation",
    "global_only_binding": "global, by treaty",
}
SCOPES = {"single_issue": "one by one", "package": "package", "comprehensive": "with linkage"}


def answers(result):
    """A row for each run: level, issues, scope, how far states go alone, and movement on hard
    issues by the end."""

    def words(path):
        return pa.decode_flags(result[path]).values

    level = result.what_if.values
    pairs = level == "pairs_only"  # whose agenda and scope are those of `bilateral`
    of = {
        key: np.where(pairs, words(f"bilateral.{key}"), words(f"forums.*.{key}"))
        for key in ("agenda", "scope")
    }
    return pd.DataFrame(
        {
            "level": pd.Categorical([LEVELS[name] for name in level], LEVELS.values()),
            "issues": pd.Categorical(of["agenda"], ["soft", "all"]),
            "scope": pd.Categorical([SCOPES[name] for name in of["scope"]], SCOPES.values()),
            "unilateral": words("implementation.unilateral").astype(float),
            "movement": result.hard_movement_final.values,
        }
    )


def substantive(found, thresholds=(0.05, 0.1, 0.2)):
    """For each answer: how often movement reaches each threshold, its mean, and the middle 80 % of
    runs."""
    cells = found.groupby(["level", "issues", "scope"], observed=True)["movement"]
    columns = {"runs": cells.size()}
    columns |= {
        f">= {least}": cells.agg(lambda movement, least=least: (movement >= least).mean())
        for least in thresholds
    }
    columns |= {"mean": cells.mean(), "10 %": cells.quantile(0.1), "90 %": cells.quantile(0.9)}
    return pd.DataFrame(columns).round(3)


def by_unilateral(found, least=0.1):
    """Answers by how far states go alone: the probability of substantive movement, mean movement
    in brackets, and how many runs a cell has."""
    cells = found.groupby(["level", "issues", "scope", "unilateral"], observed=True)["movement"]
    table = cells.agg(lambda p: f"{(p >= least).mean():.2f} ({p.mean():.3f}), {p.size}")
    return table.unstack("unilateral")


if __name__ == "__main__":
    pd.set_option("display.width", 120, "display.max_columns", None)
    with pa.open_result(sys.argv[1]) as result:
        found = answers(result)
    print(substantive(found))
    print(by_unilateral(found))
