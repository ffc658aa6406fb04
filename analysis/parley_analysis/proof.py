"""Opens a file with HDF5 only when HDF5 can bear it.

HDF5 crashes on some files that are damaged or made to hurt, and reads others for ever. So a result
is held against the sum of all its bytes, and then another process goes through it first, with
little time and memory: once for the same bytes, as long as this process lives.
"""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import h5py

LAST_LINE = 80  # bytes: "parley sha256: ", 64 digits, and the end of the line
PROVEN_UP_TO = 1_000_000_000  # bytes: the sum of a file up to this size is checked at every opening
SECONDS = 4  # of CPU time for another process, and one more for every 50 MB
MEMORY = 1_000_000_000  # bytes for it, beyond what Python takes, and four times the file


_endured: set[str] = set()  # sums of files that another process has read to their end


class DamageError(Exception):
    """A result does not hold what was written into it."""


def damage(path: str, what: str) -> DamageError:
    """What is raised where something is damaged."""
    return DamageError(f"{path}: damaged ({what})")


def open_file(path: str, *, trusted: bool = False) -> h5py.File:
    """Opens a file to read; where it is trusted, a right sum of its bytes is enough. Raises
    DamageError where its bytes are not those that were written, or HDF5 cannot read it to its end;
    OSError where it is no HDF5 file.
    """
    proven = _proven_sum(path)
    if not proven or not (trusted or proven in _endured):
        require_endurance(path)
        if proven:
            _endured.add(proven)
    try:
        return h5py.File(path, "r")
    except OSError:
        # Some file systems have no locks, and whoever opened the file in this process before may
        # have taken none: HDF5 wants the same of all. A finished file needs none.
        return h5py.File(path, "r", locking=False)


def stated_sum(path: str) -> str:
    """The sum that the last line of a file states; empty where there is no such line."""
    with open(path, "rb") as file:
        file.seek(max(os.fstat(file.fileno()).st_size - LAST_LINE, 0))
        line = re.fullmatch(rb"parley sha256: ([0-9a-f]{64})\n", file.read())
    return line[1].decode() if line else ""


def _proven_sum(path: str) -> str:
    """The sum of a file's bytes; empty where it states none, or is too large to be held against it
    every time. Raises DamageError where the file states another sum than its bytes have.
    """
    stated, size = stated_sum(path), Path(path).stat().st_size
    if not stated or size > PROVEN_UP_TO:
        return ""
    digest = hashlib.sha256()
    left = size - LAST_LINE
    with open(path, "rb") as file:
        while piece := file.read(min(left, 1 << 20)):
            digest.update(piece)
            left -= len(piece)
    if digest.hexdigest() != stated:
        raise damage(path, "the sum of the file is wrong")
    return stated


def require_endurance(path: str) -> None:
    """Lets another process, with little time and memory, read all that HDF5 holds without a
    checksum of its own. Raises DamageError where it does not come to its end.
    """
    size = Path(path).stat().st_size
    seconds, memory = SECONDS + size // 50_000_000, MEMORY + 4 * size
    rehearsal = str(Path(__file__).with_name("rehearsal.py"))
    command = [sys.executable, "-I", rehearsal, path, str(seconds), str(memory)]
    waiting = None if os.name == "posix" else 15 * seconds  # where nothing limits CPU time
    try:
        subprocess.run(command, capture_output=True, timeout=waiting, check=True)
    except subprocess.SubprocessError as problem:
        raise damage(path, "HDF5 cannot read it to its end") from problem
