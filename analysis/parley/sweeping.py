"""Studies in process, on threads."""

import os
from os import PathLike, fspath
from typing import TYPE_CHECKING

from parley import _engine

if TYPE_CHECKING:
    import xarray as xr


def sweep(study: str | PathLike[str], *, threads: int | None = None) -> "xr.Dataset":
    """Runs a study, all its points and replicates, and gives what `parley sweep` would write.

    Runs go on `threads` threads (default: as many as this process may use) that need no
    interpreter, so that other threads of Python go on beside them; protocols and tactics in Python
    take turns. A run that fails is a failed run (`status`, `failure`), not an exception. All is
    kept in memory: studies that are large or may be interrupted are for the program, which keeps
    what is done.

    Raises InputError where the study or its scenario is wrong.
    """
    from parley.dataset import dataset_of

    if threads is None:
        threads = _threads()
    if threads < 1:
        raise ValueError(f"threads must be at least 1, not {threads}")
    return dataset_of(_engine.sweep(fspath(study), threads), title=os.path.basename(fspath(study)))


def _threads() -> int:
    """How many threads this process may use at a time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
