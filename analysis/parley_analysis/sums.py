"""Holds what is read of a result against its sums: engine/output/FORMAT.md, "Sums"."""

import hashlib
from collections.abc import Iterable

import h5py
import numpy as np

from parley_analysis.proof import DamageError, damage, stated_sum

OF_SCALES = {"CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST"}  # told by the names of the axes
OWN_SUM = "sums_sha256"


class Sums:
    """The sums of a result that is open; of a result of format 1, none."""

    def __init__(self, file: h5py.File):
        """Raises DamageError where the list of sums, or an attribute of the file, is damaged."""
        self._known: dict[str, tuple[str, str]] = {}
        self._file = file
        if not _has_sums(file):
            return
        if "sums" not in file:
            raise self.damage("the list of its sums is missing")
        if not stated_sum(file.filename):
            raise self.damage("its last line is missing or changed")
        listed = file["sums/manifest"][()].tobytes()
        if _sha256(listed) != file.attrs.get(OWN_SUM):
            raise self.damage("the sum of its sums is wrong")
        for line in listed.decode().splitlines():
            head, values, path = line.split(" ", 2)
            self._known[path] = head, values
        self.check_head("/")

    def __bool__(self) -> bool:
        return bool(self._known)

    def damage(self, what: str) -> DamageError:
        """What is raised where something is damaged."""
        return damage(self._file.filename, what)

    def check_head(self, path: str) -> None:
        """Raises DamageError unless type, shape, axes and attributes are what was written."""
        if self and self._sums_of(path)[0] != head_sum(self._file[path]):
            raise self.damage(f"the sum of the shape and attributes of '{path}' is wrong")

    def check_values(self, path: str, pieces: Iterable[np.ndarray]) -> None:
        """Raises DamageError unless the pieces make up the values that were written."""
        if self and self._sums_of(path)[1] != value_sum(pieces):
            raise self.damage(f"the sum of the values of '{path}' is wrong")

    def texts(self, path: str) -> np.ndarray:
        """All texts of an array. Raises DamageError unless they are those that were written."""
        texts = np.asarray(self._file[path].asstr()[()], object)
        self.check_head(path)
        self.check_values(path, [texts])
        return texts

    def _sums_of(self, path: str) -> tuple[str, str]:
        rooted = path if path.startswith("/") else f"/{path}"
        if rooted not in self._known:
            raise self.damage(f"'{path}' has no sum")
        return self._known[rooted]


def head_sum(of: h5py.Group | h5py.Dataset) -> str:
    """SHA-256 of what stands beside the values of an array, or in a group."""
    lines = [_first_line(of)]
    for name in sorted(of.attrs):
        if name not in OF_SCALES and name != OWN_SUM:
            stored = of.attrs.get_id(name)
            values = value_sum([np.asarray(of.attrs[name])])
            lines.append(
                f"{name} {_type_name(stored.dtype)} {_shape_text(stored.shape)} {values}\n"
            )
    return _sha256("".join(lines).encode())


def value_sum(pieces: Iterable[np.ndarray]) -> str:
    """SHA-256 of values: numbers as little-endian bytes, each text with a zero byte behind it."""
    digest = hashlib.sha256()
    for values in pieces:
        if values.dtype.kind in "OUST":
            texts = (
                text if isinstance(text, bytes) else str(text).encode() for text in values.flat
            )
            digest.update(b"".join(text + b"\0" for text in texts))
        else:
            digest.update(np.ascontiguousarray(values, values.dtype.newbyteorder("<")).tobytes())
    return digest.hexdigest()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _has_sums(file: h5py.File) -> bool:
    """Should it have sums? A file that is refused for its format later on is none that should."""
    of_format_2 = np.any(np.asarray(file.attrs.get("format_version", 0)) == 2)
    return OWN_SUM in file.attrs or bool(
        of_format_2 and file.attrs.get("format") == "parley result"
    )


def _first_line(of: h5py.Group | h5py.Dataset) -> str:
    if isinstance(of, h5py.Group):
        return "group\n"
    axes = axes_of(of)
    named = ",".join(axes) if any(axes) else "-"
    return f"{_type_name(of.dtype)} {_shape_text(of.shape)} {named}\n"


def _type_name(kind: np.dtype) -> str:
    return "text" if h5py.check_string_dtype(kind) else kind.name


def _shape_text(shape: tuple[int, ...]) -> str:
    return "x".join(map(str, shape)) or "-"


def axes_of(array: h5py.Dataset) -> list[str]:
    """The names of an array's axes."""
    if array.attrs.get("CLASS") == b"DIMENSION_SCALE":
        return [_own_name(array)]
    if "DIMENSION_LIST" not in array.attrs:
        return [""] * array.ndim
    scales = array.attrs["DIMENSION_LIST"]
    return [_own_name(array.file[of[0]]) if len(of) else "" for of in scales]


def _own_name(array: h5py.Dataset) -> str:
    return array.name.rsplit("/", 1)[-1]
