"""Nothing that a command writes takes the place of what it reads, however either is named."""

import os
import shutil
import subprocess

import pytest

from conftest import TUTORIAL

STATES = "id,name,sending,transit,receiving\nARDA,Arda,9,0,1\nBELMAR,Belmar,3,0,7\n"
STUDY = (
    "parley: 1\nstudy: Learning\nscenario: world.yaml\nreplicates: 2\ndesign: {from: points.csv}\n"
)
POINTS = "discussion.learning\n0.1\n0.5\n"
SHARDS = ("out.shard-0-of-2.h5", "out.shard-1-of-2.h5")

# Of each command: its words with OUT for what it is told to write, the file that it would write
# over, and what that is.
CASES = [
    ("run world.yaml -o OUT", "world.yaml", "the scenario itself"),
    ("run world.yaml -o OUT", "states.csv", "a table of the scenario"),
    ("run beside.json -o beside", "beside.json", "the scenario itself"),
    (
        "run beside.transcript.txt --trace -o beside.h5",
        "beside.transcript.txt",
        "the scenario itself",
    ),
    (
        "run beside.minutes.jsonl --trace -o beside.h5",
        "beside.minutes.jsonl",
        "the scenario itself",
    ),
    ("sweep study.yaml --overwrite -o OUT", "study.yaml", "the study itself"),
    ("sweep study.yaml --overwrite -o OUT", "world.yaml", "the scenario of the study"),
    ("sweep study.yaml --overwrite -o OUT", "states.csv", "a table of the scenario"),
    ("sweep study.yaml --overwrite -o OUT", "points.csv", "the table of the study's points"),
    ("sweep beside.json --overwrite -o beside", "beside.json", "the study itself"),
    ("sweep it.parts/study.yaml --overwrite -o it", "it.parts/study.yaml", "the study itself"),
    (
        "sweep it.shard-0-of-2.yaml --shard 0/2 --overwrite -o it.yaml",
        "it.shard-0-of-2.yaml",
        "the study itself",
    ),
    ("sweep it.slurm/array.sh --slurm -o it.h5", "it.slurm/array.sh", "the study itself"),
    (f"merge {' '.join(SHARDS)} --overwrite -o OUT", SHARDS[1], "one of the shards"),
    (
        f"merge {' '.join(SHARDS)} beside.json --overwrite -o beside",
        "beside.json",
        "one of the shards",
    ),
    ("export world.h5 --table runs -o OUT", "world.h5", "the result itself"),
]


def written_otherwise(path):
    (path.parent / "way").mkdir()
    return os.path.join(path.parent, "way", "..", ".", path.name)


def symbolic_link(path):
    (path.parent / "link").symlink_to(path)
    return path.parent / "link"


def hard_link(path):
    (path.parent / "link").hardlink_to(path)
    return path.parent / "link"


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    """What the commands of CASES read."""
    folder = tmp_path_factory.mktemp("originals")
    text = TUTORIAL.read_text()
    states, further = text.index("\nstates:"), text.index("\ninterests:")
    scenario = f"{text[:states]}\nstates: {{from: states.csv}}{text[further:]}"
    contents = {
        "world.yaml": scenario,
        "states.csv": STATES,
        "study.yaml": STUDY,
        "points.csv": POINTS,
    }
    for name, content in contents.items():
        (folder / name).write_text(content)
    for words in (
        "sweep study.yaml -o out.h5 --shard 0/2",
        "sweep study.yaml -o out.h5 --shard 1/2",
        "run world.yaml",
    ):
        subprocess.run(
            [os.environ["PARLEY_PROGRAM"], *words.split()],
            cwd=folder,
            check=True,
            capture_output=True,
        )
    return folder


@pytest.fixture
def files(originals, tmp_path):
    return shutil.copytree(originals, tmp_path, dirs_exist_ok=True)


def made(files, words, name):
    """The input of a case that has a name of its own."""
    path = files / name
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        source = {"run": "world.yaml", "sweep": "study.yaml", "merge": SHARDS[0]}[words.split()[0]]
        content = (files / source).read_bytes()
        if path.parent != files:
            content = content.replace(b"world.yaml", b"../world.yaml").replace(
                b"points.csv", b"../points.csv"
            )
        path.write_bytes(content)
    return path


def refused(parley, files, words, target, path, what):
    before = path.read_bytes()
    done = parley(*words.replace("OUT", str(target)).split())
    assert done.stderr.startswith("parley: error: '")
    assert done.stderr.endswith(f"' is {what}; give another name with -o\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert path.read_bytes() == before


@pytest.mark.parametrize("words, name, what", CASES)
def test_no_input_is_written_over(parley, files, words, name, what):
    path = made(files, words, name)
    refused(parley, files, words, path, path, what)


@pytest.mark.parametrize("spelling", [written_otherwise, symbolic_link, hard_link])
@pytest.mark.parametrize("words, name, what", [case for case in CASES if "OUT" in case[0]])
def test_no_input_is_written_over_by_another_name(parley, files, words, name, what, spelling):
    refused(parley, files, words, spelling(files / name), files / name, what)


def test_files_of_the_same_name_elsewhere_are_no_inputs(parley, files):
    (files / "results").mkdir()
    for words in (
        "run world.yaml -o results/world.yaml",
        "sweep study.yaml -o results/study.yaml",
        f"merge {' '.join(SHARDS)} -o results/{SHARDS[0]}",
        "export world.h5 --table runs -o results/world.h5",
    ):
        done = parley(*words.split())
        assert done.returncode == 0, done.stderr
