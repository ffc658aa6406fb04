#!/usr/bin/env python3
"""Do two builds of Parley give the same results, bit for bit?

    .venv/bin/python tests/same_results.py OLD/build/release/parley build/release/parley

runs every scenario with all its what-ifs and its minutes, and a part of every study, with both
programs, each with one thread and with two, and compares every value and every word that the older
program writes. Prints a line for each file that was run, and exits 1 when a value differs or is
missing. What only the newer program writes is listed and is no difference.

Both read the scenarios of the folder `--scenarios` (by default those of this checkout). A study has
up to 50 000 runs, so of each only the shard in the middle is made that has about `--runs` of them.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import h5py
import numpy as np

ROOT = Path(__file__).resolve().parent.parent

# Words in the names of variables that have changed: of older programs, and of newer ones.
RENAMED = {"progress": "movement"}


@dataclass
class Difference:
    """What two results of one scenario or study have in common, and what not."""

    values: int = 0
    differing: int = 0
    greatest: float = 0.0
    variables: list[str] = field(default_factory=list)
    only_new: set[str] = field(default_factory=set)

    def note(self, name: str, values: int, differing: int, greatest: float = 0.0) -> None:
        """Counts `differing` of `values` values of the variable `name`, the greatest by
        `greatest`."""
        self.values += values
        if differing:
            self.differing += differing
            self.greatest = max(self.greatest, greatest)
            self.variables.append(name)


def compare_arrays(name: str, old: h5py.Dataset, new: h5py.Dataset, found: Difference) -> None:
    """Compares two arrays bit for bit; NaN equals NaN."""
    if old.shape != new.shape:
        found.note(f"{name} {old.shape} {new.shape}", old.size, max(old.size, 1), np.inf)
        return
    a, b = old[()], new[()]
    if a.dtype.kind != "f":
        found.note(name, a.size, int(np.count_nonzero(np.asarray(a != b))), np.inf)
        return
    unequal = np.atleast_1d(a).view(np.uint64) != np.atleast_1d(b).view(np.uint64)
    unequal &= ~(np.isnan(np.atleast_1d(a)) & np.isnan(np.atleast_1d(b)))
    gap = np.abs(np.atleast_1d(a)[unequal] - np.atleast_1d(b)[unequal])
    gap = np.where(np.isnan(gap), np.inf, gap)
    found.note(name, a.size, int(unequal.sum()), float(gap.max(initial=0.0)))


def compare_results(old: Path, new: Path, found: Difference) -> None:
    """Compares the root datasets of two result files; what describes the program is left out."""
    with h5py.File(old) as a, h5py.File(new) as b:
        names = {name: name for name, item in a.items() if isinstance(item, h5py.Dataset)}
        for old_word, new_word in RENAMED.items():
            names |= {n: n.replace(old_word, new_word) for n in names if n not in b}
        arrays = {n for n, item in b.items() if isinstance(item, h5py.Dataset)}
        found.only_new |= arrays - set(names.values())
        for name, renamed in sorted(names.items()):
            if renamed in b:
                compare_arrays(name, a[name], b[renamed], found)
            else:
                found.note(f"{name} is missing", a[name].size, max(a[name].size, 1), np.inf)


def compare_minutes(old: Path, new: Path, found: Difference) -> None:
    """Compares the minutes of two runs line by line."""
    a, b = old.read_text().splitlines(), new.read_text().splitlines()
    differing = sum(x != y for x, y in zip(a, b)) + abs(len(a) - len(b))
    found.note("minutes", len(a), differing)


def call(program: Path, *words: object) -> str:
    """Runs a program and returns what it prints; ends everything when it fails."""
    done = subprocess.run([program, *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{program} {' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
    return done.stdout


def run_scenario(program: Path, file: Path, threads: int, folder: Path) -> list[Path]:
    """The result and the minutes of a scenario."""
    output = folder / f"{file.stem}.h5"
    call(program, "run", file, "-o", output, "--threads", threads, "--trace")
    return [output, output.with_suffix(".transcript.txt")]


def sweep_study(program: Path, file: Path, threads: int, folder: Path, runs: int) -> list[Path]:
    """The result of one shard of a study, of about so many runs."""
    output = folder / f"{file.stem}.h5"
    told = call(program, "status", file, "-o", output)
    planned = int(re.search(r"of (\d+) runs", told)[1])
    shards = max(1, planned // runs)
    shard = f"{shards // 2}/{shards}"
    quietly = ["--threads", threads, "--progress", "none", "--shard", shard]
    call(program, "sweep", file, "-o", output, *quietly)
    return sorted(folder.glob("*.h5"))


def compare(programs: list[Path], file: Path, runs: int, minutes: bool) -> Difference:
    """Runs a file with both programs at one and two threads, and compares all with the first."""
    study = re.search(r"^study:", file.read_text(), re.MULTILINE) is not None
    found = Difference()
    with tempfile.TemporaryDirectory() as temporary:
        made = []
        for n, program in enumerate(programs):
            for threads in (1, 2):
                folder = Path(temporary) / f"{n}-{threads}"
                folder.mkdir()
                made.append(
                    sweep_study(program, file, threads, folder, runs)
                    if study
                    else run_scenario(program, file, threads, folder)
                )
        for other in made[1:]:
            for a, b in zip(made[0], other, strict=True):
                if a.suffix != ".txt":
                    compare_results(a, b, found)
                elif minutes:
                    compare_minutes(a, b, found)
    return found


def main() -> int:
    """Compares and prints; 0 where all is equal, 1 where not or where there is nothing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old", type=Path, help="the program to compare with")
    parser.add_argument("new", type=Path, help="the program to compare")
    parser.add_argument("--scenarios", type=Path, default=ROOT / "scenarios", metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=60, help="runs of each study (default 60)")
    parser.add_argument("--only", default="", metavar="TEXT", help="files with TEXT in their name")
    parser.add_argument("--not-minutes", action="store_true", help="values alone")
    options = parser.parse_args()
    files = sorted(f for f in options.scenarios.rglob("*.yaml") if options.only in str(f))
    width = max((len(str(f.relative_to(options.scenarios))) for f in files), default=0)
    equal = True
    only_new: set[str] = set()
    for file in files:
        programs = [options.old.resolve(), options.new.resolve()]
        found = compare(programs, file.resolve(), options.runs, not options.not_minutes)
        equal = equal and found.values > 0 and not found.differing
        only_new |= found.only_new
        line = f"{file.relative_to(options.scenarios)!s:{width}}  {found.values:>12,} values"
        if found.differing:
            names = ", ".join(dict.fromkeys(found.variables))
            line += f", {found.differing:,} differ by up to {found.greatest:.3g} ({names})"
        print(line, flush=True)
    if only_new:
        print(f"only in the newer: {', '.join(sorted(only_new))}")
    print("all equal" if equal else "not equal")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
