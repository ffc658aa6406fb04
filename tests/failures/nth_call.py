"""Calls of the program on a machine of which the n-th call fails, and what becomes of them.

    python tests/failures/nth_call.py [--each 200, stack or all] [--kind write]

prints how many cases of each kind ended how: 200 of them; the first and the last call from each
place, that is, with the same dozen functions on the stack; or all. `nth_call.cpp` is the machine. A
case is *right* when the program ends with 0 and everything that it says and leaves is what an
undisturbed machine makes of it; *told* when it ends with 1, says why in its own words, leaves each
file whole or as it was before, and a sweep is taken up again with the right bytes. Anything
else is wrong.
"""

import argparse
import collections
import concurrent.futures
import itertools
import json
import os
import pathlib
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
SCENARIO = TOP / "scenarios/tutorial/01_two_states.yaml"
STUDY = f"""parley: 1
study: Nine talks
scenario: {SCENARIO}
replicates: 3
design: {{sample: grid}}
vary: {{discussion.learning: {{values: [0.1, 0.2, 0.3]}}}}
"""
RUN = ["run", SCENARIO, "-o", "out.h5", "--trace", "--replicates"]
SWEEP = ["sweep", "study.yaml", "-o", "out.h5", "--progress", "none"]
COMMANDS = {
    "run": [*RUN, "9"],
    "run again": [*RUN, "9"],
    "sweep": SWEEP,
    "resume": [*SWEEP, "--resume"],
    "check": ["check", "study.yaml", SCENARIO],
    "export": ["export", "../made/out.h5", "--table", "runs", "-o", "out.csv"],
    "merge": ["merge", *(f"../made/out.shard-{i}-of-3.h5" for i in range(3)), "-o", "out.h5"],
}
ON_ONE_THREAD = {"run", "run again", "sweep", "resume"}
FAILURES = {
    "malloc": ["ENOMEM"],
    "thread": ["EAGAIN"],
    "open": ["EIO", "ENOSPC", "EINTR", "EMFILE"],
    "read": ["EIO", "EINTR", "short"],
    "write": ["EIO", "ENOSPC", "EINTR", "short"],
    "fsync": ["EIO", "ENOSPC", "EINTR"],
    "ftruncate": ["EIO", "ENOSPC", "EINTR"],
    "rename": ["EIO", "ENOSPC"],
    "close": ["EIO", "EINTR"],
    "mmap": ["ENOMEM"],
    "mkdir": ["EIO", "ENOSPC"],
    "unlink": ["EIO"],
    "lock": ["ENOLCK"],
}
OURS = re.compile(r"parley: |.*: error: ")
RAW = re.compile(
    r"HDF5-DIAG|terminate called|what\(\)|std::|bad_alloc|basic_string|H5[A-Z]+_?\w+\("
)
SLANDER = re.compile(r"is damaged|is not a result|is not an HDF5 file")  # of files that are sound
PATIENCE = 60  # seconds


class Machine:
    """Runs the program in fresh folders, with the library that lets calls fail."""

    def __init__(self, program, library, folder):
        self.program, self.library, self.folder = program, library, folder
        self.made = folder / "made"
        self.made.mkdir()
        (self.made / "study.yaml").write_text(STUDY)
        self.calm("sweep", "study.yaml", "-o", "out.h5")
        for i in range(3):
            self.calm("sweep", "study.yaml", "-o", "out.h5", "--shard", f"{i}/3")
        self.numbers = itertools.count()
        self.beginnings = {}
        older, half_done = self.new_folder("run"), self.new_folder("sweep")
        self.calm(*RUN, "2", cwd=older)
        self.call("sweep", half_done, FAIL_CALL="rename", FAIL_AT="2", FAIL_WITH="EIO")
        assert list(half_done.glob("out.h5.parts/*")) and not (half_done / "out.h5").exists()
        self.beginnings = {"run again": older, "resume": half_done}
        self.before, self.right, self.calls = {}, {}, {}
        for command in COMMANDS:
            where = self.new_folder(command)
            self.before[command] = self.left_in(where)
            done = self.call(command, where, FAIL_COUNTS=str(folder / "counts"))
            assert done.returncode == 0, done.stderr
            self.right[command] = (done.stdout, self.left_in(where))
            lines = (folder / "counts").read_text().split("\n")
            self.calls[command] = {line.split()[0]: int(line.split()[1]) for line in lines if line}

    def calm(self, *arguments, cwd=None):
        done = subprocess.run(
            [self.program, *map(str, arguments)],
            cwd=cwd or self.made,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr

    def new_folder(self, command):
        """A folder with the study, and with what was done before the command."""
        where = self.folder / f"case-{next(self.numbers)}"
        where.mkdir()
        (where / "study.yaml").write_text(STUDY)
        if command in self.beginnings:
            shutil.copytree(self.beginnings[command], where, dirs_exist_ok=True)
        return where

    def call(self, command, where, **machine):
        threads = ["--threads", "1"] if command in ON_ONE_THREAD else []
        return subprocess.run([self.program, *map(str, COMMANDS[command]), *threads], cwd=where, capture_output=True,
                              text=True, timeout=PATIENCE, stdin=subprocess.DEVNULL,
                              env=os.environ | {"LD_PRELOAD": str(self.library)} | machine)  # fmt: skip

    def by_stack(self, command, kind):
        """Numbers of the calls that are the first or the last from where they come."""
        where, stacks = self.new_folder(command), self.folder / "stacks"
        stacks.unlink(missing_ok=True)
        self.call(command, where, FAIL_CALL=kind, FAIL_STACKS=str(stacks))
        shutil.rmtree(where)
        first, last = {}, {}
        for n, stack in struct.iter_unpack("=QQ", stacks.read_bytes()) if stacks.exists() else ():
            first[stack] = min(n, first.get(stack, n))
            last[stack] = max(n, last.get(stack, n))
        return sorted({*first.values(), *last.values()})

    @staticmethod
    def left_in(where):
        """Name -> bytes of what the program left; of the record of the call, that it is whole."""
        left = {}
        for path in where.rglob("*"):
            name = str(path.relative_to(where))
            if path.is_file() and name != "study.yaml":
                is_record = name.endswith(".h5.json")
                left[name] = (
                    sorted(json.loads(path.read_bytes())) if is_record else path.read_bytes()
                )
        return left

    def judge(self, command, kind, how, n):
        """`right`, `told`, or what is wrong."""
        where = self.new_folder(command)
        try:
            done = self.call(command, where, FAIL_CALL=kind, FAIL_WITH=how, FAIL_AT=str(n))
            return self.verdict(command, kind, where, done)
        except subprocess.TimeoutExpired:
            return "hangs"
        finally:
            shutil.rmtree(where)

    def verdict(self, command, kind, where, done):
        said, right = self.right[command]
        left = self.left_in(where)
        if done.returncode < 0:
            return f"is killed by signal {-done.returncode}"
        if RAW.search(done.stderr) or RAW.search(done.stdout):
            return "speaks in a library's words: " + done.stderr.strip().split("\n")[-1][:150]
        if SLANDER.search(done.stderr):
            return "calls a sound file damaged: " + done.stderr.strip().split("\n")[-1][:150]
        if kind == "unlink":  # what cannot be removed stays
            left = {
                name: of
                for name, of in left.items()
                if not name.endswith(".tmp") and "parts" not in name
            }
        if done.returncode == 0:
            return (
                "right"
                if (done.stdout, left) == (said, right)
                else f"is wrong: {self.difference(left, right)}"
            )
        if done.returncode != 1 or not any(map(OURS.match, done.stderr.split("\n"))):
            return f"ends with {done.returncode} and says {done.stderr[-150:]!r}"
        before = self.before[command]
        if lost := sorted(name for name in before.keys() - left.keys() if ".parts/" not in name):
            return f"loses {lost}"
        parts = {name for name in left if ".parts/" in name and not name.endswith(".tmp")}
        changed = {
            name for name, of in left.items() if of not in (right.get(name), before.get(name))
        }
        if changed - parts:
            return f"leaves what is neither right nor as before: {sorted(changed - parts)}"
        if command in ("sweep", "resume"):
            self.calm(*COMMANDS["sweep"], "--resume", cwd=where)
            if self.left_in(where)["out.h5"] != right["out.h5"]:
                return "is taken up again with other bytes"
        return "told"

    @staticmethod
    def difference(left, right):
        return sorted(
            name for name in left.keys() | right.keys() if left.get(name) != right.get(name)
        )


def cases_of(machine, kind, each):
    """Some (command, kind, failure, n), always the same: `each` of them, or "stack" or "all"."""
    every = [
        (command, kind, how, n)
        for command in COMMANDS
        for n in (
            machine.by_stack(command, kind)
            if each == "stack"
            else range(1, machine.calls[command].get(kind, 0) + 1)
        )
        for how in FAILURES[kind]
    ]
    if each in ("stack", "all") or len(every) <= each:
        return every
    return random.Random(kind).sample(every, each)


def outcomes(machine, cases):
    """Case -> how it ended."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as workers:
        return dict(zip(cases, workers.map(lambda case: machine.judge(*case), cases), strict=True))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--each", default="200", help="cases of each kind, stack, or all")
    parser.add_argument(
        "--kind", choices=FAILURES, action="append", help="only this kind; may be given again"
    )
    options = parser.parse_args()
    each = options.each if options.each in ("stack", "all") else int(options.each)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        machine = Machine(
            os.environ.get("PARLEY_PROGRAM", TOP / "build/release/parley"),
            os.environ.get("PARLEY_NTH_CALL", TOP / "build/release/tests/libnth_call.so"),
            pathlib.Path(folder),
        )
        print(f"{'calls':10} {'made':>7} {'failed':>7} {'right':>7} {'told':>7} {'wrong':>7}")
        for kind in options.kind or FAILURES:
            ended = outcomes(machine, cases_of(machine, kind, each))
            tally = collections.Counter(
                how if how in ("right", "told") else "wrong" for how in ended.values()
            )
            made = sum(calls.get(kind, 0) for calls in machine.calls.values())
            print(
                f"{kind:10} {made:7} {len(ended):7} {tally['right']:7} {tally['told']:7} {tally['wrong']:7}",
                flush=True,
            )
            for case, how in ended.items():
                if how not in ("right", "told"):
                    wrong += 1
                    print("   ", *case, how, flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
