"""Options that are wrong: each is refused with code 2, by name and with a remedy, before anything
is written."""

import pathlib

import pytest

from conftest import TUTORIAL

RUN = ["run", TUTORIAL]

# What is asked for, and what standard error must hold.
COMMANDS = {
    "nothing at all": ([], "a command is missing; one of: init, run"),
    "an unknown command": (["runn", TUTORIAL], "unknown command 'runn'; did you mean 'run'?"),
    "help as a command": (
        ["help", "run"],
        "unknown command 'help'; write 'parley --help' or 'parley COMMAND --help'",
    ),
    "an unknown option before the command": (
        ["--verbose"],
        "unknown option '--verbose'; see 'parley --help'",
    ),
    "a misspelt option": ([*RUN, "--sed", "3"], "unknown option '--sed'; did you mean '--seed'?"),
    "a misspelt option with =": (
        [*RUN, "--sed=3"],
        "unknown option '--sed'; did you mean '--seed'?",
    ),
    "an option of another command": (
        ["check", TUTORIAL, "--trace"],
        "unknown option '--trace'; see 'parley check --help'",
    ),
    "no scenario": (["run"], "SCENARIO.yaml is missing; write 'parley run SCENARIO.yaml'"),
    "two scenarios": ([*RUN, TUTORIAL], "one argument too many: '"),
    "a setting without --set": (
        [*RUN, "seed=3"],
        "one argument too many: 'seed=3'; write '--set seed=3'",
    ),
    "no file to check": (["check"], "FILE.yaml... is missing; write 'parley check FILE.yaml...'"),
    "one result to compare": (
        ["compare", "a.h5"],
        "B.h5 is missing; write 'parley compare A.h5 B.h5'",
    ),
    "no table to export": (
        ["export", "a.h5"],
        "'--table' is missing; write 'parley export FILE.h5 --table NAME'",
    ),
    "a misspelt table": (
        ["export", "a.h5", "--table", "sesions"],
        "'--table' cannot be 'sesions'; did you mean 'sessions'?",
    ),
    "a table with no name": (
        ["export", "a.h5", "--table", ""],
        "'--table' cannot be ''; one of: runs, times, states",
    ),
    "a word too much": (
        ["reference", "now"],
        "one argument too many: 'now'; write 'parley reference'",
    ),
    "a schema of something else": (["schema", "now"], "cannot be 'now'; one of: scenario, study"),
    "a flag with a value": ([*RUN, "--trace=maybe"], "'--trace' takes no value; write it alone"),
    "a seed below 0": (
        [*RUN, "--seed", "-1"],
        "'--seed' must be a whole number from 0 to 18446744073709551615, not '-1' (it is negative)",
    ),
    "a seed of 2^64": (
        [*RUN, "--seed", "18446744073709551616"],
        "not '18446744073709551616' (it is too large)",
    ),
    "a seed with a fraction": ([*RUN, "--seed", "1.5"], "not '1.5' (it is not a whole number)"),
    "a seed in words": ([*RUN, "--seed", "abc"], "not 'abc' (this is not a number)"),
    "a seed of 0x10": (
        [*RUN, "--seed", "0x10"],
        "not '0x10' (only decimal numbers are read); write it in digits",
    ),
    "an empty seed": ([*RUN, "--seed", ""], "'--seed' must be a whole number"),
    "an option without its value": ([*RUN, "--seed"], "'--seed' has no value; write '--seed N'"),
    "a setting that is not there": (
        [*RUN, "--set"],
        "'--set' has no value; write '--set path.to.key=value'",
    ),
    "an option twice": (
        [*RUN, "--seed", "3", "--seed", "4"],
        "'--seed' is given more than once (it takes one value); leave one of them",
    ),
    "no replicates": (
        [*RUN, "--replicates", "0"],
        "'--replicates' must be a whole number from 1 to 1000000, not '0'",
    ),
    "replicates with an exponent": ([*RUN, "--replicates", "1e3"], "digits alone); write 1000"),
    "too many replicates": ([*RUN, "--replicates", "1000001"], "from 1 to 1000000, not '1000001'"),
    "no threads": (
        [*RUN, "--threads", "0"],
        "'--threads' must be a whole number from 1 to 1024, not '0'",
    ),
    "too many threads": ([*RUN, "--threads", "1025"], "from 1 to 1024, not '1025'"),
    "threads in words": ([*RUN, "--threads", "two"], "not 'two' (this is not a number)"),
    "a result with no name": (
        [*RUN, "-o", ""],
        "'--output' must name a file, not ''; give it a name",
    ),
    "a folder for the result": (
        [*RUN, "-o", "."],
        "'--output' must name a file, not the folder '.'; name a file in it",
    ),
    "a folder that is not there": (
        [*RUN, "-o", "nowhere/out.h5"],
        "'--output' must lie in a folder, and there is no 'nowhere'; make it first, or name another",
    ),
    "a table for nobody": (
        ["export", "a.h5", "--table", "runs", "-o", ""],
        "'--output' must name a file, not ''",
    ),
    "a nameless result": (["info", ""], "FILE.h5 must name a file, not ''"),
    "two that exclude each other": (
        ["sweep", "s.yaml", "--resume", "--overwrite"],
        "exclude each other; leave out one of them",
    ),
    "a shard past the last": (
        ["sweep", "s.yaml", "--shard", "4/4"],
        "'--shard' must be a shard, not '4/4'; write it as 3/16, counted from 0/16 to 15/16",
    ),
    "an unknown format": (
        ["negotiate", "p.csv", "--protocol", "zeuthen", "--format", "xml"],
        "'--format' cannot be 'xml'; one of: text, json, csv",
    ),
    "too much mediation": (
        ["negotiate", "p.csv", "--protocol", "zeuthen", "--mediation", "2"],
        "'--mediation' must be a number from 0 to 1, not '2'",
    ),
    "a scenario that is not there": (
        ["check", "nowhere.yaml"],
        "nowhere.yaml: error: cannot be read (there is no such file)",
    ),
    "a folder for a scenario": (
        ["check", "."],
        ".: error: cannot be read (it is a folder); name a file in it",
    ),
    "an empty path": (
        ["check", ""],
        "'': error: cannot be read (this is no file name); name a file",
    ),
    "a device for a scenario": (
        ["run", "/dev/zero"],
        "/dev/zero: error: cannot be read (it is a pipe or a device",
    ),
    "a result that is not there": (
        ["info", "nowhere.h5"],
        "'nowhere.h5' cannot be opened (No such file or directory)",
    ),
    "a scenario for a result": (
        ["info", TUTORIAL],
        "error: this is a scenario, not a result (parley info takes a result); run it first: ",
    ),
    "a folder for a result": (["info", "."], "'.' is a folder, not a result"),
}

# A setting, and what is said about it.
SETTINGS = {
    "time.ticks": "--set time.ticks: error: this is no setting (a setting is a path of keys, =, and a value)",
    "=3": "--set: error: this is no setting",
    "time.ticks=": "--set time.ticks: error: a value is missing after =; write it as time.ticks=VALUE",
    "time=3": "(when the run begins and how long it lasts); write 'time={start: 2005-01, tick: 6 months, ticks: 30}'",
    "name=#x": "'name' has no value (what the scenario is called); write 'name=Western Mediterranean, 5+5'",
    "name=a: b: c": "':' is not expected here; put the text in quotes, or the keys in {}",
    'name="x"y': "something follows the value (a setting holds one value); put a text in quotes as a whole",
    "time..ticks=3": "--set time..ticks: error: a key is missing here (keys are separated by one point)",
    "states.from=x.csv": "(the states come from a file); write 'states={from: FILE.csv}', which replaces them all",
    "time.tickz=3": "--set time.tickz: error: unknown key 'tickz' in time; did you mean 'tick'?",
    "joint_commission.frankness=0": "unknown key 'joint_commission'; did you mean 'forums.joint_commission'?",
    "states.ARDA.gdp=3": "unknown key 'gdp' in states.ARDA; did you mean 'gdp_per_head'?",
    "bilateral={between: [ARDA, BELMAR]}": "must be a list of states, not 'ARDA'; write [ARDA]",
    "tme.ticks=3": "--set tme.ticks: error: unknown key 'tme'; did you mean 'time'?",
    "time.ticks=[1": "the bracket opened here is never closed (the text ends before); add ] where the list ends",
    'name="a': "the text ends within quotes; close the quote",
    "time.ticks=1e3": "not '1e3' (whole numbers are written with digits alone); write 1000",
    "time.ticks=-1": "not '-1' (it is negative)",
    "time.ticks=010": "not '010' (a leading 0 makes it octal in some programs)",
    "time.ticks=" + 100_000 * "9": "(it is too large)",
    "time.tick=6": "'time.tick' must be a time span, not '6' (the unit is missing); write '6 months' or '6 years'",
    "time.start=2000-13": "'time.start' must be a month, not '2000-13' (months go from 01 to 12)",
    "interests.recognition=50%": "'interests.recognition' must be a number from 0 to 1, not '50%'",
    "interests.recognition=0,5": "'interests.recognition' must be a number from 0 to 1, not '0,5'",
    "interests.recognition=.nan": "'interests.recognition' must be a number from 0 to 1, not '.nan'",
    "interests.recognition=[0.5]": "'interests.recognition' must be a number from 0 to 1, not a list",
    "states.ARDAA.sending=3": "unknown state 'ARDAA'; did you mean 'ARDA'?",
    "name.x=3": "'name' has no keys (its value is 'Two states, one issue')",
    "forums.*.members.7=ARDA": "'7' is no item of the list (items are counted from 0 to 1)",
    "forums.*.members.0=BELMAR": "state 'BELMAR' stands twice in forums.joint_commission.members",
    "forums.joint_commission.protocol=nash": "unknown protocol 'nash'",
    "forums.joint_commission.rule.threshold=1": "unknown parameter 'threshold' of unanimity; one of: name, ",
    "events.*.at=2001-01": "'events' must be a list of events, not a mapping",
    "name=a\x01b": "control character U+0001 (the setting does not seem to be plain text); remove it",
    "name=!!str x": "a tag such as '!!str' is not read",
    "name=*a": "this alias is unknown",
    "seed=1\n---\n2": "something follows the value (a setting holds one value)",
    ".".join("abcdefghijklmnopq") + "=1": "this path is too long (no key lies deeper than 16)",
    "states.from=/dev/zero": "'ARDA' cannot stand beside 'from' (the states come from a file)",
    "states={from: 3}": "cannot be read (there is no such file); paths are relative to the scenario's folder",
    "states={from: /dev/zero}": "'/dev/zero' cannot be read (it is a pipe or a device, not a file)",
}


def refused(done, told, folder):
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stdout == ""
    assert list(pathlib.Path(folder).iterdir()) == []
    assert "Traceback" not in done.stderr and "terminate called" not in done.stderr


@pytest.mark.parametrize("arguments, told", COMMANDS.values(), ids=COMMANDS)
def test_a_wrong_command_line_is_refused(parley, tmp_path, arguments, told):
    done = parley(*arguments)
    refused(done, told, tmp_path)
    assert all("error: " in line or line.startswith(" ") for line in done.stderr.splitlines())


@pytest.mark.parametrize("setting, told", SETTINGS.items(), ids=lambda text: ascii(text[:40]))
def test_a_wrong_setting_is_refused(parley, tmp_path, setting, told):
    refused(parley(*RUN, "--set", setting), told, tmp_path)


def test_bytes_that_are_no_text_are_refused(parley, tmp_path):
    done = parley(*RUN, "--set", "name=\udcff")  # the byte 0xff
    refused(done, "--set name: error: byte 0xff is not UTF-8 (the terminal seems", tmp_path)
