"""Writes results of made-up negotiations, in the format of engine/output/FORMAT.md.

Which variables there are is what that page says; one that is new has no value in what is made up.
The numbers are plausible, and no more: parties near each other agree, packages help, policies
follow agreements, talking teaches recognition.
"""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

import h5netcdf
import h5py
import numpy as np

from format_page import MEANINGS, VARIABLES
from parley_analysis.sums import head_sum, value_sum

TEXT = h5py.string_dtype()
ROLES = ["sending", "transit", "receiving"]
LEVELS = MEANINGS["forum_level"]
WEIGHTINGS = ["equal", "population", "power"]
FLAGS = MEANINGS | {"settled_level": LEVELS, "session_level": LEVELS}
MAY_BE_NONE = (
    *("interest_pattern", "settled_level"),
    *(
        "session_end",
        "session_fate",
        "session_blocked_by",
        "session_blocked_issue",
        "session_block_reason",
        "session_mechanism",
        "session_all_but",
    ),
)
COORDINATES = {
    "run": ["point", "replicate", "seed", "what_if", "status"],
    "state": ["state_name"],
    "forum": ["forum_name"],
    "session": ["session_run", "session_time", "session_forum"],
}
COUNTS = ("attempts", "agreements", "unratified", "defections", "without_team")
SESSION_COLUMNS = {
    **dict.fromkeys(["run", "time", "forum", "level", "scope", "result", "rounds", "part"], int),
    **dict.fromkeys(
        ["fate", "end", "blocked_by", "blocked_issue", "block_reason", "mechanism"], int
    ),
    **dict.fromkeys(["opened", "first_round", "in_force", "ended"], float),
    **dict.fromkeys(["terms", "hardness", "movement", "shortfall", "outside_option"], float),
    **dict.fromkeys(["shortfall_worth", "price", "affordable", "price_terms", "even_terms"], float),
    **dict.fromkeys(["least_gain", "nearest_terms", "terms_of_others"], float),
    "all_but": int,
    **dict.fromkeys(["pareto_gap", "nash_distance", "surplus_share"], float),
}
SERIES = {  # what is recorded of a run over time: name -> (dimensions, unit)
    name: (tuple(dimensions), unit)
    for name, (dimensions, _, unit) in VARIABLES.items()
    if dimensions[:2] == ["run", "time"]
}


@dataclass
class Forum:
    """`members` and `agenda` name states and issues; with `pairs`, each is a table of its own."""

    name: str
    level: str
    members: list[str]
    agenda: list[str]
    scope: str = "single_issue"
    every: int = 2  # ticks
    frankness: float = 0.3
    pairs: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class World:
    """Who negotiates over what, where.

    State id -> (name, profile); issue id -> (kind, [low, high], ideal by role); forum id -> Forum.
    """

    title: str
    states: dict
    issues: dict
    forums: dict
    ticks: int = 4
    what_ifs: tuple[str, ...] = ("baseline",)
    replicates: int = 1

    def runs(self):
        return [(name, number) for name in self.what_ifs for number in range(self.replicates)]

    def profile(self):
        return np.array([profile for _, profile in self.states.values()])

    def kinds(self):
        return [kind for kind, _, _ in self.issues.values()]


def small_world(**changes):
    """Three states, an issue of each kind, two forums, four half-years."""
    world = World(
        "Three states, made up",
        states={
            "ARDA": ("Arda", [0.7, 0.2, 0.1]),
            "NO": ("Belmar", [0.2, 0.6, 0.2]),
            "CORLAND": ("Corland", [0.1, 0.1, 0.8]),
        },
        issues={
            "training": ("soft", ["none", "for all"], [0.8, 0.9, 0.8]),
            "readmission": ("hard", ["no cooperation", "full readmission"], [0.1, 0.2, 0.95]),
            "trade": ("linkage", ["closed", "free"], [1.0, 0.8, 0.2]),
        },
        forums={
            "bilateral": Forum(
                "Bilateral corridors",
                "bilateral",
                members=[],
                agenda=["readmission"],
                scope="package",
                pairs=[("ARDA", "CORLAND"), ("NO", "CORLAND")],
            ),
            "dialogue": Forum(
                "Dialogue of the three",
                "regional",
                members=["ARDA", "NO", "CORLAND"],
                agenda=["training", "readmission"],
                every=1,
            ),
        },
    )
    for name, value in changes.items():
        setattr(world, name, value)
    return world


class Run:
    """One make-believe run: fills its place in the `series` of all runs, and appends to `table`."""

    def __init__(self, world, number, seed, series, table):
        what_if, replicate = world.runs()[number]
        self.world, self.number, self.table = world, number, table
        self.at = {name: values[number] for name, values in series.items()}
        self.random = np.random.default_rng([seed, replicate])
        self.boost = 1 + 0.25 * world.what_ifs.index(what_if)
        self.role_ideal = np.array([ideal for _, _, ideal in world.issues.values()])
        shape = len(world.states), len(world.issues)
        self.quo = np.clip(0.25 + 0.04 * self.random.standard_normal(shape), 0, 1)
        self.policy, self.target, self.bound = self.quo.copy(), self.quo.copy(), np.zeros(shape)
        self.known = np.full(shape[0], 0.1)
        self.whim = 0.05 * self.random.standard_normal(shape)
        self.settled = np.full(shape[1], -1)

    def __call__(self):
        profile = self.world.profile()
        sharp = profile**4 / (profile**4).sum(axis=1, keepdims=True)
        for tick in range(self.world.ticks):
            seen = sharp + self.known[:, None] * (profile - sharp)
            self.ideal = np.clip(seen @ self.role_ideal.T + self.whim, 0, 1)
            for place, forum in enumerate(self.world.forums.values()):
                if tick % forum.every == 0:
                    self.meet(tick, place, forum)
            self.policy += 0.3 * (self.target - self.policy)
            self.record(tick, profile)

    def meet(self, tick, place, forum):
        states, issues = list(self.world.states), list(self.world.issues)
        agenda = [issues.index(issue) for issue in forum.agenda]
        tables = [[issue] for issue in agenda] if forum.scope == "single_issue" else [agenda]
        for members in forum.pairs or [forum.members]:
            for on_table in tables:
                who = [states.index(state) for state in members]
                self.negotiate(tick, place, forum, np.array(who), np.array(on_table))

    def negotiate(self, tick, place, forum, who, on_table):
        here, cells = np.ix_(who, on_table), (tick, place, on_table)
        spread = 4 * self.ideal[here].var(axis=0)
        chance = np.exp(-2.5 * spread.mean() * len(who) ** 0.5) * (1.6 if len(on_table) > 1 else 1)
        agreed = bool(self.random.random() < chance * self.boost)
        position = self.ideal[here].mean(axis=0)

        self.at["attempts"][cells] += 1
        self.at["agreements"][cells] += agreed
        before = np.nan_to_num(self.at["hardness"][cells])
        self.at["hardness"][cells] = before + (spread - before) / self.at["attempts"][cells]
        self.at["balance"][cells] = 0.9
        self.at["interest_pattern"][cells] = np.digitize(spread, [0.05, 0.3])
        self.at["declared_position"][tick][here] = self.ideal[here]
        self.known[who] += 0.1 * forum.frankness * spread.mean() * (1 - self.known[who])
        if agreed:
            self.target[here] = 0.6 * position + 0.4 * self.quo[here]
            self.bound[here] = 1
            level, lowest = LEVELS.index(forum.level), self.settled[on_table]
            self.settled[on_table] = np.where(lowest < 0, level, np.minimum(lowest, level))
        self.note(tick, place, forum, who, on_table, agreed, position, spread)

    def note(self, tick, place, forum, who, on_table, agreed, position, spread):
        """Appends a session to the table."""
        far = np.abs(self.ideal[np.ix_(who, on_table)] - self.quo[np.ix_(who, on_table)])
        worst, what = np.unravel_index(far.argmin(), far.shape)
        reason = self.random.choice(3, p=[0.6, 0.3, 0.1])
        part = np.zeros(len(self.world.states), int)
        part[who] = 3 if agreed else 1
        terms, hardness, movement = np.full((3, len(self.world.issues)), np.nan)
        terms[on_table], hardness[on_table] = position, spread
        if agreed:
            movement[on_table] = 0.1
        self.table.append(
            {
                "run": self.number,
                "time": tick,
                "forum": place,
                "level": LEVELS.index(forum.level),
                "scope": FLAGS["session_scope"].index(forum.scope),
                "result": 0 if agreed else 2 if reason == 2 else 1,
                "rounds": self.random.integers(1, 40),
                "fate": 0 if agreed else -1,
                "end": -1,
                **dict.fromkeys(["opened", "first_round"], days(self.world)[tick]),
                "in_force": days(self.world)[tick] if agreed else np.nan,
                "ended": np.nan,
                "part": part,
                "terms": terms,
                "hardness": hardness,
                "movement": movement,
                "blocked_by": -1 if agreed else who[worst],
                "blocked_issue": -1 if agreed or reason == 0 else on_table[what],
                "block_reason": -1 if agreed else reason,
                "mechanism": -1 if agreed else (0, 1, 4)[reason],
                "shortfall": np.nan if agreed else self.random.random(),
                "shortfall_worth": np.nan if agreed else 9e7,
                "price": np.nan if agreed else 2e8,
                "affordable": np.nan if agreed else 3e8,
                "price_terms": np.full_like(terms, np.nan) if agreed else terms,
                "even_terms": np.full_like(terms, np.nan) if agreed else terms,
                "least_gain": np.nan if agreed else -0.1,
                "nearest_terms": np.full_like(terms, np.nan) if agreed else terms,
                "all_but": -1 if agreed or len(who) < 3 else who[worst],
                "terms_of_others": np.full_like(terms, np.nan) if agreed or len(who) < 3 else terms,
                "outside_option": np.nan,
                "pareto_gap": 0.01,
                "nash_distance": 0.1,
                "surplus_share": 0.8,
            }
        )

    def record(self, tick, profile):
        at, ideal = self.at, np.clip(profile @ self.role_ideal.T + self.whim, 0, 1)
        at["profile"][tick], at["exposure"][tick] = profile, 0.5
        at["recognition"][tick], at["disclosure"][tick] = self.known, 0.2
        at["ideal_point"][tick], at["policy"][tick] = self.ideal, self.policy
        at["regime_coverage"][tick] = self.bound.mean()
        at["actual_payoff"][tick] = -((self.policy - ideal) ** 2).mean(axis=1)
        at["perceived_payoff"][tick] = -((self.policy - self.ideal) ** 2).mean(axis=1)
        at["net_movement"][tick] = (self.policy - self.quo).mean(axis=0)
        at["gain"][tick] = ((self.quo - ideal) ** 2 - (self.policy - ideal) ** 2).sum(axis=1)
        at["joint_gain"][tick] = at["gain"][tick].mean()
        at["joint_gain_share"][tick] = at["gain"][tick].mean() / ((self.quo - ideal) ** 2).mean()
        at["losers"][tick] = (at["gain"][tick] < 0).mean()
        at["substantive"][tick] = 0
        for kind in FLAGS["issue_kind"]:
            of_kind = [number for number, other in enumerate(self.world.kinds()) if other == kind]
            moved = np.abs(self.policy - self.quo)[:, of_kind]
            at[f"{kind}_movement"][tick] = moved.mean() if of_kind else 0.0


class Writer:
    """Writes variables with the attributes that the format asks for."""

    def __init__(self, file):
        self.file = file

    def __call__(self, name, dimensions, values, *, units="1", words=None):
        values = np.asarray(values)
        words = FLAGS.get(name) if words is None else words
        attributes, fill = {"long_name": name.replace("_", " ")}, None
        beside = [other for axis in dimensions for other in COORDINATES.get(axis, [])]
        if beside and name not in (*beside, *dimensions):
            attributes["coordinates"] = " ".join(beside)
        if words is not None:
            values = values.astype(np.int8)
            first = -1 if name in MAY_BE_NONE else 0
            if words:  # else its axis is empty
                meanings = ["none", *words] if first else words
                numbers = np.arange(first, len(words), dtype=np.int8)
                attributes |= {"flag_values": numbers, "flag_meanings": " ".join(meanings)}
        elif values.dtype.kind in "OU":
            values = values.astype(object)
        else:
            whole = values.dtype.kind in "iu"
            values = values.astype(np.int32 if whole else np.float64)
            attributes["units"] = units
            fill = None if whole else np.nan
        kind = TEXT if values.dtype == object else values.dtype
        variable = self.file.create_variable(name, dimensions, kind, fillvalue=fill, data=values)
        variable.attrs.update(attributes)

    def days(self, name, dimension, values):
        self(name, (dimension,), values, units="days since 1970-01-01")
        self.file[name].attrs["calendar"] = "proleptic_gregorian"


def write_result(path, world, *, seed=1, format_version=2, format_name="parley result"):
    """Makes up the runs of `world` and writes them to `path`, which it returns."""
    sizes = {
        "run": len(world.runs()),
        "time": world.ticks,
        "state": len(world.states),
        "issue": len(world.issues),
        "forum": len(world.forums),
        "role": len(ROLES),
        "level": len(LEVELS),
        "weighting": len(WEIGHTINGS),
    }
    series = {}
    for name, (dimensions, unit) in SERIES.items():
        empty = 0 if name in COUNTS else -1 if unit == "flag" else np.nan
        series[name] = np.full([sizes[dimension] for dimension in dimensions], empty)
    table = []
    runs = [Run(world, number, seed, series, table) for number in range(sizes["run"])]
    for run in runs:
        run()

    with h5netcdf.File(path, "w") as file:
        file.dimensions = sizes | {"session": len(table)}
        write_attributes(file, world.title, seed, format_version, format_name)
        write = Writer(file)
        write_labels(write, world)
        write_series(write, world, runs, series, seed)
        write_sessions(write, world, table)
        write_explanations(file, world)
    write_sums(path)
    return path


def write_sums(path):
    """Adds the sums of all that there is, and the last line."""
    with h5py.File(path, "r+") as file:
        paths = ["/"]
        file.visit(lambda name: paths.append(f"/{name}"))
        manifest = "".join(
            f"{head_sum(file[of])} {values_of(file[of])} {of}\n" for of in sorted(paths)
        )
        array = file.create_dataset(
            "sums/manifest", data=np.frombuffer(manifest.encode(), np.uint8)
        )
        array.make_scale("manifest")
        file.attrs["sums_sha256"] = hashlib.sha256(manifest.encode()).hexdigest()
    digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    with open(path, "ab") as file:
        file.write(f"parley sha256: {digest}\n".encode())


def values_of(stored):
    return value_sum([np.asarray(stored[()])]) if isinstance(stored, h5py.Dataset) else "-"


def write_attributes(file, title, seed, format_version, format_name):
    file.attrs.update({"Conventions": "CF-1.8", "title": title, "seed": seed})
    file.attrs.update({"format": format_name, "format_version": format_version})
    for name in (
        *("engine_version", "git_revision", "git_dirty", "compiler", "compile_flags", "libraries"),
        *("c_library", "processor_features", "random_generator"),
        *("scenario_sha256", "resolved_sha256"),
    ):
        file.attrs[name] = "made up"
    file.attrs["planned_runs"] = file.dimensions["run"].size
    provenance = file.create_group("provenance")
    for name in ("scenario_text", "scenario_resolved", "settings"):
        provenance.create_variable(name, (), TEXT, data=np.array("made up", dtype=object))
    provenance.dimensions = {"file": 1}
    for name in ("file", "file_text", "file_sha256"):
        provenance.create_variable(name, ("file",), TEXT, data=np.array(["made up"], dtype=object))


def write_explanations(file, world):
    """Of all variations but the first, of which nobody knows why."""
    names = list(world.what_ifs[1:])
    if not names:
        return
    group = file.create_group("explanations")
    group.dimensions = {"what_if": len(names)}
    facts = [
        {
            "what_if": name,
            "settings": [{"path": "forums.dialogue.frankness", "value": "0.9", "reason": ""}],
            "settings_in_short": "forums.dialogue.frankness: 0.9",
            **dict.fromkeys(["runs", "same_runs"], world.replicates),
            **dict.fromkeys(["first", "first_agreements", "first_turned"]),
            **dict.fromkeys(["policies_from", "interests_from"]),
            "agreements": {},
            "policy_change": {},
            **{
                of: {"mean": 0.0, "half_width": None}
                for of in ("hard_movement", "soft_movement", "joint_gain")
            },
            "sentences": [f"Nothing is known of {name}.", "It is made up."],
        }
        for name in names
    ]
    texts = {
        "what_if": names,
        "text": ["\n".join(of["sentences"]) for of in facts],
        "facts": [json.dumps(of) for of in facts],
    }
    for name, values in texts.items():
        group.create_variable(name, ("what_if",), TEXT, data=np.array(values, dtype=object))


def days(world):
    months = np.datetime64("2005-01") + 6 * np.arange(world.ticks)
    return months.astype("datetime64[D]").astype(np.int32)


def write_labels(write, world):
    write("run", ("run",), np.arange(len(world.runs())))
    write.days("time", "time", days(world))
    write("role", ("role",), ROLES)
    write("level", ("level",), LEVELS)
    write("weighting", ("weighting",), WEIGHTINGS)
    for name, ids in [("state", world.states), ("issue", world.issues), ("forum", world.forums)]:
        write(name, (name,), list(ids))
    forums, kinds = world.forums.values(), FLAGS["issue_kind"]
    write("state_name", ("state",), [name for name, _ in world.states.values()])
    write("forum_name", ("forum",), [forum.name for forum in forums])
    write("forum_level", ("forum",), [LEVELS.index(forum.level) for forum in forums])
    write("issue_about", ("issue",), [f"all about {issue}" for issue in world.issues])
    write("issue_scale_low", ("issue",), [scale[0] for _, scale, _ in world.issues.values()])
    write("issue_scale_high", ("issue",), [scale[1] for _, scale, _ in world.issues.values()])
    write("issue_kind", ("issue",), [kinds.index(kind) for kind in world.kinds()])


def write_series(write, world, runs, series, seed):
    write("point", ("run",), np.zeros(len(runs), int))
    write("replicate", ("run",), [replicate for _, replicate in world.runs()])
    write("seed", ("run",), np.full(len(runs), seed))
    write("what_if", ("run",), [what_if for what_if, _ in world.runs()])
    write("status", ("run",), np.zeros(len(runs), int))
    write("failure", ("run",), [""] * len(runs))
    write("power", ("run", "state"), np.ones((len(runs), len(world.states))))
    write("status_quo", ("run", "state", "issue"), np.array([run.quo for run in runs]))
    write("settled_level", ("run", "issue"), np.array([run.settled for run in runs]))
    for name, values in series.items():
        dimensions, unit = SERIES[name]
        write(name, dimensions, values.astype(int) if name in COUNTS else values, units=unit)


def write_sessions(write, world, table):
    further = {"part": ("state",), "terms": ("issue",)}
    by_issue = ["hardness", "movement", "price_terms", "even_terms", "nearest_terms"]
    further |= dict.fromkeys([*by_issue, "terms_of_others"], ("issue",))
    sizes = {"state": len(world.states), "issue": len(world.issues)}
    column = {}
    for name, kind in SESSION_COLUMNS.items():
        shape = len(table), *(sizes[axis] for axis in further.get(name, ()))
        column[name] = np.array([row[name] for row in table], kind).reshape(shape)
    runs, agreed = len(world.runs()), column["result"] == 0
    write("sessions_held", ("run",), np.bincount(column["run"], minlength=runs))
    write("sessions_agreed", ("run",), np.bincount(column["run"][agreed], minlength=runs))
    write("session", ("session",), np.arange(len(table)))
    write.days("session_time", "session", days(world)[column.pop("time")])
    words = {"forum": world.forums, "blocked_by": world.states, "blocked_issue": world.issues}
    words |= {"all_but": world.states}
    for name, values in column.items():
        if VARIABLES[f"session_{name}"][2] == "days":
            write.days(f"session_{name}", "session", values)
            continue
        named = list(words[name]) if name in words else None
        unit = VARIABLES[f"session_{name}"][2]
        axes = ("session", *further.get(name, ()))
        write(f"session_{name}", axes, values, units=unit, words=named)
