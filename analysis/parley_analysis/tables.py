"""Variables of a result as tidy pandas tables, for R, spreadsheets and statistics packages."""

from typing import Any

import pandas as pd
import xarray as xr

from parley_analysis.result import decode_flags

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # with what spreadsheets carry out begins


def tidy(result: xr.Dataset, *names: str) -> pd.DataFrame:
    """One row for each entry of the variables `names`, one column for each axis and each variable.

    Axes are named by their labels (state, issue, forum, time ...); beside `run` stand what_if,
    replicate, point and the values of a study's parameters. Flags are words. Variables of fewer
    axes than the widest repeat along the others; `tidy(result, "policy", "issue_kind")` has the
    kind in every row. `run` alone, without a variable, lists the runs.

    Raises ValueError for a variable that the result does not have, or for variables of which none
    has all axes.
    """
    for name in names:
        if name not in result.variables:
            raise ValueError(f"no variable '{name}' (engine/output/FORMAT.md lists them)")
    if not names:
        return _labels_of_runs(result).reset_index()
    chosen = result[list(names)].reset_coords()[list(names)]
    axes = max((chosen[name].dims for name in names), key=len)
    for name in names:
        if not set(chosen[name].dims) <= set(axes):
            raise ValueError(
                f"'{name}' lies along {', '.join(chosen[name].dims)}, not along {', '.join(axes)}"
            )
    flags = {
        name: decode_flags(chosen[name]) for name in names if "flag_meanings" in chosen[name].attrs
    }
    table = chosen.assign(flags).to_dataframe(dim_order=list(axes))[list(names)].reset_index()
    if "run" not in axes:
        return table
    labels = _labels_of_runs(result).drop(columns=list(names), errors="ignore")
    table = table.merge(labels, left_on="run", right_index=True, how="left", validate="many_to_one")
    return table[["run", *labels.columns, *(axis for axis in axes if axis != "run"), *names]]


def for_spreadsheets(table: pd.DataFrame) -> pd.DataFrame:
    """The table with an apostrophe before each text that a spreadsheet would take for a formula.

    Those are cells of CSV that begin with = + - @, a tabulator or a line end. Labels of rows and
    columns are treated alike; numbers, and texts that are numbers, stay as they are.
    """
    safe = table.rename(index=_as_text, columns=_as_text)
    return safe.map(_as_text)


def _as_text(value: Any) -> Any:
    if not isinstance(value, str) or not value.startswith(FORMULA):
        return value
    try:
        float(value)
    except ValueError:
        return "'" + value
    return value


def _labels_of_runs(result: xr.Dataset) -> pd.DataFrame:
    """What tells runs apart: by run, what-if, replicate, point, and the parameters of a study."""
    parameters = [str(name) for name, of in result.variables.items() if "parameter" in of.attrs]
    columns = {}
    for name in ("what_if", "replicate", "point", *parameters):
        of = result[name]
        columns[name] = (decode_flags(of) if "flag_meanings" in of.attrs else of).values
    return pd.DataFrame(columns, index=pd.Index(result.run.values, name="run"))
