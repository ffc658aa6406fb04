"""History matching in waves: what the record leaves of a study's judgements.

Each wave runs the engine at points that are left, trains an emulator for each pattern on them, and
rules out what is implausible. Everything is kept in a folder, wave by wave, so that the same call
goes on where it was interrupted, and a wave may be run elsewhere, in shards.
"""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from ruamel.yaml import YAML
from threadpoolctl import threadpool_limits

from parley_analysis.calibration.emulator import Emulator
from parley_analysis.calibration.implausibility import (
    CUTOFF,
    Match,
    Remaining,
    left,
    what_rules_out,
)
from parley_analysis.calibration.space import Space, csv_of_points
from parley_analysis.calibration.targets import Pattern, Targets, read_targets
from parley_analysis.located_yaml import InputError
from parley_analysis.whole_file import whole_file

Runs = Callable[[pd.DataFrame, Path], pd.DataFrame]  # points, folder of the wave -> summaries
Say = Callable[[str], None]


class DifferentCalibrationError(InputError):
    """The folder holds the waves of another study, targets or options."""


class WaitingError(Exception):
    """The runs of a wave are to be made elsewhere; the text says how."""


@dataclass(frozen=True)
class Options:
    """How a calibration is done. `size` is the number of points of a wave (default: 12 for each
    judgement), `kept` how many points are written of what is left."""

    waves: int = 3
    size: int | None = None
    cutoff: float = CUTOFF
    kept: int = 200
    seed: int = 1
    tried: int = 20_000
    least_gain: float = 0.05  # a wave that rules out less of what was left is the last


@dataclass(frozen=True)
class Wave:
    """What a wave found. Shares are of the whole space of judgements."""

    number: int
    points: int
    volume_before: float
    volume: float
    diagnostics: pd.DataFrame
    ruled_out: pd.DataFrame  # of what was left before


@dataclass
class Calibration:
    """What the record leaves of the judgements. `contradicted` says which patterns the model cannot
    meet, with the wave, how near it comes, and by how many deviations it fails."""

    space: Space
    targets: Targets
    options: Options
    waves: list[Wave] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    contradicted: dict[str, dict[str, float]] = field(default_factory=dict)
    conflicts: pd.DataFrame | None = None
    remaining: Remaining | None = None

    @property
    def patterns(self) -> list[Pattern]:
        """Those that are matched."""
        return [one for one in self.targets.patterns if one.name not in self.contradicted]

    @property
    def volume(self) -> float:
        return self.remaining.volume if self.remaining is not None else 1.0


def match_waves(
    space: Space, targets: Targets, runs: Runs, folder: Path, options: Options, say: Say = print
) -> Calibration:
    """Waves until nothing more is ruled out, or as many as `options` allow.

    `runs` gives the summaries of the points of a wave (see `summaries`), indexed by point and
    replicate. Files in `folder` are taken up where they are whole.
    """
    with threadpool_limits(1):  # more threads wait for each other on matrices as small as these
        return _matched(Calibration(space, targets, options), runs, folder, say)


def _matched(found: Calibration, runs: Runs, folder: Path, say: Say) -> Calibration:
    space, targets, options = found.space, found.targets, found.options
    size = options.size or 12 * len(space.judgements)
    seen = np.empty((0, len(space.judgements)))
    known: list[np.ndarray] = []  # of each pattern, [point, replicate]
    for number in range(1, options.waves + 1):
        home = folder / f"wave-{number}"
        home.mkdir(parents=True, exist_ok=True)
        unit = _design(found, home, size, number)
        table = _runs_of(space, unit, runs, home)
        seen = np.vstack([seen, unit])
        known = _joined(known, table, targets.patterns, len(unit))
        before = found.volume
        say(f"wave {number}: {len(unit)} points run; training emulators")
        _learn(found, seen, known, number)
        wave = found.waves[-1]
        say(f"wave {number}: {_percent(wave.volume)} of the judgements are left")
        if wave.volume == 0:
            break
        if number > 1 and wave.volume > (1 - options.least_gain) * before:
            say(f"wave {number} rules out hardly anything more; no further wave")
            break
    return found


def _learn(found: Calibration, seen: np.ndarray, known: list[np.ndarray], number: int) -> None:
    """Trains the emulators of a wave and takes out what cannot be met."""
    space, options = found.space, found.options
    inside = left(space, found.matches, seen, options.cutoff)
    names = [pattern.name for pattern in found.targets.patterns]
    features = space.features(seen[inside])
    match = Match(
        tuple(found.patterns),
        tuple(Emulator(features, known[names.index(one.name)][inside]) for one in found.patterns),
    )
    before = found.volume
    tried = found.remaining.points if found.remaining is not None else None
    if tried is None:
        tried = space.sample(options.tried, options.seed)
    implausible = match.implausibility(space.features(tried))
    least = implausible.min(axis=0)
    impossible = [k for k in range(len(match.patterns)) if least[k] >= options.cutoff]
    for k in impossible:
        nearest = match.emulators[k](space.features(tried))
        at = int(implausible[:, k].argmin())
        found.contradicted[match.patterns[k].name] = {
            "wave": float(number),
            "observed": match.patterns[k].observed,
            "nearest": float(nearest.mean[at]),
            "implausibility": float(least[k]),
        }
    ruled_out = what_rules_out(implausible, [one.name for one in match.patterns], options.cutoff)
    diagnostics = pd.DataFrame(
        {p.name: e.diagnostics() for p, e in zip(match.patterns, match.emulators, strict=True)}
    ).T.rename_axis("pattern")
    gone = list(found.contradicted)
    found.matches = [*(of.without(gone) for of in found.matches), match.without(gone)]
    wanted = max(2 * (options.size or 0), 12 * len(space.judgements), options.kept, 1000)
    found.remaining = Remaining(
        space, found.matches, wanted, cutoff=options.cutoff, tried=options.tried, seed=options.seed
    )
    if found.remaining.volume == 0:
        found.conflicts = _conflicts(match.without(gone), space.features(tried), options.cutoff)
    found.waves.append(
        Wave(number, int(inside.sum()), before, found.remaining.volume, diagnostics, ruled_out)
    )


def _conflicts(match: Match, features: np.ndarray, cutoff: float) -> pd.DataFrame:
    """Pairs of patterns that no point meets at once: `least`, the least that the worse of both is
    implausible anywhere."""
    implausible = match.implausibility(features)
    rows = [
        (match.patterns[i].name, match.patterns[j].name, worse)
        for i in range(len(match.patterns))
        for j in range(i)
        if (worse := float(np.maximum(implausible[:, i], implausible[:, j]).min())) >= cutoff
    ]
    return pd.DataFrame(rows, columns=["pattern", "other", "least"])


def _design(found: Calibration, home: Path, size: int, number: int) -> np.ndarray:
    """The points of a wave: those that its folder has, else new ones, written there."""
    file = home / "points.npy"
    if file.exists():
        return np.asarray(np.load(file, allow_pickle=False))
    options = found.options
    if found.remaining is None:
        unit = found.space.sample(size, options.seed + 1)
    else:
        unit = found.remaining.chosen(size, options.seed + number)
    with whole_file(home / "points.csv") as out:
        out.write(csv_of_points(found.space.table(unit)))
    with whole_file(file) as out:
        np.save(out, unit, allow_pickle=False)
    return unit


def _runs_of(space: Space, unit: np.ndarray, runs: Runs, home: Path) -> pd.DataFrame:
    file = home / "summaries.csv"
    if not file.exists():
        table = runs(space.table(unit), home)
        with whole_file(file) as out:
            out.write(table.to_csv(lineterminator="\n").encode())
    table = pd.read_csv(file, dtype=str).astype(float)  # by Python, to the last digit
    return table.set_index(["point", "replicate"])


def _joined(
    known: list[np.ndarray], table: pd.DataFrame, patterns: tuple[Pattern, ...], points: int
) -> list[np.ndarray]:
    """The runs of each pattern so far, [point, replicate], NaN where a run is missing."""
    found = []
    for k, pattern in enumerate(patterns):
        new = table[pattern.name].unstack("replicate").reindex(range(points)).to_numpy(float)
        if known:
            width = max(known[k].shape[1], new.shape[1])
            new = np.vstack([_widened(known[k], width), _widened(new, width)])
        found.append(new)
    return found


def _widened(runs: np.ndarray, width: int) -> np.ndarray:
    return np.pad(runs, ((0, 0), (0, width - runs.shape[1])), constant_values=np.nan)


def load_calibration(folder: str | os.PathLike[str]) -> Calibration:
    """What the waves in a folder have found, from its files alone; emulators are trained again.

    `left(found.space, found.matches, found.space.units(points), found.options.cutoff)` then says of
    the points of any study of the same judgements which the record leaves. Raises FileNotFoundError
    for a folder without waves.
    """
    home = Path(folder)
    file = home / "calibration.json"
    asked = json.loads(file.read_text(encoding="utf-8"))["asked"]
    said = YAML(typ="safe", pure=True).load(asked["study"])
    targets = read_targets(home / "targets.yaml", asked["targets"])
    options = Options(
        waves=sum(1 for _ in home.glob("wave-*/summaries.csv")), least_gain=0.0, **asked["options"]
    )

    def never(table: pd.DataFrame, wave: Path) -> pd.DataFrame:
        raise FileNotFoundError(f"{wave}: this wave has not been run")

    return match_waves(Space.of(said["vary"]), targets, never, home, options, lambda _: None)


def take_up(folder: Path, asked: Mapping[str, Any], overwrite: bool) -> None:
    """Makes the folder of a calibration, or makes sure that it holds one that was asked alike.

    Raises DifferentCalibrationError for another study, other targets or options.
    """
    file = folder / "calibration.json"
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
    if file.exists() and not overwrite:
        held = json.loads(file.read_text(encoding="utf-8"))
        if held.get("sha256") != digest:
            differing = [key for key in asked if held.get("asked", {}).get(key) != asked[key]]
            raise DifferentCalibrationError(
                f"{folder}: error: holds waves with another {', '.join(differing) or 'question'};"
                " give another folder with -o, or begin again with --overwrite"
            )
        return
    if folder.exists() and any(folder.iterdir()) and not file.exists():
        raise DifferentCalibrationError(
            f"{folder}: error: is no folder of waves; give another with -o"
        )
    if overwrite and folder.exists():
        _clear(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with whole_file(file) as out:
        out.write(json.dumps({"sha256": digest, "asked": dict(asked)}, indent=2).encode() + b"\n")


def _clear(folder: Path) -> None:
    """Removes what a calibration has written, and nothing else."""
    for home in folder.glob("wave-*"):
        for file in sorted(home.rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
        home.rmdir()
    for name in ("points.csv", "posterior.csv", "report.json", "report.txt", "scenario.yaml"):
        (folder / name).unlink(missing_ok=True)


def study_of_wave(
    said: Mapping[str, Any], scenario: Path, home: Path, record: str, replicates: int
) -> Path:
    """Writes the study that runs the points of a wave, beside them; returns its path."""
    study = {
        "parley": 1,
        "study": f"{said.get('study', 'study')}, {home.name}",
        "scenario": os.path.relpath(scenario, home),
        "replicates": replicates,
        "design": {"from": "points.csv"},
        "record": record,
    }
    study |= {key: said[key] for key in ("seed", "random_numbers") if key in said}
    path = home / "study.yaml"
    with whole_file(path) as out:
        YAML(typ="safe", pure=True).dump(study, out)
    return path


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"
