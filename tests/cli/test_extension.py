"""The protocol that `engine/README.md` adds: written out, registered and tested as the page
says."""

import os
import pathlib
import re
import subprocess

import pytest

from conftest import TOP

PAGE = (TOP / "engine" / "README.md").read_text()
SECTION = PAGE.split("## Adding a protocol\n")[1].split("\n## ")[0]
CATALOGUE = "engine/negotiation/catalogue.cpp"
NAME = "random_dictator"


def snippets():
    """Each file that the section names, with its blocks of C++ in order."""
    found = {}
    path = None
    for part in re.split(r"^```", SECTION, flags=re.MULTILINE):
        if part.startswith("cpp\n"):
            found.setdefault(path, []).append(part.removeprefix("cpp\n"))
        elif named := re.findall(r"^`((?:engine|tests)/[\w/.]+)`", part, re.MULTILINE):
            path = named[-1]
    return found


def registered(catalogue, include, entry):
    """The catalogue with one more header, after the others, and one more entry, in alphabetical
    order."""
    headers = list(
        re.finditer(r'^#include "negotiation/protocols/\w+\.hpp"\n', catalogue, re.MULTILINE)
    )
    catalogue = catalogue[: headers[-1].end()] + include + catalogue[headers[-1].end() :]
    entries = re.finditer(r'^ {8}ProtocolEntry\{\n {12}\.name = "(\w+)"', catalogue, re.MULTILINE)
    later = next(each for each in entries if each[1] > NAME)
    return catalogue[: later.start()] + entry + catalogue[later.start() :]


def run(*words, cwd, **environment):
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """The extension, built in a folder of its own against an installed Parley."""
    folder = tmp_path_factory.mktemp("extension")
    files = snippets()
    include, entry = files.pop(CATALOGUE)
    files[CATALOGUE] = [registered((TOP / CATALOGUE).read_text(), include, entry)]
    for path, blocks in files.items():
        (folder / "written" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "written" / path).write_text("".join(blocks))
    run(
        "cmake",
        "--install",
        pathlib.Path(os.environ["PARLEY_PROGRAM"]).parent,
        "--prefix",
        folder / "there",
        cwd=folder,
    )
    run(
        "cmake",
        "-S",
        TOP / "tests" / "extension",
        "-B",
        "build",
        "-G",
        "Ninja",
        f"-DCMAKE_PREFIX_PATH={folder / 'there'}",
        "-DCMAKE_BUILD_TYPE=Release",
        f"-DSOURCES={folder / 'written'}",
        f"-DTESTS={TOP / 'tests'}",
        cwd=folder,
    )
    run("cmake", "--build", "build", cwd=folder)
    return folder / "build" / "extension"


def test_the_section_holds_a_whole_protocol():
    assert {path: len(blocks) for path, blocks in snippets().items()} == {
        f"engine/negotiation/protocols/{NAME}.hpp": 1,
        f"engine/negotiation/protocols/{NAME}.cpp": 1,
        CATALOGUE: 2,
        f"tests/unit/negotiation/test_{NAME}.cpp": 1,
    }


def test_its_own_tests_and_those_of_the_catalogue_pass(program):
    said = run(
        program,
        "-s",
        "members are drawn*,by heads*,protocols stand*,what a parameter*",
        cwd=program.parent,
    )
    assert "by heads power does not count" in said and "All tests passed" in said
    assert NAME in said


def test_it_joins_the_properties_of_all_protocols(program):
    said = run(
        program,
        "-d",
        "yes",
        "~members are drawn*",
        "~by heads*",
        cwd=program.parent,
        PARLEY_PROTOCOL=NAME,
    )
    assert "All tests passed" in said
