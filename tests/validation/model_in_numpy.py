"""The model of test_model.py, in NumPy and from the equations of `engine/ODD.md` alone, whose
sections are named where they stand. The bargaining protocol is `compromise`, nothing is drawn at
random, and every state has a flow.
"""

import numpy
from scipy.optimize import minimize

from five_states import (
    ATTENTION,
    FLOWS,
    FORUMS,
    ISSUES,
    OFFICE,
    OVERRIDE,
    RATE,
    ROLES,
    ROUTES,
    SHOCK,
    STATES,
    YEARS,
)


def nash(best, s, theta, power):
    """Terms in [0, 1] with the largest product of gains best - sum s (x - theta)^2 [n, K], to the
    powers, by SLSQP; None where not all can gain at once."""
    k = s.shape[1]
    gain, slope = lambda x: best - (s * (x - theta) ** 2).sum(1), lambda x: -2 * s * (x - theta)
    search = lambda goal, gradient, start, **more: (
        minimize(
            goal,
            start,
            jac=gradient,
            method="SLSQP",
            options={"ftol": 1e-14, "maxiter": 1000},
            **more,
        ).x
    )
    start = (s * theta).sum(0) / s.sum(0)
    x = search(
        lambda y: -y[k],
        lambda y: -numpy.eye(k + 1)[k],
        numpy.append(start, gain(start).min()),
        bounds=[(0, 1)] * k + [(None, None)],
        constraints={
            "type": "ineq",
            "fun": lambda y: gain(y[:k]) - y[k],
            "jac": lambda y: numpy.column_stack([slope(y[:k]), -numpy.ones(len(best))]),
        },
    )[:k]
    if gain(x).min() < 1e-8:
        return None
    inside = lambda x: numpy.maximum(gain(x), 1e-12)
    return search(
        lambda x: -power @ numpy.log(inside(x)),
        lambda x: -(power / inside(x)) @ slope(x),
        x,
        bounds=[(0, 1)] * k,
    )


def ratio(part, whole, otherwise=0.0):
    """Part by whole, and something else where the whole is 0: nothing is there."""
    part, whole = numpy.broadcast_arrays(numpy.asarray(part, float), whole)
    return numpy.divide(part, whole, out=numpy.full(part.shape, otherwise), where=whole != 0)


class Model:
    def __init__(self, outside_options, dyadic_roles):
        self.dyadic_roles = dyadic_roles
        self.outside_options, self.record = outside_options, {name: [0, 0] for name in FORUMS}
        self.names, self.issues = list(STATES), list(ISSUES)
        n, k = len(self.names), len(self.issues)
        self.exists = numpy.ones(n, bool)  # see succession_in_numpy.py
        column = lambda key, otherwise: numpy.array(
            [float(s.get(key, otherwise)) for s in STATES.values()]
        )
        roles = numpy.array([[s[r] for r in ROLES] for s in STATES.values()], float)
        self.w = roles / roles.sum(1, keepdims=True)
        self.o, self.given = self.sharpened(self.w), numpy.zeros(n, bool)  # 5
        for i, state in enumerate(STATES.values()):
            if "self_image" in state:
                self.o[i], self.given[i] = [state["self_image"][r] for r in ROLES], True
        self.power, self.population, self.gdp = (
            column("power", 1),
            column("population", 0),
            column("gdp_per_head", 0),
        )
        self.rho, self.delta = column("recognition", 0.1), column("disclosure", 0.2)
        self.rho0, self.delta0 = self.rho.copy(), self.delta.copy()
        self.a = numpy.array([issue["ideal"] for issue in ISSUES.values()]).T
        self.b = numpy.array([issue["salience"] for issue in ISSUES.values()]).T
        self.q = numpy.tile([issue["status_quo"] for issue in ISSUES.values()], (n, 1))
        self.z, self.z_alone = self.q.copy(), self.q.copy()
        self.shift = numpy.zeros((n, k))  # of what authorities do: Below the state
        get = lambda key: numpy.array([issue.get(key, 0) for issue in ISSUES.values()])
        self.eps = get("externality")
        self.may_alone = numpy.array(
            [numpy.broadcast_to(issue.get("unilateral", 0), 3) for issue in ISSUES.values()], float
        ).T
        self.dyadic = [
            j for j, issue in enumerate(ISSUES.values()) if issue.get("policy") == "dyadic"
        ]
        self.towards = {
            j: numpy.repeat(self.q[:, [j]], n, 1) for j in self.dyadic
        }  # policy of a row to a column
        self.a_others = numpy.array(
            [issue.get("expected_of_others", issue["ideal"]) for issue in ISSUES.values()]
        ).T
        self.attention = numpy.ones((n, k))
        self.left = []
        self.commitments = {}  # (state, issue) -> {forum: (terms, bindingness, lapses, signed, parties)}
        self.departures = numpy.ones(n)
        self.corridors = [
            [o, d, way, persons, stock, trend] for o, d, persons, way, stock, trend in FLOWS
        ]
        self.halts = []  # corridor, via, share, corridor where they halt
        for o, via, d, share in ROUTES:
            for c in [c for c, x in enumerate(self.corridors) if (x[0], x[1]) == (o, d)]:
                way = self.corridors[c][2]
                found = [
                    h for h, x in enumerate(self.corridors) if (x[0], x[1], x[2]) == (o, via, way)
                ]
                if not found:
                    self.corridors.append([o, via, way, 0.0, 0.0, 0.0])
                self.halts.append(
                    (
                        c,
                        self.names.index(via),
                        share,
                        found[0] if found else len(self.corridors) - 1,
                    )
                )
        self.o_of = numpy.array([self.names.index(x[0]) for x in self.corridors])
        self.d_of = numpy.array([self.names.index(x[1]) for x in self.corridors])
        self.persons, self.stock, self.trend = (
            numpy.array([x[m] for x in self.corridors], float) for m in (3, 4, 5)
        )
        self.now, self.stranded = self.persons.copy(), numpy.zeros(len(self.corridors))
        self.through0 = self.through()
        phi = self.through0 / self.population
        self.e0 = numpy.array(
            [s.get("exposure", p / (p + 0.005)) for s, p in zip(STATES.values(), phi)]
        )  # 7.3
        self.w0, self.anchored, self.volumes0 = self.w.copy(), self.w.copy(), self.volumes()
        self.depend = self.dependence()

    def sharpened(self, profile):
        return profile**4 / (profile**4).sum(-1, keepdims=True)

    def sums(self, ends, numbers):
        return numpy.bincount(ends, numbers, len(self.names))

    def crossing(self):
        return self.sums(
            numpy.array([v for _, v, _, _ in self.halts]),
            numpy.array([share * self.now[c] for c, _, share, _ in self.halts]),
        )

    def through(self):
        return self.sums(self.o_of, self.now) + self.sums(self.d_of, self.now) + self.crossing()

    def volumes(self):  # Stocks and profiles
        halted = self.sums(self.d_of, self.stranded)
        return numpy.column_stack(
            [
                self.sums(self.o_of, self.stock) + 10 * self.sums(self.o_of, self.now),
                0.5 * self.crossing() + 10 * halted,
                self.sums(self.d_of, self.stock) + 10 * (self.sums(self.d_of, self.now) - halted),
            ]
        )

    def dependence(self):  # Ties between states: G [K, N, N]
        n = len(self.names)
        ties = numpy.zeros((n, n))
        for o, d, weight in zip(self.o_of, self.d_of, self.stock + 10 * self.persons):
            ties[[o, d], [d, o]] += weight
        for c, via, share, _ in self.halts:
            for end in (self.o_of[c], self.d_of[c]):
                ties[[end, via], [via, end]] += 10 * share * self.persons[c]
        corridors = ratio(ties, ties.sum(1, keepdims=True))
        uniform = (1 - numpy.eye(n)) / (n - 1)
        return [
            uniform if issue.get("interdependence") == "uniform" else corridors
            for issue in ISSUES.values()
        ]

    def interests(self, profile):  # 7.1
        m = profile @ self.b
        theta, others = profile @ (self.b * self.a) / m, profile @ (self.b * self.a_others) / m
        spread = lambda a, mean: (
            sum(profile[:, [r]] * self.b[r] * (a[r] - mean) ** 2 for r in range(3)) / m
        )
        tension, of_others = spread(self.a, theta), spread(self.a_others, others)
        i, k, g = (
            self.names.index(OVERRIDE["state"]),
            self.issues.index(OVERRIDE["issue"]),
            OVERRIDE["weight"],
        )
        theta[i, k] = (1 - g) * theta[i, k] + g * OVERRIDE["ideal"]
        m[i, k] = (1 - g) * m[i, k] + g * OVERRIDE["salience"]
        if (self.a == self.a_others)[:, k].all():
            others[i, k] = theta[i, k]
        return theta, self.e[:, None] * self.attention * m, tension, others, of_others

    def perceived_profile(self):  # 7.2
        return (1 - self.rho[:, None]) * self.o + self.rho[:, None] * self.w

    def renew_perceived(self):
        self.perceived = self.interests(self.perceived_profile())
        actual, image = self.towards_partners()
        self.perceived_of = self.of_partners(image + self.rho[:, None, None] * (actual - image))

    def towards_partners(self):  # Dyadic issues: profiles and self-images [N, N, role]
        sent, came = numpy.zeros((2, len(self.names), len(self.names)))
        numpy.add.at(sent, (self.o_of, self.d_of), self.stock + 10 * self.now)
        numpy.add.at(came, (self.d_of, self.o_of), self.stock + 10 * (self.now - self.stranded))
        people = sent + came
        share = sent / numpy.where(people > 0, people, 1)
        transit = numpy.broadcast_to(self.w[:, [1]], share.shape)
        pair = numpy.stack([(1 - transit) * share, transit, (1 - transit) * (1 - share)], axis=-1)
        m = self.dyadic_roles * (people > 0)[..., None]
        mixed = lambda own, with_it: (1 - m) * own[:, None] + m * with_it
        image = numpy.where(
            self.given[:, None, None],
            mixed(self.o, self.sharpened(pair)),
            self.sharpened(mixed(self.w0, pair)),
        )
        return mixed(self.w, pair), image

    def of_partners(self, profiles):
        """Interests towards each partner, [N, N, K]."""
        towards = [self.interests(profiles[:, j]) for j in range(len(self.names))]
        return [numpy.stack(x, axis=1) for x in zip(*towards)]

    def renew_alone(self):  # Agreements and the regime
        p = self.perceived_profile()
        u = p @ (self.b * self.may_alone) / (p @ self.b)
        self.alone = self.q + u * (self.perceived[0] - self.q)

    def move(self, tick):  # Flows
        shocked = SHOCK["tick"] <= tick < SHOCK["tick"] + SHOCK["ticks"]
        shock = numpy.array(
            [
                SHOCK["factor"]
                if shocked and x[0] in SHOCK["from"] and x[1] in SHOCK["to"]
                else 1.0
                for x in self.corridors
            ]
        )
        u = self.persons * (1 + self.trend) ** (tick * YEARS) * shock * self.departures[self.o_of]
        exponent = numpy.zeros(len(u))
        for k, issue in enumerate(ISSUES.values()):
            way = issue.get("pathway", "any")
            governed = numpy.array([way == x[2] or "any" in (way, x[2]) for x in self.corridors])
            policy = (
                self.towards[k][self.d_of, self.o_of]
                if k in self.dyadic
                else self.in_effect(self.z)[self.d_of, k]
            )
            exponent += issue.get("flow_response", 0) * governed * (policy - self.q[self.d_of, k])
        flow = u * numpy.exp(exponent)
        stopped = numpy.maximum(0, u - flow)
        self.stranded, deterred, diverted = numpy.zeros(len(u)), stopped.copy(), numpy.zeros(len(u))
        for c, _, share, halt in self.halts:
            part = 0.2 * stopped[c] * share / max(1, sum(s for x, _, s, _ in self.halts if x == c))
            self.stranded[halt] += part
            deterred[c] -= part
        for c in range(len(u)):
            others = (self.o_of == self.o_of[c]) & (self.d_of != self.d_of[c])
            if stopped[c] > 0 and flow[others].sum() > 1e-9:
                diverted[others] += 0.3 * stopped[c] * flow[others] / flow[others].sum()
                deterred[c] -= 0.3 * stopped[c]
        self.now, self.deterred = flow + self.stranded + diverted, deterred
        kept = numpy.exp(-0.02 * YEARS)
        self.stock = kept * self.stock + (1 - kept) / 0.02 * self.now
        weight = numpy.maximum(
            0, self.anchored * self.volumes0.sum(1, keepdims=True) + self.volumes() - self.volumes0
        )
        self.w = numpy.where(
            weight.sum(1, keepdims=True) > 0,
            ratio(weight, weight.sum(1, keepdims=True)),
            self.anchored,
        )

    def administer(self, tick):  # Capacity and organisations
        served = numpy.isin(self.names, FORUMS["council"]["members"])
        irregular = numpy.array([x[2] == "irregular" for x in self.corridors])
        ends = lambda numbers: self.sums(self.o_of, numbers) + self.sums(self.d_of, numbers)
        share = ratio(ends(self.now * irregular), ends(self.now))
        self.load = self.through() * (1 + 0.5 * 1.5 * (1 - (self.w**2).sum(1)) + 0.5 * share)
        averted = OFFICE["development"] / 20000 / self.sums(self.o_of, self.persons)[served].sum()
        self.departures += (1 - numpy.exp(-YEARS / 10)) * (1 - averted * served - self.departures)
        if tick == 0:
            self.load0 = self.load.copy()
            self.own = self.load * 1.5 * self.gdp / (self.gdp + 5000)
            self.own[self.names.index("EEE")] = STATES["EEE"]["capacity"]
        else:
            self.own *= 1.02**YEARS
        excess = served * numpy.maximum(0, self.load - self.load0)
        if excess.sum() > 0:
            self.load -= min(1, OFFICE["relief"] / 1000 / excess.sum()) * excess
        if tick > 0:
            self.assist(served, OFFICE["assistance"] / 2000 * YEARS)
        self.capacity = self.own.copy()
        for name, forum in FORUMS.items():
            pool = numpy.array(
                [
                    any(name in self.commitments.get((s, k), {}) for k in forum["agenda"])
                    for s in self.names
                ]
            )
            spare = 0.3 * forum["bindingness"] * pool * numpy.maximum(0, self.capacity - self.load)
            lack = pool * numpy.maximum(0, self.load - self.capacity)
            given = min(spare.sum(), lack.sum())
            if pool.sum() > 1 and given > 0:
                self.capacity += lack * given / lack.sum() - spare * given / spare.sum()

    def assist(self, served, places):
        """The level to which the places raise the least able, by halving."""
        low, high = 0.0, 1.0
        for _ in range(200):
            level = 0.5 * (low + high)
            needed = (
                served * numpy.maximum(0, numpy.minimum(level, 1) * self.load - self.own)
            ).sum()
            low, high = (level, high) if needed <= places else (low, level)
        self.own += served * numpy.maximum(0, low * self.load - self.own)

    def between(
        self, i, j, k, without=None
    ):  # Agreements and the regime: what holds between two states
        own, other = (self.commitments.get((self.names[x], self.issues[k]), {}) for x in (i, j))
        held = [
            (-own[f][4], own[f][3], f)
            for f in own
            if f in other and own[f][3] == other[f][3] and f != without
        ]
        return own[max(held)[2]] if held and i != j else None

    def free(self, name, rows, k):
        """Pairs who can agree at a table on what they do towards each other [N, N]."""
        free = numpy.zeros((len(self.names),) * 2, bool)
        for i in rows:
            for j in rows:
                held = self.between(i, j, k)
                mine = held and held is self.commitments[self.names[i], self.issues[k]].get(name)
                free[i, j] = i != j and (not held or bool(mine) or held[4] >= len(rows))
        return free

    def concerned(self, name, rows, k):
        return self.free(name, rows, k) & (self.depend[k] > 0) & (self.depend[k].T > 0)

    def in_effect(self, z):
        return numpy.clip(z + self.shift, 0, 1)

    def common(self, name, rows, columns):  # Externality, dyadic issues
        theta, s, _, others, _ = (x[numpy.ix_(rows, columns)] for x in self.perceived)
        shift = self.shift[numpy.ix_(rows, columns)]
        theta, eps = numpy.clip(theta - shift, 0, 1), self.eps[columns]
        among = [self.depend[k][numpy.ix_(rows, rows)] for k in columns]
        g = numpy.array([x.sum(1) for x in among]).T
        a = 1 - eps + eps * g
        of_others = g * others - numpy.array([x @ h for x, h in zip(among, shift.T)]).T
        ideal, salience = ((1 - eps) * theta + eps * of_others) / a, s * a
        for c, k in enumerate(columns):
            if k in self.dyadic:
                own, s_of, _, expected, _ = (x[..., k] for x in self.perceived_of)
                weight = (self.depend[k] * self.free(name, rows, k) * s_of)[numpy.ix_(rows, rows)]
                wanted = ((1 - eps[c]) * own + eps[c] * expected)[numpy.ix_(rows, rows)]
                salience[:, c] = weight.sum(1)
                ideal[:, c] = numpy.where(
                    weight.sum(1) > 0,
                    (weight * wanted).sum(1) / numpy.where(weight.sum(1) > 0, weight.sum(1), 1),
                    theta[:, c],
                )
        return ideal, salience

    def declare(self, name, rows, columns):  # 7.4
        theta, s = self.common(name, rows, columns)
        weight = self.power[rows, None] * s
        veil = 1 - self.delta[rows, None]
        loud = numpy.clip(
            theta + 0.5 * veil * (theta - (weight * theta).sum(0) / weight.sum(0)), 0, 1
        )
        y = (1 - 0.2 * veil) * loud + 0.2 * veil * self.q[numpy.ix_(rows, columns)]
        share = weight / weight.sum(0)
        return y, share, numpy.minimum(1, 4 * (share * (y - (share * y).sum(0)) ** 2).sum(0))  # 7.5

    def discuss(self, name, forum):
        rows = [self.names.index(s) for s in forum["members"]]
        agenda = [self.issues.index(k) for k in forum["agenda"]]
        _, _, hardness = self.declare(name, rows, agenda)
        f = forum["frankness"]
        f += (1 - f) * self.mediation(name)
        _, s, t, *_ = (x[numpy.ix_(rows, agenda)] for x in self.interests(self.w))
        torn = 4 * (s * t * hardness).sum(1) / s.sum(1)
        self.rho[rows] += f * 0.3 * torn * (1 - self.rho[rows])  # 7.6
        self.delta[rows] += f * 0.3 * hardness.mean() * (1 - self.delta[rows])
        self.renew_perceived()

    def mediation(self, name):
        forum = FORUMS[name]
        share = numpy.isin(forum["agenda"], OFFICE["mandate"]).mean()
        return OFFICE["mediation"] * share if "secretariat" in forum else 0

    def meet(self, name, forum, tick):
        self.discuss(name, forum)
        rows = [self.names.index(s) for s in forum["members"]]
        tables = self.tables(name)
        held = [self.bargain(name, forum, rows, table, tick) for table in tables]
        self.propose(name, forum, [k for t, was in zip(tables, held) if not was for k in t], tick)
        self.record[name][0] += len(held)
        self.record[name][1] += sum(held)
        if any(held):
            self.expected.pop(name, None)

    def tables(self, name):
        forum = FORUMS[name]
        linkage = [k for k, x in enumerate(ISSUES.values()) if x["kind"] == "linkage"]
        issues = list(map(self.issues.index, forum["agenda"])) + (
            linkage if forum["scope"] == "comprehensive" else []
        )
        rows = [self.names.index(s) for s in forum["members"]]
        still_open = []
        for k in sorted(issues):
            unbound = numpy.array(
                [name not in self.commitments.get((s, self.issues[k]), {}) for s in self.names]
            ) | self.reopened(name, k)
            left = (
                (self.concerned(name, rows, k) & (unbound | unbound[:, None]))
                if k in self.dyadic
                else unbound[rows]
            )
            still_open += [k] if left.any() else []
        return (
            [[k] for k in still_open]
            if forum["scope"] == "single_issue"
            else [still_open]
            if still_open
            else []
        )

    def reopened(self, name, k):
        return False

    def without_agreement(self):  # 7.7, and towards partners
        alone = ~numpy.array(
            [[bool(self.commitments.get((n, k))) for k in self.issues] for n in self.names]
        )
        n, towards, moves = range(len(self.names)), {}, self.may_alone.max(0) > 0
        for k in self.dyadic:
            free = [[moves[k] and not self.between(i, j, k) for j in n] for i in n]
            towards[k] = numpy.where(free, self.alone[:, [k]], self.towards[k])
        return numpy.where(alone & moves, self.alone, self.z), towards

    def gains(self, name, rows, table, x):
        """Of those who sit, by issue, when all of them adopt x."""
        without, towards = self.without_agreement()
        adopted, after = without.copy(), dict(towards)
        adopted[numpy.ix_(rows, table)] = x
        for k, terms in zip(table, numpy.broadcast_to(x, len(table))):
            if k in self.dyadic:
                after[k] = numpy.where(self.free(name, rows, k), terms, towards[k])
        gain = self.perceived_payoffs(adopted, after) - self.perceived_payoffs(without, towards)
        return gain[numpy.ix_(rows, table)]

    def expectation(self, name):
        """What a forum would bring each state, by issue; nothing on those that are dyadic."""
        rows = numpy.array([self.names.index(s) for s in FORUMS[name]["members"]])
        brings = numpy.zeros((len(self.names), len(self.issues)))
        for table in self.tables(name):
            if all(k in self.dyadic for k in table):
                continue
            theta, s = self.common(name, rows, table)
            best = self.gains(name, rows, table, 0.5).sum(1) + (s * (0.5 - theta) ** 2).sum(1)
            if (abs(best) < 1e-6).any():
                raise NotImplementedError("a member at its best, who need not gain")
            if (best < 0).any():
                continue  # it would lose by any common terms, as others do more for it now
            x = nash(best, s, theta, self.power[rows] / self.power[rows].sum())
            if x is not None:
                brings[numpy.ix_(rows, table)] = self.gains(name, rows, table, x)
        brings[:, self.dyadic] = 0
        return brings

    def outside(self, name, rows, table):  # Outside options
        options = numpy.zeros(len(rows))
        for other, forum in FORUMS.items():
            shared = set(forum["members"]) & set(FORUMS[name]["members"])
            issues = numpy.isin([self.issues[k] for k in table], forum["agenda"])
            if (
                self.outside_options
                and other != name
                and shared
                and (issues.any() or forum["scope"] == "comprehensive")
            ):
                if other not in self.expected:
                    self.expected[other] = self.expectation(other)
                held, agreed = self.record[other]
                options = numpy.maximum(
                    options, (agreed + 1) / (held + 2) * self.expected[other][rows][:, table].sum(1)
                )
        return options

    def bargain(self, name, forum, rows, table, tick):
        if all(k in self.dyadic for k in table):
            rows = [i for i in rows if any(self.concerned(name, rows, k)[i].any() for k in table)]
        y, share, hardness = self.declare(name, rows, table)
        x = self.compromise(name, table, share, y)
        gain, outside, agreed = self.weigh(name, forum, rows, table, x)
        self.note_declared(rows, table, y)
        if agreed:
            self.sign(name, forum, rows, table, x, tick)
        hoped = outside[gain.argmin()] if self.outside_options and not agreed else numpy.nan
        self.sessions.append((name, agreed, dict(zip(table, x)), dict(zip(table, hardness)), hoped))
        if not agreed:
            self.delta[rows] *= 1 - 0.05
        return agreed

    def compromise(self, name, table, share, y):  # 7.9
        return (share * y).sum(0)

    # what organisations do, see organisations_in_numpy.py

    def propose(self, name, forum, failed, tick):
        pass

    def bring_up(self, tick):
        pass

    def paid(self, name, rows, table):
        return 0

    def lost_by_leaving(self, name, i):
        return 0

    def monitoring(self, name, k):
        return 0

    def weigh(self, name, forum, rows, table, x):
        """What terms bring those who sit, less what they hope for elsewhere; that; and whether
        the rule carries them."""
        outside = self.outside(name, rows, table)
        gain = self.gains(name, rows, table, x).sum(1) - outside - self.price(name, rows, table)
        gain += self.paid(name, rows, table)
        consents = gain >= -1e-9
        held = (self.power[rows] * consents).sum() / self.power[rows].sum()
        return (
            gain,
            outside,
            {
                "unanimity": consents.all(),
                "simple_majority": consents.sum() > len(rows) / 2,
                "consensus": consents.any() and held >= 0.9 - 1e-9,
            }[forum["rule"]],
        )

    def price(self, name, rows, table):
        return 0

    def note_declared(self, rows, table, y):
        for column, k in enumerate(table):
            self.declared[rows, k] = y[:, column]

    def sign(self, name, forum, rows, table, x, tick):
        for k, terms in zip(table, x):
            for i in rows:
                self.commitments.setdefault((self.names[i], self.issues[k]), {})[name] = (
                    terms,
                    forum["bindingness"],
                    tick + forum["term"],
                    tick,
                    len(rows),
                )

    def target_towards(self, i, j, k, without=None):
        held, z = self.between(i, j, k, without), self.alone[i, k]
        return z + held[1] * (held[0] - z) if held else z

    def target(self, i, k, without=None):
        if k in self.dyadic:
            return self.alone[i, k]
        held = {
            f: x
            for f, x in self.commitments.get((self.names[i], self.issues[k]), {}).items()
            if f != without
        }
        z = self.alone[i, k]
        if held:
            b = numpy.array([x[1] for x in held.values()])
            z += (1 - numpy.prod(1 - b)) * (b @ [x[0] for x in held.values()] / b.sum() - z)
        return z

    def parties(self, name, issues):
        return [
            i
            for i in map(self.names.index, FORUMS[name]["members"])
            if any(
                name in self.commitments.get((self.names[i], self.issues[k]), {}) for k in issues
            )
        ]

    def leaving(self, name, i):
        """On which issues a forum binds a state, what leaving brings it, and what a sanction is a
        share of: what is at stake, and what is watched of it once more."""
        theta, s = self.perceived[:2]
        bound = [k for k in range(len(self.issues)) if i in self.parties(name, [k])]
        gain = stake = 0
        for k in bound:
            if k in self.dyadic:
                partners = [j for j in range(len(self.names)) if j != i]
                own, s_of, _, expected, _ = (x[i, :, k] for x in self.perceived_of)
                weight = self.depend[k][i] * s_of
                loss = lambda j, without: (
                    (1 - self.eps[k]) * (self.target_towards(i, j, k, without) - own[j]) ** 2
                    + self.eps[k] * (self.target_towards(j, i, k, without) - expected[j]) ** 2
                )
                gain += sum(weight[j] * (loss(j, None) - loss(j, name)) for j in partners)
                stake += weight[self.parties(name, [k])].sum() * (1 + self.monitoring(name, k))
            else:
                own = lambda z: (
                    -(1 - self.eps[k])
                    * s[i, k]
                    * (numpy.clip(z + self.shift[i, k], 0, 1) - theta[i, k]) ** 2
                )
                gain += own(self.target(i, k, name)) - own(self.target(i, k))
                stake += s[i, k] * (1 + self.monitoring(name, k))
        return bound, gain - self.lost_by_leaving(name, i), stake

    def comply(self):  # Ratification and compliance
        for name, forum in FORUMS.items():
            for i in map(self.names.index, forum["members"] if "sanction" in forum else []):
                bound, gain, stake = self.leaving(name, i)
                if bound and gain > forum["sanction"] * stake:
                    self.delta[self.parties(name, bound)] *= 1 - 0.1
                    for k in bound:
                        del self.commitments[self.names[i], self.issues[k]][name]
                    self.left.append((self.names[i], name))

    def implement(self):  # Agreements and the regime
        target = numpy.array(
            [[self.target(i, k) for k in range(len(self.issues))] for i in range(len(self.names))]
        )
        left = 1 - RATE * numpy.minimum(1, ratio(self.capacity, self.load, 1.0))[:, None]
        n = range(len(self.names))
        watch = numpy.array([[self.watch(i, k) for k in range(len(self.issues))] for i in n])
        self.z += (1 - left ** (YEARS * (1 + watch))) * (target - self.z)
        for k, z in self.towards.items():
            watch = numpy.array([[self.watch_between(i, j, k) for j in n] for i in n])
            to = numpy.array([[self.target_towards(i, j, k) for j in n] for i in n])
            z += (1 - left ** (YEARS * (1 + watch))) * (to - z)
        self.z_alone += (1 - left**YEARS) * (self.alone - self.z_alone)

    def watch(self, i, k):
        held = self.commitments.get((self.names[i], self.issues[k]), {})
        return max((self.monitoring(f, k) for f in held), default=0) * (k not in self.dyadic)

    def watch_between(self, i, j, k):
        held = self.between(i, j, k)
        own = self.commitments.get((self.names[i], self.issues[k]), {})
        return next((self.monitoring(f, k) for f, x in own.items() if x is held), 0)

    def means(self, of, weight, z):
        """Policies z, or what is made of them, with the means over partners by weight where an
        issue is dyadic."""
        means = of(z, self.z_alone)
        for k in self.dyadic:
            each = weight[k] * of(self.towards[k], self.z_alone[:, [k]])
            means[:, k] = ratio(each.sum(1), weight[k].sum(1))
        return means

    def perceived_payoffs(self, z, towards):
        return self.payoffs(self.perceived, self.perceived_of, self.in_effect(z), towards)

    def payoffs(self, interests, of_partners, z, towards):
        """By state and issue."""
        theta, s, t, others, of_others = interests
        own = (z - theta) ** 2
        felt = numpy.array(
            [
                [self.depend[k][i] @ (z[:, k] - others[i, k]) ** 2 for k in range(len(self.issues))]
                for i in range(len(self.names))
            ]
        )
        payoff = -s * ((1 - self.eps) * (own + t) + self.eps * (felt + of_others))
        for k, policy in towards.items():
            theta, s, t, others, of_others = (x[..., k] for x in of_partners)
            lost = (1 - self.eps[k]) * ((policy - theta) ** 2 + t) + self.eps[k] * (
                (policy.T - others) ** 2 + of_others
            )
            payoff[:, k] = -(self.depend[k] * s * lost).sum(1)
        return payoff

    def end_terms(self, tick):
        for held in self.commitments.values():
            for forum in [f for f, x in held.items() if x[2] <= tick]:
                del held[forum]

    def hold_meetings(self, tick):
        """Returns which states [N] have met others."""
        met = numpy.zeros(len(self.names), bool)
        for name, forum in FORUMS.items():
            if tick % forum["every"] == 0:
                self.meet(name, forum, tick)
                met |= numpy.isin(self.names, forum["members"])
        return met

    def tick(self, tick):
        self.end_terms(tick)
        self.attention[:] = 1
        if ATTENTION["tick"] <= tick < ATTENTION["tick"] + ATTENTION["ticks"]:
            rows, columns = (
                numpy.isin(self.names, ATTENTION["states"]),
                numpy.isin(self.issues, ATTENTION["issues"]),
            )
            self.attention[numpy.ix_(rows, columns)] = ATTENTION["factor"]
        self.bring_up(tick)
        self.move(tick)
        now = ratio(self.through(), self.through0, 1.0)
        self.e = self.e0 * now / (1 - self.e0 + self.e0 * now)
        self.renew_perceived()
        self.renew_alone()
        self.administer(tick)
        self.expected = {}
        fade = ~self.hold_meetings(tick) * (1 - 0.98**YEARS)
        self.rho += fade * (self.rho0 - self.rho)
        self.delta += fade * (self.delta0 - self.delta)
        self.comply()
        self.implement()

    def best(self, p, actual, of_partners):
        """What all could gain together, policy by policy, weighing states by p [N]."""
        theta, s, _, others, _ = actual
        cares, gained = p[:, None] * s, 0.0
        for k in range(len(self.issues)):
            eps, g, alone = self.eps[k], self.depend[k], self.z_alone[:, k]
            if k in self.dyadic:
                wants, s_to, _, expected, _ = (x[..., k] for x in of_partners)
                own, felt = p[:, None] * g * s_to * (1 - eps), (p[:, None] * g * s_to * eps).T
                weight, sums, alone = own + felt, own * wants + felt * expected.T, alone[:, None]
            else:
                own, felt = (1 - eps) * cares[:, k], eps * (cares[:, [k]] * g)
                weight = own + felt.sum(0)
                sums = own * theta[:, k] + (felt * others[:, [k]]).sum(0)
            ideal = numpy.divide(sums, weight, where=weight > 0, out=numpy.zeros_like(sums))
            gained += (weight * (alone - ideal) ** 2).sum()
        return gained

    def gains_of_states(self, actual, of_partners):  # Measures
        alone = {
            k: numpy.repeat(self.z_alone[:, [k]], len(self.names), 1) for k in self.dyadic
        }  # towards all alike
        in_effect = self.in_effect(self.z)
        gain = self.payoffs(actual, of_partners, in_effect, self.towards) - self.payoffs(
            actual, of_partners, self.z_alone, alone
        )
        gain = gain.sum(1)
        weights = [self.exists * p for p in (numpy.ones(len(gain)), self.population, self.power)]
        weights = [p / p.sum() for p in weights]
        joint = numpy.array([p @ gain for p in weights])
        best = numpy.array([self.best(p, actual, of_partners) for p in weights])
        return {
            "gain": gain,
            "joint_gain": joint,
            "joint_gain_share": numpy.where(best < 1e-6, numpy.nan, joint / best),
            "losers": (gain < -1e-9 * actual[1].sum(1)).sum() / self.exists.sum(),
        }

    def observed(self):  # Measures
        actual, of_partners = self.interests(self.w), self.of_partners(self.towards_partners()[0])
        by_salience, cares = list(self.depend), actual[1].copy()
        for k in self.dyadic:
            by_salience[k] = self.depend[k] * of_partners[1][..., k]
            cares[:, k] = by_salience[k].sum(1)
        weight = self.through()[:, None] * cares
        bound = numpy.array(
            [[float(bool(self.commitments.get((s, k)))) for k in self.issues] for s in self.names]
        )
        n = range(len(self.names))
        for k in self.dyadic:
            share = ratio(by_salience[k], by_salience[k].sum(1, keepdims=True))
            bound[:, k] = [sum(share[i, j] for j in n if self.between(i, j, k)) for i in n]
        kinds = numpy.array([issue["kind"] for issue in ISSUES.values()])
        lack = numpy.maximum(0, self.load - self.capacity)
        before = self.z_alone
        in_effect = self.in_effect(self.z)
        moved = self.means(lambda z, alone: abs(z - alone), by_salience, in_effect)
        movement = {
            kind: (weight * moved)[:, kinds == kind].sum()
            / (weight * numpy.maximum(before, 1 - before))[:, kinds == kind].sum()
            for kind in set(kinds)
        }
        return {
            "profile": self.w,
            "recognition": self.rho,
            "disclosure": self.delta,
            "exposure": self.e,
            "actual_payoff": self.payoffs(actual, of_partners, in_effect, self.towards).sum(1),
            "perceived_payoff": self.perceived_payoffs(self.z, self.towards).sum(1),
            "outflow": self.sums(self.o_of, self.now),
            "inflow": self.sums(self.d_of, self.now),
            "transit_flow": self.crossing(),
            "stranded": self.sums(self.d_of, self.stranded),
            "deterred": self.sums(self.o_of, self.deterred),
            "emigrants": self.sums(self.o_of, self.stock),
            "immigrants": self.sums(self.d_of, self.stock),
            "migration_load": self.load,
            "capacity": self.capacity,
            "ideal_point": self.perceived[0],
            "declared_position": self.declared,
            "policy": self.means(lambda z, _: z.copy(), self.depend, self.z),
            "hard_movement": movement["hard"],
            "soft_movement": movement["soft"],
            "linkage_movement": movement["linkage"],
            "net_movement": (
                weight * self.means(lambda z, alone: z - alone, by_salience, in_effect)
            ).sum(0)
            / weight.sum(0),
            **self.gains_of_states(actual, of_partners),
            "regime_coverage": (weight * bound).sum() / weight.sum(),
            "management_gap": lack.sum() / self.load.sum(),
        }
