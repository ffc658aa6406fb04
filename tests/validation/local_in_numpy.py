"""Below the state, a section of `engine/ODD.md`, in NumPy, for the model of model_in_numpy.py."""

import numpy

from five_states import OVERRIDE, RATE, ROLES, STATES, YEARS
from model_in_numpy import Model

DEVOLVED = {  # issue: how much of it counts, and latitude (the default where None)
    "quota": (0.8, 0.03),
    "border": (0.6, None),
}
AUTHORITIES = {
    "COAST": {"of": "AAA", "population": 5e6, "sending": 2, "transit": 6, "receiving": 1},
    "HILLS": {"of": "AAA", "share": 0.3, "power": 0.5},
    "PORT": {
        "of": "DDD",
        "share": 0.4,
        "sending": 1,
        "transit": 5,
        "receiving": 3,
        "exposure": 0.6,
        "recognition": 0.5,
        "disclosure": 0.4,
    },
    "VALLEY": {
        "of": "CCC",
        "share": 0.5,
        "self_image": {"sending": 0.5, "transit": 0.5, "receiving": 0},
    },
}
LOCAL_FORUMS = {  # in the order in which they meet, before those of states
    "border_talks": {
        "level": "local",
        "authorities": ["COAST", "PORT"],
        "every": 1,
        "scope": "package",
        "agenda": ["quota", "border"],
        "rule": "unanimity",
        "frankness": 0.6,
        "bindingness": 0.7,
        "term": 3,
    },
    "cape": {
        "level": "local",
        "authorities": ["HILLS", "PORT"],
        "every": 3,
        "scope": "single_issue",
        "agenda": ["border"],
        "rule": "unanimity",
        "frankness": 0.3,
        "bindingness": 0.5,
        "term": 2,
    },
    "regions": {
        "level": "local",
        "authorities": ["COAST", "HILLS", "PORT", "VALLEY"],
        "every": 2,
        "scope": "single_issue",
        "agenda": ["border"],
        "rule": "simple_majority",
        "frankness": 0.4,
        "bindingness": 0.3,
        "term": 4,
        "sanction": 0.0001,
    },
}


class ModelBelow(Model):
    def __init__(self, dyadic_roles):
        super().__init__(False, dyadic_roles)
        self.agents = list(AUTHORITIES.values())
        self.of = numpy.array([self.names.index(x["of"]) for x in self.agents])
        self.share = numpy.array(
            [
                x.get("share", x.get("population", 0) / STATES[x["of"]]["population"])
                for x in self.agents
            ]
        )
        given = lambda key, states: numpy.array(
            [x.get(key, states[i]) for x, i in zip(self.agents, self.of)], float
        )
        self.local_power = given("power", self.power)
        self.local_rho, self.local_delta = (
            given("recognition", self.rho),
            given("disclosure", self.delta),
        )
        self.rest = self.local_rho.copy(), self.local_delta.copy()
        self.given_e = given("exposure", numpy.full(len(self.names), numpy.nan))
        self.deviation = numpy.zeros((len(self.agents), len(self.issues)))
        self.local_commitments = {}  # (authority, issue) -> {forum: (terms, bindingness, lapses)}
        self.devolved = numpy.array([DEVOLVED.get(k, (0, 0))[0] for k in self.issues])
        self.reach = numpy.array(
            [(DEVOLVED[k][1] or 0.2) if k in DEVOLVED else 0 for k in self.issues]
        )
        self.local_left, self.held_back = [], False

    def local_profiles(self):
        actual, image = self.w[self.of], self.o[self.of].copy()
        actual = actual.copy()
        for a, own in enumerate(self.agents):
            if "sending" in own:
                actual[a] = numpy.array([own[r] for r in ROLES]) / sum(own[r] for r in ROLES)
                image[a] = self.sharpened(actual[a])
            if "self_image" in own:
                image[a] = [own["self_image"][r] for r in ROLES]
        return actual, image

    def local_interests(self, profile):
        m = profile @ self.b
        theta = profile @ (self.b * self.a) / m
        tension = sum(profile[:, [r]] * self.b[r] * (self.a[r] - theta) ** 2 for r in range(3)) / m
        k, g = self.issues.index(OVERRIDE["issue"]), OVERRIDE["weight"]
        for a in numpy.flatnonzero(self.of == self.names.index(OVERRIDE["state"])):
            theta[a, k] = (1 - g) * theta[a, k] + g * OVERRIDE["ideal"]
            m[a, k] = (1 - g) * m[a, k] + g * OVERRIDE["salience"]
        ratio = (self.through() / self.through0)[self.of]
        given = self.given_e * ratio / (1 - self.given_e + self.given_e * ratio)
        e = numpy.where(numpy.isnan(self.given_e), self.e[self.of], given)
        return theta, e[:, None] * self.attention[self.of] * m, tension

    def renew_local(self):
        actual, image = self.local_profiles()
        perceived = image + self.local_rho[:, None] * (actual - image)
        self.local_perceived = self.local_interests(perceived)

    def local_policy(self):
        return numpy.clip(self.state_policy()[self.of] + self.deviation, 0, 1)

    def state_policy(self):
        return self.means(lambda z, _: z.copy(), self.depend, self.z)

    def bounds(self, rows, columns):
        z = self.state_policy()[self.of]
        at = numpy.ix_(rows, columns)
        low, high = numpy.clip(z - self.reach, 0, 1), numpy.clip(z + self.reach, 0, 1)
        return low[at].min(0), high[at].max(0)

    def local_declare(self, rows, columns):
        at = numpy.ix_(rows, columns)
        theta, s, _ = (x[at] for x in self.local_perceived)
        weight, veil = self.local_power[rows, None] * s, 1 - self.local_delta[rows, None]
        share = weight / weight.sum(0)
        loud = numpy.clip(theta + 0.5 * veil * (theta - (share * theta).sum(0)), 0, 1)
        y = (1 - 0.2 * veil) * loud + 0.2 * veil * self.q[self.of][at]
        spread = lambda y: numpy.minimum(1, 4 * (share * (y - (share * y).sum(0)) ** 2).sum(0))
        return y, share, spread

    def local_meet(self, name, forum, tick):
        rows = [list(AUTHORITIES).index(a) for a in forum["authorities"]]
        agenda = [self.issues.index(k) for k in forum["agenda"]]
        y, _, spread = self.local_declare(rows, agenda)
        hardness, f = spread(y), forum["frankness"]
        _, s, t = (
            x[numpy.ix_(rows, agenda)] for x in self.local_interests(self.local_profiles()[0])
        )
        torn = 4 * (s * t * hardness).sum(1) / s.sum(1)
        self.local_rho[rows] += f * 0.3 * torn * (1 - self.local_rho[rows])
        self.local_delta[rows] += f * 0.3 * hardness.mean() * (1 - self.local_delta[rows])
        self.renew_local()
        still_open = [
            k
            for k in agenda
            if any(name not in self.local_commitments.get((a, k), {}) for a in rows)
        ]
        single = forum["scope"] == "single_issue"
        tables = [[k] for k in still_open] if single else [still_open] if still_open else []
        for table in sorted(tables):
            self.local_bargain(name, forum, rows, sorted(table), tick)

    def local_bargain(self, name, forum, rows, table, tick):
        y, share, spread = self.local_declare(rows, table)
        y = numpy.clip(y, *self.bounds(rows, table))
        x, at = (share * y).sum(0), numpy.ix_(rows, table)
        theta, s, _ = (of[at] for of in self.local_perceived)
        gain = (s * ((self.local_policy()[at] - theta) ** 2 - (x - theta) ** 2)).sum(1)
        consents = gain >= -1e-9
        unanimous = forum["rule"] == "unanimity"
        agreed = consents.all() if unanimous else consents.sum() > len(rows) / 2
        hardness = dict(zip(table, spread(y)))
        self.sessions.append((name, agreed, dict(zip(table, x)), hardness, numpy.nan))
        if not agreed:
            self.local_delta[rows] *= 1 - 0.05
            return
        for k, terms in zip(table, x):
            for a in rows:
                held = self.local_commitments.setdefault((a, k), {})
                held[name] = (terms, forum["bindingness"], tick + forum["term"])

    def local_target(self, a, k, without=None):
        held = [x for f, x in self.local_commitments.get((a, k), {}).items() if f != without]
        z = self.state_policy()[self.of[a], k]
        if held:
            b = numpy.array([x[1] for x in held])
            z += (1 - numpy.prod(1 - b)) * (b @ [x[0] for x in held] / b.sum() - z)
        return z

    def end_terms(self, tick):
        super().end_terms(tick)
        for held in self.local_commitments.values():
            for forum in [f for f, x in held.items() if x[2] <= tick]:
                del held[forum]

    def hold_meetings(self, tick):
        self.renew_local()
        met = numpy.zeros(len(self.agents), bool)
        for name, forum in LOCAL_FORUMS.items():
            if tick % forum["every"] == 0:
                self.local_meet(name, forum, tick)
                met |= numpy.isin(list(AUTHORITIES), forum["authorities"])
        fade = ~met * (1 - 0.98**YEARS)
        self.local_rho += fade * (self.rest[0] - self.local_rho)
        self.local_delta += fade * (self.rest[1] - self.local_delta)
        return super().hold_meetings(tick)

    def comply(self):
        for name, forum in LOCAL_FORUMS.items():
            names = forum["authorities"] if "sanction" in forum else []
            for a in map(list(AUTHORITIES).index, names):
                self.leave_if_worth_it(name, forum, a)
        super().comply()

    def leave_if_worth_it(self, name, forum, a):
        parties = lambda k: [
            b for b in range(len(self.agents)) if name in self.local_commitments.get((b, k), {})
        ]
        bound = [k for k in range(len(self.issues)) if a in parties(k)]
        theta, s, _ = self.local_perceived
        z = self.state_policy()[self.of[a]]
        reached = lambda k, to: numpy.clip(
            numpy.clip(to, z[k] - self.reach[k], z[k] + self.reach[k]), 0, 1
        )
        own = lambda k, to: -s[a, k] * (reached(k, to) - theta[a, k]) ** 2
        gain = sum(
            own(k, self.local_target(a, k, name)) - own(k, self.local_target(a, k)) for k in bound
        )
        if bound and gain > forum["sanction"] * s[a, bound].sum():
            left_behind = {b for k in bound for b in parties(k)}
            self.local_delta[list(left_behind)] *= 1 - 0.1
            for k in bound:
                del self.local_commitments[a, k][name]
            self.local_left.append((list(AUTHORITIES)[a], name))

    def implement(self):
        super().implement()
        rate = 1 - (1 - RATE * numpy.minimum(1, self.capacity / self.load)) ** YEARS
        z = self.state_policy()
        for a, i in enumerate(self.of):
            for k in range(len(self.issues)):
                wanted = self.local_target(a, k) - z[i, k]
                goal = numpy.clip(wanted, -self.reach[k], self.reach[k])
                self.held_back |= self.reach[k] > 0 and goal != wanted
                self.deviation[a, k] += rate[i] * (goal - self.deviation[a, k])
        self.shift = numpy.zeros_like(self.z)
        for a, i in enumerate(self.of):
            self.shift[i] += self.share[a] * self.deviation[a] * self.devolved

    def observed(self):
        theta, s, tension = self.local_interests(self.local_profiles()[0])
        lost = s * ((self.local_policy() - theta) ** 2 + tension)
        return super().observed() | {
            "deviation": self.deviation,
            "authority_payoff": -lost.sum(1),
            "policy_in_effect": self.means(
                lambda z, _: z.copy(), self.depend, self.in_effect(self.z)
            ),
        }
