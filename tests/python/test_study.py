"""What a result says of where it comes from: texts, seed, and the design of its study."""

import os

import pytest

import parley_analysis as pa
from conftest import ROOT

STUDY = """parley: 1
study: Who learns
about: made for a test
scenario: {scenario}
replicates: 3
design: {{sample: grid}}
vary:
  discussion.learning: {{uniform: [0, 1], steps: 3}}
  what_if: {{any_of: [baseline, hard]}}
"""


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    if "PARLEY_PROGRAM" not in os.environ:
        pytest.skip("PARLEY_PROGRAM names no program")
    path = tmp_path_factory.mktemp("study") / "study.yaml"
    path.write_text(STUDY.format(scenario=ROOT / "scenarios/tutorial/03_soft_and_hard.yaml"))
    with pa.sweep(path) as result:
        yield result


def test_the_study_is_that_of_the_file(swept):
    study = pa.study(swept)
    assert (study.name, study.about, study.replicates) == ("Who learns", "made for a test", 3)
    assert study.sample == "grid"
    learning, what_if = study.parameters
    assert (learning.path, learning.variable) == ("discussion.learning", "discussion.learning")
    assert (learning.distribution, learning.values) == ("uniform", [0, 1])
    assert (what_if.path, what_if.variable) == ("what_if", "parameter.what_if")
    assert what_if.categories == ("baseline", "hard")
    assert study.parameter("what_if") is study.parameter("parameter.what_if")
    with pytest.raises(ValueError, match="'frankness' does not vary"):
        study.parameter("frankness")


def test_points_are_every_combination(swept):
    points = pa.points(swept)
    assert points.index.tolist() == list(range(6))
    assert {tuple(row) for row in points.to_numpy()} == {
        (learning, what_if) for learning in (0, 0.5, 1) for what_if in ("baseline", "hard")
    }


def test_provenance_holds_texts_and_versions(swept):
    told = pa.provenance(swept)
    assert told["study_text"].startswith("parley: 1\nstudy: Who learns")
    assert "Soft and hard agendas" in told["scenario_text"]
    assert told["format_version"] == 2 and told["engine_version"]
    assert told["files"] == {}


def test_files_are_listed_with_their_sums(made_up_path):
    assert pa.provenance(made_up_path)["title"] == "Three states, made up"


def test_what_is_no_study_says_so(made_up):
    with pytest.raises(ValueError, match="not the result of a study"):
        pa.study(made_up)
    with pytest.raises(ValueError, match="does not know its file"):
        pa.provenance(made_up.copy(deep=True).assign_attrs().drop_encoding())
