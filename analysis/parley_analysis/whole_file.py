"""Writes files that are whole when they appear, and never over what they are made from."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import BinaryIO


class OverwriteError(ValueError):
    """A file that is to be written is the one that it is made from."""


def refuse_to_overwrite(output: str | PathLike[str], result: str | PathLike[str]) -> None:
    """Raises OverwriteError if both are one file, by whatever path, link or spelling."""
    if os.path.exists(output) and os.path.exists(result) and os.path.samefile(output, result):
        raise OverwriteError(f"{output}: is the result itself; give another name with -o")


@contextmanager
def whole_file(path: str | PathLike[str]) -> Iterator[BinaryIO]:
    """A file to write that gets its name when it is whole and on the disk; until then it stands
    beside that name."""
    target = Path(path)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
