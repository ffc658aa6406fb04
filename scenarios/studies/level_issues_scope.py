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
    """A row for each run: level, issues, scope, and progress on hard issues by the end."""

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
            "progress": result.hard_progress_final.values,
        }
    )


def substantive(found, thresholds=(0.05, 0.1, 0.2)):
    """For each answer: how often progress reaches each threshold, its mean, and the middle 80 % of
    runs."""
    cells = found.groupby(["level", "issues", "scope"], observed=True)["progress"]
    columns = {"runs": cells.size()}
    columns |= {
        f">= {least}": cells.agg(lambda progress, least=least: (progress >= least).mean())
        for least in thresholds
    }
    columns |= {"mean": cells.mean(), "10 %": cells.quantile(0.1), "90 %": cells.quantile(0.9)}
    return pd.DataFrame(columns).round(3)


if __name__ == "__main__":
    pd.set_option("display.width", 120, "display.max_columns", None)
    with pa.open_result(sys.argv[1]) as result:
        print(substantive(answers(result)))
