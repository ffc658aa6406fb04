"""Help texts, manual page and completion come from one description."""

import os
import shlex
import shutil
import subprocess

import pytest

from conftest import TUTORIAL

COMMANDS = [
    "init",
    "run",
    "check",
    "sweep",
    "status",
    "merge",
    "negotiate",
    "info",
    "compare",
    "export",
    "verify",
    "schema",
    "reference",
    "manual",
    "completion",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_text(parley, command):
    done = parley(command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(
        ("Run", "Read", "Negotiate", "Show", "Write", "Print", "Hold", "Join")
    )
    assert f"Usage: parley {command}" in done.stdout
    assert "-q,--quiet" in done.stdout and "-v,--verbose" in done.stdout


def test_the_help_lists_every_command(parley):
    said = parley("--help").stdout
    assert all(f"\n  {command} " in said for command in COMMANDS)
    assert "Exit codes" in said


def test_the_manual_page_is_well_formed(parley):
    page = parley("manual").stdout
    for word in (".TH PARLEY 1", ".SH SYNOPSIS", "replicates", ".SH EXIT STATUS"):
        assert word in page
    if shutil.which("man"):
        done = subprocess.run(
            ["man", "--warnings", "-l", "-"], input=page, capture_output=True, text=True
        )
        assert done.returncode == 0 and done.stderr == "", done.stderr


@pytest.fixture
def complete(parley, tmp_path):
    """What bash offers for the last word of a line, in a folder with a scenario and a result."""
    script = tmp_path / "completion.bash"
    script.write_text(parley("completion").stdout)
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    (folder / "scenario.yaml").write_text(
        TUTORIAL.read_text().replace("what_if:", "what_if:\n  'with a space': {seed: 1}\n")
        if "what_if:" in TUTORIAL.read_text()
        else TUTORIAL.read_text() + "what_if: {'with a space': {interests.recognition: 1}}\n"
    )
    (folder / "study.yml").write_text("study: x\n")
    (folder / "positions.csv").write_text("actor\n")
    (folder / "notes.txt").write_text("")
    assert parley("run", TUTORIAL, "-o", folder / "result.h5").returncode == 0

    def call(*words):
        program = os.environ["PARLEY_PROGRAM"]
        typed = " ".join(shlex.quote(word) for word in (program, *words))
        command = (
            f"source {script}; COMP_WORDS=({typed}); COMP_CWORD={len(words)}; _parley; "
            'printf "%s\\n" "${COMPREPLY[@]}"'
        )
        done = subprocess.run(
            ["bash", "-u", "-c", command], cwd=folder, capture_output=True, text=True, check=True
        )
        assert done.stderr == ""
        return [line for line in done.stdout.splitlines() if line]

    return call


def test_bash_completes_commands_and_options(complete):
    assert complete("ch") == ["check"]
    assert "--replicates" in complete("run", "--re")
    assert complete("export", "--ta") == ["--table"]
    assert {"-q", "-v"} <= set(complete("run", "-"))


def test_bash_completes_values_that_are_some_names(complete):
    assert complete("export", "result.h5", "--table", "se") == ["sessions"]
    assert complete("export", "result.h5", "--table", "=", "se") == ["sessions"]
    assert complete("sweep", "study.yml", "--progress", "") == [
        "auto",
        "bar",
        "plain",
        "json",
        "none",
    ]
    assert complete("negotiate", "--protocol", "nash") == ["nash_bargaining"]
    assert complete("negotiate", "--rule", "un") == ["unanimity"]
    assert complete("negotiate", "--format", "j") == ["json"]
    assert complete("schema", "") == ["scenario", "study"]
    assert complete("init", "--from", "race") == ["race"]
    assert complete("init", "--from", "west") == ["western_mediterranean"]


def test_bash_completes_names_of_the_files_on_the_line(complete):
    what_ifs = complete("run", "scenario.yaml", "--what-if", "")
    assert what_ifs[0] == "baseline"
    assert {"recognised", "with a space"} <= set(what_ifs)
    assert complete("run", "scenario.yaml", "--what-if", "recog") == ["recognised"]
    assert complete("run", "scenario.yaml", "--what-if", "with") == ["with a space"]
    assert complete("run", "--what-if", "with", "scenario.yaml") == ["scenario.yaml"]
    assert complete("run", "--what-if", "zz", "--seed", "3") == []
    variables = complete("export", "result.h5", "--table", "runs", "--variable", "hard")
    assert "hardness" in variables and all(name.startswith("hard") for name in variables)
    assert complete("export", "not_there.h5", "--variable", "") == []


def test_bash_completes_files_by_their_ending(complete):
    assert set(complete("run", "")) == {"inner", "scenario.yaml", "study.yml"}
    assert complete("run", "sc") == ["scenario.yaml"]
    assert set(complete("info", "")) == {"inner", "result.h5"}
    assert set(complete("negotiate", "")) == {"inner", "positions.csv"}
    assert set(complete("run", "scenario.yaml", "-o", "")) == {"inner", "result.h5"}
    assert set(complete("export", "result.h5", "--output", "")) == {"inner", "positions.csv"}
    assert complete("run", "scenario.yaml", "--seed", "") == []


def test_names_in_a_file_are_not_carried_out(complete, tmp_path):
    folder = tmp_path / "folder"
    text = TUTORIAL.read_text().split("what_if:")[0]
    (folder / "scenario.yaml").write_text(
        text + "what_if: {'$(touch hacked)': {interests.recognition: 1}, '`touch hacked`': {}}\n"
    )
    assert "$(touch hacked)" in complete("run", "scenario.yaml", "--what-if", "")
    assert not (folder / "hacked").exists()


def test_the_words_that_the_script_asks_for(parley):
    done = parley("completion", "--what-ifs", TUTORIAL)
    assert "recognised" in done.stdout.splitlines()
    assert parley("completion", "--variables", TUTORIAL).returncode == 2
