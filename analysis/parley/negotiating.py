"""One table by itself, and protocols and tactics of concession that are written in Python."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley import _engine
from parley._engine import RandomStream, Table

Numbers = NDArray[np.float64]
Protocol = Callable[[Table, RandomStream, dict[str, float]], Mapping[str, Any] | None]
Tactic = Callable[[float], float]
AnyProtocol = TypeVar("AnyProtocol", bound=Protocol)
AnyTactic = TypeVar("AnyTactic", bound=Tactic)

NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Outcome:
    """What came of a table of n members and K issues.

    `status` is agreed, broken_off or timed_out; `terms` [K] are agreed, or the last on the table,
    or else in force, and `payoffs` [n] what they give. `signatories` and `consenting` [n] say who
    is bound and who is in favour. `blocked_by` lists why there is no agreement: member, issue
    (None: the terms as a whole), reason, and the shortfall in payoff. The last three compare with
    the Nash solution, NaN where it is not known. `trace` lists the moves where it was asked for.
    """

    status: str
    terms: Numbers
    signatories: list[bool]
    consenting: list[bool]
    abstaining: list[bool]
    rounds: int
    blocked_by: list[dict[str, Any]]
    payoffs: list[float]
    pareto_gap: float
    nash_distance: float
    surplus_share: float
    trace: list[dict[str, Any]] = field(repr=False)

    @property
    def agreed(self) -> bool:
        """Did the table agree?"""
        return self.status == "agreed"


def negotiate(
    ideal: ArrayLike,
    salience: ArrayLike,
    *,
    protocol: str = "alternating_offers",
    rule: str = "unanimity",
    options: Mapping[str, Any] | None = None,
    power: ArrayLike = 1.0,
    status_quo: ArrayLike = 0.0,
    declared: ArrayLike | None = None,
    reservation: ArrayLike | None = None,
    red_line: ArrayLike = np.inf,
    disclosure: ArrayLike = 1.0,
    lower: ArrayLike = 0.0,
    upper: ArrayLike = 1.0,
    deadline: int = 20,
    seed: int = 1,
    trace: bool = False,
) -> Outcome:
    """Negotiates one table of n members over K issues, without a world around it.

    Payoffs are `- sum_k salience_ik (x_k - ideal_ik)^2`.

    | argument | shape | what |
    | --- | --- | --- |
    | ideal | [n, K] | ideal points, on the scale of the issue |
    | salience | [n, K] | >= 0 |
    | power | [n] | >= 0 |
    | status_quo | [n, K] or [K] | what holds for each member without agreement |
    | declared | [n, K] | official stances; default: the ideal points |
    | reservation | [n] | payoff without agreement; default: that of the status quo |
    | red_line | [n, K] | greatest loss on one issue alone, >= 0; inf: none |
    | disclosure | [n] | in [0, 1]: how far members show their ideal points |
    | lower, upper | [K] | ends of the scales |

    One number stands for all of an array. `protocol` and `rule` are names of the catalogue or of a
    protocol added by `protocol`; `options` are their parameters, such as {"tactics.boulware": 1}.
    `deadline` counts rounds. A negotiation without agreement is a result, not an error. Raises
    ValueError where shapes or values are wrong, InputError for names and options.
    """
    points = np.array(ideal, dtype=np.float64, ndmin=2, order="C")
    n, issues = points.shape

    def matrix(values: ArrayLike) -> Numbers:
        return np.ascontiguousarray(np.broadcast_to(np.asarray(values, np.float64), (n, issues)))

    def vector(values: ArrayLike, size: int) -> Numbers:
        return np.ascontiguousarray(np.broadcast_to(np.asarray(values, np.float64), (size,)))

    table = Table(
        points,
        points if declared is None else matrix(declared),
        matrix(salience),
        matrix(status_quo),
        matrix(red_line),
        vector(lower, issues),
        vector(upper, issues),
        vector(np.nan if reservation is None else reservation, n),
        vector(disclosure, n),
        vector(power, n),
        deadline,
    )
    texts = [f"{key}={json.dumps(value)}" for key, value in (options or {}).items()]
    return Outcome(**_engine.negotiate(table, protocol, rule, texts, seed, trace))


def protocols() -> list[str]:
    """The names of all protocols: those of the engine, then those added by `protocol`."""
    return _engine.protocols()


def protocol(
    name: str,
    *,
    about: str = "",
    parameters: Mapping[str, Sequence[float]] | None = None,
) -> Callable[[AnyProtocol], AnyProtocol]:
    """Adds a protocol of bargaining under a name, which scenarios and `negotiate` then know.

        @parley.protocol("mean", parameters={"pull": (0.0, 0.0, 1.0)})
        def mean(table, random, parameters):
            return table.vote(table.power_share() @ table.declared)

    The callable gets the `Table`, a `RandomStream` and the parameters by name, and returns None
    where the table breaks off, or a mapping with `terms` [K] and, where need be, status,
    signatories, consenting, abstaining, rounds and blocked_by; what is left out is an agreement of
    all in one round. It must depend on its arguments alone, and draw from `random`, else runs are
    not the same again. Under the rule `opt_in` it is called for coalitions.

    `parameters` maps names to (default, least, most). A name that was added before gets the new
    callable, its parameters stay. Add before runs begin, not while they go on in other threads.
    Raises ValueError for a name that is taken by the engine or is none: lower-case letters, digits
    and `_`.
    """
    _require_name(name)
    ranges = {of: tuple(map(float, range_)) for of, range_ in (parameters or {}).items()}

    def add(callable_: AnyProtocol) -> AnyProtocol:
        text = about or (callable_.__doc__ or "a protocol in Python").strip().splitlines()[0]
        _engine.register_protocol(name, callable_, text, ranges)
        return callable_

    return add


def tactic(name: str, *, about: str = "") -> Callable[[AnyTactic], AnyTactic]:
    """Adds a tactic of concession under a name: `alternating_offers` then mixes it as
    `tactics: {NAME: weight}`.

    The callable gets the time t in (0, 1] and returns the share in [0, 1] of the range between the
    best that a member can hope for and its reservation value that is conceded by then. Else as
    `protocol`.
    """
    _require_name(name)

    def add(callable_: AnyTactic) -> AnyTactic:
        text = about or (callable_.__doc__ or "a tactic in Python").strip().splitlines()[0]
        _engine.register_tactic(name, callable_, text)
        return callable_

    return add


def _require_name(name: str) -> None:
    if not NAME.fullmatch(name):
        raise ValueError(f"'{name}' is no name (lower-case letters, digits and _)")
