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
    """A row for each run: level, issues, scope, how far states go alone, and by the end movement
    on hard issues, the joint gain of states by each weighting, the share of the best that it is
    with all states alike, and the share of states that lose."""

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
            **{
                f"joint, {by}": result.joint_gain_final.sel(weighting=by).values
                for by in result.weighting.values
            },
            "share": result.joint_gain_share_final.sel(weighting="equal").values,
            "losers": result.losers_final.values,
        }
    )


def is_substantive(found, least=0.1):
    """Whether hard issues moved by as much, and states gained together by every weighting."""
    joint = found.filter(like="joint, ")
    return (found["movement"] >= least) & ((joint > 0) | joint.isna()).all(axis=1)


def substantive(found, thresholds=(0.05, 0.1, 0.2)):
    """For each answer: how often progress is substantive, by how far hard issues must have moved;
    mean movement, the middle 80 % of runs, mean joint gain as a share of the best, and losers."""
    found = found.assign(**{f">= {least}": is_substantive(found, least) for least in thresholds})
    cells = found.groupby(["level", "issues", "scope"], observed=True)
    moved = cells["movement"]
    columns = {"runs": cells.size()} | {
        f">= {least}": cells[f">= {least}"].mean() for least in thresholds
    }
    columns |= {"mean": moved.mean(), "10 %": moved.quantile(0.1), "90 %": moved.quantile(0.9)}
    columns |= {"joint gain": cells["share"].mean(), "losers": cells["losers"].mean()}
    return pd.DataFrame(columns).round(3)


def by_unilateral(found):
    """Answers by how far states go alone: the probability of substantive progress, in brackets mean
    movement and joint gain, and how many runs a cell has."""
    found = found.assign(substantive=is_substantive(found))
    cells = found.groupby(["level", "issues", "scope", "unilateral"], observed=True)
    means = cells[["substantive", "movement", "share"]].mean().assign(runs=cells.size())
    told = means.apply(
        lambda of: f"{of.substantive:.2f} ({of.movement:.3f}, {of.share:.2f}), {of.runs:.0f}",
        axis=1,
    )
    return told.unstack("unilateral")


if __name__ == "__main__":
    pd.set_option("display.width", 120, "display.max_columns", None)
    with pa.open_result(sys.argv[1]) as result:
        found = answers(result)
    print(substantive(found))
    print(by_unilateral(found))
