"""The engine's part in a calibration: a study and its scenario, and the runs of a wave."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from parley_analysis import engine
from parley_analysis.calibration.space import Space, csv_of_points
from parley_analysis.calibration.summaries import SummaryError, summaries
from parley_analysis.calibration.targets import Targets
from parley_analysis.calibration.waves import WaitingError, study_of_wave
from parley_analysis.located_yaml import InputError, LocatedYaml, Place
from parley_analysis.result import open_result
from parley_analysis.study import provenance
from parley_analysis.whole_file import whole_file


@dataclass(frozen=True)
class Judged:
    """A study whose judgements are calibrated: its text as read, its space, its scenario."""

    path: Path
    said: Mapping[str, Any]
    text: str
    space: Space
    scenario: Path
    replicates: int


def read_study(path: Path, replicates: int | None, program: Path | None) -> Judged:
    """Reads a study, after the engine has checked it.

    Raises EngineInputError with the engine's own mistakes, and InputError where nothing varies or
    one replicate alone would hide how far runs differ by chance.
    """
    engine.check(path, program=program)
    file = LocatedYaml(path)
    said = file.root
    number = replicates or int(said.get("replicates", 1))
    if number < 2:
        place = file.at_value(said, "replicates") if "replicates" in said else Place(1, 1)
        why = "how far runs differ by chance would be unknown"
        file.add(place, "a calibration needs 2 replicates or more", why, "write 'replicates: 2'")
    try:
        space = Space.of(said.get("vary") or {})
    except ValueError as wrong:
        place = file.at_key(said, "vary") if "vary" in said else Place(1, 1)
        file.add(place, str(wrong), "", "give two values or more of a key below 'vary'")
    file.require_none()
    scenario = (path.parent / str(said["scenario"])).resolve()
    return Judged(path, said, file.text, space, scenario, number)


@dataclass
class EngineRuns:
    """Runs the points of a wave and gives their summaries.

    With `elsewhere`, a wave whose result is not there yet is only written, and WaitingError says
    how it can be run.
    """

    judged: Judged
    targets: Targets
    targets_path: Path
    folder: Path
    threads: int | None = None
    program: Path | None = None
    elsewhere: bool = False

    def __post_init__(self) -> None:
        needs = any(pattern.needs_sessions for pattern in self.targets.patterns)
        self.record = "series" if needs else str(self.judged.said.get("record", "summary"))
        self.scenario = self._scenario()

    def __call__(self, points: pd.DataFrame, home: Path) -> pd.DataFrame:
        judged = self.judged
        study = study_of_wave(judged.said, self.scenario, home, self.record, judged.replicates)
        result = home / "result.h5"
        if self.elsewhere and not result.exists():
            raise WaitingError(
                f"{study}: {len(points)} points x {judged.replicates} replicates wait to be run:\n"
                f"  parley sweep {study} -o {result}\n"
                "(with --shard and parley merge, or --slurm, too); then give the same command again"
            )
        engine.sweep_in_sight(study, result, threads=self.threads, program=self.program)
        with open_result(result, trusted=True) as opened:
            return self._summaries(opened)

    def pilot(self) -> None:
        """Runs the middle of the space once, so that a pattern which no result has is told now."""
        judged = self.judged
        middle = judged.space.table(np.full((1, len(judged.space.judgements)), 0.5))
        with tempfile.TemporaryDirectory(prefix="parley-pilot-") as folder:
            home = Path(folder)
            (home / "points.csv").write_bytes(csv_of_points(middle))
            study = study_of_wave(judged.said, self.scenario, home, self.record, 1)
            with engine.sweep(study, output=home / "result.h5", program=self.program) as result:
                self._summaries(result)

    def _summaries(self, result: Any) -> pd.DataFrame:
        try:
            return summaries(result, self.targets)
        except SummaryError as wrong:
            file = LocatedYaml(self.targets_path)
            name, _, why = str(wrong).partition(": ")
            pattern = name.removeprefix("pattern '").removesuffix("'")
            place = file.at_key(file.root["patterns"], pattern)
            file.add(place, f"{name} cannot be measured", why, "ask for what the result has")
            file.require_none()
            raise

    def _scenario(self) -> Path:
        """The scenario, or the same under the settings of the targets, written into the folder."""
        settings = self.targets.settings
        if not settings:
            return self.judged.scenario
        path = self.folder / "scenario.yaml"
        if not path.exists():
            # The resolved text has all data in it; short, since nobody looks at this run.
            with engine.run(
                self.judged.scenario, set=settings, replicates=1, what_if="baseline",
                program=self.program,
            ) as result:  # fmt: skip
                text = str(provenance(result)["scenario_resolved"])
            with whole_file(path) as out:
                out.write(text.encode())
        return path


__all__ = ["EngineRuns", "InputError", "Judged", "read_study"]
