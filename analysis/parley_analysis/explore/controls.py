"""What can be touched on the page: keys of a scenario, from the schema of the engine."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

# No question for a slider: texts, lists of the world, what a run keeps, how long it lasts.
NOT_HERE = frozenset(
    "parley name about sources creator_name license keywords time seed replicates states groups authorities flows"
    " routes agreements overrides events record what_if".split()
)
NO_SETTING = frozenset(("name", "about", "scale", "kind", "options", "members", "authorities"))
FIRST = ("forums", "bilateral", "routing", "issues", "organisations")
GROUPED_BY_ID = {"issues": "Issue", "forums": "Forum", "organisations": "Organisation"}
WIDEST = 20.0  # the largest range that a slider spans; of wider ones it spans twice what is written


@dataclass(frozen=True)
class Control:
    """One key of the scenario.

    `kind` is number, choice, switch, issues (a list of them) or text. `written` is the value in the
    scenario with its defaults, None where it has none; `default` says what holds then. `low` and
    `high` are the ends of the range, None where it has none; `reach` the end of its slider.
    """

    path: str
    group: str
    label: str
    help: str
    kind: str
    written: Any = None
    default: str = ""
    low: float | None = None
    high: float | None = None
    reach: float | None = None
    whole: bool = False
    words: tuple[str, ...] = ()


def controls_of(schema: Mapping[str, Any], resolved: Mapping[str, Any]) -> list[Control]:
    """The controls of a scenario: forums and issues, and then the rest in the order of the schema.

    `schema` is what `parley schema` prints, `resolved` the scenario with all its defaults.
    """
    found: list[Control] = []
    issues = tuple(resolved.get("issues", {}))
    properties = schema["properties"]
    for key in (*FIRST, *(key for key in properties if key not in FIRST and key not in NOT_HERE)):
        part = properties[key]
        if key in GROUPED_BY_ID:
            for name, of in (resolved.get(key) or {}).items():
                title = f"{GROUPED_BY_ID[key]}: {of.get('name', name.replace('_', ' '))}"
                inner = part["additionalProperties"]
                found += _below(inner, of, f"{key}.{name}", title, (), issues)
        else:
            title = "Pairs of states" if key == "bilateral" else key.capitalize()
            if key == "bilateral" and key not in resolved:
                continue
            found += _below(part, resolved.get(key), key, title, (), issues)
    return found


def as_messages(controls: list[Control]) -> list[dict[str, Any]]:
    """The controls as JSON has them."""
    return [asdict(control) for control in controls]


def _below(
    part: Mapping[str, Any],
    written: Any,
    path: str,
    group: str,
    labels: tuple[str, ...],
    issues: tuple[str, ...],
) -> Iterator[Control]:
    """The controls of the keys of an object."""
    values = written if isinstance(written, Mapping) else {}
    for key, inner in part.get("properties", {}).items():
        if key in NO_SETTING:
            continue
        at = f"{path}.{key}"
        control = _control(inner, values.get(key), at, group, (*labels, key), issues)
        if control:
            yield control
        value = values.get(key)
        for branch in _branches(inner, value):
            yield from _below(branch, value, at, group, (*labels, key), issues)


def _branches(part: Mapping[str, Any], value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects whose keys stand below: this one or, of several, the one that is written."""
    if "properties" in part:
        yield part
    if not isinstance(value, Mapping):
        return
    for branch in part.get("anyOf", ()):
        name = branch.get("properties", {}).get("name", {}).get("const")
        if branch.get("properties") and name in (None, value.get("name")):
            yield branch


def _control(
    part: Mapping[str, Any],
    written: Any,
    path: str,
    group: str,
    labels: tuple[str, ...],
    issues: tuple[str, ...],
) -> Control | None:
    told = re.sub(r";? ?example: .*$", "", part.get("description", ""), flags=re.DOTALL)
    told, _, default = told.partition("; without it: ")
    label = ", ".join(name.replace("_", " ") for name in labels)
    common = {"path": path, "group": group, "label": label, "help": told, "written": written}
    common["default"] = str(part["default"]) if "default" in part else default
    words = _words(part)
    if part.get("type") in ("number", "integer"):
        return Control(kind="number", **common, **_range(part, written))
    if part.get("type") == "boolean":
        return Control(kind="switch", **common)
    if labels[-1] == "agenda" and words:
        return Control(kind="issues", words=issues, **common)
    if words:
        common["written"] = written.get("name") if isinstance(written, Mapping) else written
        if len(words) > 1 and (common["written"] is None or common["written"] in words):
            return Control(kind="choice", words=words, **common)
        return None
    if part.get("type") == "string" and "pattern" in part and "month" in part["pattern"]:
        return Control(kind="text", **common)
    number = next((of for of in part.get("anyOf", ()) if of.get("type") == "number"), None)
    if number and not isinstance(written, Mapping):
        return Control(kind="number", **common, **_range(number, written))
    return None


def _words(part: Mapping[str, Any]) -> tuple[str, ...]:
    """The words among which one is chosen, by themselves or as names of objects."""
    for branch in (part, *part.get("anyOf", ())):
        if "enum" in branch:
            return tuple(map(str, branch["enum"]))
    return ()


def _range(part: Mapping[str, Any], written: Any) -> dict[str, Any]:
    low = part.get("minimum", part.get("exclusiveMinimum"))
    high = part.get("maximum", part.get("exclusiveMaximum"))
    reach = high
    if low is None or high is None or high - low > WIDEST:
        known = isinstance(written, int | float) and not isinstance(written, bool)
        reach = max(2.0, 2 * written) if known and 0 <= written <= 1000 else None
    whole = part.get("type") == "integer"
    return {"low": low, "high": high, "reach": reach, "whole": whole}
