"""Experiments of a sweep, and what can be discovered in them: boxes, scores, robustness."""

import os
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import parley_analysis as pa
from parley_analysis.discovery import robustness_of
from parley_analysis.experiments import alias, aliases

ROOT = Path(__file__).parents[2]
STUDY = """
parley: 1
study: small
scenario: {scenario}
replicates: 2
design: {{sample: {sample}}}
vary:
  forums.dialogue.frankness: {{uniform: [0, 1]}}
  interests.variation: {{uniform: [0.0, 0.1]}}
  forums.dialogue.agenda: {{any_of: [all]}}
"""


def swept(folder, sample, more=""):
    path = folder / "study.yaml"
    scenario = ROOT / "scenarios/tutorial/03_soft_and_hard.yaml"
    path.write_text(STUDY.format(scenario=scenario, sample=sample) + more)
    command = [os.environ["PARLEY_PROGRAM"], "sweep", path, "-o", folder / "small.h5", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3600)
    assert done.returncode == 0, done.stderr
    return folder / "small.h5"


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """Numbers, words and what-ifs that are numbers in words."""
    more = "  forums.dialogue.scope: {any_of: [single_issue, package]}\n"
    more += "  discussion.learning: {any_of: [0, 0.5]}\n"
    path = swept(tmp_path_factory.mktemp("mixed"), "latin_hypercube, size: 24", more)
    with pa.open_result(path) as result:
        yield result


def test_inputs_are_those_of_the_points(mixed):
    inputs, outcomes = pa.experiments(mixed)
    assert list(inputs) == [
        *("forums_dialogue_frankness", "interests_variation"),
        *("forums_dialogue_agenda", "forums_dialogue_scope", "discussion_learning"),
    ]
    assert len(inputs) == 48 and all(len(of) == 48 for of in outcomes.values())
    table = pa.points(mixed).loc[mixed.point.values]
    frankness = table["forums.dialogue.frankness"].to_numpy()
    assert inputs["forums_dialogue_frankness"].tolist() == frankness.tolist()
    assert inputs["forums_dialogue_scope"].tolist() == table["forums.dialogue.scope"].tolist()
    assert sorted(inputs["discussion_learning"].unique()) == [0.0, 0.5]
    assert inputs.attrs["paths"]["forums_dialogue_scope"] == "forums.dialogue.scope"
    assert outcomes["hard_movement_final"].tolist() == mixed.hard_movement_final.values.tolist()
    of_issue = mixed.policy_final.isel(issue=0)
    assert outcomes[f"policy_final_{of_issue.issue.item()}"].tolist() == of_issue.values.tolist()


def test_by_point_averages_replicates_in_the_order_of_the_design(mixed):
    inputs, outcomes = pa.experiments(mixed, by="point")
    hard = pd.Series(mixed.hard_movement_final.values).groupby(mixed.point.values).mean()
    assert outcomes["hard_movement_final"] == pytest.approx(hard.to_numpy())
    assert len(inputs) == 24
    with pytest.raises(ValueError, match="no 'points'"):
        pa.experiments(mixed, by="points")


def test_other_packages_take_them_as_they_are(mixed):
    """PRIM of EMA Workbench, a forest and a Gaussian process of scikit-learn, SALib's delta."""
    from SALib.analyze import rbd_fast
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.gaussian_process import GaussianProcessRegressor

    of = pa.experiments(mixed)
    hard = of.outcomes["soft_movement_final"]
    found = pa.boxes(of.inputs, (of.inputs["forums_dialogue_frankness"] > 0.5).to_numpy())
    assert list(found[0].limits.index) == ["forums_dialogue_frankness"]
    assert RandomForestRegressor(10).fit(of.numbers, hard).feature_importances_.sum() > 0.99
    assert len(GaussianProcessRegressor().fit(of.numbers, hard).predict(of.numbers[:3])) == 3
    indices = rbd_fast.analyze(of.problem, of.numbers.to_numpy(), hard, num_resamples=10)
    assert len(indices["S1"]) == of.problem["num_vars"] == 5


def test_salib_gives_the_indices_of_the_package(tmp_path):
    """Sobol' indices of experiments by point are those of `sobol_indices`."""
    from SALib.analyze import sobol

    with pa.open_result(swept(tmp_path, "saltelli, size: 16")) as result:
        of = pa.experiments(result, by="point")
        given = sobol.analyze(
            of.problem, of.outcomes["soft_movement_final"], calc_second_order=False, seed=1
        )
        own = pa.sobol_indices(result, "soft_movement_final")
    named = dict(zip(of.problem["names"], given["ST"], strict=True))
    for path, row in own.iterrows():
        assert named[alias(path)] == pytest.approx(row["total"])


def test_aliases_have_no_dots_and_differ():
    paths = ["forums.*.frankness", "a.b", "a_b", "states.MAR.transit"]
    assert list(aliases(paths).values()) == [
        "forums_all_frankness",
        "a_b",
        "a_b_2",
        "states_MAR_transit",
    ]
    assert all(name.isidentifier() for name in aliases(paths).values())


@pytest.fixture(scope="module")
def planted():
    """1000 cases, of interest where x > 0.6 and the word is one of two, and nowhere else."""
    random = np.random.default_rng(1)
    inputs = pd.DataFrame({"x": random.random(1000), "y": random.random(1000)})
    inputs["word"] = pd.Categorical(random.choice(["a", "b", "c"], 1000), ["a", "b", "c"])
    return inputs, ((inputs.x > 0.6) & (inputs.word != "b")).to_numpy()


def test_a_planted_box_is_found(planted):
    inputs, of_interest = planted
    box = pa.boxes(inputs, of_interest, density=0.99)[0]
    assert set(box.limits.index) == {"x", "word"}
    assert box.limits.loc["x", "low"] == pytest.approx(0.6, abs=0.04)
    assert box.limits.loc["word", "words"] == ("a", "c")
    inside = (inputs.x >= box.limits.loc["x", "low"]) & (inputs.word != "b")
    assert box.mass == pytest.approx(inside.mean(), abs=0.01)
    assert box.density == pytest.approx(of_interest[inside].mean(), abs=0.01)
    assert box.coverage == pytest.approx(of_interest[inside].sum() / of_interest.sum(), abs=0.01)
    assert str(box).startswith(("x from", "word in"))
    ax = pa.plot_boxes([box], inputs)
    assert len(ax.get_yticklabels()) == 2


def test_all_or_nothing_is_no_box(planted):
    with pytest.raises(ValueError, match="all cases are of interest"):
        pa.boxes(planted[0], np.ones(1000, bool))


def test_scores_say_what_was_planted(planted):
    inputs, of_interest = planted
    scores = pa.feature_scores(inputs, of_interest)
    assert scores.sum() == pytest.approx(1.0)
    assert scores.index[-1] == "y" and scores["y"] < 0.2
    assert len(pa.plot_feature_scores(scores).patches) == 3
    figure = pa.dimensional_stacking(inputs.assign(z=inputs.y[::-1].to_numpy()), of_interest)
    assert figure.axes


def test_robustness_by_hand():
    """Three states of the world. Best are 4, 5, 3; `one` regrets 0, 1, 1, `other` 2, 0, 0."""
    worlds = pd.DataFrame({"one": [4.0, 4.0, 2.0], "other": [2.0, 5.0, 3.0]})
    found = robustness_of(worlds, enough=3.0)
    assert found.loc["one", ["mean", "worst"]].tolist() == pytest.approx([10 / 3, 2.0])
    assert found["regret"].tolist() == pytest.approx([2 / 3, 2 / 3])
    assert found["most_regret"].tolist() == pytest.approx([1.0, 2.0])
    assert found["satisfices"].tolist() == pytest.approx([2 / 3, 2 / 3])
    assert found["best"].tolist() == pytest.approx([1 / 3, 2 / 3])
    with pytest.raises(ValueError, match="no point that every what-if meets"):
        robustness_of(pd.DataFrame({"one": [1.0, np.nan], "other": [np.nan, 1.0]}), 1.0)
    assert len(pa.plot_robustness(found).get_yticklabels()) == 2


def test_robustness_of_a_study_crosses_scopes_with_points(tmp_path):
    """A grid of two scopes and three values: each scope meets the same three."""
    more = "  forums.dialogue.scope: {any_of: [single_issue, package]}\n"
    path = tmp_path / "study.yaml"
    scenario = ROOT / "scenarios/tutorial/03_soft_and_hard.yaml"
    text = STUDY.format(scenario=scenario, sample="grid") + more
    text = text.replace("uniform: [0, 1]", "values: [0, 0.5, 1]")
    path.write_text(text.replace("uniform: [0.0, 0.1]", "values: [0.05]"))
    with pa.sweep(path) as result:
        found = pa.robustness(
            result, "hard_movement_final", enough=0.1, along="forums.dialogue.scope"
        )
        table = pa.points(result)
        hard = pd.Series(result.hard_movement_final.values).groupby(result.point.values).mean()
    assert found["points"].tolist() == [3, 3]
    for index, of in enumerate(found.index):
        word = ["single_issue", "package"][int(of)] if of.isdigit() else of
        mean = hard[table["forums.dialogue.scope"] == word].mean()
        assert found["mean"].iloc[index] == pytest.approx(mean)
