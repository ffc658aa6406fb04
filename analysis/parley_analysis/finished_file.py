"""A finished result as xarray reads it: quickly, and held against its sums."""

from collections.abc import Iterator

import h5py
import numpy as np
import xarray as xr
from xarray.backends import AbstractDataStore, BackendArray, CachingFileManager
from xarray.core import indexing

from parley_analysis.proof import damage, open_file
from parley_analysis.sums import OF_SCALES, Sums, axes_of

PIECE = 65_536  # texts that are read at a time


class OpenResult:
    """A result that is open, and its sums."""

    def __init__(self, path: str, trusted: bool):
        self.file = open_file(path, trusted=trusted)
        try:
            self.sums = Sums(self.file)
        except BaseException:
            self.file.close()
            raise

    def close(self) -> None:
        self.file.close()


class ResultStore(AbstractDataStore):
    """The groups and arrays of a result for `xarray.open_dataset`.

    The axes of an array are named by its scales, as in every file of netCDF; xarray's own readers
    do more, which a result has no need of, and take ten times as long.
    """

    def __init__(self, path: str, trusted: bool):
        self._manager = CachingFileManager(OpenResult, path, trusted)

    def open(self) -> OpenResult:
        return self._manager.acquire()

    def get_attrs(self) -> dict[str, object]:
        return _attributes(self.open().file)

    def get_variables(self) -> dict[str, xr.Variable]:
        file = self.open().file
        for name in file:
            if not isinstance(file.get(name, getlink=True), h5py.HardLink):
                raise damage(file.filename, f"'{name}' is a link")
        arrays = {name: of for name, of in file.items() if isinstance(of, h5py.Dataset)}
        return {name: self._variable(name, stored) for name, stored in arrays.items()}

    def _variable(self, name: str, stored: h5py.Dataset) -> xr.Variable:
        if stored.external or stored.is_virtual:
            raise damage(stored.file.filename, f"the values of '{name}' stand in another file")
        axes = axes_of(stored)
        encoding: dict[str, object] = {"original_shape": stored.shape}
        if h5py.check_string_dtype(stored.dtype):
            encoding["dtype"] = str
        if stored.chunks:
            encoding["preferred_chunks"] = dict(zip(axes, stored.chunks, strict=True))
        values = indexing.LazilyIndexedArray(CheckedArray(self, name, stored))
        return xr.Variable(axes, values, _attributes(stored), encoding)

    def close(self) -> None:
        self._manager.close()


class CheckedArray(BackendArray):
    """An array in the file, which is held against its sum when it is read.

    An array that is read whole is checked as a whole; of a part of an array of numbers, HDF5 checks
    each chunk by Fletcher-32. Texts have no such checksum: the first time that any of them are
    read, all are checked.
    """

    def __init__(self, store: ResultStore, name: str, stored: h5py.Dataset):
        self.shape = stored.shape
        self.dtype = stored.dtype
        self._store = store
        self._name = name
        self._is_right = False

    def __getitem__(self, key: indexing.ExplicitIndexer) -> np.ndarray:
        return indexing.explicit_indexing_adapter(
            key, self.shape, indexing.IndexingSupport.OUTER_1VECTOR, self._read
        )

    def _read(self, key: tuple) -> np.ndarray:
        opened = self._store.open()
        array = opened.file[self._name]
        texts = array.asstr() if h5py.check_string_dtype(array.dtype) else array
        try:
            values = np.asarray(texts[key])
            if not self._is_right:
                self._check(opened.sums, texts, key, values)
        except OSError as problem:
            if problem.errno is not None:  # the machine's, not the file's
                raise
            what = f"the values of '{self._name}' cannot be read"
            raise damage(opened.file.filename, what) from problem
        return values

    def _check(self, sums: Sums, array: h5py.Dataset, key: tuple, values: np.ndarray) -> None:
        whole = all(
            isinstance(of, slice) and range(*of.indices(size)) == range(size)
            for of, size in zip(key, self.shape, strict=True)
        )
        if not whole and self.dtype.kind != "O":
            return
        sums.check_head(self._name)
        sums.check_values(self._name, [values] if whole else _pieces(array, self.shape[0]))
        self._is_right = True


def _attributes(stored: h5py.Group | h5py.Dataset) -> dict[str, object]:
    """As netCDF reads them: a list of one is its element."""
    attributes = {}
    for name in stored.attrs:
        if name not in OF_SCALES:
            value = stored.attrs[name]
            is_list = isinstance(value, np.ndarray) and value.size == 1
            attributes[name] = value.ravel()[0] if is_list else value
    return attributes


def _pieces(texts: h5py.Dataset, size: int) -> Iterator[np.ndarray]:
    for first in range(0, size, PIECE):
        yield np.asarray(texts[first : first + PIECE])


def open_dataset(path: str, *, trusted: bool, **how: object) -> xr.Dataset:
    """`xarray.open_dataset`, which also remembers the path, as it does for other files."""
    dataset = xr.open_dataset(ResultStore(path, trusted), **how)
    dataset.encoding["source"] = path
    return dataset
