"""Where a result comes from: the texts, seeds and versions in it, and the design of its study."""

from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike, fspath
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from ruamel.yaml import YAML

from parley_analysis.proof import open_file
from parley_analysis.result import decode_flags
from parley_analysis.sums import Sums


@dataclass(frozen=True)
class Parameter:
    """What a study varies.

    `path` is the key of the scenario, `variable` the name of its values [run] in the dataset.
    `distribution` is how the study says it varies (uniform, log_uniform, normal, integer, values,
    any_of; empty where points come from a file), `values` what stands there. `categories` are the
    words of a parameter that is no number.
    """

    path: str
    variable: str
    distribution: str
    values: Any
    unit: str
    about: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Study:
    """The study that a result embeds. `design` holds `sample` and its numbers, or `from`."""

    name: str
    about: str
    scenario: str
    replicates: int
    design: Mapping[str, Any]
    parameters: tuple[Parameter, ...]

    @property
    def sample(self) -> str:
        """grid, list, latin_hypercube, sobol, saltelli, morris, or from (a file of points)."""
        return str(self.design.get("sample", "from"))

    def parameter(self, path: str) -> Parameter:
        """Raises ValueError for what the study does not vary."""
        for parameter in self.parameters:
            if path in (parameter.path, parameter.variable):
                return parameter
        raise ValueError(
            f"'{path}' does not vary (what does: {', '.join(of.path for of in self.parameters)})"
        )


def provenance(result: xr.Dataset | str | PathLike[str]) -> dict[str, Any]:
    """What determined a result, read from its file.

    Every attribute of the file (format_version, engine_version, git_revision, seed, scenario_sha256
    ...), the texts scenario_text, scenario_resolved, settings and of a study study_text and
    study_resolved, and `files`: for each further file that was read, its `text` and `sha256`.

    Raises ValueError for a dataset that was not opened from a file, and DamageError if a text or an
    attribute is not what was written.
    """
    path = result.encoding.get("source") if isinstance(result, xr.Dataset) else fspath(result)
    if path is None:
        raise ValueError("the dataset does not know its file; give the path of the result instead")
    with open_file(path) as root:
        sums = Sums(root)
        found: dict[str, Any] = {
            name: _plain(value) for name, value in root.attrs.items() if name[0] != "_"
        }
        sums.check_head("provenance")
        texts = {name: sums.texts(f"provenance/{name}") for name in root["provenance"]}
        found |= {name: of.item() for name, of in texts.items() if of.shape == ()}
        names, contents, digests = (
            texts.get(name, ()) for name in ("file", "file_text", "file_sha256")
        )
        found["files"] = {
            name: {"text": text, "sha256": digest}
            for name, text, digest in zip(names, contents, digests, strict=True)
        }
    return found


def study(result: xr.Dataset) -> Study:
    """The study that a sweep's result embeds: its design, and what varies.

    Raises ValueError if the result is not that of a study.
    """
    text = provenance(result).get("study_resolved")
    if not text:
        raise ValueError("not the result of a study (`parley sweep` writes those)")
    said = YAML(typ="safe", pure=True).load(text)
    vary: Mapping[str, Mapping[str, Any]] = said.get("vary") or {}
    stored = {
        str(of.attrs["parameter"]): str(name)
        for name, of in result.variables.items()
        if "parameter" in of.attrs
    }
    return Study(
        name=said.get("study", ""),
        about=said.get("about", ""),
        scenario=said.get("scenario", ""),
        replicates=int(said.get("replicates", 1)),
        design=dict(said.get("design") or {}),
        parameters=tuple(
            _parameter(path, result[stored[path]], vary.get(path, {}))
            for path in (
                *(path for path in vary if path in stored),
                *(path for path in stored if path not in vary),
            )
        ),
    )


def points(result: xr.Dataset) -> pd.DataFrame:
    """The design: the value of every parameter, by path, at each point that the result has; indexed
    by `point`.

    Categories are words. Raises ValueError as `study` does.
    """
    of_study = study(result)
    columns = {
        of.path: (
            decode_flags(result[of.variable]) if of.categories else result[of.variable]
        ).values
        for of in of_study.parameters
    }
    table = pd.DataFrame(columns, index=pd.Index(result.point.values, name="point"))
    return table[~table.index.duplicated()].sort_index()


def flows(result: xr.Dataset) -> dict[tuple[str, str], float]:
    """Persons a year at the start of the scenario, by origin and destination, over all pathways.

    Raises ValueError as `provenance` does.
    """
    said = (
        YAML(typ="safe", pure=True).load(
            text_of(provenance(result).get("scenario_resolved", ""), "flows")
        )
        or {}
    )
    found: dict[tuple[str, str], float] = {}
    for flow in said.get("flows") or []:
        pair = str(flow["origin"]), str(flow["destination"])
        found[pair] = found.get(pair, 0.0) + float(flow["persons"])
    return found


def section_of(resolved: str, name: str) -> Any:
    """One key of a YAML text, without reading the rest, which may be long; None where it is not
    there."""
    found = YAML(typ="safe", pure=True).load(text_of(resolved, name))
    return found[name] if isinstance(found, Mapping) else None


def period(result: xr.Dataset) -> str:
    """From the month in which a run begins to the month in which it ends, as `parley run` says it:
    2005-01 to 2019-12. Of a dataset that does not know its scenario, the months of the records."""
    try:
        said = section_of(str(provenance(result).get("scenario_resolved", "")), "time")
    except ValueError:  # not opened from a file
        said = None
    if not said:
        recorded = result.time.values.astype("datetime64[M]")
        return " to ".join(dict.fromkeys(str(month) for month in recorded[[0, -1]]))
    number, unit = str(said["tick"]).split()
    months = int(number) * (12 if unit.startswith("year") else 1) * int(said["ticks"])
    first = np.datetime64(str(said["start"]), "M")
    return f"{first} to {first + np.timedelta64(months - 1, 'M')}"


def forums_in_words(result: xr.Dataset) -> str:
    """How many forums the scenario has as it is written, as `parley check` says it: 3 forums and
    bilateral ones. Of a dataset that does not know its scenario, the forums that it has."""
    try:
        resolved = str(provenance(result).get("scenario_resolved", ""))
    except ValueError:  # not opened from a file
        resolved = ""
    if resolved:
        number, pairs = len(section_of(resolved, "forums") or {}), section_of(resolved, "bilateral")
    else:
        number, pairs = result.sizes["forum"], None
    return f"{number} forum{'s' * (number != 1)}{' and bilateral ones' if pairs else ''}"


def text_of(text: str, name: str) -> str:
    """The lines of one key of a YAML text, and what lies below it."""
    lines = text.splitlines()
    begin = next((i for i, line in enumerate(lines) if line.startswith(f"{name}:")), len(lines))
    end = next(
        (i for i in range(begin + 1, len(lines)) if lines[i][:1] not in ("", " ", "-", "#")),
        len(lines),
    )
    return "\n".join(lines[begin:end])


def _parameter(path: str, values: xr.DataArray, said: Mapping[str, Any]) -> Parameter:
    how = next(iter(key for key in said if key not in ("steps", "within")), "")
    words = str(values.attrs.get("flag_meanings", "")).split()
    return Parameter(
        path=path,
        variable=str(values.name),
        distribution=how,
        values=said.get(how),
        unit=str(values.attrs.get("units", "")),
        about=str(values.attrs.get("long_name", "")),
        categories=tuple(words),
    )


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value
