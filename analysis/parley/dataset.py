"""Records of runs as a labelled dataset, in the form of engine/output/FORMAT.md."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from parley import _engine

# What stands beside an axis, as coordinates.
BESIDE = {
    "run": ("point", "replicate", "seed", "what_if", "status"),
    "state": ("state_name",),
    "forum": ("forum_name",),
    "session": ("session_run", "session_time", "session_forum"),
    "authority": ("authority_name", "authority_of"),
}


def dataset_of(record: Mapping[str, Any], *, title: str, seed: int | None = None) -> xr.Dataset:
    """The dataset of what the engine gives, equal to a result file that is opened."""
    variables: dict[str, xr.Variable] = {}
    counted = [("run", ("run",), np.arange(record["runs"], dtype=np.int32), "simulated run")]
    if record["has_sessions"]:
        of_run = record["session_run"]
        numbers = np.arange(len(of_run), dtype=np.int32)
        counted += [
            ("session", ("session",), numbers, "negotiated table"),
            ("session_run", ("session",), of_run, "index of the run"),
        ]
    for name, dimensions, values, about in counted:
        variables[name] = xr.Variable(dimensions, values, {"long_name": about, "units": "1"})
    parameters = []
    for of in (*record["labels"], *record["variables"]):
        variables[of["name"]] = _variable(of)
        if of["parameter"]:
            parameters.append(of["name"])
    beside = BESIDE | {"run": (*BESIDE["run"], *parameters)}
    dimensions_there = {axis for variable in variables.values() for axis in variable.dims}
    coordinates = {name for axis in dimensions_there for name in (axis, *beside.get(str(axis), ()))}
    attributes: dict[str, Any] = {
        "Conventions": "CF-1.8",
        "title": title,
        "source": f"Parley {_engine.version} ({_engine.git_revision[:12]})",
        "format": "parley result",
        "format_version": np.int32(2),
        "engine_version": _engine.version,
        "git_revision": _engine.git_revision,
        "planned_runs": np.uint64(record["runs"]),
    }
    if seed is not None:
        attributes["seed"] = np.uint64(seed)
    dataset = xr.Dataset(variables, attrs=attributes)
    dataset = dataset.set_coords([name for name in variables if name in coordinates])
    # Whole seconds reach further than 2262, where xarray's nanoseconds end.
    return xr.decode_cf(dataset, decode_times=xr.coders.CFDatetimeCoder(time_unit="s"))


def _variable(of: Mapping[str, Any]) -> xr.Variable:
    values = of["values"]
    if isinstance(values, list):
        values = np.array(values, dtype=str)
    attributes: dict[str, Any] = {"long_name": of["long_name"]}
    if of["units"]:
        attributes["units"] = of["units"]
    if of["units"].startswith("days since"):
        attributes["calendar"] = "proleptic_gregorian"
    if of["flags"]:
        words = ["none", *of["flags"]] if of["may_be_none"] else of["flags"]
        first = -1 if of["may_be_none"] else 0
        numbers = np.arange(first, first + len(words)).astype(values.dtype)
        attributes["flag_values"] = numbers if len(words) > 1 else numbers[0]  # as HDF5 reads one
        attributes["flag_meanings"] = " ".join(word.replace(" ", "_") for word in words)
    if of["parameter"]:
        attributes["parameter"] = of["parameter"]
    return xr.Variable(of["dimensions"], values, attributes)
