"""What stands behind the page on which a scenario can be changed by hand; no browser is needed."""

import numpy as np
import pytest

import parley_analysis as pa
from made_up_result import small_world, write_result
from parley_analysis.explore.controls import controls_of
from parley_analysis.explore.numbers import compare
from parley_analysis.explore.saving import (
    WhatIfNameError,
    what_ifs_of,
    with_what_if,
    without_what_ifs,
)

SCHEMA = {
    "properties": {
        "name": {"type": "string"},
        "interests": {
            "properties": {
                "variation": {
                    "type": "number", "minimum": 0.0, "maximum": 1.0, "default": 0.05,
                    "description": "spread; example: 0.05",
                },
            },
        },
        "issues": {"additionalProperties": {"properties": {}}},
        "organisations": {"additionalProperties": {"properties": {}}},
        "bilateral": {"properties": {}},
        "routing": {"properties": {"outside_option": {"type": "boolean", "default": False}}},
        "forums": {
            "additionalProperties": {
                "properties": {
                    "name": {"type": "string"},
                    "agenda": {"anyOf": [{"enum": ["all", "soft"]}, {"type": "array"}]},
                    "rule": {
                        "default": "unanimity",
                        "anyOf": [
                            {"enum": ["unanimity", "consensus"]},
                            {"properties": {"name": {"const": "unanimity"}}},
                            {"properties": {"name": {"const": "consensus"}, "objection": {
                                "type": "number", "minimum": 0.0, "exclusiveMaximum": 1.0}}},
                        ],
                    },
                    "cost": {"properties": {"round": {
                        "type": "number", "minimum": 0.0, "maximum": 1000000.0,
                        "description": "of a round; without it: nothing; example: 1"}}},
                },
            },
        },
    },
}  # fmt: skip
RESOLVED = {
    "name": "A",
    "interests": {"variation": 0.1},
    "issues": {"asylum": {"kind": "hard"}},
    "forums": {"council": {"agenda": "all", "rule": {"name": "consensus", "objection": 0.2}}},
}


def test_controls_have_range_default_and_what_is_written():
    found = {control.path: control for control in controls_of(SCHEMA, RESOLVED)}
    assert list(found) == [
        "forums.council.agenda",
        "forums.council.rule",
        "forums.council.rule.objection",
        "forums.council.cost.round",
        "routing.outside_option",
        "interests.variation",
    ]
    variation = found["interests.variation"]
    assert (variation.kind, variation.low, variation.high) == ("number", 0.0, 1.0)
    assert (variation.written, variation.default, variation.help) == (0.1, "0.05", "spread")
    assert found["forums.council.rule"].written == "consensus"
    assert found["forums.council.rule"].words == ("unanimity", "consensus")
    assert found["forums.council.rule.objection"].written == 0.2
    assert found["forums.council.agenda"].words == ("asylum",)
    cost = found["forums.council.cost.round"]
    assert (cost.written, cost.default, cost.reach) == (None, "nothing", None)
    assert cost.help == "of a round"


BLOCK = """name: A  # kept
what_if:
    frank: {a.b: 1}  # kept, too
    all:
        builds_on: frank
        c: 2
last: 1"""


def test_a_what_if_is_added_and_nothing_else_changed():
    text = with_what_if(BLOCK, "mine", {"a.b": 0.5, "c.d": {"e": "x y"}, "f": ["NO", True]})
    added = '    mine:\n      a.b: 0.5\n      c.d: {"e": "x y"}\n      f: ["NO", true]\n'
    assert text.replace(added, "") == BLOCK + "\n"
    found = what_ifs_of(text)
    assert found["mine"] == {"a.b": 0.5, "c.d": {"e": "x y"}, "f": ["NO", True]}
    assert found["all"] == {"a.b": 1, "c": 2}  # with what it builds on


def test_a_scenario_without_what_ifs_gets_its_first():
    assert (
        with_what_if("name: A", "mine", {"a.b": 1}) == "name: A\n\nwhat_if:\n  mine:\n    a.b: 1\n"
    )


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        (BLOCK, "frank", "a what-if 'frank' already"),
        (BLOCK, "baseline", "'baseline' cannot be the name"),
        (BLOCK, "../x", "cannot be the name"),
        ("what_if: {frank: {a: 1}}\n", "mine", "line 1: put each what-if on a line of its own"),
    ],
)
def test_a_what_if_that_cannot_be_added_is_refused(text, name, said):
    with pytest.raises(WhatIfNameError, match=said):
        with_what_if(text, name, {})


def test_numbers_are_those_of_paired_differences(tmp_path):
    path = write_result(
        tmp_path / "r.h5", small_world(what_ifs=("baseline", "frank"), replicates=3)
    )
    with pa.open_result(path) as result:
        written, yours = (pa.select_what_if(result, of) for of in ("baseline", "frank"))
        rows = {(row.group, row.name): row for row in compare(written, yours.isel(run=[2, 0, 1]))}
        expected = pa.paired_differences(result, "hard_movement").loc["frank"]
        row = rows["Movement", "hard issues"]
        assert row.pairs == 3
        np.testing.assert_allclose(
            [row.difference, row.low, row.high], expected[["mean", "low", "high"]].to_list()
        )
        expected = pa.paired_differences(result, result.net_movement.isel(issue=0)).loc["frank"]
        np.testing.assert_allclose(
            rows["Net movement", str(result.issue.values[0]).replace("_", " ")].difference,
            expected["mean"],
        )


def test_runs_of_other_seeds_make_no_pairs(made_up):
    written, yours = (pa.select_what_if(made_up, of) for of in ("baseline", "frank"))
    with pytest.raises(ValueError, match="different random numbers"):
        compare(written, yours.assign(seed=yours.seed + 1))


def test_what_ifs_are_left_out_of_the_text_and_nothing_else():
    before = "parley: 1\n# kept\nname: x\n"
    after = "forums:\n  a: {level: local}\n"
    section = "what_if:\n  soft: {bilateral.agenda: soft}\n  # of it\n  hard: {}\n"
    assert without_what_ifs(before + section + after) == before + after
    assert without_what_ifs(before + after + section) == before + after
    assert without_what_ifs(before + after) == before + after
