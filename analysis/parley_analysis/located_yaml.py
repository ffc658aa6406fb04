"""YAML files whose mistakes are told as the engine tells them: file, line, column, problem, reason
and remedy, with the line quoted and a caret."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from os import PathLike
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError


class InputError(ValueError):
    """A file says what cannot be; the text lists every mistake, each with its place."""


@dataclass(frozen=True)
class Place:
    """Of a key or a value; line and column count from 1."""

    line: int
    column: int


class LocatedYaml:
    """A mapping read from a YAML 1.2 file, and the mistakes that have been found in it; `text`
    takes the place of what the file holds.

    Raises FileNotFoundError if there is no such file, and InputError at once for what is not YAML,
    a key that stands twice, or a file that holds no mapping.
    """

    def __init__(self, path: str | PathLike[str], text: str | None = None):
        self.path = Path(path)
        self.text = self.path.read_text(encoding="utf-8") if text is None else text
        self._mistakes: list[tuple[Place, str]] = []
        try:
            self.root: Any = YAML(typ="rt", pure=True).load(self.text)
        except MarkedYAMLError as wrong:
            mark = wrong.problem_mark or wrong.context_mark
            place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
            self.add(place, str(wrong.problem or "not YAML"), "", "see the line quoted here")
            self.require_none()
        except YAMLError as wrong:
            self.add(Place(1, 1), "not YAML", str(wrong).splitlines()[0], "write a mapping")
            self.require_none()
        if not isinstance(self.root, Mapping):
            self.add(Place(1, 1), "no mapping", "the file holds no keys", "write 'parley: 1' first")
            self.require_none()

    def at_key(self, mapping: Any, key: str) -> Place:
        """Where a key of a mapping of this file stands."""
        line, column = mapping.lc.key(key)
        return Place(line + 1, column + 1)

    def at_value(self, mapping: Any, key: str) -> Place:
        """Where the value of a key stands."""
        line, column = mapping.lc.value(key)
        return Place(line + 1, column + 1)

    def add(self, place: Place, problem: str, why: str, remedy: str) -> None:
        """Notes a mistake; `require_none` raises all of them at once."""
        reason = f" ({why})" if why else ""
        lines = self.text.splitlines()
        message = f"{self.path}:{place.line}:{place.column}: error: {problem}{reason}; {remedy}"
        if place.line <= len(lines):
            quoted = f"{place.line:>5} | {lines[place.line - 1]}"
            message += f"\n{quoted}\n      | {' ' * (place.column - 1)}^"
        self._mistakes.append((place, message))

    def require_keys(
        self, mapping: Any, known: Sequence[str], needed: Iterable[str], of: str, place: Place
    ) -> None:
        """Notes keys that are unknown, with the nearest known one, or missing at `place`."""
        for key in mapping:
            if key not in known:
                near = get_close_matches(str(key), known, n=1)
                remedy = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(known)}"
                self.add(self.at_key(mapping, key), f"unknown key '{key}' of {of}", "", remedy)
        for key in needed:
            if key not in mapping:
                self.add(place, f"{of} has no '{key}'", "", f"write '{key}:'")

    def number(self, mapping: Any, key: str, default: float, least: float = float("-inf")) -> float:
        """The number of a key, or `default` where the key is absent; notes what is no number or
        below `least`, and gives `default` for it."""
        value = mapping.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
            self.add(
                self.at_value(mapping, key), f"'{key}' is no number", f"it is {value!r}",
                "write a number such as 0.5",
            )  # fmt: skip
            return default
        if value < least:
            self.add(
                self.at_value(mapping, key), f"'{key}' is {value:g}", f"it must be {least:g} or more",
                f"write a number of at least {least:g}",
            )  # fmt: skip
            return default
        return float(value)

    def require_none(self) -> None:
        """Raises InputError with all mistakes in the order of the file, if there are any."""
        if self._mistakes:
            self._mistakes.sort(key=lambda of: (of[0].line, of[0].column))
            raise InputError("\n".join(message for _, message in self._mistakes))
