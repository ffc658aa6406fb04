"""Opens a finished result quickly: its dimensions no longer grow, so each is measured once."""

import h5netcdf
import h5py
import xarray as xr
from h5netcdf.dimensions import Dimension
from xarray.backends import CachingFileManager, H5NetCDFStore


def locking(path: str) -> bool | None:
    """How h5py is to lock a file: as it does by itself, or not at all where that fails.

    Some file systems give no locks, and finished files need none. But one process opens a file with
    locks or without them, and not both at a time; so as long as they work, this does as `h5py.File`
    does when nothing is said. Raises OSError if the file opens neither way.
    """
    try:
        h5py.File(path, "r").close()
    except OSError:
        h5py.File(path, "r", locking=False).close()
        return False
    return None


class FinishedDimension(Dimension):
    """A dimension that asks for its size once.

    h5netcdf asks every variable along a growing dimension for its length, each time that any of
    them wants to know its shape: with the 70 variables of a result, a second at every opening, and
    as much at reading.
    """

    @property
    def size(self) -> int:
        if "_measured" not in self.__dict__:
            self._measured = super().size
        return self._measured


class FinishedFile(h5netcdf.File):
    """An HDF5 file that nobody writes any more."""

    def __init__(self, path: str, mode: str = "r", **how: object):
        super().__init__(path, mode, locking=locking(path), **how)
        for group in (self, *self.groups.values()):
            for dimension in group.dimensions.values():
                dimension.__class__ = FinishedDimension


def store(path: str) -> H5NetCDFStore:
    """The file for `xarray.open_dataset`."""
    how = {"decode_vlen_strings": True, "phony_dims": "access"}
    return H5NetCDFStore(CachingFileManager(FinishedFile, path, mode="r", kwargs=how))


def open_dataset(path: str, **how: object) -> xr.Dataset:
    """`xarray.open_dataset`, which also remembers the path, as it does for other files."""
    dataset = xr.open_dataset(store(path), **how)
    dataset.encoding["source"] = path
    return dataset
