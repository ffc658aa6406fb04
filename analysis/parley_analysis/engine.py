"""Runs the engine, the program `parley`, and opens what it writes.

The program is the first of: the argument `program`; what the environment variable PARLEY_PROGRAM
names; `build/release/parley` in a folder above the current one or above this package; `parley` on
the PATH.
"""

import atexit
import functools
import io
import itertools
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from parley_analysis.result import Chunks, open_result

AnyPath = str | PathLike[str]

WRONG_INPUT, SOME_RUNS_FAILED = 2, 3  # exit codes


class EngineError(RuntimeError):
    """The engine ended without a result; the text is its own message, `code` its exit code.

    Codes: 2 the input is wrong, 1 the machine failed, 3 some runs of a sweep failed, 130
    interrupted.
    """

    def __init__(self, message: str, code: int):
        super().__init__(message)
        self.code = code


class EngineInputError(EngineError, ValueError):
    """The scenario, the study, the table or an option is wrong; the message says where and what to
    do."""


def find_program(program: AnyPath | None = None) -> Path:
    """Where the engine is, by the rule at the head of this module.

    Raises FileNotFoundError if there is none, or if `program` or PARLEY_PROGRAM names no file:
    these are never passed over for another engine.
    """
    for named, by in ((program, "program"), (os.environ.get("PARLEY_PROGRAM"), "PARLEY_PROGRAM")):
        if named:
            path = Path(named)
            if not path.is_file():
                raise FileNotFoundError(f"{by} names '{named}', where there is no program")
            return path.resolve()
    for folder in (Path.cwd(), *Path.cwd().parents, *Path(__file__).resolve().parents):
        if (path := folder / "build" / "release" / "parley").is_file():
            return path
    if on_path := shutil.which("parley"):
        return Path(on_path)
    raise FileNotFoundError(
        "no program 'parley' (not in build/release, not on the PATH); build it, or name it by PARLEY_PROGRAM"
    )


def run(
    scenario: AnyPath,
    *,
    set: Mapping[str, Any] | None = None,
    replicates: int | None = None,
    seed: int | None = None,
    what_if: str | Sequence[str] | None = None,
    output: AnyPath | None = None,
    threads: int | None = None,
    trace: bool = False,
    overwrite: bool = False,
    program: AnyPath | None = None,
    chunks: Chunks = "where_large",
) -> xr.Dataset:
    """Runs a scenario with its what-ifs, and opens the result.

    `set` changes keys of the scenario by path, as in {"forums.eu.frankness": 0.8}; values are
    numbers, texts, truth values, lists or mappings, as they would stand in YAML. `replicates` and
    `seed` take the place of the scenario's. `what_if` names the one or those that are run, in the
    order of the scenario, and `baseline` is one; by default all are. The result stays at `output`,
    beside it with `trace` the minutes, NAME.transcript.txt and for `read_minutes`
    NAME.minutes.jsonl; without `output` it is deleted when Python ends.
    What stands there is replaced where it is a result of the same scenario with no more runs and no
    other what-ifs, and with `overwrite` whatever it is.
    For `chunks` see `open_result`.

    Raises EngineInputError for what the user can mend, EngineError if the engine failed otherwise,
    FileNotFoundError if there is no engine, and ValueError for an empty list of what-ifs.
    """
    path = _target(scenario, output)
    what_ifs = [what_if] if isinstance(what_if, str) else what_if
    if what_ifs is not None and not what_ifs:
        raise ValueError("no what-if to run; leave what_if out to run all")
    options = _options({"--replicates": replicates, "--seed": seed, "--threads": threads})
    flags = [flag for flag, on in (("--trace", trace), ("--overwrite", overwrite)) if on]
    chosen = [word for name in what_ifs or () for word in ("--what-if", name)]
    _call(["run", scenario, "-o", path, *options, *_settings(set), *chosen, *flags], program)
    return open_result(path, chunks=chunks, trusted=True)


def sweep(
    study: AnyPath,
    *,
    output: AnyPath | None = None,
    threads: int | None = None,
    resume: bool = False,
    overwrite: bool = False,
    keep_failed: bool = False,
    program: AnyPath | None = None,
    chunks: Chunks = "where_large",
) -> xr.Dataset:
    """Runs a study, all its points and replicates, and opens the result.

    With `output`, `resume` goes on from what an earlier call finished there, and `overwrite` begins
    again. Without it the result is deleted when Python ends. With `keep_failed` a result in which
    some runs failed is opened as well (see `status` and `failure`).

    Raises EngineInputError for what the user can mend, EngineError if the engine failed or, without
    `keep_failed`, if some runs did, and FileNotFoundError if there is no engine.
    """
    path = _target(study, output)
    flags = [flag for flag, on in (("--resume", resume), ("--overwrite", overwrite)) if on]
    command = [
        "sweep",
        study,
        "-o",
        path,
        "--progress",
        "none",
        *_options({"--threads": threads}),
        *flags,
    ]
    _call(command, program, accepted=(0, SOME_RUNS_FAILED) if keep_failed else (0,))
    return open_result(path, chunks=chunks, trusted=True)


def check(file: AnyPath, *, program: AnyPath | None = None) -> None:
    """Has the engine check a scenario or a study; raises EngineInputError with all its mistakes."""
    _call(["check", file], program)


def sweep_in_sight(
    study: AnyPath, output: AnyPath, *, threads: int | None = None, program: AnyPath | None = None
) -> None:
    """Runs a study into `output`, or goes on with it, and lets its progress through to standard
    error; what fails among its runs is recorded.

    Raises EngineError if it ended early, with code 130 where it was interrupted: then all finished
    runs are kept, and the same call goes on.
    """
    options = _options({"--threads": threads})
    command = [find_program(program), "sweep", study, "-o", output, "--resume", *options]
    call = list(map(os.fspath, map(_text, command)))
    with subprocess.Popen(call, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL) as process:
        while True:
            try:
                code = process.wait()
                break
            except KeyboardInterrupt:  # the engine was told, too, and saves what is done
                continue
    if code in (0, SOME_RUNS_FAILED):
        return
    kind = EngineInputError if code == WRONG_INPUT else EngineError
    if code in (130, -2):
        raise EngineError(f"{output}: interrupted; the same command goes on from there", 130)
    raise kind(f"{output}: the sweep ended with code {code}; see what it says above", abs(code))


def negotiate(
    positions: AnyPath | pd.DataFrame,
    protocol: str = "all",
    *,
    rule: str | None = None,
    options: Mapping[str, Any] | None = None,
    trace: bool = False,
    seed: int | None = None,
    deadline: int | None = None,
    price: float | None = None,
    program: AnyPath | None = None,
) -> Any:
    """Negotiates one table, without a world around it.

    `positions` is a CSV file or a table with its columns: actor, issue, position, salience, power,
    and where known status_quo, reservation, red_line, gdp, transfer. `options` are parameters of
    the protocol or the rule; `price` is the payoff that one per cent of its gdp is worth to an
    actor. Returns what `parley negotiate --format json` prints: one mapping for a protocol, a
    list of them for `all`.

    Raises as `run` does. A negotiation without agreement is a result, not an error.
    """
    if isinstance(positions, pd.DataFrame):
        path = _session_folder() / f"positions-{next(_numbers)}.csv"
        positions.to_csv(path, index=False)
        positions = path
    further = _options({"--rule": rule, "--seed": seed, "--deadline": deadline, "--price": price})
    for key, value in (options or {}).items():
        further += ["--option", f"{key}={value}"]
    command = ["negotiate", positions, "--protocol", protocol, "--format", "json", *further]
    return json.loads(_call([*command, "--trace"] if trace else command, program))


def forecast(
    tables: AnyPath,
    protocol: str = "all",
    *,
    score: bool = False,
    options: Mapping[str, Any] | None = None,
    program: AnyPath | None = None,
    **further: Any,
) -> Any:
    """Forecasts what comes of many tables, and scores that where outcomes are known.

    `tables` is a CSV file that `parley negotiate` reads, long or wide; `protocol` one of its
    protocols, `settlement` or `all`. `further` are options of that command by name, with `_` for
    `-`: `layout="wide"`, `group="prnr"`, `power="power.csv"`, `kind=["proc"]`, `folds=5`, `seed=1`,
    `weights=...`, `rule=...`; `options` are parameters of protocol and rule.

    Returns a data frame with a row for each protocol and issue: point, ends of the intervals of 50,
    80 and 90 %, and where known the outcome, error, CRPS, and the chances `below` the outcome and
    `up_to` it, out of fold where weights are fitted. With `score` the mapping that
    `--score --format json` prints. Raises as `run` does.
    """
    lists = {
        name: ",".join(value) if isinstance(value, list | tuple) else value
        for name, value in further.items()
    }
    named = _options({f"--{name.replace('_', '-')}": value for name, value in lists.items()})
    for key, value in (options or {}).items():
        named += ["--option", f"{key}={value}"]
    form = "json" if score else "csv"
    command = ["negotiate", tables, "--protocol", protocol, "--score", "--format", form, *named]
    printed = _call(command, program)
    if score:
        return json.loads(printed)
    return pd.read_csv(io.StringIO(printed), dtype={"group": str, "issue": str})


def _call(arguments: Sequence[Any], program: AnyPath | None, accepted: Sequence[int] = (0,)) -> str:
    """What the engine prints for these arguments."""
    command = [str(find_program(program)), *map(os.fspath, map(_text, arguments))]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode in accepted:
        return done.stdout
    said = done.stderr.strip() or f"{command[0]} {command[1]} ended with code {done.returncode}"
    kind = EngineInputError if done.returncode == WRONG_INPUT else EngineError
    raise kind(said, done.returncode)


def _text(argument: Any) -> str:
    return argument if isinstance(argument, str) else os.fspath(argument)


def _options(values: Mapping[str, Any]) -> list[str]:
    return list(
        itertools.chain.from_iterable(
            (name, str(value)) for name, value in values.items() if value is not None
        )
    )


def _settings(values: Mapping[str, Any] | None) -> list[str]:
    """As --set options; YAML reads JSON, and a text in quotes stays a text."""
    return list(
        itertools.chain.from_iterable(
            ("--set", f"{path}={json.dumps(value, ensure_ascii=False, default=_plain)}")
            for path, value in (values or {}).items()
        )
    )


def _plain(value: Any) -> Any:
    """Numbers and arrays of NumPy as Python's."""
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    raise TypeError(f"{value!r} cannot stand in a scenario (it is a {type(value).__name__})")


def _target(source: AnyPath, output: AnyPath | None) -> Path:
    if output is not None:
        return Path(output)
    name = re.sub(r"\W+", "_", Path(source).stem) or "result"
    return _session_folder() / f"{name}-{next(_numbers)}.h5"


_numbers = itertools.count()


@functools.cache
def _session_folder() -> Path:
    """Where results go that nobody asked to keep; it is gone when the interpreter ends."""
    folder = tempfile.mkdtemp(prefix="parley-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
