"""What the scripts of .ci install, and that a first look needs no more than it says."""

import re
import subprocess

import pytest

from conftest import TOP

PURPOSES = ("first_look", "test", "site", "run")


def packages(purpose):
    done = subprocess.run(
        [TOP / ".ci/setup", "--dry-run", purpose], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_each_script_takes_what_the_one_before_it_takes_and_more():
    first_look, test, site, run = (set(packages(purpose)) for purpose in PURPOSES)
    listed = re.sub("#.*", "", (TOP / ".ci/packages.txt").read_text()).split()
    assert first_look < test < site < run == set(listed)
    assert len(listed) == len(run)


@pytest.mark.parametrize(
    "purpose, without",
    [
        ("first_look", "slurm|munge|clang|fuzz|catch|benchmark|valgrind|ccache|chromium|doxygen"),
        ("test", "slurm|munge|clang|fuzz|valgrind|chromium|doxygen"),
        ("site", "slurm|munge|clang|fuzz|valgrind"),
    ],
)
def test_a_newcomer_gets_no_scheduler_and_no_second_compiler(purpose, without):
    assert [name for name in packages(purpose) if re.search(without, name)] == []


@pytest.mark.parametrize("purpose", PURPOSES)
def test_each_script_asks_for_its_own(purpose):
    words = re.findall(r"\.ci/setup (\w+)$", (TOP / ".ci" / purpose).read_text(), re.MULTILINE)
    assert words == [purpose]


def test_what_a_first_look_configures_needs_nothing_of_the_tests(tmp_path):
    (configured,) = re.findall(
        r"^cmake --preset release (.*)$", (TOP / ".ci/first_look").read_text(), re.MULTILINE
    )
    missing = [f"-DCMAKE_DISABLE_FIND_PACKAGE_{name}=ON" for name in ("Catch2", "benchmark")]
    done = subprocess.run(
        ["cmake", "-S", TOP, "-B", tmp_path, "-G", "Ninja", *configured.split(), *missing],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_an_unknown_purpose_is_refused_before_anything_is_installed():
    done = subprocess.run([TOP / ".ci/setup", "everything"], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("error: unknown word 'everything'; write ")
