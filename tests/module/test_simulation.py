"""Runs in process: the program's numbers, views, events, checkpoints, observers."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

import parley
import parley_analysis as pa

SCENARIOS = sorted(
    path for folder in ("scenarios", "scenarios/tutorial") for path in Path(folder).glob("*.yaml")
)
WEST = "scenarios/western_mediterranean.yaml"
PAIR = "scenarios/tutorial/01_two_states.yaml"
SLOW = {"global_compact.yaml"}


def first(result, **choice):
    return result.isel(run=0, **choice)


def same(ours, theirs):
    """Every variable, label and attribute; of the dataset's own what both have."""
    ours, theirs = ours.copy(), theirs.copy()
    common = ours.attrs.keys() & theirs.attrs.keys() - {"planned_runs", "source", "git_revision"}
    for of in (ours, theirs):
        of.attrs = {key: of.attrs[key] for key in common}
    xr.testing.assert_identical(ours, theirs)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_numbers_are_those_of_the_program(scenario, tmp_path):
    result = pa.run(
        scenario, what_if="baseline", replicates=1, output=tmp_path / "theirs.h5", chunks=None
    )
    run = parley.Simulation(scenario).run()
    assert run.finished
    same(run.to_xarray(), result)


def test_what_ifs_settings_seeds_and_replicates_are_those_of_the_program(tmp_path):
    settings = {"forums.five_plus_five.frankness": 0.8}
    result = pa.run(
        WEST, set=settings, what_if="comprehensive", seed=7, replicates=2, output=tmp_path / "a.h5"
    )
    run = parley.Simulation(WEST, settings=settings, what_if="comprehensive", seed=7, replicate=1)
    ours = run.run().to_xarray()
    for name in ("policy", "actual_payoff", "hard_movement", "settled_level"):
        assert np.array_equal(ours[name][0], result[name][1], equal_nan=True)
    assert run.scenario.what_ifs == parley.Scenario(WEST).what_ifs


def test_arrays_are_views_that_keep_showing_their_tick():
    run = parley.Simulation(WEST)
    for _ in range(3):
        run.step()
    before = run.policies
    assert np.shares_memory(before, run.policies)
    copied = before.copy()
    with pytest.raises(ValueError, match="read-only"):
        before[0, 0] = 1.0
    run.run()
    assert np.array_equal(before, copied)
    assert not np.array_equal(run.policies, copied)
    # held arrays change nothing in the run
    untouched = parley.Simulation(WEST).run()
    assert np.array_equal(run.policies, untouched.policies)
    assert np.array_equal(run.payoffs, untouched.payoffs)


def test_arrays_have_labels_and_are_what_is_recorded():
    run = parley.Simulation(WEST).run()
    result = run.to_xarray()
    last = first(result, time=-1)
    assert run.labelled("policies").dims == ("state", "issue")
    assert np.array_equal(run.policies, last.policy)
    assert np.array_equal(run.profiles, last.profile)
    assert np.array_equal(run.payoffs, last.actual_payoff)
    assert np.array_equal(run.observed("net_movement"), last.net_movement)
    assert set(run.observables) >= {"policy", "joint_gain", "talks"}
    assert run.labelled("profiles").sel(state="MAR").sum() == pytest.approx(1.0)
    assert [forum["id"] for forum in run.forums if forum["level"] != "bilateral"]
    held = run.agreements
    assert held and {of["state"] for of in held} <= set(run.states)
    with pytest.raises(KeyError):
        run.observed("nonsense")
    with pytest.raises(IndexError, match="ended"):
        run.step()


def test_an_event_happens_as_if_the_scenario_had_it(tmp_path):
    """The scenario with the event at the month of tick 4, beside one that gets it there."""
    event = {
        "about": "war",
        "attention": {"states": "all", "issues": "all", "factor": 3, "for": "24 months"},
    }
    run = parley.Simulation(PAIR)
    for _ in range(4):
        run.step()
    written = parley.Simulation(PAIR, settings={"events": [{"at": run.month, **event}]}).run()
    plain = parley.Simulation(PAIR).run()
    run.apply(event)
    run.run()
    xr.testing.assert_equal(run.to_xarray(), written.to_xarray())
    assert not run.to_xarray().equals(plain.to_xarray())
    with pytest.raises(IndexError):
        run.apply(event)


def test_a_wrong_event_says_what_is_wrong():
    run = parley.Simulation(PAIR)
    with pytest.raises(parley.InputError, match="unknown"):
        run.apply({"attention": {"states": ["ATL"], "issues": "all", "factor": 3, "for": "1 year"}})
    run.run()


def test_a_checkpoint_is_the_state_and_the_record():
    run = parley.Simulation(WEST)
    for _ in range(5):
        run.step()
    point = run.checkpoint()
    whole = run.run().to_xarray()
    run.restore(point)
    assert run.tick == point.tick == 5
    xr.testing.assert_identical(run.run().to_xarray(), whole)
    other = parley.Simulation(WEST)
    other.restore(point)
    xr.testing.assert_identical(other.run().to_xarray(), whole)
    with pytest.raises(ValueError, match="checkpoint"):
        parley.Simulation(PAIR).restore(point)


class Watching:
    def __init__(self):
        self.told = []

    def on_meeting(self, simulation, forum, sessions):
        self.told.append((simulation.tick, forum, [session["status"] for session in sessions]))

    def on_tick(self, simulation):
        self.told.append(simulation.policies)


def test_observers_are_told_and_change_nothing():
    ticks = []
    watching = Watching()
    run = parley.Simulation(WEST, observers=[watching, lambda of: ticks.append(of.tick)]).run()
    assert ticks == list(range(run.ticks))
    policies = np.array([told for told in watching.told if isinstance(told, np.ndarray)])
    result = first(run.to_xarray())
    assert np.array_equal(policies, result.policy)
    agreed = [status for told in watching.told if isinstance(told, tuple) for status in told[2]]
    assert len(agreed) == int(result.sessions_held)
    assert agreed.count("agreed") == int(result.sessions_agreed)


def test_what_an_observer_raises_ends_the_step():
    def fail(of):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        parley.Simulation(PAIR, observers=[fail]).step()
    with pytest.raises(TypeError, match="observer"):
        parley.Simulation(PAIR, observers=[3])


def test_mistakes_have_their_place():
    with pytest.raises(parley.InputError, match=r"western_mediterranean|settings"):
        parley.Simulation(WEST, settings={"forums.nowhere.frankness": 1})
    with pytest.raises(parley.InputError, match="unknown what-if"):
        parley.Simulation(WEST, what_if="nonsense")
    with pytest.raises(parley.InputError, match=r"nowhere\.yaml"):
        parley.Simulation("nowhere.yaml")
    with pytest.raises(TypeError, match="cannot stand in a scenario"):
        parley.Simulation(WEST, settings={"seed": object()})
