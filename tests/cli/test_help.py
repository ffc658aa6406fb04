"""Help texts, manual page and completion come from one description."""

import shutil
import subprocess

import pytest

COMMANDS = [
    "run",
    "check",
    "negotiate",
    "info",
    "compare",
    "export",
    "schema",
    "reference",
    "manual",
    "completion",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_text(parley, command):
    done = parley(command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(("Run", "Read", "Negotiate", "Show", "Write", "Print"))
    assert f"Usage: parley {command}" in done.stdout


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


def test_bash_completes_commands_and_options(parley, tmp_path):
    script = tmp_path / "completion.bash"
    script.write_text(parley("completion").stdout)

    def complete(*words):
        typed = " ".join(f'"{word}"' for word in ("parley", *words))
        command = (
            f"source {script}; COMP_WORDS=({typed}); COMP_CWORD={len(words)}; _parley; "
            'printf "%s\\n" "${COMPREPLY[@]}"'
        )
        return subprocess.run(
            ["bash", "-c", command], capture_output=True, text=True, check=True
        ).stdout.split()

    assert complete("ch") == ["check"]
    assert "--replicates" in complete("run", "--re")
    assert complete("export", "--ta") == ["--table"]
