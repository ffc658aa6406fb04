"""Where our programs look for libraries: never in the folder in which the user happens to be."""

import os
import pathlib
import re
import shutil
import subprocess

BUILD = pathlib.Path(os.environ["PARLEY_PROGRAM"]).parent
ELF = b"\x7fELF"
PROGRAM_OR_LIBRARY = (2, 3)  # ET_EXEC, ET_DYN


def is_loaded(path):
    """Is the file a program or a shared library, and not an object file?"""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(18)
    return head[:4] == ELF and int.from_bytes(head[16:18], "little") in PROGRAM_OR_LIBRARY


def dynamic_section(path):
    return subprocess.run(
        ["readelf", "--dynamic", "--wide", path], capture_output=True, text=True, check=True
    ).stdout


def wrong_entries(path):
    found = re.findall(r"\((?:RPATH|RUNPATH)\).*\[(.*)\]", dynamic_section(path))
    return [
        entry
        for entries in found
        for entry in entries.split(":")
        if not entry.startswith(("/", "$ORIGIN"))
    ]


def test_no_program_of_the_build_looks_in_the_current_folder():
    programs = [path for path in BUILD.rglob("*") if is_loaded(path)]
    assert {"parley", "unit_output"} <= {path.name for path in programs}
    assert {str(path): wrong_entries(path) for path in programs if wrong_entries(path)} == {}


def test_no_installed_program_looks_in_the_current_folder(tmp_path):
    subprocess.run(
        ["cmake", "--install", BUILD, "--prefix", tmp_path], check=True, capture_output=True
    )
    programs = [path for path in tmp_path.rglob("*") if is_loaded(path)]
    assert "parley" in {path.name for path in programs}
    assert {str(path): wrong_entries(path) for path in programs if wrong_entries(path)} == {}


def test_libraries_in_the_current_folder_are_not_loaded(parley, tmp_path):
    needed = re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic_section(BUILD / "parley"))
    assert any(name.startswith("libhdf5") for name in needed)
    for name in needed:
        shutil.copy("/etc/hostname", tmp_path / name)  # the loader stops at what is no library
    here = {key: value for key, value in os.environ.items() if key != "LD_LIBRARY_PATH"}
    done = parley("--version", env=here)
    assert done.returncode == 0, done.stderr
