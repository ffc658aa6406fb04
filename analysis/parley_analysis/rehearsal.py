"""Reads attributes, shapes and texts of an HDF5 file: what crashes does so here, in a process of
its own, which has so many seconds and bytes. What else is wrong is told by those who read the file
next."""

import contextlib
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import h5py


@contextlib.contextmanager
def passing_over_mistakes() -> Iterator[None]:
    try:
        yield
    except MemoryError:
        sys.exit(1)
    except Exception:
        return


def _read(stored: h5py.Group | h5py.Dataset) -> None:
    for name in stored.attrs:
        with passing_over_mistakes():
            stored.attrs[name]
    if isinstance(stored, h5py.Dataset) and stored.dtype.hasobject:
        with passing_over_mistakes():
            stored[()]


def _read_all(path: str) -> None:
    with h5py.File(path, "r", locking=False) as file:
        _read(file)
        file.visititems(lambda _, stored: _read(stored))


def _limit(seconds: int, memory: int) -> None:
    """Where the system has no such limits, as Windows, who waits for this process ends it."""
    try:
        resource = importlib.import_module("resource")
    except ModuleNotFoundError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    if sys.platform == "linux":
        taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit(*map(int, sys.argv[2:]))
    with passing_over_mistakes():
        _read_all(sys.argv[1])
