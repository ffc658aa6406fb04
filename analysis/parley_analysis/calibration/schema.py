"""The JSON Schema of `targets.yaml`, for editors and programs that check by it."""

from typing import Any

from parley_analysis.calibration.targets import LEVELS, MONTH

_MONTH = {"type": "string", "pattern": f"^{MONTH.pattern}$"}
_TEXTS: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "forum": {"type": "string", "description": "id of the forum; bilateral for all pairs"},
        "level": {"enum": list(LEVELS), "description": "level of the forum"},
        "issue": {"type": "string", "description": "id of an issue that the text holds"},
        "moves": {
            "type": "number",
            "minimum": 0,
            "description": "least movement of the issue or, without one, of that which moves most",
        },
        "moves_less_than": {"type": "number", "minimum": 0, "description": "the same, below"},
        "since": _MONTH | {"description": "first month; example: 2006-01"},
        "until": _MONTH | {"description": "last month; example: 2006-12"},
    },
}


def targets_schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12."""
    number = {"type": "number"}
    spread = {"type": "number", "minimum": 0, "default": 0}
    pattern = {
        "type": "object",
        "additionalProperties": False,
        "required": ["observed"],
        "oneOf": [{"required": [key]} for key in ("variable", "texts", "share")],
        "dependentRequired": {"at": ["variable"], "among": ["share"], "share": ["among"]},
        "properties": {
            "about": {"type": "string", "description": "what it is, in words"},
            "source": {"type": "string", "description": "where the number comes from"},
            "variable": {"type": "string", "description": "of a result; engine/output/FORMAT.md"},
            "at": {"type": "object", "description": "labels of its dimensions; else the mean"},
            "texts": _TEXTS | {"description": "which texts are counted"},
            "share": _TEXTS | {"description": "which texts, as a share of those of `among`"},
            "among": _TEXTS | {"description": "the texts that the share is of; {} for all"},
            "observed": number | {"description": "the number of the record"},
            "error": spread | {"description": "standard deviation of its measurement"},
            "discrepancy": spread
            | {"description": "standard deviation of what the best judgements would still be off"},
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Parley targets, format 1",
        "description": "What the record says that a scenario must come near to",
        "type": "object",
        "additionalProperties": False,
        "required": ["parley", "targets", "patterns"],
        "properties": {
            "parley": {"const": 1, "description": "version of the format"},
            "targets": {"type": "string", "description": "what the record is called"},
            "about": {"type": "string", "description": "what it says, and what not"},
            "settings": {
                "type": "object",
                "description": "keys of the scenario by path, set where it is compared; such as"
                " {time.ticks: 30} for a record that ends before the scenario does",
            },
            "patterns": {"type": "object", "minProperties": 1, "additionalProperties": pattern},
        },
    }
