"""The guards of a program of the preset `release` against hostile files, as readelf sees them."""

import os
import pathlib
import re
import subprocess

import pytest

PROGRAM = pathlib.Path(os.environ["PARLEY_PROGRAM"])

pytestmark = pytest.mark.skipif(PROGRAM.parent.name != "release", reason="of the preset release")


def told(*options):
    done = subprocess.run(
        ["readelf", "--wide", *options, PROGRAM], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_program_lies_at_another_address_each_time():
    assert re.search(r"Type:\s+DYN", told("--file-header"))
    assert re.search(r"FLAGS_1.*\bPIE\b", told("--dynamic"))


def test_addresses_of_functions_are_found_at_once_and_then_read_only():
    assert re.search(r"FLAGS_1.*\bNOW\b", told("--dynamic"))
    assert "GNU_RELRO" in told("--segments")


def test_the_stack_holds_no_code():
    stack = next(line for line in told("--segments").split("\n") if "GNU_STACK" in line)
    assert re.search(r"\bRW\b", stack) and "E" not in stack.split()[6]


def test_stack_and_buffers_are_guarded():
    symbols = told("--dyn-syms")
    assert "__stack_chk_fail" in symbols
    guarded = set(re.findall(r"__(\w+)_chk\b", symbols)) - {"stack"}
    assert guarded, "no function of the C library that knows the size of its buffer is used"


def test_jumps_land_where_the_compiler_says():
    """Of the program's own code; the property of the whole file depends on its libraries' too."""
    code = subprocess.run(
        ["objdump", "-d", "--no-show-raw-insn", PROGRAM], capture_output=True, text=True, check=True
    )
    if "x86-64" not in code.stdout[:200]:
        pytest.skip("a guard of x86 alone")
    assert code.stdout.count("endbr64") > 1000
