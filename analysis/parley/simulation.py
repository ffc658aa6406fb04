"""A run that Python steps through."""

import json
from collections.abc import Callable, Mapping, Sequence
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from parley import _engine
from parley._engine import Checkpoint

if TYPE_CHECKING:
    import xarray as xr

AnyPath = str | PathLike[str]
Numbers = NDArray[np.float64]
Observer = Any  # a callable, or an object with some of the methods TOLD

ROLES = ("sending", "transit", "receiving")
TOLD = ("on_event", "on_meeting", "on_ratification", "on_defection", "on_tick")

# The dimensions of the arrays of a run.
DIMENSIONS = {
    "policies": ("state", "issue"),
    "profiles": ("state", "role"),
    "self_images": ("state", "role"),
    "recognition": ("state",),
    "disclosure": ("state",),
    "exposure": ("state",),
    "powers": ("state",),
    "ideal_points": ("state", "issue"),
    "saliences": ("state", "issue"),
    "payoffs": ("state",),
    "perceived_payoffs": ("state",),
    "gains": ("state",),
}


class Scenario:
    """A scenario that was read once, for many runs.

    `settings` changes keys by path, as in {"forums.eu.frankness": 0.8}; values are numbers, texts,
    truth values, lists, mappings or arrays. `what_if` names one of the scenario, whose own settings
    come after these. Raises InputError where the scenario, a setting or the name is wrong; the
    message says where, and what to do about it.
    """

    def __init__(
        self,
        path: AnyPath,
        *,
        settings: Mapping[str, Any] | None = None,
        what_if: str = "baseline",
    ) -> None:
        texts = [f"{key}={as_text(value)}" for key, value in (settings or {}).items()]
        self._read = _engine.Scenario(fspath(path), texts, what_if)

    @property
    def name(self) -> str:
        """What the scenario calls itself."""
        return self._read.name

    @property
    def what_if(self) -> str:
        """The what-if that was chosen; `baseline` is none."""
        return self._read.what_if

    @property
    def what_ifs(self) -> list[str]:
        """The names of all its what-ifs, in their order."""
        return self._read.what_ifs

    @property
    def states(self) -> list[str]:
        """The ids of its states [N]."""
        return self._read.states

    @property
    def issues(self) -> list[str]:
        """The ids of its issues [K]."""
        return self._read.issues

    @property
    def replicates(self) -> int:
        """How many runs it asks for."""
        return self._read.replicates


class Simulation:
    """One run of a scenario, tick by tick.

    The same scenario, settings, what-if, seed and replicate give the same numbers, here and in the
    program. `seed` takes the place of the scenario's. `observers` are told of every step: a
    callable after each tick, with the simulation; of any other object those of its methods

        on_event(simulation, kind, about)
        on_meeting(simulation, forum, sessions)
        on_ratification(simulation, forum, issues, ratified_by, in_force)
        on_defection(simulation, forum, state, issues)
        on_tick(simulation)

    Sessions are mappings: members, issues, status, rounds, terms, declared, signatories and
    blocked_by. A run is the same whether it is observed or not. An exception of an observer ends
    the step in its middle, and the run is then of no use.

    Arrays (`policies`, `payoffs`, ...) are views that cannot be written. One that is kept goes on
    to show the state of its tick: the run then leaves that state alone and steps on from a copy.
    Within a step, for observers, they are copies.

    Raises InputError as `Scenario` does.
    """

    def __init__(
        self,
        scenario: AnyPath | Scenario,
        *,
        settings: Mapping[str, Any] | None = None,
        what_if: str = "baseline",
        seed: int | None = None,
        replicate: int = 0,
        observers: Sequence[Observer] = (),
    ) -> None:
        if isinstance(scenario, Scenario):
            if settings or what_if != "baseline":
                raise ValueError("give settings and what_if to the Scenario, which is read already")
        else:
            scenario = Scenario(scenario, settings=settings, what_if=what_if)
        self.scenario = scenario
        self._run = _engine.Run(scenario._read, seed, replicate)
        self._observers = [_callables(observer) for observer in observers]

    def __repr__(self) -> str:
        return (
            f"<Simulation of '{self.scenario.name}', {self.scenario.what_if},"
            f" replicate {self.replicate}: tick {self.tick} of {self.ticks}>"
        )

    def observe(self, observer: Observer) -> None:
        """Adds an observer; it is told of every step from now on."""
        self._observers.append(_callables(observer))

    def step(self) -> None:
        """Runs one tick. Raises IndexError where the run has ended."""
        self._run.step(self, self._observers)

    def run(self) -> "Simulation":
        """Runs what is left, and returns itself."""
        while not self._run.finished:
            self._run.step(self, self._observers)
        return self

    def apply(self, event: Mapping[str, Any]) -> None:
        """Lets an event happen at the beginning of the next tick, as one of the scenario would.

        `event` is written as in a scenario without its date, such as {"flow_shock": {"from":
        ["SYR"], "to": ["DEU"], "factor": 4, "for": "2 years"}, "about": "war"}. Raises InputError
        where the scenario could not have it, and IndexError where the run has ended.
        """
        dated = {"at": self._run.month_of(self.tick), **event}
        self._run.schedule(as_text(dated))

    def checkpoint(self) -> Checkpoint:
        """Where the run stands, with all that is recorded of it: `restore` goes on from there."""
        return self._run.checkpoint()

    def restore(self, checkpoint: Checkpoint) -> None:
        """Goes back, or on, to a checkpoint of this scenario; also one of another Simulation.

        Raises ValueError where it is one of another scenario.
        """
        self._run.restore(checkpoint)

    @property
    def tick(self) -> int:
        """The next tick, from 0; the number of ticks where the run has ended."""
        return self._run.tick

    @property
    def ticks(self) -> int:
        """How many ticks the run has."""
        return self._run.ticks

    @property
    def month(self) -> str:
        """The month in which the next tick begins, such as 2011-02."""
        return self._run.month_of(self.tick)

    @property
    def finished(self) -> bool:
        """Has the run ended?"""
        return self._run.finished

    @property
    def seed(self) -> int:
        """The seed of all its random numbers."""
        return self._run.seed

    @property
    def replicate(self) -> int:
        """Which of the runs with this seed it is, from 0."""
        return self._run.replicate

    @property
    def states(self) -> list[str]:
        """The ids of the states [N], the order of rows."""
        return self.scenario.states

    @property
    def issues(self) -> list[str]:
        """The ids of the issues [K], the order of columns."""
        return self.scenario.issues

    @property
    def policies(self) -> Numbers:
        """Policies in force [N, K], in [0, 1]; on dyadic issues the mean over partners, a copy."""
        return self._run.policies

    @property
    def profiles(self) -> Numbers:
        """Actual weights of the roles sending, transit and receiving [N, 3]; rows sum to 1."""
        return self._run.profiles

    @property
    def self_images(self) -> Numbers:
        """The profiles that states believe in or profess [N, 3]; rows sum to 1."""
        return self._run.self_images

    @property
    def recognition(self) -> Numbers:
        """How far states recognise their actual profile [N], in [0, 1]."""
        return self._run.recognition

    @property
    def disclosure(self) -> Numbers:
        """How openly states declare what they perceive [N], in [0, 1]."""
        return self._run.disclosure

    @property
    def exposure(self) -> Numbers:
        """Exposure of states to migration [N]."""
        return self._run.exposure

    @property
    def powers(self) -> Numbers:
        """Power of the states [N], > 0, in the unit of the scenario."""
        return self._run.powers

    @property
    def ideal_points(self) -> Numbers:
        """Perceived ideal points [N, K], in [0, 1]."""
        return self._run.ideal_points

    @property
    def saliences(self) -> Numbers:
        """Perceived saliences [N, K], >= 0."""
        return self._run.saliences

    @property
    def payoffs(self) -> Numbers:
        """Payoffs of the policies in force by actual interests [N], at the end of the last tick."""
        return self._run.payoffs

    @property
    def perceived_payoffs(self) -> Numbers:
        """Payoffs of the policies in force by perceived interests [N]."""
        return self._run.perceived_payoffs

    @property
    def gains(self) -> Numbers:
        """Payoff beyond that of a world in which nobody ever agreed, by actual interests [N]."""
        return self._run.gains

    @property
    def forums(self) -> list[dict[str, Any]]:
        """Every forum: id, name, label, level, members, agenda, bindingness, frankness, maturity,
        and open: has it opened, and not closed?
        """
        return self._run.forums()

    @property
    def talks(self) -> list[dict[str, Any]]:
        """Talks under way: forum, issue (None: all), members, opened, first_round, ends.

        The last three are ticks; `ends` is None before the first round.
        """
        return self._run.talks()

    @property
    def agreements(self) -> list[dict[str, Any]]:
        """What holds states to terms, a mapping for each state, issue and forum.

        agreement (its number in the run), forum, state, issue, terms in [0, 1], bindingness in
        (0, 1], tick of signing, lapses (tick; None: never).
        """
        return self._run.commitments()

    def observed(self, variable: str) -> Numbers:
        """One of the recorded variables of FORMAT.md, read off the present state, as a copy.

        Its dimensions are those of the result without run and time. Raises KeyError for one that is
        not read off at the end of ticks; `observables` lists those that are.
        """
        return self._run.observe(variable)

    @property
    def observables(self) -> list[str]:
        """The variables that `observed` knows."""
        return _engine.observed_variables()

    def labelled(self, name: str) -> "xr.DataArray":
        """One of the arrays, such as `policies`, with its labels. Nothing is copied.

        Raises KeyError for a name that is no array.
        """
        import xarray as xr

        labels = {"state": self.states, "issue": self.issues, "role": list(ROLES)}
        dimensions = DIMENSIONS[name]
        return xr.DataArray(
            getattr(self, name), {of: labels[of] for of in dimensions}, dimensions, name
        )

    def to_xarray(self) -> "xr.Dataset":
        """What is recorded so far, as `parley_analysis.open_result` shows it, without a file.

        Ticks that are not over yet are NaN. It has no texts of scenario and provenance.
        """
        from parley.dataset import dataset_of

        title, seed = self.scenario.name, self.seed
        return dataset_of(self._run.record(), title=title, seed=seed)


def as_text(value: Any) -> str:
    """A value as it may stand in a scenario. Raises TypeError for what cannot."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    raise TypeError(f"{value!r} cannot stand in a scenario (it is a {type(value).__name__})")


def _callables(observer: Observer) -> dict[str, Callable[..., object]]:
    """What an observer is told by. Raises TypeError where it is none."""
    told = {name: getattr(observer, name) for name in TOLD if hasattr(observer, name)}
    if not told and callable(observer):
        told = {"on_tick": observer}
    if not told:
        methods = ", ".join(TOLD)
        raise TypeError(f"{observer!r} is no observer (neither callable nor with any of {methods})")
    return told
