"""`calibrate` with the engine: whole, in shards elsewhere, interrupted, and on wrong input."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import numpy as np
import pandas as pd
import pytest
from ruamel.yaml import YAML

from parley_analysis.calibration.implausibility import left
from parley_analysis.calibration.waves import load_calibration

ROOT = Path(__file__).parents[2]
PARLEY = os.environ.get("PARLEY_PROGRAM", "parley")
STUDY = """parley: 1
study: small
scenario: {scenario}
replicates: 2
design: {{sample: latin_hypercube, size: 8}}
vary:
  forums.dialogue.frankness: {{uniform: [0, 1]}}
  interests.recognition: {{uniform: [0, 0.5]}}
  forums.dialogue.scope: {{any_of: [single_issue, package]}}
  forums.dialogue.agenda: {{any_of: [all]}}
"""
TARGETS = """parley: 1
targets: made up
patterns:
  learnt:
    variable: recognition_final
    observed: 0.3
    error: 0.02
  trainings:
    texts: {forum: dialogue, issue: training}
    observed: 20
    error: 1
"""


def calibrate(folder, *options, targets=TARGETS, study=STUDY, **how):
    scenario = ROOT / "scenarios/tutorial/03_soft_and_hard.yaml"
    (folder / "study.yaml").write_text(study.format(scenario=scenario))
    (folder / "targets.yaml").write_text(targets)
    command = [sys.executable, "-m", "parley_analysis", "calibrate", "study.yaml"]
    command += [
        "--targets",
        "targets.yaml",
        "-o",
        "waves",
        "--size",
        "16",
        "--waves",
        "2",
        *options,
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=3600, **how)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    done = calibrate(folder)
    assert done.returncode == 0, done.stderr
    assert "of the space of judgements is left." in done.stdout
    return folder


def test_everything_stands_in_the_folder(whole):
    names = {path.name for path in (whole / "waves").iterdir()}
    assert {"points.csv", "posterior.csv", "report.txt", "report.json", "calibration.json"} <= names
    assert {"judgements.png", "implausibility.png", "emulators.png", "wave-1"} <= names
    report = json.loads((whole / "waves/report.json").read_text())
    assert 0 < report["volume"] < 1 and not report["contradicted"]


def test_what_is_left_gives_what_was_observed(whole):
    """A study of the points that are left, run by the engine: recognition is 0.3 or near it."""
    scenario = ROOT / "scenarios/tutorial/03_soft_and_hard.yaml"
    text = STUDY.format(scenario=scenario).split("vary:")[0]
    text = text.replace("{sample: latin_hypercube, size: 8}", "{from: waves/points.csv}")
    (whole / "left.yaml").write_text(text)
    import parley_analysis as pa

    with pa.sweep(whole / "left.yaml", program=PARLEY) as result:
        learnt = result.recognition_final.values
    assert len(learnt) == 400
    assert np.mean(np.abs(learnt - 0.3) < 0.09) > 0.9


def test_the_same_command_takes_up_what_is_there(whole):
    before = (whole / "waves/wave-1/result.h5").stat().st_mtime_ns
    points = (whole / "waves/points.csv").read_bytes()
    again = calibrate(whole)
    assert again.returncode == 0
    assert (whole / "waves/wave-1/result.h5").stat().st_mtime_ns == before
    assert (whole / "waves/points.csv").read_bytes() == points
    loaded = load_calibration(whole / "waves")
    table = pd.read_csv(whole / "waves/points.csv")
    assert left(loaded.space, loaded.matches, loaded.space.units(table), 3.0).all()


def test_in_shards_elsewhere_the_points_are_the_same_to_the_last_digit(whole, tmp_path):
    for wave in (1, 2):
        waiting = calibrate(tmp_path, "--elsewhere")
        assert waiting.returncode == 0
        assert f"parley sweep waves/wave-{wave}/study.yaml" in waiting.stdout
        home = tmp_path / "waves" / f"wave-{wave}"
        for shard in ("0/2", "1/2"):
            command = [PARLEY, "sweep", "study.yaml", "-o", "result.h5", "--shard", shard, "-q"]
            subprocess.run(command, cwd=home, check=True, capture_output=True)
        parts = [f"result.shard-{k}-of-2.h5" for k in (0, 1)]
        merge = [PARLEY, "merge", *parts, "-o", "result.h5", "-q"]
        subprocess.run(merge, cwd=home, check=True, capture_output=True)
    done = calibrate(tmp_path, "--elsewhere")
    assert done.returncode == 0, done.stderr
    for name in ("points.csv", "posterior.csv", "report.json"):
        assert (tmp_path / "waves" / name).read_bytes() == (whole / "waves" / name).read_bytes()


def test_an_interruption_keeps_what_is_done(tmp_path):
    """The whole group gets the signal, as from Ctrl-C; finished runs stay, and it ends with 130."""
    scenario = ROOT / "scenarios/tutorial/03_soft_and_hard.yaml"
    (tmp_path / "study.yaml").write_text(STUDY.format(scenario=scenario))
    (tmp_path / "targets.yaml").write_text(TARGETS)
    command = [sys.executable, "-m", "parley_analysis", "calibrate", "study.yaml", "--targets"]
    command += ["targets.yaml", "-o", "waves", "--size", "16", "--replicates", "4000"]
    process = subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    parts = tmp_path / "waves/wave-1/result.h5.parts"
    until = time.monotonic() + 300
    while not (parts.is_dir() and any(parts.iterdir())) and time.monotonic() < until:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=300)[1]
    assert process.returncode == 130, said
    assert "the same command goes on from there" in said
    assert any(parts.iterdir())
    assert not (tmp_path / "waves/wave-1/summaries.csv").exists()


WRONG = {
    "no such variable": (
        {"targets": TARGETS.replace("recognition_final", "recognitoin")},
        "targets.yaml:4:3: error: pattern 'learnt' cannot be measured (the result has no variable"
        " 'recognitoin'",
    ),
    "no such forum": (
        {"targets": TARGETS.replace("forum: dialogue", "forum: council")},
        "targets.yaml:8:3: error: pattern 'trainings' cannot be measured (no forum 'council'",
    ),
    "one replicate": (
        {"study": STUDY.replace("replicates: 2", "replicates: 1")},
        "study.yaml:4:13: error: a calibration needs 2 replicates or more",
    ),
    "the engine's own": (
        {"study": STUDY.replace("frankness", "franknes")},
        "study.yaml:7:19: error: unknown key 'franknes' in forums.dialogue; did you mean",
    ),
    "no pattern": (
        {"targets": "parley: 1\ntargets: none\npatterns: {}\n"},
        "targets.yaml:3:1: error: there are no patterns (nothing could be ruled out); name one",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_is_told_with_its_place(tmp_path, case):
    how, said = WRONG[case]
    done = calibrate(tmp_path, **how)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "waves/points.csv").exists()


def test_another_question_is_not_mixed_in(whole, tmp_path):
    other = calibrate(whole, "--cutoff", "2.5")
    assert other.returncode == 2
    assert "waves: error: holds waves with another options" in other.stderr
    assert "--overwrite" in other.stderr
    (tmp_path / "waves").mkdir()
    (tmp_path / "waves/mine.txt").write_text("mine")
    done = calibrate(tmp_path)
    assert done.returncode == 2 and "is no folder of waves" in done.stderr
    assert (tmp_path / "waves/mine.txt").read_text() == "mine"


def test_the_schema_is_printed():
    command = [sys.executable, "-m", "parley_analysis", "schema", "targets"]
    printed = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    jsonschema.validate(YAML(typ="safe", pure=True).load(TARGETS), printed)


def test_without_scikit_learn_it_says_what_to_install():
    text = "import sys; sys.modules['sklearn'] = None\n"
    text += "from parley_analysis.command import main\n"
    text += "sys.exit(main(['calibrate', 'study.yaml', '--targets', 'targets.yaml']))"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True)
    assert done.returncode == 2
    assert "pip install 'parley[calibration]'" in done.stderr
