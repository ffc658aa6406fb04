"""The records of minutes and their fields, as `engine/output/MINUTES.md` lists them, each with a
check of its values. The first line of a check says what fits."""

import re
from collections.abc import Callable
from typing import Any

Line = dict[str, Any]

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def is_text(value: Any) -> bool:
    """A text."""
    return isinstance(value, str)


def is_name(value: Any) -> bool:
    """A text or null."""
    return value is None or isinstance(value, str)


def is_count(value: Any) -> bool:
    """A whole number, 0 or more."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_number(value: Any) -> bool:
    """A number or null."""
    return value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))


def is_truth(value: Any) -> bool:
    """True or false."""
    return isinstance(value, bool)


def is_month(value: Any) -> bool:
    """A month, as 2005-01."""
    return isinstance(value, str) and MONTH.fullmatch(value) is not None


def is_texts(value: Any) -> bool:
    """A list of texts."""
    return isinstance(value, list) and all(map(is_text, value))


def is_numbers(value: Any) -> bool:
    """Numbers by name."""
    return isinstance(value, dict) and all(map(is_number, value.values()))


def is_terms(value: Any) -> bool:
    """Numbers by name, or null."""
    return value is None or is_numbers(value)


def is_number_or_numbers(value: Any) -> bool:
    """A number, or numbers by name."""
    return is_number(value) or is_numbers(value)


def is_positions(value: Any) -> bool:
    """Numbers by member, then issue."""
    return isinstance(value, dict) and all(map(is_numbers, value.values()))


def is_options(value: Any) -> bool:
    """Lists of two texts or more by issue."""
    return isinstance(value, dict) and all(is_texts(of) and len(of) > 1 for of in value.values())


def object_of(fields: dict[str, Callable[[Any], bool]]) -> Callable[[Any], bool]:
    """A check that a value is an object with these fields."""

    def fits(value: Any) -> bool:
        return isinstance(value, dict) and all(
            name in value and check(value[name]) for name, check in fields.items()
        )

    fits.__doc__ = f"An object with {', '.join(fields)}."
    return fits


def list_of(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """A check that a value is a list of values that fit."""

    def fits(value: Any) -> bool:
        return isinstance(value, list) and all(map(check, value))

    fits.__doc__ = "A list. Each of it: " + (check.__doc__ or "")
    return fits


def or_null(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """A check that a value fits or is null."""

    def fits(value: Any) -> bool:
        return value is None or check(value)

    fits.__doc__ = f"{(check.__doc__ or '').rstrip('.')}, or null."
    return fits


OF_FORUM = {"time": is_month, "forum": is_text, "forum_name": is_text}
BLOC = object_of({"caucus": is_text, "caucus_name": is_text, "members": is_texts})
TALKS = object_of({"number": is_count, "opened": is_month, "first_round": is_month})
BLOCK = object_of(
    {
        "member": is_text,
        "issue": is_name,
        "reason": is_text,
        "shortfall": is_number,
        "worth": is_number,
        "outside_option": is_number,
        "signature": is_number,
    }
)
METRICS = object_of(
    {"pareto_gap": is_number, "nash_distance": is_number, "surplus_share": is_number}
)
NEAREST = object_of(
    {"terms": is_terms, "least_gain": is_number, "all_could_gain": is_truth, "all_but": is_name}
)
PRICE = object_of(
    {
        "amount": is_number,
        "affordable": is_number,
        "opens": is_truth,
        "terms": is_terms,
        "terms_if_alike": is_terms,
        "transfers": is_terms,
    }
)

RECORDS: dict[str, dict[str, Callable[[Any], bool]]] = {
    "run": {
        "format": is_text,
        "format_version": is_count,
        "what_if": is_text,
        "replicate": is_count,
        "seed": is_count,
    },
    "event": {"time": is_month, "kind": is_text, "about": is_text},
    "missed_talks": OF_FORUM | {"issue": is_name, "without_team": is_texts},
    "ratification": OF_FORUM
    | {"issues": is_texts, "in_force": is_truth, "ratified": is_texts, "refused": is_texts},
    "defection": OF_FORUM
    | {"state": is_text, "state_name": is_text, "issues": is_texts, "left_behind": is_texts},
    "meeting": OF_FORUM
    | {"level": is_text, "present": is_texts, "has_talks": is_truth, "tables": is_count},
    "table": OF_FORUM
    | {
        "table": is_count,
        "issues": is_texts,
        "members": is_texts,
        "blocs": list_of(BLOC),
        "options": is_options,
        "talks": or_null(TALKS),
    },
    "declaration": {
        "table": is_count,
        "issue": is_text,
        "pattern": is_text,
        "hardness": is_number,
        "balance": is_number,
        "positions": is_numbers,
    },
    "standing": {
        "table": is_count,
        "round": is_count,
        "positions": is_positions,
        "median": is_number_or_numbers,
        "mean": is_number_or_numbers,
    },
    "move": {
        "table": is_count,
        "round": is_count,
        "member": is_name,
        "kind": is_text,
        "terms": is_terms,
        "payoff": is_number,
    },
    "outcome": {
        "table": is_count,
        "status": is_text,
        "rounds": is_count,
        "terms": is_terms,
        "settled_elsewhere": is_texts,
        "signatories": is_texts,
        "consenting": is_texts,
        "abstaining": is_texts,
        "metrics": METRICS,
        "blocked_by": list_of(BLOCK),
    },
}
OF_BREAKDOWNS = {"nearest": or_null(NEAREST), "price": or_null(PRICE)}


def require_fields(line: Line) -> None:
    """Raises ValueError unless the line has all fields of its record, and they fit."""
    record = line.get("record")
    if not isinstance(record, str) or record not in RECORDS:
        raise ValueError(f"'record' is {record!r}, none of {', '.join(RECORDS)}")
    fields = RECORDS[record]
    if record == "outcome" and line.get("status") != "agreed":
        fields = fields | OF_BREAKDOWNS
    if record == "move" and line.get("kind") == "vote":
        fields = fields | {"in_favour": or_null(is_truth)}
    for name, fits in fields.items():
        if name not in line:
            raise ValueError(f"a line '{record}' without '{name}'")
        if not fits(line[name]):
            raise ValueError(f"'{name}' is not what it should be. {fits.__doc__}")
