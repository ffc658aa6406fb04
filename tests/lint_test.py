"""The gate `.ci/lint` passes a tree without findings, and finds what is planted, of every kind."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
SETTINGS = [
    ".ci/lint",
    ".clang-format",
    ".clang-tidy",
    "CMakePresets.json",
    "pyproject.toml",
    ".ruff.toml",
]
KINDS = [
    "clang-format",
    "columns of C++",
    "ruff format",
    "ruff check",
    "mypy",
    "shellcheck",
    "clang-tidy",
]

CMAKE = """cmake_minimum_required(VERSION 3.25)
project(small LANGUAGES CXX)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
add_compile_options(-Wlogical-op)  # which GCC alone knows
file(GLOB sources engine/model/*.cpp)
add_library(small STATIC ${sources})
target_include_directories(small PRIVATE engine)
"""


def write(tree, place, text):
    path = tree / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def commit(tree):
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "add", "--all"], cwd=tree, check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "Change"], cwd=tree, check=True)


@pytest.fixture
def tree(tmp_path):
    """A small tree with the settings of the true one, and nothing to find."""
    for place in SETTINGS:
        write(tmp_path, place, "")
        shutil.copy(TOP / place, tmp_path / place)
    write(tmp_path, ".gitignore", "/build/\n")
    write(tmp_path, "CMakeLists.txt", CMAKE)
    write(tmp_path, "engine/model/one.hpp", "#pragma once\n\nint one();\n")
    write(
        tmp_path,
        "engine/model/one.cpp",
        '#include "model/one.hpp"\n\nint one()\n{\n    return 1;\n}\n',
    )
    write(tmp_path, "engine/model/two.hpp", "#pragma once\n\nint constexpr two = 2;\n")
    write(
        tmp_path,
        "engine/model/reader.cpp",
        '#include "model/two.hpp"\n\nstatic_assert(two == 2);\n',
    )
    write(tmp_path, "analysis/parley/__init__.py", "")
    write(tmp_path, "analysis/parley_analysis/__init__.py", "def one() -> int:\n    return 1\n")
    write(tmp_path, "tests/test_one.py", "def test_one():\n    assert True\n")
    write(tmp_path, ".ci/say", "#!/bin/sh\necho one\n")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    commit(tmp_path)
    return tmp_path


def lint(tree, *arguments):
    """Exit code and output of the gate, with the tools of the environment that runs this test."""
    done = subprocess.run(
        [".ci/lint", *arguments],
        cwd=tree,
        env=os.environ | {"PARLEY_TOOLS": str(Path(sys.executable).parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode, done.stdout


def test_a_tree_without_findings_passes(tree):
    code, said = lint(tree)
    assert code == 0, said
    assert [line.split(":")[0] for line in said.splitlines() if "nothing found" in line] == KINDS


def test_every_kind_of_finding_fails(tree):
    write(tree, "engine/model/ugly.hpp", "#pragma once\n\nint  ugly() ;\n")
    write(tree, "engine/model/wide.hpp", f"#pragma once\n\n/// {'-' * 97}\nint wide();\n")
    write(
        tree,
        "engine/model/careless.cpp",
        "int careless(int const* at)\n{\n    if (at == nullptr) {\n        return *at;\n    }\n"
        "    return 0;\n}\n",
    )
    write(tree, "tests/test_ugly.py", "value = [ 1,2 ]\n")
    write(tree, "tests/test_unused.py", "import os\n")
    write(tree, "analysis/parley_analysis/wrong.py", 'def wrong() -> int:\n    return "one"\n')
    write(tree, ".ci/careless", "#!/usr/bin/env bash\nrm $1\n")
    code, said = lint(tree)
    assert code == 1
    failed = [line for line in said.splitlines() if ": FAILED" in line]
    assert [line.split(":")[0] for line in failed] == KINDS
    assert all("; mend: " in line for line in failed)
    for place in [
        "engine/model/ugly.hpp:3:",
        "engine/model/wide.hpp:3: over 100 columns",
        "tests/test_ugly.py:1:",
        "tests/test_unused.py:1:",
        "analysis/parley_analysis/wrong.py:2:",
        ".ci/careless:2:",
        "engine/model/careless.cpp:4:",
    ]:
        assert place in said, said


def tidied(said):
    [line] = [line for line in said.splitlines() if line.startswith("clang-tidy reads ")]
    return [Path(place).stem for place in line.split()[2:]]


def test_clang_tidy_reads_the_eight_sources_of_the_last_changes_or_all(tree):
    for number in range(9):
        write(tree, f"engine/model/n{number}.cpp", f"static_assert({number} < 10);\n")
        commit(tree)
    write(tree, "engine/model/two.hpp", "#pragma once\n\nint constexpr two = 1 + 1;\n")
    commit(tree)
    write(tree, "engine/model/one.hpp", "#pragma once\n\n/// One.\nint one();\n")

    code, said = lint(tree)
    assert code == 0, said
    assert tidied(said) == ["one", "reader", "n8", "n7", "n6", "n5", "n4", "n3"]

    code, said = lint(tree, "--all")
    assert code == 0, said
    assert tidied(said) == [*(f"n{number}" for number in range(9)), "one", "reader"]


def test_a_tree_without_git_fails(tree):
    shutil.rmtree(tree / ".git")
    assert lint(tree) == (1, "error: this is no git checkout with a commit\n")


def test_an_unknown_option_is_refused(tree):
    code, said = lint(tree, "--al")
    assert code == 2
    assert said == "usage: .ci/lint [--all]\n"
