"""How much a scenario may hold, and what is said when it holds more."""

import pytest

MOST = 5000


def of_states(states, members, ticks=2):
    ids = [f"S{i:04}" for i in range(states)]
    return (
        f"""parley: 1
name: Many
time: {{start: 2005-01, tick: 1 year, ticks: {ticks}}}
states:
"""
        + "".join(f"  {id}: {{sending: 2, transit: 1, receiving: 3}}\n" for id in ids)
        + f"""\
issues:
  training:
    kind: soft
    status_quo: 0.3
    ideal: {{sending: 0.9, transit: 0.9, receiving: 0.8}}
    salience: {{sending: 0.5, transit: 0.7, receiving: 0.3}}
forums:
  some: {{level: global, members: [{", ".join(ids[:members])}], agenda: all, meets: every 1 year}}
"""
    )


@pytest.mark.parametrize("states", [1001, 2000])
def test_more_than_a_thousand_states_and_a_forum_run(parley, tmp_path, states):
    (tmp_path / "many.yaml").write_text(of_states(states, 500))
    done = parley("run", "many.yaml", "-o", "many.h5", "-q")
    assert done.returncode == 0, done.stderr


def test_too_many_states_are_refused_at_the_first_too_many(parley, tmp_path):
    (tmp_path / "many.yaml").write_text(of_states(MOST + 1, 500))
    for command in (["check", "many.yaml"], ["run", "many.yaml", "-o", "many.h5"]):
        done = parley(*command)
        assert done.returncode == 2
        errors = [
            line for line in done.stderr.splitlines() + done.stdout.splitlines() if "error:" in line
        ]
        assert errors == [f"many.yaml:{4 + MOST + 1}:3: error: there are more than {MOST} states"]
    assert not (tmp_path / "many.h5").exists()


def test_too_many_items_of_a_list_are_refused_at_their_place(parley, tmp_path):
    events = "".join(
        f"  - {{name: e{i}, at: 2005-01, outlook: {{state: S0001, recognition: 0.5}}}}\n"
        for i in range(10_001)
    )
    (tmp_path / "many.yaml").write_text(of_states(3, 3) + "events:\n" + events)
    done = parley("check", "many.yaml")
    assert done.returncode == 2
    assert "there are more than 10000 events" in done.stderr + done.stdout
    assert "map::at" not in done.stderr
