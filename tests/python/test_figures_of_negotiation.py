"""Figures of positions, partners, profiles, traces and corridors show the numbers that they stand
for."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import parley_analysis as pa
from boxes import mistakes
from test_figures import words_of

pytestmark = pytest.mark.filterwarnings("error")


def test_positions_are_one_line_a_state_with_every_agreement(made_up):
    axes = pa.plot_positions(made_up, "readmission", what_if="frank", replicate=1)
    of_run = made_up.isel(run=4).sel(issue="readmission")
    drawn = {line.get_label(): line.get_ydata() for line in axes.lines}
    np.testing.assert_allclose(drawn["Belmar"], of_run.declared_position.sel(state="NO"))
    np.testing.assert_allclose(drawn["mean policy"], of_run.policy.mean("state"))
    runs = made_up.isel(run=[4])
    held = pa.terms(runs).join(pa.sessions(runs), on="session")
    agreed = held[(held["issue"] == "readmission") & (held["result"] == "agreed")]
    marks = [of for of in axes.collections if str(of.get_label()).startswith("agreed, ")]
    heights = np.concatenate([of.get_offsets()[:, 1] for of in marks])
    np.testing.assert_allclose(sorted(heights), sorted(agreed["position"]))
    with pytest.raises(ValueError, match="no issue 'x'"):
        pa.plot_positions(made_up, "x")
    with pytest.raises(ValueError, match="no replicate 9"):
        pa.plot_positions(made_up, "readmission", replicate=9)


def test_partners_are_counted_at_common_tables(any_result):
    found = pa.partners(any_result)
    held = pa.sessions(pa.select_what_if(any_result))
    first, second = any_result.state.values[:2]
    together = held["seated"].map(lambda who: first in who and second in who)
    signed = held["signatories"].map(lambda who: first in who and second in who)
    cell = found.sel(state=first, partner_state=second)
    assert cell.tables.item() == together.sum()
    assert cell.signed.item() == signed.sum()
    assert np.isnan(found.share.sel(state=first, partner_state=first))
    np.testing.assert_array_equal(found.share, found.share.values.T)


def test_partners_at_one_level(made_up):
    of_pairs = pa.partners(made_up, level="bilateral")
    assert of_pairs.tables.sel(state="ARDA", partner_state="NO") == 0
    assert of_pairs.tables.sel(state="ARDA", partner_state="CORLAND") > 0
    axes = pa.plot_partners(made_up, level="bilateral")
    assert any("at bilateral forums" in text.replace("\n", " ") for text in words_of(axes))
    with pytest.raises(ValueError, match="no level 'private'"):
        pa.plot_partners(made_up, level="private")


def test_of_many_states_those_that_met_most_are_shown(made_up):
    axes = pa.plot_partners(made_up, most=2)
    tables = pa.partners(made_up).tables.sum("partner_state").to_series()
    shown = {label.get_text() for label in axes.get_yticklabels()}
    names = dict(zip(made_up.state.values, made_up.state_name.values, strict=True))
    assert shown == {
        names[state] for state in tables.sort_values(ascending=False, kind="stable").index[:2]
    }
    assert any(
        "the 2 of 3 states that met most" in text.replace("\n", " ") for text in words_of(axes)
    )


def test_the_triangle_has_its_corners(made_up):
    """Arda's profile 0.7, 0.2, 0.1 lies at x = 0.1 + 0.2 / 2, y = 0.2 sqrt(3) / 2."""
    axes = pa.plot_profiles(made_up)
    points = np.concatenate([marks.get_offsets() for marks in axes.collections])
    assert np.isclose(points, [0.2, 0.1 * 3**0.5]).all(axis=1).any()
    assert {"sending", "transit", "receiving", "Arda", "Belmar", "Corland"} <= set(words_of(axes))
    axes.figure.canvas.draw()
    assert mistakes(axes.figure) == []


def with_gap(result):
    gap = result.management_gap.copy(
        data=np.linspace(0, 0.3, result.management_gap.size).reshape(result.management_gap.shape)
    )
    of_level = result.level_gap.copy(data=result.level_gap.values.copy())
    of_level[:, :, 2] = 0.4
    return result.assign(management_gap=gap, level_gap=of_level)


def test_management_gap_is_in_per_cent(made_up):
    assert "The scenario does not model capacity." in words_of(pa.plot_management_gap(made_up))
    result = with_gap(made_up)
    axes = pa.plot_management_gap(result)
    median = 100 * pa.select_what_if(result, "frank").management_gap.median("run")
    lines = {line.get_label(): line.get_ydata() for line in axes.lines}
    np.testing.assert_allclose(lines["frank"], median)
    by_level = {
        line.get_label(): line.get_ydata()
        for line in pa.plot_management_gap(result, by="level").lines
    }
    np.testing.assert_allclose(by_level["bilateral"], 40)
    assert "regional" not in by_level
    with pytest.raises(ValueError, match="no management gap by 'x'"):
        pa.plot_management_gap(made_up, by="x")


def offers(**changes):
    return {
        "protocol": "alternating_offers",
        "status": "agreed",
        "rounds": 2,
        "terms": {"returns": 0.5},
        "reference_points": {"nash": {"returns": 0.45}},
        "trace": [
            {
                "round": 1,
                "positions": {"north": {"returns": 0.9}, "south": {"returns": 0.2}},
                "moves": [],
            },
            {
                "round": 2,
                "positions": {"north": {"returns": 0.6}, "south": {"returns": 0.5}},
                "moves": [
                    {"member": "north", "kind": "accept", "terms": None},
                    {"member": None, "kind": "proposal", "terms": {"returns": 0.55}},
                ],
            },
        ],
    } | changes


def test_a_trace_is_a_line_of_offers_a_member():
    axes = pa.plot_trace(offers())
    lines = {line.get_label(): list(line.get_ydata()) for line in axes.lines}
    assert lines["north"] == [0.9, 0.6] and lines["south"] == [0.2, 0.5]
    assert {"north", "south", "terms", "Nash solution", "Returns by alternating offers"} <= set(
        words_of(axes)
    )
    rings = [marks.get_offsets().tolist() for marks in axes.collections if len(marks.get_offsets())]
    assert [[2, 0.6]] in rings  # north accepts in the second round
    assert [[2, 0.55]] in rings  # the proposal
    assert "terms" not in words_of(pa.plot_trace(offers(status="timed_out")))
    with pytest.raises(ValueError, match="no issue 'x' on the table"):
        pa.plot_trace(offers(), "x")
    with pytest.raises(ValueError, match="has no trace"):
        pa.plot_trace(offers(trace=[]))


@pytest.mark.parametrize("protocol", ["alternating_offers", "zeuthen", "single_text", "challenge"])
def test_traces_of_the_engine_can_be_drawn(real_path, protocol):
    table = pd.DataFrame(
        [("north", "returns", 0.9, 1.0, 1.0, 0.2), ("south", "returns", 0.3, 1.0, 1.0, 0.2)],
        columns=["actor", "issue", "position", "salience", "power", "status_quo"],
    )
    axes = pa.plot_trace(pa.negotiate(table, protocol, trace=True))
    axes.figure.canvas.draw()
    assert {"north", "south"} <= set(words_of(axes))


def test_corridors_are_arrows_by_what_was_agreed(made_up, monkeypatch):
    """Arda and Corland, Belmar and Corland bargain in pairs; Arda and Belmar never do."""
    persons = {
        ("ARDA", "CORLAND"): 9000.0,
        ("NO", "CORLAND"): 100.0,
        ("ARDA", "NO"): 50.0,
        ("XX", "NO"): 1.0,
    }
    monkeypatch.setattr("parley_analysis.figures.flow_arrows.flows", lambda result: persons)
    axes = pa.plot_corridors(made_up)
    widths = [arrow.get_linewidth() for arrow in axes.patches]
    assert len(widths) == 3 and widths == sorted(widths)
    assert any("3 flows" in text for text in words_of(axes))
    assert len(pa.plot_corridors(made_up, most=1).patches) == 1
    shares = pa.partners(made_up, level="bilateral").share
    colours = {plt.matplotlib.colors.to_hex(arrow.get_edgecolor()) for arrow in axes.patches}
    assert ("#bfbfbf" in colours) and (("#0072b2" in colours) == bool((shares > 0).any()))


def test_corridors_do_not_deny_agreements_that_were_not_recorded(made_up, monkeypatch):
    monkeypatch.setattr(
        "parley_analysis.figures.flow_arrows.flows", lambda result: {("ARDA", "CORLAND"): 1.0}
    )
    bilateral = (pa.decode_flags(made_up.session_level) == "bilateral").values
    explained = pa.plot_corridors(made_up.isel(session=~bilateral)).get_legend().get_texts()
    assert any("does not list bilateral tables" in text.get_text() for text in explained)


def test_flows_are_those_of_the_scenario(tmp_path):
    text = (
        "name: x\nflows:\n  - origin: NO\n    destination: MAR\n    persons: 10\n"
        "  - {origin: NO, destination: MAR, persons: 5}\nissues: {}\n"
    )
    from parley_analysis.study import text_of

    assert text_of(text, "flows").count("origin") == 2
    assert text_of(text, "nothing") == ""


def test_differences_that_may_be_none_are_grey():
    table = pd.DataFrame(
        {"mean": [0.2, 0.1], "low": [0.1, -0.1], "high": [0.3, 0.3], "replicates": 5},
        index=pd.Index(["open", "shut"], name="what_if"),
    )
    axes = pa.plot_differences(table, measure="hard_movement_final")
    assert axes.get_xlabel() == "difference in hard movement at the end"
    colours = [plt.matplotlib.colors.to_hex(line.get_color()) for line in axes.lines[:2]]
    assert colours == ["#0072b2", "#595959"]
