"""In every figure over shipped scenarios no text leaves the canvas, lies on another or is too small
to read: on a screen and on a telephone.

A few scenarios with few ticks; all that ship, where PARLEY_ALL_SCENARIOS is set.
"""

import os
import subprocess
from functools import partial

import matplotlib.pyplot as plt
import pytest

import parley_analysis as pa
from boxes import mistakes
from conftest import ROOT

pytestmark = pytest.mark.filterwarnings("error")

FEW = ["high_level_dialogue", "western_mediterranean", "tutorial/01_two_states"]
ALL = [
    str(path.relative_to(ROOT / "scenarios").with_suffix(""))
    for folder in ("scenarios", "scenarios/tutorial")
    for path in sorted((ROOT / folder).glob("*.yaml"))
]
SCENARIOS = ALL if os.environ.get("PARLEY_ALL_SCENARIOS") else FEW
TICKS = 4


def hardest(draw, result):
    return draw(result, pa.hardest_issues(result)[0])


FIGURES = {
    "overview": pa.overview,
    "movement": pa.plot_movement,
    "movement_of_soft_issues": lambda result: pa.plot_movement(
        result, pa.decode_flags(result.issue_kind).values[0]
    ),
    "movement_by_kind": pa.movement_by_kind,
    "movement_by_variation": pa.movement_by_variation,
    "agreements": pa.plot_agreements,
    "blockages": pa.plot_blockages,
    "policies": partial(hardest, pa.plot_policies),
    "positions": partial(hardest, pa.plot_positions),
    "partners": pa.plot_partners,
    "corridors": pa.plot_corridors,
    "map": pa.plot_map,
    "profiles": pa.plot_profiles,
    "disclosure": pa.plot_disclosure,
    "gap": pa.plot_management_gap,
    "gap_by_level": partial(pa.plot_management_gap, by="level"),
    "gains": pa.plot_gains,
    "prices": pa.plot_prices,
    "recognition": pa.plot_recognition,
    "unrecognised": pa.plot_price_of_unrecognised,
    "differences": lambda result: pa.plot_differences(
        pa.paired_differences(result, "soft_movement"), measure="soft_movement"
    ),
}


@pytest.fixture(scope="module", params=SCENARIOS)
def result(request, tmp_path_factory):
    """A short run of a scenario with all of its variations; of the world, with none."""
    program = os.environ.get("PARLEY_PROGRAM")
    if program is None:
        pytest.skip("PARLEY_PROGRAM names no program")
    scenario = ROOT / "scenarios" / f"{request.param}.yaml"
    path = tmp_path_factory.mktemp("boxes") / "result.h5"
    command = [program, "run", scenario, "-o", path, "--set", f"time.ticks={TICKS}"]
    command += ["--replicates", "2"]
    if "world" in scenario.read_text():
        command += ["--what-if", "baseline"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=3600)
    assert run.returncode == 0, run.stderr
    with pa.open_result(path) as opened:
        yield opened.load()


@pytest.mark.parametrize("wide", ["screen", "telephone"])
@pytest.mark.parametrize("name", FIGURES)
def test_texts_have_their_places(result, name, wide):
    with pa.narrow(wide == "telephone"):
        drawn = FIGURES[name](result)
    figure = drawn if isinstance(drawn, plt.Figure) else drawn.figure
    assert mistakes(figure) == []


@pytest.fixture(scope="module")
def sweep(tmp_path_factory):
    if "PARLEY_PROGRAM" not in os.environ:
        pytest.skip("PARLEY_PROGRAM names no program")
    path = tmp_path_factory.mktemp("sweep") / "study.yaml"
    path.write_text(
        f"""parley: 1
study: Small
scenario: {ROOT / "scenarios/tutorial/03_soft_and_hard.yaml"}
replicates: 1
design: {{sample: saltelli, size: 4}}
vary:
  forums.dialogue.frankness: {{uniform: [0, 1]}}
  discussion.decay: {{log_uniform: [0.005, 0.5]}}
  what_if: {{any_of: [baseline, hard, hard_package]}}
"""
    )
    return pa.sweep(path).load()


FRANKNESS, DECAY = "forums.dialogue.frankness", "discussion.decay"
OF_SWEEPS = {
    "line": lambda of: pa.plot_response(of, "soft_movement_final", FRANKNESS),
    "lines": lambda of: pa.plot_response(of, "soft_movement_final", FRANKNESS, by="what_if"),
    "lines of powers": lambda of: pa.plot_response(of, "soft_movement_final", DECAY, by="what_if"),
    "categories": lambda of: pa.plot_response(of, "soft_movement_final", "what_if"),
    "surface": lambda of: pa.plot_response(of, "soft_movement_final", FRANKNESS, DECAY),
    "surface of categories": lambda of: pa.plot_response(
        of, "soft_movement_final", "what_if", FRANKNESS
    ),
    "indices": lambda of: pa.plot_sensitivity(
        pa.sobol_indices(of, "soft_movement_final"), measure="soft_movement_final"
    ),
}


@pytest.mark.parametrize("wide", ["screen", "telephone"])
@pytest.mark.parametrize("name", OF_SWEEPS)
@pytest.mark.filterwarnings("ignore::RuntimeWarning:SALib")
def test_texts_of_sweeps_have_their_places(sweep, name, wide):
    with pa.narrow(wide == "telephone"):
        assert mistakes(OF_SWEEPS[name](sweep).figure) == []


@pytest.mark.parametrize("members", [2, 9, 40])
@pytest.mark.parametrize("wide", ["screen", "telephone"])
def test_texts_of_one_table_have_their_places(members, wide):
    names = [f"member number {n}" for n in range(members)]
    rounds = [
        {
            "round": at,
            "positions": {
                name: {"tax": 0.5 + (0.01 * n - 0.2) / at} for n, name in enumerate(names)
            },
        }
        for at in range(1, 12)
    ]
    outcome = {"protocol": "zeuthen", "status": "agreed", "rounds": 11, "terms": {"tax": 0.5}}
    with pa.narrow(wide == "telephone"):
        axes = pa.plot_trace(
            {**outcome, "trace": rounds, "reference_points": {"nash": {"tax": 0.52}}}
        )
    assert mistakes(axes.figure) == []


def planted(change):
    figure, axes = plt.subplots(figsize=(5, 4))
    axes.set_title("A title")
    axes.set_ylabel("along y")
    change(figure, axes)
    return mistakes(figure)


def test_a_figure_as_it_should_be_has_no_mistakes():
    assert planted(lambda figure, axes: None) == []


@pytest.mark.parametrize(
    "change, said",
    [
        (lambda f, a: f.text(0.5, 0.9, "upon it", ha="center"), "lies on"),
        (lambda f, a: a.set_xticks([0.50, 0.51], ["one label", "the next"]), "lies on"),
        (lambda f, a: a.set_title("A title that is much too long for this figure" * 3), "leaves"),
        (lambda f, a: a.text(0.5, 0.5, "small", fontsize=6.9), "6.9 points"),
        (lambda f, a: a.annotate("below", (0, 0), (0, -200), textcoords="offset points",
                                 annotation_clip=False), "leaves"),
        (lambda f, a: a.legend([plt.Line2D([], [])], ["x"], title="along y", loc="center",
                               bbox_to_anchor=(-0.15, 0.5)), "lies on"),
        (lambda f, a: [a.text(0.3 + at, 0.3, "turned text", rotation=45, rotation_mode="anchor")
                       for at in (0, 0.01)], "lies on"),
    ],
)  # fmt: skip
def test_a_planted_mistake_is_found(change, said):
    found = planted(change)
    assert any(said in mistake for mistake in found), found


def test_turned_texts_side_by_side_do_not_overlap():
    def change(figure, axes):
        for at in (0.1, 0.2, 0.3):
            axes.text(at, 0.1, "a text that is turned", rotation=45, rotation_mode="anchor")

    assert planted(change) == []
