"""Opens result files, as engine/output/FORMAT.md describes them."""

import warnings
from collections.abc import Mapping, Sequence
from os import PathLike, fspath
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from parley_analysis.finished_file import open_dataset

FORMAT = "parley result"
VERSIONS = (1, 2)  # of the format; what this package reads

LARGE = 200_000_000  # bytes of a file: from here on, variables are divided into dask arrays

Chunks = str | Mapping[str, Any] | None

HDF5_SIGNATURE = b"\x89HDF\r\n\x1a\n"


class FormatError(ValueError):
    """The file is no result of Parley, or one of a version that this package does not read."""


def open_result(
    path: str | PathLike[str],
    *,
    labels: bool = False,
    chunks: Chunks = "where_large",
    trusted: bool = False,
) -> xr.Dataset:
    """Opens a result; values are read from the file when they are first needed.

    `chunks` says whether variables are dask arrays, of which one part at a time need be in memory:
    `where_large` where the file has more than `LARGE` bytes, None never, {} always by the chunks of
    the file; anything else goes to xarray. With `labels`, every flag variable becomes an array of
    its words (see `decode_flags`), which reads these variables at once. In the file of one shard,
    `session_run` is made to hold labels of `run`, as in a whole result. Use the dataset in a `with`
    statement, or close it, to let go of the file.

    What is read is held against the sums that the file has of it: each variable that is read whole,
    with its attributes, all texts, and the attributes of the file; of a part of an array of numbers
    HDF5 checks each chunk. A file of format 1 has no sums, and a warning says so. Sums show damage,
    not what was made to hurt, and HDF5 crashes on some files and reads others for ever: so another
    process goes through the file first, with little time and memory, in a fifth of a second. Say
    `trusted` of results of your own that are many, and have sums, to save that.

    Raises FileNotFoundError if there is no such file, FormatError if it is not a result or has a
    version of the format other than those in `VERSIONS`, and DamageError, here or when values are
    read, if they are not those that were written.
    """
    name = fspath(path)
    _require_hdf5(Path(name))
    if chunks == "where_large":
        chunks = {} if Path(name).stat().st_size > LARGE else None
    try:
        # Whole seconds reach further than 2262, where xarray's nanoseconds end.
        dataset = open_dataset(
            name,
            trusted=trusted,
            chunks=chunks,
            decode_times=xr.coders.CFDatetimeCoder(time_unit="s"),
        )
    except (OSError, KeyError, ValueError, RuntimeError) as problem:
        raise FormatError(f"{name}: not readable as a labelled HDF5 file ({problem})") from problem
    try:
        if _known_version(name, dataset.attrs) == 1:
            what = "written in format 1, which has no sums, so that damage would not be seen"
            warnings.warn(f"{name}: {what}", stacklevel=2)
        first = int(dataset.attrs.get("first_run", 0))
        if first and "session_run" in dataset:
            moved = dataset.session_run.copy(data=dataset.session_run.values + np.int32(first))
            dataset = _kept_open(dataset, dataset.assign_coords(session_run=moved))
        if labels:
            flags = [name for name, of in dataset.variables.items() if "flag_meanings" in of.attrs]
            words = {name: decode_flags(dataset[name]).variable for name in flags}
            return _kept_open(dataset, dataset.assign(words))
    except Exception:
        dataset.close()
        raise
    return dataset


def missing_runs(dataset: xr.Dataset) -> int:
    """How many runs of its plan a result lacks, because they are missing, or failed."""
    failed = int((decode_flags(dataset.status) == "failed").sum())
    planned = dataset.attrs.get("plan_runs", dataset.attrs["planned_runs"])
    return int(planned) - dataset.sizes["run"] + failed


def _kept_open(opened: xr.Dataset, derived: xr.Dataset) -> xr.Dataset:
    """`derived`, which closes the file of `opened` when it is closed."""
    derived.encoding = dict(opened.encoding)
    derived.set_close(opened.close)
    return derived


def flag_words(flags: xr.DataArray) -> list[str]:
    """All words that a flag variable's numbers can stand for, in the engine's order: all levels.

    -1, which stands for none, is no word. Raises ValueError if the variable is not a flag.
    """
    return [word for value, word in _meanings(flags).items() if value >= 0]


def _meanings(flags: xr.DataArray) -> dict[int, str]:
    try:
        values = np.atleast_1d(flags.attrs["flag_values"])
        words = str(flags.attrs["flag_meanings"]).split()
    except KeyError as missing:
        raise ValueError(f"'{flags.name}' is no flag variable (it has no {missing})") from missing
    if len(values) != len(words):
        raise ValueError(
            f"'{flags.name}' has {len(values)} flag_values, {len(words)} flag_meanings"
        )
    return dict(zip(values.tolist(), words, strict=True))


def decode_flags(flags: xr.DataArray, *, none: str = "none") -> xr.DataArray:
    """The words that a flag variable's numbers stand for, by its `flag_values` and `flag_meanings`.

    Shape and coordinates stay; -1, which stands for none, becomes `none`. Raises ValueError if the
    variable is not a flag, or holds a number without a meaning.
    """
    meaning = _meanings(flags) | {-1: none}
    codes, positions = np.unique(flags.values, return_inverse=True)
    unknown = [code for code in codes.tolist() if code not in meaning]
    if unknown:
        raise ValueError(f"'{flags.name}' holds {unknown}, which its flag_values do not explain")

    labels = np.array([meaning[code] for code in codes.tolist()], dtype=object)
    attributes = {key: value for key, value in flags.attrs.items() if not key.startswith("flag_")}
    return xr.DataArray(
        labels[positions].reshape(flags.shape),
        {name: of for name, of in flags.coords.items() if name != flags.name},
        flags.dims,
        flags.name,
        attributes,
    )


def select_what_if(dataset: xr.Dataset, what_if: str | Sequence[str] | None = None) -> xr.Dataset:
    """The finished runs of one what-if: by default `baseline` or, where there is none, the first.

    Of a list of names, those of all of them. Raises ValueError if the result has no such what-if,
    or none of its runs finished.
    """
    return dataset.isel(run=finished_runs(dataset, what_if))


def finished_runs(
    dataset: xr.Dataset, what_if: str | Sequence[str] | None = None
) -> NDArray[np.intp]:
    """The places of the runs that `select_what_if` selects, for who needs few variables of them:
    `dataset.gain.isel(run=finished_runs(dataset, "frank"))`. Raises as it does."""
    names = what_ifs(dataset)
    if what_if is None:
        what_if = "baseline" if "baseline" in names else names[0]
    finished = decode_flags(dataset.status).values == "finished"
    chosen = np.zeros(dataset.sizes["run"], bool)
    for wanted in [what_if] if isinstance(what_if, str) else what_if:
        if wanted not in names:
            raise ValueError(f"no what-if '{wanted}' (the result has {', '.join(names)})")
        runs = (dataset.what_if.values == wanted) & finished
        if not runs.any():
            raise ValueError(f"no run of '{wanted}' finished")
        chosen |= runs
    return np.flatnonzero(chosen)


def what_ifs(dataset: xr.Dataset) -> list[str]:
    """The names of the what-ifs, in the order of the scenario."""
    return list(dict.fromkeys(dataset.what_if.values.tolist()))


def _require_hdf5(path: Path) -> None:
    with path.open("rb") as file:
        beginning = file.read(len(HDF5_SIGNATURE))
    if beginning != HDF5_SIGNATURE:
        raise FormatError(f"{path}: not an HDF5 file; expected a result of `parley run`")


def _known_version(name: str, attributes: dict) -> int:
    """The version of the format. Raises FormatError where it is none that is known."""
    found = attributes.get("format")
    if found != FORMAT:
        what = "an HDF5 file without a format" if found is None else f"a '{found}'"
        raise FormatError(f"{name}: {what}, not a '{FORMAT}'; expected a result of `parley run`")
    version = attributes.get("format_version")
    number = None if version is None else int(np.asarray(version).item())
    if number is None or number not in VERSIONS:
        known = " and ".join(map(str, VERSIONS))
        raise FormatError(
            f"{name}: format version {number} is unknown (this parley_analysis reads {known});"
            " use the parley_analysis that came with the engine that wrote it"
        )
    return number
