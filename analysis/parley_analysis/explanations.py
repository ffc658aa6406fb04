"""Why the what-ifs of a result change what they change, as the engine found it."""

import json
from os import PathLike, fspath
from typing import Any

import pandas as pd
import xarray as xr

from parley_analysis.proof import open_file
from parley_analysis.sums import Sums

COLUMNS = ["settings", "runs", "same_runs", "month", "forum", "in_runs", "lost", "won", "mechanism",
           "blocked_by", "policies_from", "hard_movement", "hard_half_width", "soft_movement",
           "soft_half_width", "joint_gain", "joint_gain_half_width", "reasons", "text", "facts"]  # fmt: skip


def explanations(result: xr.Dataset | str | PathLike[str]) -> pd.DataFrame:
    """Why each what-if of a result changes what it changes, or nothing: one row for each, indexed
    by `what_if`, as `parley run` tells it.

    | column | what |
    | --- | --- |
    | settings | by what it differs from the first variation, in a few words |
    | runs, same_runs | pairs of runs, and those that are the same in all that is looked at |
    | month, forum, in_runs | first meeting with other agreements in most pairs, in how many |
    | lost, won | tuples of issues agreed there in the first variation alone, here alone |
    | mechanism, blocked_by | why what is not agreed fails, and by whom |
    | policies_from | the first month that ends with other policies in force in some pair |
    | hard_movement, soft_movement, joint_gain | change at the end, mean over pairs |
    | ..._half_width | half of its 95 % interval; NaN of a single pair |
    | reasons | where nothing changes, tuple of reasons that were found |
    | text | the sentences of `parley run`, one a line |
    | facts | all that is known, see FORMAT.md |

    Empty where there are no what-ifs, or the result is older. Raises ValueError for a dataset that
    was not opened from a file, and DamageError.
    """
    path = result.encoding.get("source") if isinstance(result, xr.Dataset) else fspath(result)
    if path is None:
        raise ValueError("the dataset does not know its file; give the path of the result instead")
    rows, names = [], []
    with open_file(path) as root:
        if "explanations" in root:
            sums = Sums(root)
            sums.check_head("explanations")
            names = sums.texts("explanations/what_if").tolist()
            texts, facts = (sums.texts(f"explanations/{of}").tolist() for of in ("text", "facts"))
            rows = [_row(text, json.loads(told)) for text, told in zip(texts, facts, strict=True)]
    return pd.DataFrame(rows, columns=COLUMNS, index=pd.Index(names, name="what_if", dtype=object))


def _row(text: str, facts: dict[str, Any]) -> list[Any]:
    first = facts["first_agreements"] or facts["first"] or {}
    reasons = dict.fromkeys(of.get("reason", "") for of in facts["settings"])
    measures = [facts[of][part] for of in ("hard_movement", "soft_movement", "joint_gain")
                for part in ("mean", "half_width")]  # fmt: skip
    return [
        facts["settings_in_short"], facts["runs"], facts["same_runs"],
        first.get("month"), first.get("forum"), first.get("runs", 0),
        tuple(first.get("lost", ())), tuple(first.get("won", ())),
        first.get("mechanism") or None, first.get("blocked_by") or None, facts["policies_from"],
        *(float("nan") if value is None else value for value in measures),
        tuple(reason for reason in reasons if reason), text, facts,
    ]  # fmt: skip
