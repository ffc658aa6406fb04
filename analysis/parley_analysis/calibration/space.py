"""The judgements that a study varies, as a unit cube: each runs from 0 to 1 by its distribution."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

CATEGORIES = "any_of"


@dataclass(frozen=True)
class Judgement:
    """One parameter of a study: its path, how it is distributed, and what by."""

    path: str
    distribution: str
    given: Sequence[Any]
    within: Sequence[float] | None = None

    @classmethod
    def of(cls, path: str, said: Mapping[str, Any]) -> "Judgement":
        """From what stands below the path in a study; ValueError for what no study may say."""
        for how in ("uniform", "log_uniform", "normal", "integer", "values", CATEGORIES):
            if how in said:
                return cls(path, how, tuple(said[how]), said.get("within"))
        raise ValueError(f"'{path}' says no distribution")

    @property
    def fixed(self) -> bool:
        """Whether it takes one value alone, so that there is nothing to find out."""
        return len(set(map(str, self.given))) == 1 and self.distribution != "normal"

    def value(self, unit: np.ndarray) -> np.ndarray:
        """What stands at places [n] in [0, 1)."""
        if self.distribution == CATEGORIES or self.distribution == "values":
            chosen = np.minimum((unit * len(self.given)).astype(int), len(self.given) - 1)
            found = np.empty(len(self.given), dtype=object)
            found[:] = list(self.given)
            return found[chosen] if self.distribution == CATEGORIES else found[chosen].astype(float)
        if self.distribution == "normal":
            return self._normal().ppf(unit)
        low, high = map(float, self.given)
        if self.distribution == "log_uniform":
            return np.exp(np.log(low) + unit * (np.log(high) - np.log(low)))
        if self.distribution == "integer":
            return np.minimum(np.floor(low + unit * (high - low + 1)), high)
        return low + unit * (high - low)

    def unit(self, value: np.ndarray) -> np.ndarray:
        """The places of values [n]: the inverse of `value`, the middle of what is in steps."""
        if self.distribution == CATEGORIES or self.distribution == "values":
            words = [_word(given) for given in self.given]
            found = [words.index(_word(one)) for one in np.asarray(value, dtype=object)]
            return (np.array(found, dtype=float) + 0.5) / len(self.given)
        numbers = np.asarray(value, dtype=float)
        if self.distribution == "normal":
            return self._normal().cdf(numbers)
        low, high = map(float, self.given)
        if self.distribution == "log_uniform":
            return (np.log(numbers) - np.log(low)) / (np.log(high) - np.log(low))
        if self.distribution == "integer":
            return (numbers - low + 0.5) / (high - low + 1)
        return (numbers - low) / (high - low)

    def features(self, unit: np.ndarray) -> np.ndarray:
        """What an emulator sees, [n, k]: the place itself, of categories one column each."""
        if self.distribution != CATEGORIES:
            return unit[:, None]
        chosen = np.minimum((unit * len(self.given)).astype(int), len(self.given) - 1)
        return np.eye(len(self.given))[chosen]

    def _normal(self) -> Any:
        mean, spread = map(float, self.given)
        if self.within is None:
            return stats.norm(mean, spread)
        low, high = ((float(end) - mean) / spread for end in self.within)
        return stats.truncnorm(low, high, mean, spread)


@dataclass(frozen=True)
class Space:
    """All judgements of a study that take more than one value; `fixed` those that take one."""

    judgements: tuple[Judgement, ...]
    fixed: Mapping[str, Any]

    @classmethod
    def of(cls, vary: Mapping[str, Mapping[str, Any]]) -> "Space":
        """From the key `vary` of a study. Raises ValueError where nothing varies."""
        every = [Judgement.of(str(path), said) for path, said in vary.items()]
        free = tuple(one for one in every if not one.fixed)
        if not free:
            raise ValueError("the study varies nothing that could be found out")
        return cls(free, {one.path: one.given[0] for one in every if one.fixed})

    @property
    def paths(self) -> list[str]:
        return [one.path for one in self.judgements]

    def sample(self, size: int, seed: int) -> np.ndarray:
        """Points [size, d] of a Latin hypercube in the unit cube."""
        return stats.qmc.LatinHypercube(len(self.judgements), rng=seed).random(size)

    def table(self, unit: np.ndarray) -> pd.DataFrame:
        """The values at points of the unit cube [n, d], a column a path, also of what is fixed."""
        columns: dict[str, Any] = {
            one.path: one.value(unit[:, k]) for k, one in enumerate(self.judgements)
        }
        for path, value in self.fixed.items():
            columns[path] = [value] * len(unit)
        return pd.DataFrame(columns)

    def units(self, table: pd.DataFrame) -> np.ndarray:
        """The points of a table of values in the unit cube [n, d]; ValueError for a column that is
        missing."""
        missing = [path for path in self.paths if path not in table]
        if missing:
            raise ValueError(f"no column {', '.join(missing)} (it is what was calibrated)")
        return np.column_stack([one.unit(table[one.path].to_numpy()) for one in self.judgements])

    def features(self, unit: np.ndarray) -> np.ndarray:
        """What an emulator sees of points of the unit cube, [n, k]."""
        return np.hstack([one.features(unit[:, k]) for k, one in enumerate(self.judgements)])


def csv_of_points(table: pd.DataFrame) -> bytes:
    """A table of values as `design: {from: ...}` reads it; numbers in full precision."""
    written = table.apply(lambda column: column.map(_word))
    return str(written.to_csv(index=False, lineterminator="\n")).encode()


def _word(value: Any) -> str:
    """As it stands in a CSV file of points: numbers in full, lists and mappings as YAML."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, int | float | np.number):
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < 2**53 else repr(number)
    return json.dumps(value)
