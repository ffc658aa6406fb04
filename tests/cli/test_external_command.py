"""`parley NAME` runs `parley-NAME` of the PATH, and nothing else."""

import os
import subprocess

PARLEY = os.environ["PARLEY_PROGRAM"]


def call(path, *words):
    environment = os.environ | {"PATH": f"{path}:{os.environ['PATH']}"}
    return subprocess.run([PARLEY, *words], env=environment, capture_output=True, text=True)


def external(path, name, text):
    program = path / name
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(0o755)


def test_a_program_on_the_path_is_a_command(tmp_path):
    external(tmp_path, "parley-paint", 'echo "$# $1 $2"; exit 7')
    done = call(tmp_path, "paint", "--what", "two words")
    assert (done.returncode, done.stdout) == (7, "2 --what two words\n")


def test_own_commands_come_first(tmp_path):
    external(tmp_path, "parley-info", "exit 7")
    assert call(tmp_path, "info", "--help").returncode == 0


def test_what_is_nowhere_is_an_unknown_command(tmp_path):
    done = call(tmp_path, "paint")
    assert done.returncode == 2
    assert "paint" in done.stderr


def test_a_path_is_no_command(tmp_path):
    external(tmp_path, "parley-paint", "exit 7")
    assert call(tmp_path, "../paint").returncode == 2
    assert call(tmp_path, "").returncode == 2
