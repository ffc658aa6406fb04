"""A study's runs as inputs and outcomes, which EMA Workbench, SALib and scikit-learn take as they
are."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import xarray as xr

from parley_analysis.result import decode_flags
from parley_analysis.study import study

NO_OUTCOMES = ("point", "replicate", "seed", "settled_level")


class Experiments(NamedTuple):
    """Inputs, a column a parameter, and outcomes, an array for each, along the same runs."""

    inputs: pd.DataFrame
    outcomes: dict[str, np.ndarray]

    @property
    def problem(self) -> dict[str, Any]:
        """What SALib calls the problem: how many inputs there are, how they are called, and between
        which values they lie here, categories as numbers from 0."""
        codes = as_numbers(self.inputs)
        bounds = [[float(codes[name].min()), float(codes[name].max())] for name in codes]
        return {"num_vars": len(bounds), "names": list(codes), "bounds": bounds}

    @property
    def numbers(self) -> pd.DataFrame:
        """The inputs with categories as numbers, for methods that know no words."""
        return as_numbers(self.inputs)


def alias(path: str) -> str:
    """A parameter's path as a name that formulas take: `forums.*.frankness` becomes
    `forums_all_frankness`."""
    name = re.sub(r"\W+", "_", path.replace("*", "all")).strip("_")
    return f"_{name}" if name[:1].isdigit() else name


def aliases(paths: Sequence[str]) -> dict[str, str]:
    """Path -> alias, told apart by numbers where two would be the same."""
    found: dict[str, str] = {}
    for path in paths:
        name, number = alias(path), 2
        while name in found.values():
            name, number = f"{alias(path)}_{number}", number + 1
        found[path] = name
    return found


def experiments(result: xr.Dataset, *, by: str = "run") -> Experiments:
    """The inputs and outcomes of a sweep's result.

    Inputs have the aliases of the parameters' paths as columns (`inputs.attrs["paths"]` has the
    paths), numbers as floats, words as categories. Outcomes are all numbers that a summary has of a
    run; those along an issue, level or weighting one each, such as `policy_final_readmission`. With
    `by="run"` there is a row for each finished run; with `by="point"` one for each point, outcomes
    averaged over its finished replicates, in the order of the design.

    Raises ValueError for a result that is of no study, and for another `by`.
    """
    if by not in ("run", "point"):
        raise ValueError(f"no '{by}' (there are run, point)")
    of = study(result)
    names = aliases([parameter.path for parameter in of.parameters])
    columns: dict[str, Any] = {}
    for parameter in of.parameters:
        values = result[parameter.variable]
        if parameter.categories:
            words = decode_flags(values).values.astype(str)
            columns[names[parameter.path]] = _in_numbers(words, list(parameter.categories))
        else:
            columns[names[parameter.path]] = values.values.astype(float)
    outcomes = pd.DataFrame(_outcomes(result))
    inputs = pd.DataFrame(columns)
    finished = decode_flags(result.status).values == "finished"
    inputs, outcomes = inputs[finished], outcomes[finished]
    point = result.point.values[finished]
    if by == "point":
        outcomes = outcomes.groupby(point, sort=True).mean()
        first = np.unique(point, return_index=True)[1]
        inputs = inputs.iloc[first]
    inputs = inputs.reset_index(drop=True)
    inputs.attrs["paths"] = {name: path for path, name in names.items()}
    return Experiments(inputs, {str(name): outcomes[name].to_numpy() for name in outcomes})


def _in_numbers(words: np.ndarray, categories: list[str]) -> Any:
    """Categories or, where all of them are numbers, these numbers."""
    try:
        number = {word: float(word) for word in categories}
    except ValueError:
        return pd.Categorical(words, categories)
    return np.array([number[word] for word in words.tolist()])


def as_numbers(inputs: pd.DataFrame) -> pd.DataFrame:
    """Inputs with categories as their codes, floats throughout."""
    return pd.DataFrame(
        {
            name: (of.cat.codes if isinstance(of.dtype, pd.CategoricalDtype) else of).astype(float)
            for name, of in inputs.items()
        }
    )


def _outcomes(result: xr.Dataset) -> dict[str, np.ndarray]:
    found: dict[str, np.ndarray] = {}
    for name, of in result.data_vars.items():
        plain = "parameter" not in of.attrs and "flag_values" not in of.attrs
        if name in NO_OUTCOMES or not plain or of.dtype.kind not in "fiu":
            continue
        if of.dims == ("run",):
            found[str(name)] = of.values.astype(float)
        elif of.ndim == 2 and "run" in of.dims:
            other = next(str(dimension) for dimension in of.dims if dimension != "run")
            for label in result[other].values.tolist():
                one = of.sel({other: label}).values.astype(float)
                found[f"{name}_{alias(str(label))}"] = one
    return found
