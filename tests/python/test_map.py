"""Maps: the projection, the places of states, and what is drawn of them."""

import csv

import numpy as np
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.path import Path

import parley_analysis as pa
from boxes import mistakes
from conftest import ROOT
from parley_analysis import atlas

THREE = ["MAR", "ESP", "FRA"]


def test_the_projection_is_equal_earth():
    """Half the width at the equator is 2 sqrt(3) pi / (3 A1) = 2.706630, the height of the pole
    1.3173627591574, as the authors publish it; a band of latitudes has the area that it has on the
    globe: a zone between the equator and 30 degrees a half of the half globe, 2 pi sin(30)."""
    edge = atlas.projected(np.array([180.0, 0.0]), np.array([0.0, 90.0]))
    np.testing.assert_allclose(edge[0], [2.7066299836960748, 0], atol=1e-12)
    np.testing.assert_allclose(edge[1], [0, 1.3173627591574133], atol=1e-12)
    latitude = np.linspace(0, 30, 4001)
    x, y = atlas.projected(np.full(latitude.size, 180.0), latitude).T
    area = np.sum((x[1:] + x[:-1]) * np.diff(y))
    assert area == pytest.approx(2 * np.pi * 0.5, rel=2e-6)


def test_every_member_of_the_united_nations_has_a_place():
    with (ROOT / "analysis/data/states.csv").open() as file:
        members = {row["state"] for row in csv.DictReader(file)}
    places = atlas.capitals()
    assert len(members) == 193 and members <= places.keys()
    for state, east, north in (("FRA", 2.35, 48.86), ("AUS", 149.1, -35.3), ("FJI", 178.4, -18.1)):
        np.testing.assert_allclose(places[state], (east, north), atol=0.15)
    assert all(-180 <= east <= 180 and -60 < north < 70 for east, north in places.values())


def test_capitals_lie_on_land_but_those_of_islands_too_small_for_the_outlines():
    rings = [Path(ring) for ring in atlas.land()]
    points = np.vstack(atlas.land())
    at_sea = {
        state
        for state, at in atlas.capitals().items()
        if not any(ring.contains_point(at) for ring in rings)
        and np.hypot(*(points - at).T).min() > 1  # on the coast
    }
    islands = {"ATG", "BHR", "BRB", "COM", "CPV", "DMA", "FSM", "GRD", "KIR", "KNA", "LCA", "MDV",
               "MHL", "MLT", "MUS", "NRU", "PLW", "SGP", "STP", "SYC", "TON", "TUV", "VCT",
               "VUT", "WSM"}  # fmt: skip
    assert at_sea <= islands


@pytest.mark.parametrize("longitudes, middle", [
    ([2.0, 10.0], 6.0),
    ([178.0, -176.0], -179.0),  # on both sides of the date line
    ([-77.0, 2.0, 77.0, 140.0, 175.0], 11.0),  # round the globe
    ([], 11.0),
])  # fmt: skip
def test_the_centre_lies_among_the_places(longitudes, middle):
    assert atlas.middle_meridian(np.array(longitudes)) == pytest.approx(middle)


@pytest.fixture
def abroad(made_up, monkeypatch):
    """The made-up result, of states that there are, with flows between them."""
    persons = {("MAR", "FRA"): 9000.0, ("ESP", "FRA"): 100.0, ("MAR", "ESP"): 50.0}
    monkeypatch.setattr("parley_analysis.figures.flow_arrows.flows", lambda result: persons)
    return made_up.assign_coords(state=THREE)


def points_of(axes):
    return [of for of in axes.collections if isinstance(of, PathCollection)]


def test_arrows_lead_from_capital_to_capital_by_what_was_agreed(abroad):
    axes = pa.plot_map(abroad)
    arrows = [of for of in axes.patches if hasattr(of, "get_arrowstyle")]
    widths = [of.get_linewidth() for of in arrows]
    assert len(widths) == 3 and widths == sorted(widths)
    centre = atlas.middle_meridian(np.array([atlas.capitals()[state][0] for state in THREE]))
    at = {
        state: atlas.projected(atlas.beyond(np.array(east), centre), np.array(north))
        for state, (east, north) in atlas.capitals().items()
    }
    np.testing.assert_allclose(arrows[-1]._posA_posB, [at["MAR"], at["FRA"]])
    found = np.array([of.get_offsets()[0] for of in points_of(axes)])
    np.testing.assert_allclose(sorted(map(tuple, found)), sorted(tuple(at[of]) for of in THREE))
    share = pa.partners(abroad, level="bilateral").share
    colours = {to_hex(of.get_edgecolor()) for of in arrows}
    assert ("#0072b2" in colours) == bool((share > 0).any())
    assert mistakes(axes.figure) == []


def test_a_map_shows_the_flows_of_chosen_states_alone(abroad):
    axes = pa.plot_map(abroad, states=["ESP"])
    assert len([of for of in axes.patches if hasattr(of, "get_arrowstyle")]) == 2
    assert any("2 flows" in text.get_text() for text in axes.texts)
    with pytest.raises(ValueError, match="no state 'XX'"):
        pa.plot_map(abroad, states=["XX"])


def test_states_without_a_place_are_left_out_and_counted(abroad):
    axes = pa.plot_map(abroad.assign_coords(state=["MAR", "NOWHERE", "FRA"]))
    said = " ".join(text.get_text() for text in axes.texts)
    assert len(points_of(axes)) == 2
    assert "left out: 1 state of no known place" in " ".join(said.split())


def test_of_states_that_are_nowhere_there_is_no_map(made_up):
    axes = pa.plot_map(made_up)
    assert "No place is known of these states." in [text.get_text() for text in axes.texts]
    assert not pa.figures.has_places(made_up)
