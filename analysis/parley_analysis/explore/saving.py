"""Settings as a what-if in the text of a scenario."""

import json
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")


class WhatIfNameError(ValueError):
    """The what-if cannot be called that; the message says why."""


def what_ifs_of(text: str) -> dict[str, dict[str, Any]]:
    """What-if -> its settings, path -> value; those that it builds on come first.

    `text` is a scenario that the engine accepts.
    """
    shipped = YAML(typ="safe", pure=True).load(text).get("what_if") or {}

    def settings(name: str) -> dict[str, Any]:
        own = dict(shipped[name] or {})
        before = own.pop("builds_on", [])
        found: dict[str, Any] = {}
        for other in [before] if isinstance(before, str) else before:
            found |= settings(other)
        return found | own

    return {name: settings(name) for name in shipped}


def with_what_if(text: str, name: str, settings: Mapping[str, Any]) -> str:
    """The scenario's text with one more what-if, and not a byte of it changed.

    Raises WhatIfNameError for a name that is none, or that a what-if has already.
    """
    if not NAME.fullmatch(name) or name == "baseline":
        said = "a name is a letter and then up to 63 letters, digits and _, and not 'baseline'"
        raise WhatIfNameError(f"'{name}' cannot be the name of a what-if: {said}")
    node = YAML().load(text)
    present = node.get("what_if")
    if present and name in present:
        raise WhatIfNameError(f"the scenario has a what-if '{name}' already; choose another name")
    lines = [f"{_key(path)}: {_value(value)}" for path, value in settings.items()]
    ended = text if text.endswith("\n") else text + "\n"
    if "what_if" not in node:
        return ended + "\nwhat_if:\n" + _block(name, lines, 2)
    row = node.lc.key("what_if")[0]
    if present and present.fa.flow_style() is not True:
        row, indent = present.lc.key(next(iter(present)))
        rows = ended.splitlines(keepends=True)
        return "".join(rows[:row]) + _block(name, lines, indent) + "".join(rows[row:])
    raise WhatIfNameError(
        f"line {row + 1}: put each what-if on a line of its own, in place of {{...}}; then one can be added"
    )


def without_what_ifs(text: str) -> str:
    """The scenario's text without the section of its what-ifs."""
    keys = YAML().load(text).lc.data
    rows = text.splitlines(keepends=True)
    if "what_if" not in keys:
        return text
    begin = keys["what_if"][0]
    end = min((at[0] for at in keys.values() if at[0] > begin), default=len(rows))
    return "".join(rows[:begin] + rows[end:])


def _block(name: str, lines: list[str], indent: int) -> str:
    space = " " * indent
    body = "".join(f"{space}  {line}\n" for line in lines)
    return f"{space}{name}:\n{body}" if lines else f"{space}{name}: {{}}\n"


def _key(path: str) -> str:
    return path if re.fullmatch(r"[\w.]+", path) else json.dumps(path, ensure_ascii=False)


def _value(value: Any) -> str:
    """YAML 1.2 reads JSON."""
    return json.dumps(value, ensure_ascii=False)
