"""Opens a finished result quickly, and holds what is read of it against its sums."""

from collections.abc import Iterator

import h5netcdf
import numpy as np
import xarray as xr
from h5netcdf.dimensions import Dimension
from xarray.backends import CachingFileManager, H5NetCDFStore
from xarray.backends.h5netcdf_ import H5NetCDFArrayWrapper
from xarray.core import indexing

from parley_analysis.sums import Sums

PIECE = 65_536  # texts that are read at a time


class FinishedDimension(Dimension):
    """A dimension that asks for its size once.

    h5netcdf asks every variable along a growing dimension for its length, each time that any of
    them wants to know its shape: with the 20 variables along `session`, half a second at every
    opening, and as much at reading.
    """

    @property
    def size(self) -> int:
        if "_measured" not in self.__dict__:
            self._measured = super().size
        return self._measured


class FinishedFile(h5netcdf.File):
    """An HDF5 file that nobody writes any more: no locks, which some file systems cannot give."""

    def __init__(self, path: str, mode: str = "r", **how: object):
        super().__init__(path, mode, locking=False, **how)
        self.sums = Sums(self._h5file)
        for group in (self, *self.groups.values()):
            for dimension in group.dimensions.values():
                dimension.__class__ = FinishedDimension


class CheckedArray(H5NetCDFArrayWrapper):
    """An array in the file, which is held against its sum when it is read.

    An array that is read whole is checked as a whole; of a part of an array of numbers, HDF5 checks
    each chunk by Fletcher-32. Texts have no such checksum: the first time that any of them are
    read, all are checked.
    """

    _is_right = False

    def _getitem(self, key: tuple) -> np.ndarray:
        with self.datastore.lock:
            array = self.get_array(needs_lock=False)
            sums = self.datastore.ds._root.sums
            try:
                values = array[key]
            except OSError as problem:
                if problem.errno is not None:  # the machine's, not the file's
                    raise
                raise sums.damage(
                    f"the values of '{self.variable_name}' cannot be read: {problem}"
                ) from problem
            if not self._is_right:
                self._check(sums, array, key, values)
            return values

    def _check(self, sums: Sums, array: h5netcdf.Variable, key: tuple, values: np.ndarray) -> None:
        whole = all(
            isinstance(of, slice) and range(*of.indices(size)) == range(size)
            for of, size in zip(key, self.shape, strict=True)
        )
        if not whole and self.dtype.kind != "O":
            return
        sums.check_head(self.variable_name)
        sums.check_values(self.variable_name, [np.asarray(values)] if whole else _pieces(array))
        self._is_right = True


def _pieces(array: h5netcdf.Variable) -> Iterator[np.ndarray]:
    for first in range(0, array.shape[0], PIECE):
        yield array[first : first + PIECE]


class CheckedStore(H5NetCDFStore):
    """A result file for xarray."""

    def open_store_variable(self, name: str, var: h5netcdf.Variable) -> xr.Variable:
        opened = super().open_store_variable(name, var)
        checked = indexing.LazilyIndexedArray(CheckedArray(name, self))
        return xr.Variable(opened.dims, checked, opened.attrs, opened.encoding)


def store(path: str) -> H5NetCDFStore:
    """The file for `xarray.open_dataset`."""
    how = {"decode_vlen_strings": True, "phony_dims": "access"}
    return CheckedStore(CachingFileManager(FinishedFile, path, mode="r", kwargs=how))


def open_dataset(path: str, **how: object) -> xr.Dataset:
    """`xarray.open_dataset`, which also remembers the path, as it does for other files."""
    dataset = xr.open_dataset(store(path), **how)
    dataset.encoding["source"] = path
    return dataset
