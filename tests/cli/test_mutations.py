"""Files that were damaged or made to hurt: nothing but what was written is ever exported, and the
program neither crashes nor hangs, nor speaks in the words of a library.

PARLEY_MUTATIONS is how many files there are, 400 by default, PARLEY_MUTATIONS_FROM the first of
them, and PARLEY_MUTATIONS_TABLE a file for a table of what came of them.
"""

import collections
import csv
import os
import pathlib
import random
import re
import resource
import subprocess

import pytest

from conftest import HANGS, with_last_line, write_study

COUNT = int(os.environ.get("PARLEY_MUTATIONS", "400"))
FIRST = int(os.environ.get("PARLEY_MUTATIONS_FROM", "0"))
MEMORY = 1_000_000_000  # bytes of addresses
SECONDS = 5  # of CPU time

RESUMED = "sweep study.yaml -o resumed.h5 --threads 1 --progress none --resume".split()

# Where HDF5 says how things are stored: object headers, heaps, trees and indices of chunks.
STRUCTURES = re.compile(b"|".join(
    (b"OHDR", b"OCHK", b"GCOL", b"FRHP", b"FHDB", b"FHIB", b"FSHD", b"FSSE", b"BTHD", b"BTIN",
     b"BTLF", b"FAHD", b"FADB", b"EAHD", b"EAIB", b"EASB", b"EADB", b"TREE", b"SNOD", b"HEAP",
     b"\x89HDF", b"parleypt", b"parley sha256")
))  # fmt: skip

RAW = re.compile(r"H5|std::|Eigen|basic_string|vector|terminate|_M_|out_of_range|errno|heap|B-tree")


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def call(folder, *arguments):
    return subprocess.run(
        [os.environ["PARLEY_PROGRAM"], *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=HANGS,
        preexec_fn=limited,
    )


def place(chance, data):
    """Half of the places are anywhere, half where the file says how it is stored."""
    structures = [found.start() for found in STRUCTURES.finditer(data)]
    if structures and chance.random() < 0.5:
        return min(chance.choice(structures) + chance.randrange(256), len(data) - 1)
    return chance.randrange(len(data))


def mutated(chance, data):
    """What was done, and what came of it."""
    what = chance.choice(["bit", "byte", "block", "zeros", "truncation"])
    at = place(chance, data)
    size = 2 ** chance.randrange(13)
    if what == "bit":
        new = bytes([data[at] ^ 1 << chance.randrange(8)])
    elif what == "byte":
        new = bytes([chance.randrange(256)])
    elif what == "block":
        new = chance.randbytes(size)
    elif what == "zeros":
        new = bytes(size)
    else:
        return what, data[:at]
    return what, (data[:at] + new + data[at + len(new) :])[: len(data)]


class Export:
    """A result is exported, or said to be damaged."""

    TABLES = ("runs", "sessions", "policies", "agreements")

    def __init__(self, folder, name):
        self.folder, self.name = folder, name
        self.data = (folder / name).read_bytes()
        self.right = {table: self._exported(name, table) for table in self.TABLES}

    def _exported(self, name, table):
        done = call(self.folder, "export", name, "--table", table)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def __call__(self, chance):
        what, data = mutated(chance, self.data)
        # Half of them get the last line that belongs to them: they are not damaged by chance.
        if chance.random() < 0.5:
            what, data = f"{what}, sealed", with_last_line(data)
        (self.folder / "changed.h5").write_bytes(data)
        table = chance.choice(self.TABLES)
        done = call(self.folder, "export", "changed.h5", "--table", table)
        return what, done, done.stdout == self.right[table], "changed.h5"


class Merge(Export):
    """Shards make the same whole, or are refused."""

    def __init__(self, folder, name):
        super().__init__(folder, name)
        self.whole = (folder / "all.h5").read_bytes()

    def __call__(self, chance):
        if chance.random() < 0.5:
            return super().__call__(chance)
        what, data = mutated(chance, self.data)
        if chance.random() < 0.5:
            what, data = f"{what}, sealed", with_last_line(data)
        (self.folder / "changed.h5").write_bytes(data)
        (self.folder / "merged.h5").unlink(missing_ok=True)
        done = call(self.folder, "merge", "changed.h5", "all.shard-1-of-2.h5", "-o", "merged.h5")
        merged = self.folder / "merged.h5"
        same = merged.read_bytes() == self.whole if merged.exists() else done.returncode != 0
        return what, done, same, "changed.h5"


class Resume:
    """Runs of a part that is damaged are computed again, and the result is the same."""

    def __init__(self, folder, name):
        self.folder = folder
        self.part = folder / name
        self.data = self.part.read_bytes()
        self.whole = (folder / "all.h5").read_bytes()

    def __call__(self, chance):
        what, data = mutated(chance, self.data)
        self.part.parent.mkdir(exist_ok=True)
        self.part.write_bytes(data)
        result = self.folder / "resumed.h5"
        result.unlink(missing_ok=True)
        done = call(self.folder, *RESUMED)
        same = result.exists() and result.read_bytes() == self.whole
        return what, done, same, self.part.name


@pytest.fixture(scope="module")
def kinds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mutations")
    write_study(folder, record="series", ticks=6, replicates=4, size=6)
    calls = [
        ["run", "scenario.yaml", "-o", "run.h5", "--replicates", 2],
        ["sweep", "study.yaml", "-o", "all.h5", "--progress", "none", "--threads", 1],
        *(["sweep", "study.yaml", "-o", "all.h5", "--progress", "none", "--shard", f"{i}/2"]
          for i in range(2)),
    ]  # fmt: skip
    for arguments in calls:
        done = call(folder, *arguments)
        assert done.returncode == 0, done.stderr
    return [
        ("run", Export(folder, "run.h5")),
        ("sweep", Export(folder, "all.h5")),
        ("shard", Merge(folder, "all.shard-0-of-2.h5")),
        ("part", Resume(folder, part_of_a_killed_sweep(folder))),
    ]


def part_of_a_killed_sweep(folder):
    """The name of a part that a sweep left behind which could not give its result the name."""
    done = subprocess.run(
        [os.environ["PARLEY_PROGRAM"], *RESUMED[:-1]],
        cwd=folder,
        capture_output=True,
        env=os.environ
        | {
            "LD_PRELOAD": os.environ["PARLEY_NTH_CALL"],
            "FAIL_CALL": "rename",
            "FAIL_AT": "2",
        },
    )
    assert done.returncode == 1, done.stderr
    return next((folder / "resumed.h5.parts").iterdir()).relative_to(folder)


def wrong_with(done, same, name):
    """What should not be; empty where all is well."""
    if done.returncode == 0:
        return "" if same else "exit 0 with something else"
    if done.returncode < 0:
        return f"signal {-done.returncode}"
    if done.returncode != 2:
        return f"exit {done.returncode}"
    if not same and done.stdout:
        return "exit 2, and something was exported"
    lines = done.stderr.splitlines()
    if len(lines) != 1 or name not in lines[0] or RAW.search(lines[0].replace("HDF5", "")):
        return "no clear message"
    return ""


def test_nothing_but_what_was_written_is_told(kinds):
    table = collections.Counter()
    wrong = []
    for number in range(FIRST, FIRST + COUNT):
        chance = random.Random(number)
        kind, act = kinds[number % len(kinds)]
        what, done, same, name = act(chance)
        found = wrong_with(done, same, name)
        table[kind, what, found or f"exit {done.returncode}"] += 1
        if found:
            wrong.append(f"{number}: {kind}, {what}: {found}: {done.stderr[-300:]}")
    with (pathlib.Path(os.environ.get("PARLEY_MUTATIONS_TABLE", os.devnull))).open("w") as file:
        rows = csv.writer(file)
        rows.writerow(["kind", "mutation", "outcome", "count"])
        rows.writerows([*key, count] for key, count in sorted(table.items()))
    assert wrong == []
