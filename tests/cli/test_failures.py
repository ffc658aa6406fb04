"""What is said and left when the machine gives no thread or no memory."""

import os

import pytest

from conftest import MEDITERRANEAN, TUTORIAL

COMMANDS = ("run", "sweep")


@pytest.fixture
def failing(parley, tmp_path):
    """Runs or sweeps on four threads of a machine that fails as the keywords say."""

    def call(command, **failures):
        file = MEDITERRANEAN
        if command == "sweep":
            file = tmp_path / "study.yaml"
            file.write_text(
                f"parley: 1\nstudy: Learning\nscenario: {TUTORIAL}\nreplicates: 20\n"
                "design: {sample: grid}\n"
                "vary: {discussion.learning: {values: [0.1, 0.2]}}\n"
            )
        machine = {key: str(value) for key, value in failures.items()}
        return parley(
            command,
            file,
            "--threads",
            4,
            "-o",
            tmp_path / "out.h5",
            env=os.environ | {"LD_PRELOAD": os.environ["PARLEY_FAILURES"]} | machine,
        )

    return call


def left_in(folder):
    return {path.name for path in folder.iterdir()} - {"study.yaml"}


@pytest.mark.parametrize("thread", [1, 2, 3, 4])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_refused_thread_ends_a_call_with_a_remedy(failing, tmp_path, command, thread):
    done = failing(command, FAIL_THREAD=thread)
    assert done.stderr == (
        f"parley: error: cannot start thread {thread} of 4 (Resource temporarily unavailable); "
        "ask for fewer with --threads\n"
    )
    assert done.returncode == 1
    assert left_in(tmp_path) == set()


@pytest.mark.parametrize("objects", [1, 2, 3, 10, 100, 1000])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_thread_without_memory_ends_a_call(failing, tmp_path, command, objects):
    done = failing(command, FAIL_NEW=objects)
    assert done.stderr.endswith(
        "parley: error: out of memory; end other programs, or use a machine with more of it\n"
    )
    assert done.returncode == 1
    assert left_in(tmp_path) <= {"out.h5.parts"}  # of a sweep that had saved runs before


@pytest.mark.parametrize("command", COMMANDS)
def test_a_fifth_thread_is_not_asked_for(failing, command):
    done = failing(command, FAIL_THREAD=5)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(
    "PARLEY_NTH_CALL" not in os.environ, reason="the sanitizers' builds have no such library"
)
@pytest.mark.parametrize("call", ["open", "read"])
def test_a_file_that_the_system_does_not_let_be_read_is_not_called_wrong(parley, made, call):
    machine = {
        "LD_PRELOAD": os.environ["PARLEY_NTH_CALL"],
        "FAIL_CALL": call,
        "FAIL_AT": "all",
        "FAIL_WITH": "EIO",
    }
    for words in (["check", TUTORIAL], ["info", made / "here.h5"]):
        done = parley(*words, env=os.environ | machine)
        assert done.stderr == f"parley: error: cannot read '{words[1]}' (Input/output error)\n"
        assert done.returncode == 1
