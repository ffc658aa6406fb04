"""What the record says that a model must come near to: patterns, each with its number, how sure it
is, and how far off a model with the best judgements would still be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from os import PathLike
from typing import Any

from parley_analysis.located_yaml import LocatedYaml, Place

LEVELS = ("local", "subregional", "bilateral", "regional", "supranational", "global")
MEASURES = ("variable", "texts", "share")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Texts:
    """Which agreements of a run are counted: those that fulfil everything that is given.

    `moves` and `moves_less_than` ask how far a text moves the policy that it moves most or, where
    an issue is given, that issue (`session_movement`). `since` and `until` are months, both
    included.
    """

    forum: str | None = None
    level: str | None = None
    issue: str | None = None
    moves: float | None = None
    moves_less_than: float | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True)
class Pattern:
    """One number of the record, and how a run is asked for it.

    Exactly one of `variable` (with `at`, labels of its dimensions; over others the mean is taken,
    and of time the last), `texts` (how many) and `share` (of `among` those that are `texts`, too)
    is given. `error` is the standard deviation with which the number was measured, `discrepancy`
    that of what the model would still be off at the best judgements.
    """

    name: str
    observed: float
    error: float = 0.0
    discrepancy: float = 0.0
    about: str = ""
    source: str = ""
    variable: str | None = None
    at: Mapping[str, Any] = field(default_factory=dict)
    texts: Texts | None = None
    among: Texts | None = None
    place: Place = field(default=Place(1, 1), compare=False)  # in its file

    @property
    def needs_sessions(self) -> bool:
        """Whether single tables are asked for, which a study keeps with `record: series`."""
        return self.texts is not None or "time" in self.at


@dataclass(frozen=True)
class Targets:
    """The patterns of a file, and the settings of the scenario under which they are compared."""

    name: str
    patterns: tuple[Pattern, ...]
    about: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""


KEYS = ("parley", "targets", "about", "settings", "patterns")
PATTERN_KEYS = (
    *("about", "source", "variable", "at", "texts", "share", "among"),
    *("observed", "error", "discrepancy"),
)
TEXTS_KEYS = ("forum", "level", "issue", "moves", "moves_less_than", "since", "until")


def read_targets(path: str | PathLike[str], text: str | None = None) -> Targets:
    """Reads and checks a file of targets, or `text` in its place; `schema` describes it.

    Raises FileNotFoundError, and InputError with every mistake and its place.
    """
    file = LocatedYaml(path, text)
    root, top = file.root, Place(1, 1)
    file.require_keys(root, KEYS, ("parley", "targets", "patterns"), "the file", top)
    if root.get("parley", 1) != 1:
        why = "this program reads version 1"
        file.add(file.at_value(root, "parley"), "unknown version", why, "write 'parley: 1'")
    settings = root.get("settings") or {}
    if not isinstance(settings, Mapping):
        why = "keys of the scenario by path"
        file.add(
            file.at_key(root, "settings"), "'settings' is no mapping", why, "write {path: value}"
        )
        settings = {}
    patterns: list[Pattern] = []
    listed = root.get("patterns")
    if isinstance(listed, Mapping) and listed:
        patterns = [_pattern(file, listed, str(name)) for name in listed]
    elif "patterns" in root:
        why = "nothing could be ruled out"
        file.add(
            file.at_key(root, "patterns"), "there are no patterns", why, "name one and describe it"
        )
    file.require_none()
    return Targets(
        str(root["targets"]),
        tuple(patterns),
        str(root.get("about") or ""),
        dict(settings),
        file.text,
    )


def _pattern(file: LocatedYaml, listed: Any, name: str) -> Pattern:
    said, place = listed[name], file.at_key(listed, name)
    if not isinstance(said, Mapping):
        file.add(
            place, f"'{name}' is no mapping", "", "describe it: variable or texts, and observed"
        )
        return Pattern(name, 0.0)
    file.require_keys(said, PATTERN_KEYS, ("observed",), f"pattern '{name}'", place)
    given = [key for key in MEASURES if key in said]
    if len(given) != 1:
        what = f"gives {' and '.join(given)}" if given else "measures nothing"
        remedy = "give one of variable, texts and share"
        file.add(place, f"pattern '{name}' {what}", "it is one number of a run", remedy)
    for key, needs in (("at", "variable"), ("among", "share")):
        if key in said and needs not in said:
            why = f"it belongs to '{needs}'"
            file.add(
                file.at_key(said, key), f"'{key}' without '{needs}'", why, f"leave '{key}' out"
            )
    if "share" in said and "among" not in said:
        file.add(
            file.at_key(said, "share"), "a share of nothing", "", "write 'among:', {} for all texts"
        )
    error = file.number(said, "error", 0.0, 0.0)
    discrepancy = file.number(said, "discrepancy", 0.0, 0.0)
    at = said.get("at") or {}
    if not isinstance(at, Mapping):
        why = "labels by dimension"
        file.add(file.at_key(said, "at"), "'at' is no mapping", why, "write {issue: readmission}")
        at = {}
    texts = next((key for key in ("texts", "share") if key in said), None)
    return Pattern(
        name=name,
        observed=file.number(said, "observed", 0.0) if "observed" in said else 0.0,
        error=error,
        discrepancy=discrepancy,
        about=str(said.get("about") or ""),
        source=str(said.get("source") or ""),
        variable=str(said["variable"]) if "variable" in said else None,
        at={str(key): value for key, value in at.items()},
        texts=_texts(file, said, texts) if texts else None,
        among=_texts(file, said, "among") if "among" in said else None,
        place=place,
    )


def _texts(file: LocatedYaml, said: Any, key: str) -> Texts:
    of = said[key]
    if not isinstance(of, Mapping):
        why = "which texts are counted"
        file.add(
            file.at_key(said, key), f"'{key}' is no mapping", why, "write {level: bilateral}, or {}"
        )
        return Texts()
    file.require_keys(of, TEXTS_KEYS, (), f"'{key}'", file.at_key(said, key))
    if of.get("level") is not None and of["level"] not in LEVELS:
        place = file.at_value(of, "level")
        file.add(place, f"no level '{of['level']}'", "", f"levels are {', '.join(LEVELS)}")
    for month in ("since", "until"):
        if month in of and not MONTH.fullmatch(str(of[month])):
            place = file.at_value(of, month)
            file.add(place, f"'{of[month]}' is no month", "", "write it as 2006-01")
    numbers = {
        name: file.number(of, name, 0.0, 0.0) for name in ("moves", "moves_less_than") if name in of
    }
    words = {
        name: str(of[name]) for name in ("forum", "level", "issue", "since", "until") if name in of
    }
    return Texts(**words, **numbers)  # type: ignore[arg-type]  # by name: words or numbers
