"""Reads attributes, shapes and texts of an HDF5 file: what crashes does so here, in a process of
its own, which has so many seconds. What else is wrong is told by those who read the file next."""

import contextlib
import resource
import sys

import h5py


def _read(stored: h5py.Group | h5py.Dataset) -> None:
    for name in stored.attrs:
        with contextlib.suppress(Exception):
            stored.attrs[name]
    if isinstance(stored, h5py.Dataset) and stored.dtype.hasobject:
        with contextlib.suppress(Exception):
            stored[()]


def _read_all(path: str) -> None:
    with h5py.File(path, "r", locking=False) as file:
        _read(file)
        file.visititems(lambda _, stored: _read(stored))


if __name__ == "__main__":
    seconds = int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(Exception):
        _read_all(sys.argv[1])
