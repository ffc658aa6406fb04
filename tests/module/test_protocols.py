"""Protocols and tactics in Python, tables by themselves, and studies."""

import gc
import threading

import numpy as np
import pytest
import xarray as xr

import parley
import parley_analysis as pa

WEST = "scenarios/western_mediterranean.yaml"
STUDY = """
parley: 1
study: frankness of the ten
scenario: {scenario}
replicates: 3
design: {{sample: grid}}
vary:
  forums.five_plus_five.frankness: {{values: [0.1, 0.5, 0.9]}}
"""


def compromise(table, random, parameters):
    """The mean declared position by power and salience, put to the vote."""
    terms = table.terms_in_force()
    power = table.power_share()
    for k in range(table.issues):
        weight = power * table.salience[:, k]
        if (total := weight.sum()) > 0:
            position = table.declared[:, k]
            terms[k] = np.clip(np.dot(weight, position) / total, position.min(), position.max())
    return table.vote(table.heard(terms))


@pytest.mark.parametrize("rule", ["unanimity", "simple_majority"])
def test_a_table_is_what_the_program_negotiates(rule):
    outcome = parley.negotiate(
        [[0.2], [0.8]], 1.0, power=[1, 3], protocol="compromise", rule=rule, status_quo=0.0
    )
    # (1 x 0.2 + 3 x 0.8) / 4 = 0.65; the first would lose 0.45^2 > 0.2^2 and objects
    assert outcome.terms == pytest.approx([0.65])
    assert outcome.status == "broken_off"
    assert outcome.blocked_by[0]["member"] == 0
    assert outcome.blocked_by[0]["shortfall"] == pytest.approx(0.45**2 - 0.2**2)


def test_tables_that_cannot_be_say_why():
    with pytest.raises(ValueError, match="broadcast"):
        parley.negotiate([[0.2], [0.8]], [1.0, 2.0, 3.0])
    with pytest.raises(parley.InputError, match="protocol"):
        parley.negotiate([[0.2], [0.8]], 1.0, protocol="haggling")
    with pytest.raises(ValueError, match="deadline"):
        parley.negotiate([[0.2], [0.8]], 1.0, deadline=0)


def test_a_protocol_in_python_that_copies_one_gives_the_same_runs():
    parley.protocol("compromise_in_python")(compromise)
    assert "compromise_in_python" in parley.protocols()
    runs = [
        parley.Simulation(WEST, settings={"forums.five_plus_five.protocol": name}).run()
        for name in ("compromise", "compromise_in_python")
    ]
    theirs, ours = (run.to_xarray() for run in runs)
    assert int(ours.sessions_held[0]) > 0
    for name in ("policy", "actual_payoff", "settled_level"):
        np.testing.assert_allclose(ours[name], theirs[name], rtol=0, atol=1e-12)


def test_a_tactic_in_python_that_copies_one_gives_the_same_runs():
    parley.tactic("steady")(lambda time: time)
    path = "forums.five_plus_five.protocol"
    runs = [
        parley.Simulation(
            WEST, settings={path: {"name": "alternating_offers", "tactics": {name: 1}}}
        ).run()
        for name in ("linear", "steady")
    ]
    theirs, ours = (run.to_xarray() for run in runs)
    xr.testing.assert_equal(ours, theirs)


def test_a_tactic_that_concedes_more_than_all_is_refused():
    parley.tactic("generous")(lambda time: 1.5)
    with pytest.raises(ValueError, match=r"share in \[0, 1\]"):
        parley.negotiate([[0.2], [0.8]], 1.0, options={"tactics.generous": 1})


def test_what_protocols_return_is_checked():
    returned = {}
    parley.protocol("given", parameters={"pull": (0.25, 0.0, 1.0)})(
        lambda table, random, parameters: returned["value"](parameters)
    )

    def talk(value, **options):
        returned["value"] = value
        return parley.negotiate([[0.2], [0.8]], 1.0, protocol="given", **options)

    assert talk(lambda p: {"terms": [p["pull"]]}).terms == [0.25]
    assert talk(lambda p: {"terms": [p["pull"]]}, options={"pull": 0.5}).terms == [0.5]
    assert talk(lambda p: None).status == "broken_off"
    for value, message in [
        ({"terms": [2.0]}, "scale"),
        ({"terms": [0.1, 0.2]}, "one an issue"),
        ({"status": "pleased"}, "pleased"),
        ({"terms": [0.1], "signatories": [True]}, "one a member"),
        ("nonsense", "mapping"),
    ]:
        with pytest.raises(ValueError, match=message):
            talk(lambda p, value=value: value)
    with pytest.raises(ZeroDivisionError):
        talk(lambda p: 1 / 0)
    with pytest.raises(ValueError, match="name"):
        parley.protocol("compromise")(compromise)
    with pytest.raises(ValueError, match="no name"):
        parley.protocol("My Protocol")


def study(tmp_path):
    from pathlib import Path

    path = tmp_path / "study.yaml"
    path.write_text(STUDY.format(scenario=Path(WEST).resolve()))
    return path


def test_a_study_is_what_the_program_sweeps(tmp_path):
    path = study(tmp_path)
    theirs = pa.sweep(path, output=tmp_path / "theirs.h5", threads=2)
    for threads in (1, 2):
        ours = parley.sweep(path, threads=threads)
        theirs.attrs, ours.attrs = {}, {}
        xr.testing.assert_identical(ours, theirs.load())
    with pytest.raises(ValueError, match="at least 1"):
        parley.sweep(path, threads=0)
    with pytest.raises(parley.InputError):
        parley.sweep(WEST)


def test_other_threads_of_python_go_on_beside_a_sweep(tmp_path):
    done = threading.Event()
    counted = [0]

    def count():
        while not done.is_set():
            counted[0] += 1
            done.wait(0.001)

    other = threading.Thread(target=count)
    other.start()
    parley.sweep(study(tmp_path), threads=1)
    done.set()
    other.join()
    assert counted[0] > 3


def test_runs_leave_no_memory_behind():
    """Memory after 300 runs, and after 900 more."""

    def resident():
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * 4096

    def some(count):
        scenario = parley.Scenario("scenarios/tutorial/01_two_states.yaml")
        for replicate in range(count):
            run = parley.Simulation(
                scenario, replicate=replicate, observers=[lambda of: of.policies]
            )
            kept = run.policies
            run.run().checkpoint()
            run._run.record()
            del kept
        gc.collect()

    some(300)
    before = resident()
    some(900)
    assert resident() - before < 4_000_000
