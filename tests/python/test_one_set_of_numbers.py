"""Text, CSV, report, figures and Python say the same of every number that two of them say.

Two small scenarios; all that ship, where PARLEY_ALL_SCENARIOS is set. Contradictions that are
planted in the small ones, which record every table, are found.
"""

import os
import re
import subprocess

import pytest

import parley_analysis as pa
from agreeing_numbers import disagreements
from conftest import ROOT
from parley_analysis.reporting import page
from told_numbers import SECTIONS, Told, sheet_of, texts_of

FEW = ["tutorial/03_soft_and_hard", "border_region"]
ALL = [
    str(path.relative_to(ROOT / "scenarios").with_suffix(""))
    for folder in ("scenarios", "scenarios/tutorial")
    for path in sorted((ROOT / folder).glob("*.yaml"))
]
SCENARIOS = ALL if os.environ.get("PARLEY_ALL_SCENARIOS") else FEW
TICKS = 6
SHEETS = ("runs", "times", "forums", "policies", "sessions", "terms", "parts", "treaties")
FIGURES = {
    "overview": pa.overview,
    "agreements": pa.plot_agreements,
    "blockages": pa.plot_blockages,
    "gains": pa.plot_gains,
    "prices": pa.plot_prices,
}


def told_of(scenario, folder):
    """A short run of a scenario, and all that is said of it."""
    program = os.environ.get("PARLEY_PROGRAM")
    if program is None:
        pytest.skip("PARLEY_PROGRAM names no program")

    def call(*arguments):
        done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    written = ROOT / "scenarios" / f"{scenario}.yaml"
    path = folder / "result.h5"
    settings = ["--set", f"time.ticks={TICKS}"]
    of_one = ["--what-if", "baseline"] if "world" in written.read_text() else []
    text = call("run", written, "-o", path, *settings, "--replicates", 2, *of_one)
    sheets = {}
    for name in SHEETS:
        call("export", path, "--table", name, "-o", folder / f"{name}.csv")
        sheets[name] = sheet_of(folder / f"{name}.csv")
    forums = re.search(r"issues?, ([^,]*), \d+ what-if", call("check", written, *settings))[1]
    pa.write_report(path, folder / "report.html")
    result = pa.open_result(path)
    figures = {name: texts_of(draw(result)) for name, draw in FIGURES.items()}
    return Told(text, result, sheets, (folder / "report.html").read_text(), figures, forums)


@pytest.fixture(scope="module", params=SCENARIOS)
def told(request, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        # pictures say nothing that `figures` does not hold, and take a minute to draw
        patch.setattr(page, "_drawn", lambda draw, *, narrow: ("", "", 1))
        yield told_of(request.param, tmp_path_factory.mktemp("told"))


def test_nothing_contradicts_anything(told):
    assert disagreements(told) == []
    assert {"agreed", "open", "far", "good"} & told.sections.keys()


def changed_once(text, beginning):
    """The text with another last digit of the last number in a section's first row."""
    at = text.index(beginning)
    begin = text.index("\n\n", at) + 2
    row = text.index("\n", begin) + 1
    end = text.index("\n", row)
    last = list(re.finditer(r"\d", text[row:end]))[-1]
    place = row + last.start()
    return f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1 :]}"


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("told", FEW, indirect=True)
def test_a_planted_contradiction_of_the_text_is_found(told, section):
    if section not in told.sections:
        pytest.skip("the text has no such section")
    text = changed_once(told.text, SECTIONS[section])
    planted = Told(text, told.result, told.sheets, told.page, told.figures, told.forums)
    assert disagreements(planted)


@pytest.mark.parametrize("sheet, column", [
    ("runs", "sessions_held"), ("times", "hard_movement"), ("forums", "agreements"),
    ("policies", "policy"), ("terms", "session_terms"),
])  # fmt: skip
@pytest.mark.parametrize("told", FEW, indirect=True)
def test_a_planted_contradiction_of_a_table_is_found(told, sheet, column):
    other = told.sheets[sheet].assign(**{column: told.sheets[sheet][column] + 1})
    sheets = told.sheets | {sheet: other}
    planted = Told(told.text, told.result, sheets, told.page, told.figures, told.forums)
    assert disagreements(planted)


@pytest.mark.parametrize("variable", [
    "attempts", "session_result", "session_blocked_by", "hardness", "policy", "status_quo",
    "regime_coverage", "joint_gain_share", "losers", "session_least_gain",
])  # fmt: skip
@pytest.mark.parametrize("told", ["border_region"], indirect=True)
def test_a_planted_contradiction_of_the_result_is_found(told, variable):
    other = told.result[variable].copy(deep=True)
    other.values = other.values[::-1] if "session" in variable else other.values + 1
    result = told.result.assign({variable: other})
    result.attrs.update(told.result.attrs)
    result.encoding.update(told.result.encoding)
    planted = Told(told.text, result, told.sheets, told.page, told.figures, told.forums)
    assert disagreements(planted)
