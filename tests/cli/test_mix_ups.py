"""A file of the wrong kind: what it is, and which command takes it."""

import pytest

from conftest import TUTORIAL, write_study

FILES = {
    "scenario.yaml": "a scenario",
    "study.yaml": "a study",
    "result.h5": "a result",
    "positions.csv": "a table",
}
WANTED = {
    "run": "a scenario",
    "check": "a scenario or a study",
    "sweep": "a study",
    "status": "a study",
    "merge": "a result",
    "info": "a result",
    "compare": "a result",
    "verify": "a result",
    "export": "a result",
    "negotiate": "a table",
}
MORE = {
    "compare": ["result.h5"],
    "export": ["--table", "runs"],
    "merge": ["-o", "new.h5"],
    "negotiate": ["--protocol", "compromise"],
}
REMEDIES = {
    ("a scenario", True): "run it first: parley run scenario.yaml writes scenario.h5",
    ("a scenario", False): "run it: parley run scenario.yaml",
    ("a study", True): "run it first: parley sweep study.yaml writes study.h5",
    ("a study", False): "parley sweep",
    ("a result", False): "see what it holds: parley info result.h5",
    ("a table", True): "parley negotiate positions.csv --protocol NAME",
    ("a table", False): "parley negotiate positions.csv --protocol NAME",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    import os
    import subprocess

    folder = tmp_path_factory.mktemp("mixed")
    write_study(folder, record="summary")
    (folder / "positions.csv").write_text(
        "actor,issue,position,salience,power\na,x,0,1,1\nb,x,1,1,2\n"
    )
    subprocess.run(
        [os.environ["PARLEY_PROGRAM"], "run", TUTORIAL, "-o", folder / "result.h5"],
        check=True,
        capture_output=True,
    )
    return folder


@pytest.mark.parametrize("command", WANTED)
@pytest.mark.parametrize("file", FILES)
def test_a_file_of_the_wrong_kind_is_told_by_what_it_is(parley, files, command, file):
    kind, wanted = FILES[file], WANTED[command]
    if kind in wanted:
        return
    before = sorted(files.iterdir())
    done = parley(command, file, *MORE.get(command, []), cwd=files)
    assert done.returncode == 2
    assert done.stdout == ""
    first = done.stderr.splitlines()[0]
    assert f"error: this is {kind}, not {wanted.split(' or ')[0]}" in first
    assert REMEDIES[kind, wanted == "a result"] in first
    assert sorted(files.iterdir()) == before


def test_an_ending_does_not_deceive(parley, files, tmp_path):
    (tmp_path / "result.yaml").write_bytes((files / "result.h5").read_bytes())
    (tmp_path / "scenario.h5").write_bytes((files / "scenario.yaml").read_bytes())
    assert "this is a result, not a scenario" in parley("run", "result.yaml").stderr
    done = parley("info", "scenario.h5")
    assert "this is a scenario, not a result" in done.stderr


def test_a_name_with_a_space_can_be_copied(parley, files, tmp_path):
    (tmp_path / "my scenario.yaml").write_bytes((files / "scenario.yaml").read_bytes())
    assert 'parley run "my scenario.yaml"' in parley("sweep", "my scenario.yaml").stderr
