"""The scripts beside studies, each on its own study made small."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import parley_analysis as pa

STUDIES = Path(__file__).parent.parent.parent / "scenarios" / "studies"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Runs a study with some parts of it, and of its scenario, replaced."""

    def replace(text, replaced):
        for pattern, part in replaced.items():
            text, found = re.subn(pattern, part, text)
            assert found == 1, pattern
        return text

    def run(name, scenario, in_study, in_scenario):
        folder = tmp_path_factory.mktemp(name)
        text = (
            (STUDIES.parent / scenario)
            .read_text()
            .replace("from: data", f"from: {STUDIES.parent / 'data'}")
        )
        (folder / scenario).write_text(replace(text, in_scenario))
        text = replace(
            (STUDIES / f"{name}.yaml").read_text(), {"scenario: ../": "scenario: "} | in_study
        )
        (folder / "study.yaml").write_text(text)
        command = [
            os.environ["PARLEY_PROGRAM"],
            "sweep",
            "study.yaml",
            "-o",
            "small.h5",
            "--progress",
            "none",
        ]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=3600)
        assert done.returncode == 0, done.stderr
        return folder / "small.h5"

    return run


def script(name):
    spec = importlib.util.spec_from_file_location(name, STUDIES / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def printed(name, *arguments):
    done = subprocess.run(
        [sys.executable, STUDIES / f"{name}.py", *arguments], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def holds(small):
    shorter = {
        "replicates: 30": "replicates: 2",
        r"any_of: \[baseline, quarter.*": "any_of: [baseline, at_the_mean]",
        r"variation: .*": "variation: {values: [0, 0.5]}",
        r"red_line: .*": "red_line: {values: [10, 0]}",
    }
    return small("where_the_thesis_holds", "thesis.yaml", shorter, {})


def test_shares_are_those_of_the_tables_of_a_size(holds):
    """Of pairs by the bilateral scope, of others by that of forums: by hand from the counts of one
    run."""
    module = script("where_the_thesis_holds")
    with pa.open_result(holds) as result:
        found = module.shares(result)
        runs = result.sizes["run"]
        hard = np.flatnonzero(pa.decode_flags(result.issue_kind) == "hard")
        assert len(found) == 4 * runs and len(hard) == 8
        for members, level, tables, scope in (
            (2, 2, 15, "bilateral.scope"),
            (10, 3, 3, "forums.*.scope"),
        ):
            rows = found[found["members"] == members]
            assert (rows["scope"].values == pa.decode_flags(result[scope]).values).all()
            agreements = result.agreements_total.values[:, level, hard].sum(axis=1)
            assert rows["settled"].values == pytest.approx(agreements / (8 * tables))


def test_the_map_of_the_thesis_is_printed_and_drawn(holds, tmp_path):
    text = printed("where_the_thesis_holds", holds, tmp_path / "map.png")
    settled = text.split("Settled, ")[1:]
    assert [part.split("\n")[0] for part in settled] == [
        "no variation, no red lines",
        "status quo nobody's choice, no red lines",
        "status quo nobody's choice, no variation",
    ]
    # what is nobody's choice settles as a package at every table
    packages = [line.split()[-2:] for line in settled[1].splitlines() if re.search(r"\d$", line)][
        -8:
    ]
    assert packages == [["1.0", "1.0"]] * 8
    assert (tmp_path / "map.png").stat().st_size > 20000


def test_what_survives_when_all_go_alone_is_told_and_drawn(small, tmp_path):
    """Among two the package survives beyond an externality of 1/4 of their own world; the shares
    from counts by hand."""
    shorter = {
        "replicates: 200": "replicates: 2",
        r"(?s)values: \[\s+0, 0.1.*?\]": "values: [0, 0.5, 0.9, 0.93, 1]",
    }
    result = small("what_others_do", "thesis.yaml", shorter, {})
    module = script("what_others_do")
    with pa.open_result(result) as study:
        found = module.shares(study)
        agreed = study.agreements_total.sel(level="regional", issue="readmission").values
    assert found["survive"][found["members"] == 10].values == pytest.approx(agreed / 3)
    pairs = found[found["members"] == 2]
    assert sorted(set(pairs["alone"])) == pytest.approx([0, 1 / 30, 9 / 38, 93 / 296, 1], abs=5e-4)
    assert (pairs["survive"][pairs["alone"] > 0.25] == 1).all() and (
        pairs["survive"][pairs["alone"] < 0.1] == 0
    ).all()
    text = printed("what_others_do", result, tmp_path / "others.png")
    assert "in a world of its own" in text and "in a world of thirty" in text
    assert (tmp_path / "others.png").stat().st_size > 20000


def test_levels_issues_and_scopes_are_told_apart(small):
    result = small(
        "level_issues_scope",
        "high_level_dialogue.yaml",
        {"size: 1440": "size: 72"},
        {"ticks: 60": "ticks: 3"},
    )
    module = script("level_issues_scope")
    with pa.open_result(result) as study:
        found = module.answers(study)
    assert len(found) == 72 and set(found["level"]) == set(module.LEVELS.values())
    # hard issues are on no table: what has moved is what the record of 2005 holds
    assert (found["movement"][found["issues"] == "soft"] < 0.005).all()
    pairs = found[(found["level"] == "pairs") & (found["issues"] == "all")]
    assert (pairs["movement"] > 0).all() and len(pairs) > 3
    cells = module.substantive(found, (0, 1.1))
    assert cells["runs"].sum() == 72 and (cells[">= 1.1"] == 0).all()
    gained = found.filter(like="joint, ").gt(0).all(axis=1)
    assert (module.is_substantive(found, 0) == gained).all() and gained.any()
    assert "pairs" in printed("level_issues_scope", result)
