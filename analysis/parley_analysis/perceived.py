"""What states believe to gain from terms, by the interests that a result records."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr
from ruamel.yaml import YAML

from parley_analysis.study import provenance


@dataclass(frozen=True)
class Interests:
    """Of all states at one moment of one run; arrays [state, issue]."""

    ideal: np.ndarray  # perceived ideal points
    salience: np.ndarray  # perceived, per unit of exposure
    in_force: np.ndarray  # policies

    def of(self, states: np.ndarray) -> "Interests":
        """Of these states (places on the axis) alone."""
        return Interests(self.ideal[states], self.salience[states], self.in_force[states])

    def gain(self, terms: np.ndarray, issues: np.ndarray) -> np.ndarray:
        """Of every state [n] from `terms` on `issues` (places on the axis) as a share of what it
        cares about there.

            gain_i = sum_k s_ik ((z_ik - theta_ik)^2 - (x_k - theta_ik)^2) / sum_k s_ik

        with x the terms, z the policies in force, theta the ideal points and s the saliences; in
        [-1, 1]. This is the payoff that the engine gives terms, without the exposure of the state
        and without what it feels of others; on a dyadic issue z is the mean over partners.
        """
        ideal, salience = self.ideal[:, issues], self.salience[:, issues]
        saved = (self.in_force[:, issues] - ideal) ** 2 - (np.asarray(terms) - ideal) ** 2
        return (salience * saved).sum(axis=1) / salience.sum(axis=1)


class PerceivedInterests:
    """Reads interests from a result of `parley run`, or of a study that records series.

    Saliences follow from the roles that a state perceives, `(1 - recognition) self-image +
    recognition profile`, and those of the issues, as the scenario gives them: what a study varies,
    or overrides and events change, of saliences and self-images is not seen. Salience is NaN on
    transfers and issues with options.

    Raises ValueError for a dataset that was not opened from a file, or without ticks.
    """

    VARIABLES = ("ideal_point", "policy", "status_quo", "recognition", "profile")

    def __init__(self, result: xr.Dataset):
        if not set(self.VARIABLES) <= set(result.variables):
            raise ValueError("the result holds no ticks (a study keeps them with `record: series`)")
        text = provenance(result)["scenario_resolved"]
        scenario = {key: _section(text, key) for key in ("issues", "states", "interests")}
        issues = [scenario["issues"][issue] for issue in result.issue.values.astype(str)]
        roles = result.role.values.astype(str)
        self._role_salience = np.array(
            [[of["salience"][role] if "ideal" in of else np.nan for role in roles] for of in issues]
        )
        self._result = result[list(self.VARIABLES)].load()
        self._image = self._images(scenario)

    def at(self, run: int, time: np.datetime64) -> Interests:
        """Of the run at this place, for a table set at `time`.

        Interests are those recorded at the end of that tick or, where it was not recorded, of the
        next that was; policies those recorded last before it, else the status quo.
        """
        result = self._result.isel(run=run)
        place = int(np.searchsorted(result.time.values, time))
        now = result.isel(time=min(place, result.sizes["time"] - 1))
        in_force = result.policy.isel(time=place - 1) if place > 0 else result.status_quo
        recognition = now.recognition.values[:, None]
        roles = (1 - recognition) * self._image + recognition * now.profile.transpose(
            "state", "role"
        ).values
        return Interests(
            ideal=now.ideal_point.transpose("state", "issue").values,
            salience=roles @ self._role_salience.T,
            in_force=in_force.transpose("state", "issue").values,
        )

    def _images(self, scenario: dict[str, Any]) -> np.ndarray:
        profile = self._result.profile.isel(run=0, time=0).transpose("state", "role").values
        image = profile ** scenario["interests"]["self_image_sharpness"]
        for row, state in enumerate(self._result.state.values.astype(str)):
            given = scenario["states"][state].get("self_image")
            if given:
                image[row] = [given[role] for role in self._result.role.values.astype(str)]
        return image / image.sum(axis=1, keepdims=True)


def _section(text: str, key: str) -> dict[str, Any]:
    """One section of a resolved scenario, which the engine writes as YAML in block style."""
    found = re.search(rf"^{key}:\n(?:[ #].*\n|\n)*", text, re.MULTILINE)
    if found is None:
        raise ValueError(f"the scenario in the result has no section '{key}'")
    return YAML(typ="safe").load(found[0])[key]
