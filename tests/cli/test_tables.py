"""CSV tables that are wrong: what stands in them is refused at its line and column."""

import pytest

SCENARIO = """\
parley: 1
name: Tables
time: {start: 2005-01, tick: 1 year, ticks: 2}
states: {from: states.csv}
flows: {from: flows.csv}
issues:
  quota:
    kind: hard
    status_quo: 0.2
    ideal: {sending: 0.9, transit: 0.5, receiving: 0.1}
    salience: {sending: 1, transit: 0.5, receiving: 1}
forums: {talks: {level: regional, members: all, agenda: all, meets: every 1 year}}
"""
STATES = "id,sending,transit,receiving\nNO,1,2,7\nMAR,8,1,1\n"
FLOWS = "origin,destination,persons\nMAR,NO,500\n"

# A table of states, and what is said about it.
# fmt: off
OF_STATES = {
    "": "states.csv:1:1: error: the table is empty (its first line names the columns)",
    "\n\n\n": "states.csv:1:1: error: the table is empty",
    "id,sending,transit,receiving\n": "error: 'states' holds no state",
    "id;sending;transit;receiving\nNO;1;2;7\n":
        "states.csv:1:3: error: columns are not separated by commas (a ; stands here)",
    "id\tsending\ttransit\treceiving\n":
        "states.csv:1:3: error: columns are not separated by commas (a tab stands here)",
    "sending,transit,receiving\n1,2,7\n": "states.csv:1:1: error: missing column 'id'",
    "id,sending,sending,receiving\nNO,1,2,7\n": "states.csv:1:12: error: column 'sending' is given twice",
    "id,Sending,transit,receiving\nNO,1,2,7\n":
        "states.csv:1:4: error: unknown column 'Sending'; did you mean 'sending'?",
    "id,,sending,transit,receiving\nNO,,1,2,7\n": "states.csv:1:4: error: unknown column ''",
    STATES + "MAR,8,1,1\n": "states.csv:4:1: error: state 'MAR' is given twice",
    STATES + ",8,1,1\n": "states.csv:4:1: error: this state has no id; fill in the column 'id'",
    STATES + "2ND,8,1,1\n": "states.csv:4:1: error: '2ND' cannot be the id of a state",
    STATES + "all,8,1,1\n":
        "states.csv:4:1: error: 'all' cannot be the id of a state (in lists it stands for a group)",
    STATES + "DEU,8,1\n": "states.csv:4:7: error: this row has 3 fields, not 4",
    STATES + "DEU,8,1,1,1\n": "states.csv:4:11: error: this row has 5 fields, not 4",
    STATES + "DEU,8,,1\n": "states.csv:4:1: error: states.DEU has no value for 'transit'",
    STATES + "DEU,8,x,1\n":
        "states.csv:4:7: error: 'states.DEU.transit' must be a number of 0 or more, not 'x'",
    STATES + "DEU,8,1e400,1\n":
        "states.csv:4:7: error: 'states.DEU.transit' must be a number of 0 or more, not '1e400'",
    STATES + 'DEU,"8,5",1,1\n':
        "states.csv:4:5: error: 'states.DEU.sending' must be a number of 0 or more, not '8,5'",
    STATES + 'DEU,8,1,"1\n': "states.csv:4:9: error: the quote opened here is never closed",
    STATES + 'DEU,8,"1"0,1\n': "states.csv:4:10: error: text follows a closed quote",
    STATES + 'D"U,8,1,1\n': "states.csv:4:2: error: a quote within a field without quotes",
    STATES + "DEU,0,0,0\n": "error: the roles of state DEU are all 0",
    STATES + "DEU,8,1,\x00\n": "states.csv:4:9: error: control character U+0000",
    STATES + "D\udcc9U,8,1,1\n": "states.csv:4:2: error: byte 0xc9 is not UTF-8",
    "\udcff\udcfei\x00d\x00": "states.csv: error: cannot be read (its text is UTF-16); save it as UTF-8",
    ",".join(["id"] * 501) + "\n": "error: more than 500 columns",
}
# fmt: on

# A table of flows, and what is said about it.
OF_FLOWS = {
    "origin,persons\nMAR,500\n": "flows.csv:1:1: error: missing column 'destination' (every flow needs it)",
    FLOWS + "MAR,SWE,500\n": "flows.csv:3:5: error: unknown state 'SWE'",
    FLOWS + "MAR,MAR,500\n": "error: a flow leads from MAR to itself",
    FLOWS + "MAR,NO,1\n": "error: the flow from MAR to NO is given twice",
    FLOWS + "NO,MAR,-1\n": "flows.csv:3:8: error: 'flows.1.persons' must be a number",
    FLOWS + "NO,MAR,1e11\n": "flows.csv:3:8: error: 'flows.1.persons' must be a number",
    FLOWS + "NO,MAR,\n": "flows.csv:3:1: error: flows.1 has no value for 'persons'",
}


def check(parley, folder, states=STATES, flows=FLOWS):
    (folder / "scenario.yaml").write_text(SCENARIO)
    for name, text in (("states.csv", states), ("flows.csv", flows)):
        (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    return parley("check", "scenario.yaml")


def test_the_tables_are_right_before_they_are_wrong(parley, tmp_path):
    assert check(parley, tmp_path).returncode == 0


@pytest.mark.parametrize("text, told", OF_STATES.items(), ids=lambda text: ascii(text[-40:]))
def test_a_wrong_table_of_states_is_refused(parley, tmp_path, text, told):
    done = check(parley, tmp_path, states=text)
    assert done.returncode == 2
    assert told in done.stderr


@pytest.mark.parametrize("text, told", OF_FLOWS.items(), ids=lambda text: ascii(text[-40:]))
def test_a_wrong_table_of_flows_is_refused(parley, tmp_path, text, told):
    done = check(parley, tmp_path, flows=text)
    assert done.returncode == 2
    assert told in done.stderr
