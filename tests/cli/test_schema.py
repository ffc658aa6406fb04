"""`parley schema`: a schema that other programs understand, and that sees what the reader sees of
each value."""

import json

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from conftest import TOP

MISTAKES = TOP / "tests" / "cli" / "mistakes"
SEEDS = TOP / "tests" / "fuzz" / "seeds"
STUDIES = sorted(
    [*(TOP / "scenarios" / "studies").glob("*.yaml"), *(SEEDS / "study").glob("*.yaml")]
)
SCENARIOS = sorted({*(TOP / "scenarios").rglob("*.yaml"), *SEEDS.rglob("*.yaml")} - {*STUDIES})

# What is wrong in the planted mistakes that a schema accepts, each with the reason why it cannot
# know better.
SYNTAX = "it is no YAML, and no value reaches a schema"
KEYS = "YAML readers merge or drop keys before a schema sees them"
SIZE = "a schema does not count what aliases stand for, and would take forever to try"
NUMBER = "YAML readers make a number of it, and its way of writing is lost"
TABLE = "it stands in a CSV file"
REFERENCE = "it refers to a name, and names are elsewhere in the document"
CONTRADICTION = "each value is right by itself; two of them contradict each other"
TOGETHER = "each value is right by itself; all of them together are not enough"
SCENARIO = "it is in the scenario, or is not"
ORDER = "two numbers are right by themselves, but not in this order"
WHOLE = "lists of numbers have one description, whole or not"
DESIGN = "which keys a sample takes is not for a schema to say: editors would complete none of them"
SETTING = "it is a setting, whose path is a text to a schema"
UNSEEN = {
    "aid_without_capacity": CONTRADICTION,
    "alias_bomb": SIZE,
    "authorities_that_sum_up": TOGETHER,
    "closes_before_it_opens": CONTRADICTION,
    "colon_in_text": SYNTAX,
    "csv_cells": TABLE,
    "csv_missing_column": TABLE,
    "csv_not_there": TABLE,
    "csv_semicolons": TABLE,
    "csv_unknown_column": TABLE,
    "csv_wrong_number_of_fields": TABLE,
    "drawn_state_unknown": REFERENCE,
    "duplicate_key": KEYS,
    "duplicate_state": KEYS,
    "corridors": REFERENCE,
    "empty_agenda": REFERENCE,
    "event_before_the_beginning": CONTRADICTION,
    "latin1": SYNTAX,
    "end_between_ticks": CONTRADICTION,
    "leading_zero": NUMBER,
    "majority_without_threshold": TOGETHER,
    "meets_between_ticks": CONTRADICTION,
    "merge_key": SYNTAX,
    "misspelt_state": REFERENCE,
    "more_than_stopped": CONTRADICTION,
    "no_authorities": REFERENCE,
    "no_linkage": REFERENCE,
    "not_yaml_at_all": SYNTAX,
    "one_member": REFERENCE,
    "organisations_that_serve": TOGETHER,
    "pair_with_itself": CONTRADICTION,
    "roles_all_zero": TOGETHER,
    "table_of_agreements": TABLE,
    "talks_at_meetings": TOGETHER,
    "routes_that_nobody_takes": REFERENCE,
    "salience_all_zero": TOGETHER,
    "second_document": SYNTAX,
    "successions": CONTRADICTION,
    "shock_without_flow": REFERENCE,
    "tab": SYNTAX,
    "threshold_without_population": REFERENCE,
    "transfers": CONTRADICTION,
    "truncated": SYNTAX,
    "truncated_quote": SYNTAX,
    "unknown_secretariat": REFERENCE,
    "what_if": SETTING,
    "what_if_of_a_new_forum": SETTING,
    "what_if_with_more_time": SETTING,
}
UNSEEN_IN_STUDIES = {
    "falling_bounds": ORDER,
    "file_and_vary": DESIGN,
    "fraction_of_a_whole": SCENARIO,
    "fractions_as_integers": WHOLE,
    "grid_without_steps": DESIGN,
    "list_of_unequal_lengths": DESIGN,
    "morris_of_a_normal": DESIGN,
    "normal_beyond_the_range": SCENARIO,
    "out_of_range": SCENARIO,
    "overwritten": CONTRADICTION,
    "parameter_of_another_protocol": SCENARIO,
    "points_not_there": TABLE,
    "points_out_of_range": TABLE,
    "points_with_gaps": TABLE,
    "scenario_not_there": SCENARIO,
    "seed_varies": SCENARIO,
    "size_is_no_power_of_two": DESIGN,
    "size_missing": DESIGN,
    "size_of_a_grid": DESIGN,
    "study_of_a_study": SCENARIO,
    "table_varies": SCENARIO,
    "time_varies": SCENARIO,
    "too_many_points": TOGETHER,
    "unknown_forum": SCENARIO,
    "unknown_parameter": SCENARIO,
    "unknown_what_if": SCENARIO,
    "value_twice": DESIGN,
    "varies_nothing": DESIGN,
    "what_if_sets_the_same": SCENARIO,
    "wrong_category": SCENARIO,
}


@pytest.fixture
def schema(parley):
    done = parley("schema")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def load(path):
    """By YAML 1.2, as scenarios are read: NO is Norway. A repeated key is not its business here."""
    reader = YAML(typ="safe", pure=True)
    reader.allow_duplicate_keys = True
    return reader.load(path)


def mistakes_seen(schema, path):
    return best_match(Draft202012Validator(schema).iter_errors(load(path)))


def test_it_is_a_schema(schema):
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_it_accepts_what_the_reader_accepts(schema, path):
    assert mistakes_seen(schema, path) is None


PLANTED = sorted(path.stem for path in MISTAKES.glob("*.expected"))


@pytest.mark.parametrize("name", [name for name in PLANTED if name not in UNSEEN])
def test_it_refuses_a_planted_mistake(schema, name):
    assert mistakes_seen(schema, MISTAKES / f"{name}.yaml") is not None


@pytest.mark.parametrize("name", [name for name, why in UNSEEN.items() if why is not SIZE])
def test_what_it_cannot_see_is_still_so(schema, name):
    """Else the list above is out of date."""
    if UNSEEN[name] is SYNTAX:
        with pytest.raises(YAMLError):
            load(MISTAKES / f"{name}.yaml")
    else:
        assert mistakes_seen(schema, MISTAKES / f"{name}.yaml") is None


@pytest.fixture
def study_schema(parley):
    done = parley("schema", "study")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_that_of_studies_is_a_schema(study_schema):
    Draft202012Validator.check_schema(study_schema)


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_it_accepts_the_studies_that_the_reader_accepts(study_schema, path):
    assert mistakes_seen(study_schema, path) is None


PLANTED_IN_STUDIES = sorted(path.stem for path in (MISTAKES / "studies").glob("*.expected"))


@pytest.mark.parametrize("name", PLANTED_IN_STUDIES)
def test_it_sees_of_a_planted_mistake_in_a_study_what_it_can(study_schema, name):
    seen = mistakes_seen(study_schema, MISTAKES / "studies" / f"{name}.yaml")
    assert (seen is None) == (name in UNSEEN_IN_STUDIES)
