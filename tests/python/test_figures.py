"""Figures show what they should, without warnings and without labels on top of each other."""

import re
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pytest
import xarray as xr

import parley_analysis as pa
from boxes import mistakes
from conftest import ROOT
from made_up_result import small_world, write_result
from parley_analysis.figures.appearance import EndLabel, label_ends, spread
from parley_analysis.figures.blockages import LOOK as REASONS
from parley_analysis.figures.variations import quantiles_over_runs
from parley_analysis.sessions import MECHANISMS

pytestmark = pytest.mark.filterwarnings("error")

AXES_FIGURES = [
    pa.plot_movement,
    pa.plot_agreements,
    pa.plot_blockages,
    pa.plot_recognition,
    pa.plot_price_of_unrecognised,
    pa.plot_partners,
    pa.plot_profiles,
    pa.plot_disclosure,
    pa.plot_management_gap,
    pa.plot_corridors,
    lambda result, **how: pa.plot_policies(result, pa.hardest_issues(result)[0], **how),
    lambda result, **how: pa.plot_positions(result, pa.hardest_issues(result)[0], **how),
]


def words_of(axes):
    return [text.get_text() for text in axes.findobj(plt.Text) if text.get_text()]


@pytest.mark.parametrize("draw", AXES_FIGURES)
def test_figure_renders_on_its_own_axes_and_on_given_ones(any_result, draw):
    draw(any_result).figure.canvas.draw()
    _, given = plt.subplots(figsize=(8, 5))
    assert draw(any_result, ax=given) is given
    given.figure.canvas.draw()


@pytest.mark.parametrize("wide, pixels", [(True, 1280), (False, 420)])
def test_overview_renders_for_a_screen_and_for_a_telephone(any_result, wide, pixels):
    with pa.narrow(not wide):
        figure = pa.overview(any_result)
    assert mistakes(figure) == []
    assert figure.canvas.get_width_height()[0] == pixels
    assert any_result.attrs["title"] in [text.get_text() for text in figure.texts]


def test_overview_has_its_panels(made_up):
    titles = [axes.get_title(loc="left") for axes in pa.overview(made_up).axes]
    assert titles == [
        "Movement on hard issues",
        "Movement on soft issues",
        "Recognition of mixed interests",
        "Agreements by forum and issue",
        "What stayed open, and who blocked it",
        "Readmission",
        "Training",
        "Trade",
        "",  # the legend
    ]


def test_overview_says_how_many_variations_there_are_and_which_is_shown(made_up):
    def head(result):
        return " ".join(text.get_text() for text in pa.overview(result).texts)

    assert "2 variations: 'baseline' unless named" in head(made_up)
    assert "'frank'" in head(pa.select_what_if(made_up, "frank"))
    assert "baseline" not in head(pa.select_what_if(made_up, "baseline"))


def test_reasons_have_the_words_of_the_engine():
    source = (ROOT / "engine/forum/mechanism.hpp").read_text()
    names = re.search(r"mechanism_names\{(.*?)\}", source, re.DOTALL)[1]
    assert re.findall(r'"(\w+)"', names) == list(REASONS) == list(MECHANISMS)


def test_overview_leaves_the_settings_of_matplotlib_alone(made_up):
    before = plt.rcParams.copy()
    pa.overview(made_up)
    assert plt.rcParams == before


@pytest.mark.parametrize("number", [1, 5, 30])
def test_labels_at_line_ends_do_not_overlap_however_many(number):
    _, axes = plt.subplots(figsize=(4, 1.5), gridspec_kw={"bottom": 0.3, "left": 0.2})
    texts = label_ends(axes, [EndLabel(0.2, f"line {n}", "black") for n in range(number)], size=9)
    axes.figure.canvas.draw()
    assert mistakes(axes.figure) == []
    assert {text.get_fontsize() for text in texts} == {9}
    counted = texts[-1].get_text()
    assert counted == ("line 4" if number == 5 else "line 0" if number == 1 else "and 26 more")
    ends = [text.get_position()[1] for text in texts]
    assert min(ends) >= 0 and max(ends) <= 1


def test_policies_are_one_labelled_line_a_state(made_up):
    axes = pa.plot_policies(made_up, "readmission", what_if="frank", replicate=1)
    drawn = {line.get_label(): line.get_ydata() for line in axes.lines}
    of_run = made_up.policy.sel(issue="readmission").isel(run=4)
    for state, name in [("ARDA", "Arda"), ("NO", "Belmar"), ("CORLAND", "Corland")]:
        np.testing.assert_allclose(drawn[name], of_run.sel(state=state))
        assert name in words_of(axes)
    assert {"Dialogue of the three", "Bilateral corridors", "Readmission"} <= set(words_of(axes))
    assert any("0: no cooperation; 1: full" in text.replace("\n", " ") for text in words_of(axes))


def test_policies_mark_each_meeting_by_the_share_that_agreed(made_up):
    axes = pa.plot_policies(made_up, "readmission")
    marks = {marks.get_label(): marks.get_array() for marks in axes.collections}
    runs = pa.select_what_if(made_up).sel(issue="readmission", forum="bilateral")
    tables, agreed = runs.attempts.sum("run").values, runs.agreements.sum("run").values
    held = tables > 0
    np.testing.assert_allclose(marks["Bilateral corridors"], agreed[held] / tables[held])


def test_policies_of_an_unknown_issue_name_the_known(made_up):
    with pytest.raises(ValueError, match=r"no issue 'aslyum' \(the result has training, read"):
        pa.plot_policies(made_up, "aslyum")
    with pytest.raises(ValueError, match="no replicate 7"):
        pa.plot_policies(made_up, "trade", replicate=7)


def test_movement_shows_each_what_if_with_its_spread(made_up):
    axes = pa.plot_movement(made_up, "soft")
    assert {"baseline", "frank"} <= set(words_of(axes))
    median = made_up.soft_movement.isel(run=slice(3)).median("run")
    np.testing.assert_allclose(axes.lines[0].get_ydata(), median)
    assert len(axes.collections) == 2
    with pytest.raises(ValueError, match="no kind of issue 'easy'"):
        pa.plot_movement(made_up, "easy")


def test_movement_names_what_differs_most(made_up):
    """Nine variations that end at 0.5 and 0.05 n further: the first and the last six are named."""
    run = made_up.isel(run=[0])
    many = xr.concat(
        [
            run.assign_coords(what_if=("run", [f"step_{n}"])).assign(
                soft_movement=xr.full_like(run.soft_movement, 0.5 + 0.05 * n)
            )
            for n in range(9)
        ],
        "run",
        data_vars="minimal",
    )
    axes = pa.plot_movement(many, "soft")
    named = {word for word in words_of(axes) if word.startswith("step ")}
    assert named == {"step 0", *(f"step {n}" for n in range(3, 9))}
    assert any("grey: the other 2" in word for word in words_of(axes))


def test_movement_of_one_run_has_no_spread(tmp_path):
    with pa.open_result(write_result(tmp_path / "one.h5", small_world())) as result:
        axes = pa.plot_movement(result)
        assert not axes.collections
        assert {"hard issues", "soft issues", "linkage issues"} <= set(words_of(axes))


def test_agreements_are_ordered_by_level_and_kind_with_numbers(made_up):
    axes = pa.plot_agreements(made_up)
    assert [text.get_text() for text in axes.get_yticklabels()] == [
        "Dialogue of the three\n(regional)",
        "Bilateral corridors",
    ]
    assert [text.get_text() for text in axes.get_xticklabels()] == [
        "training",
        "readmission",
    ]  # trade was on no table
    assert any(
        "left out: 1 issue without tables" in text.replace("\n", " ") for text in words_of(axes)
    )
    rates = pa.agreement_rates(made_up).sel(forum="dialogue", issue="training")
    shown = words_of(axes)
    assert f"{100 * float(rates.share):.0f}" in shown
    assert f"{int(rates.agreed)}/{int(rates.tables)}" in shown
    assert sum("/" in text for text in shown) == 3  # the cells that were on a table


def test_blockages_add_up_to_what_stayed_open(made_up):
    axes = pa.plot_blockages(made_up)
    found = pa.blockages(made_up)
    found = found[found["open"] > 0]
    width = np.array([[bar.get_width() for bar in bars] for bars in axes.containers]).sum(axis=0)
    np.testing.assert_allclose(width, 100 * found["open"] / found["places"])
    assert {"gains too little", "red line", "out of time"} <= set(words_of(axes))
    assert "readmission, Dialogue of the three" in words_of(axes)


def test_blockages_say_when_there_is_nothing_to_show(made_up):
    nothing = made_up.isel(session=slice(0))
    assert "No sessions were recorded." in words_of(pa.plot_blockages(nothing))
    agreed = np.flatnonzero(pa.decode_flags(made_up.session_result).values == "agreed")
    settled = made_up.isel(session=agreed)
    assert "All that was negotiated was settled." in words_of(pa.plot_blockages(settled))


def test_recognition_is_the_mean_over_replicates(made_up):
    axes = pa.plot_recognition(made_up, what_if="frank")
    arda = next(line for line in axes.lines if line.get_label() == "Arda")
    np.testing.assert_allclose(
        arda.get_ydata(), made_up.recognition.sel(state="ARDA").isel(run=slice(3, 6)).mean("run")
    )


def test_price_is_what_states_overrate(made_up):
    axes = pa.plot_price_of_unrecognised(made_up)
    runs = pa.select_what_if(made_up).sel(state="NO")
    belmar = next(line for line in axes.lines if line.get_label() == "Belmar")
    np.testing.assert_allclose(
        belmar.get_ydata(), (runs.perceived_payoff - runs.actual_payoff).mean("run")
    )


def test_a_single_tick_can_be_drawn(tmp_path):
    with pa.open_result(write_result(tmp_path / "tick.h5", small_world(ticks=1))) as result:
        pa.overview(result).canvas.draw()


def test_scenario_without_forums_can_be_drawn(tmp_path):
    with pa.open_result(write_result(tmp_path / "alone.h5", small_world(forums={}))) as result:
        assert pa.sessions(result).empty
        figure = pa.overview(result)
        figure.canvas.draw()
        shown = [text.get_text() for text in figure.findobj(plt.Text)]
        assert "The scenario has no forums." in shown


def test_of_many_states_those_that_move_most_are_named(tmp_path):
    many = {f"S{i}": (f"State {i}", [0.2, 0.3, 0.5]) for i in range(60)}
    world = small_world(states=small_world().states | many)
    with pa.open_result(write_result(tmp_path / "many.h5", world)) as result:
        recognition = result.recognition.values.copy()
        recognition[0, -1, 20] = 0.9  # three states precede State 0
        result = result.assign(recognition=result.recognition.copy(data=recognition))
        axes = pa.plot_recognition(result)
        named = [text for text in words_of(axes) if text.startswith("State ")]
        assert "State 17" in named
        assert 1 <= len(named) <= 6
        assert len([line for line in axes.lines if line.get_label().startswith("State")]) == 60


@pytest.mark.parametrize(
    "wanted, gap, places",
    [
        ([], 0.1, []),
        ([0.5], 0.1, [0.5]),
        ([0.2, 0.8], 0.1, [0.2, 0.8]),
        ([0.5, 0.5], 0.1, [0.45, 0.55]),
        ([0.6, 0.5, 0.5], 0.2, [0.5 + 0.1 / 3 + 0.2, 0.5 + 0.1 / 3 - 0.2, 0.5 + 0.1 / 3]),
        ([0.0, 0.0, 0.0], 0.1, [0.0, 0.1, 0.2]),
        ([1.0, 1.0], 0.1, [0.9, 1.0]),
        ([0.5, 0.5, 0.5], 0.8, [0.0, 0.5, 1.0]),
    ],
)
def test_labels_move_as_little_as_keeps_them_apart(wanted, gap, places):
    np.testing.assert_allclose(spread(wanted, gap, 0.0, 1.0), places)


def test_quantiles_know_nothing_where_no_run_does():
    nan = np.nan
    values = xr.DataArray([[nan, 1.0], [nan, 3.0]], dims=("run", "time"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        low, high = quantiles_over_runs(values, [0.0, 1.0])
    np.testing.assert_equal(low.values, [nan, 1.0])
    np.testing.assert_equal(high.values, [nan, 3.0])
