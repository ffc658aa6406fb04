"""The world as written and worlds as changed: runs of one scenario by the engine."""

import itertools
import json
import os
import resource
import shutil
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import xarray as xr
from ruamel.yaml import YAML

import parley_analysis as pa
from parley_analysis.engine import _call
from parley_analysis.explore.controls import Control, controls_of
from parley_analysis.explore.saving import what_ifs_of, with_what_if, without_what_ifs

# Seconds of computing that one run takes, at most, and how many replicates are computed in turn.
LADDERS = ((0.5, (4, 20, 100)), (3.0, (2, 10, 20)), (float("inf"), (1, 4, 10)))


class World:
    """A result that lives in a file as long as it is shown."""

    def __init__(self, result: xr.Dataset, path: Path):
        self.result, self.path = result, path

    def close(self) -> None:
        self.result.close()
        _remove(self.path)


class Worlds:
    """One scenario: its controls and what-ifs, and the runs that pages ask for.

    Raises what `pa.run` raises where the scenario cannot be run, and OSError where it cannot be
    read. `ladder` is how many replicates are computed one after the other, by how long one takes.
    """

    def __init__(self, scenario: Path):
        self.scenario = scenario.resolve()
        self.text = self.scenario.read_text(encoding="utf-8")
        self.folder = Path(tempfile.mkdtemp(prefix="parley-explore-"))
        self._numbers, self._lock = itertools.count(), threading.Lock()
        self._as_written: dict[int, World] = {}
        # Pages change the base, from which shipped what-ifs would start, and might contradict it.
        self._alone = self._copy(without_what_ifs(self.text)).__enter__()
        began = _computed()
        first = self.run({}, 1)
        took = _computed() - began
        self.ladder = next(steps for most, steps in LADDERS if took <= most)
        known = pa.provenance(first.result)
        resolved = YAML(typ="safe", pure=True).load(known["scenario_resolved"])
        self.controls: list[Control] = controls_of(json.loads(_call(["schema"], None)), resolved)
        self.presets = what_ifs_of(self.text)
        self.name = str(resolved["name"])
        self.about = str(resolved.get("about", ""))
        named = zip(first.result.state.values, first.result.state_name.values, strict=True)
        self.states = {str(state): str(name) for state, name in named}
        self.forums = dict(resolved.get("forums") or {})
        self.kinds = {name: str(of["kind"]) for name, of in resolved["issues"].items()}
        first.close()

    def unknown(self, settings: Mapping[str, Any]) -> str | None:
        """The first setting that is neither a control nor one of a shipped what-if: a link may
        hold anything, such as a path to a file."""
        paths = {control.path for control in self.controls}
        shipped = [list(of.items()) for of in self.presets.values()]
        for path, value in settings.items():
            if path not in paths and not any((path, value) in of for of in shipped):
                return path
        return None

    def run(self, settings: Mapping[str, Any], replicates: int) -> World:
        """Raises EngineInputError where the engine refuses the settings."""
        path = self._path()
        try:
            result = pa.run(
                self._alone, set=settings, replicates=replicates, what_if="baseline", output=path
            )
        except BaseException:
            _remove(path)
            raise
        return World(result, path)

    def as_written(self, replicates: int) -> xr.Dataset:
        """The scenario without any change; kept for all pages."""
        with self._lock:
            if replicates not in self._as_written:
                self._as_written[replicates] = self.run({}, replicates)
            return self._as_written[replicates].result

    def minutes(self, settings: Mapping[str, Any]) -> pa.RunMinutes:
        """The minutes of the first replicate."""
        path = self._path()
        try:
            pa.run(
                self._alone, set=settings, replicates=1, what_if="baseline", trace=True, output=path
            ).close()
            return pa.read_minutes(path.with_suffix(".minutes.jsonl"))
        finally:
            _remove(path)

    def saved(self, name: str, settings: Mapping[str, Any]) -> str:
        """The scenario with the settings as one more what-if; `parley check` has accepted it.

        Raises WhatIfNameError for the name, and EngineInputError for the settings.
        """
        text = with_what_if(self.text, name, settings)
        with self._copy(text) as path:
            _call(["check", path], None)
        return text

    def report(self, name: str, settings: Mapping[str, Any], replicates: int) -> str:
        """The page that `report` writes of both worlds. Raises as `saved` does."""
        text = with_what_if(self.text, name, settings)
        output = self._path()
        with self._copy(text) as path:
            what_ifs = ["baseline", name]
            pa.run(path, what_if=what_ifs, replicates=replicates, output=output).close()
        try:
            return pa.report(output)
        finally:
            _remove(output)

    def close(self) -> None:
        for world in self._as_written.values():
            world.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self) -> Path:
        return self.folder / f"run-{next(self._numbers)}.h5"

    def _copy(self, text: str) -> "_Beside":
        return _Beside(self.scenario, text, self.folder)


def _remove(path: Path) -> None:
    """A result and what the engine wrote beside it."""
    for left in path.parent.glob(f"{path.stem}.*"):
        left.unlink(missing_ok=True)


def _computed() -> float:
    """Seconds of computing that all programs took that this one has run."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Beside:
    """Another text of a scenario in a folder that shows what stands beside the scenario, so that
    the tables that it names are found, and the user's folder is left alone."""

    def __init__(self, scenario: Path, text: str, folder: Path):
        self.scenario, self.text = scenario, text
        self.folder = Path(tempfile.mkdtemp(dir=folder))

    def __enter__(self) -> Path:
        folder = self.scenario.parent
        copy = self.folder / (folder.name or "root")
        copy.mkdir()
        _show(folder, copy, self.scenario.name)
        _show(folder.parent, self.folder, copy.name)  # for tables that it names by ../
        path = copy / self.scenario.name
        path.write_text(self.text, encoding="utf-8")
        return path

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _show(folder: Path, within: Path, but: str) -> None:
    """Links to what stands in a folder, if that may be read."""
    with suppress(PermissionError):
        for beside in folder.iterdir():
            if beside.name != but:
                os.symlink(beside, within / beside.name)
