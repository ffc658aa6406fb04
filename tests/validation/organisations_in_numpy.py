"""Organisations that act, of `engine/ODD.md` 7.25, in NumPy, for the models of model_in_numpy.py
and talks_in_numpy.py. What they do by chance has a chance of 1, or leaves no choice."""

import math

import numpy
from scipy.optimize import root

from five_states import FORUMS, OFFICE
from model_in_numpy import Model, nash
from talks_in_numpy import ModelOfTalks

ORGANISATIONS = {
    "office": OFFICE
    | {
        "monitoring": 0.1,
        "expertise": 0.5,
        "position": {"border": 0.9, "readmission": 0.3},
        "voice": 0.3,
        "funds": [{"amount": 2e6, "issue": "border"}],
        "serves": ["council"],
    },
    "bureau": {
        "mandate": ["readmission", "quota", "border"],
        "mediation": 1,
        "formula": 1,
        "expertise": 0.6,
        "funds": [{"amount": 2e8, "issue": "quota"}],
        "serves": ["pair", "summit"],
    },
    "club": {
        "mandate": ["border"],
        "monitoring": 0.5,
        "position": {"border": 0.2},
        "voice": 0.2,
        "agenda": {"chance": 1, "factor": 1.3, "for": "1 year"},
        "serves": ["council", "pair"],
    },
}
PRICE, LASTS = 0.4, 2


def polished(x, best, s, theta, power):
    """The Nash solution from near it, where positions off the ends have no slope."""
    inside = (x > 1e-6) & (x < 1 - 1e-6)

    def slope(free):
        at = x.copy()
        at[inside] = free
        gain = best - (s * (at - theta) ** 2).sum(1)
        return ((power / gain) @ (-2 * s * (at - theta)))[inside]

    out = numpy.where(inside, x, numpy.round(x))
    out[inside] = root(slope, x[inside], tol=1e-14).x
    return out


class Organised:
    brought_up, texts = (), 0

    def serving(self, name):
        return [o for o in ORGANISATIONS.values() if name in o["serves"]]

    def together(self, name, kind, issues):
        left = 1.0
        for o in self.serving(name):
            left *= 1 - o.get(kind, 0) * numpy.isin(issues, o["mandate"]).mean()
        return 1 - left

    def of(self, table):
        return [self.issues[k] for k in table]

    def mediation(self, name):
        return self.together(name, "mediation", FORUMS[name]["agenda"])

    def monitoring(self, name, k):
        return self.together(name, "monitoring", [self.issues[k]])

    def heard(self, name, table, x):
        x = numpy.array(x)
        for c, issue in enumerate(self.of(table)):
            speak = [
                (o["voice"], o["position"][issue])
                for o in self.serving(name)
                if issue in o.get("position", {}) and issue in o["mandate"]
            ]
            x[c] = (x[c] + sum(v * p for v, p in speak)) / (1 + sum(v for v, _ in speak))
        return x

    def compromise(self, name, table, share, y):
        return self.heard(name, table, super().compromise(name, table, share, y))

    def bound(self, i, issue, forums):
        held = self.commitments.get((self.names[i], issue), {})
        return any(f in held for f in forums)

    def worth(self, usd):
        return PRICE * 100 * usd / (self.population * self.gdp)

    def paid(self, name, rows, table):
        worth = numpy.zeros(len(rows))
        for o in self.serving(name):
            for fund in o.get("funds", []):
                if fund["issue"] in self.of(table):
                    now = [i for i in range(5) if self.bound(i, fund["issue"], o["serves"])]
                    share = fund["amount"] / len(set(now) | set(rows))
                    worth += numpy.where(numpy.isin(rows, now), 0, self.worth(share)[rows])
        return worth

    def lost_by_leaving(self, name, i):
        lost = 0
        for o in ORGANISATIONS.values():
            for fund in o.get("funds", []):
                issue, others = fund["issue"], [f for f in o["serves"] if f != name]
                if self.bound(i, issue, o["serves"]) and not self.bound(i, issue, others):
                    now = sum(self.bound(j, issue, o["serves"]) for j in range(5))
                    lost += self.worth(fund["amount"] / now)[i]
        return lost

    def funds_paid(self):
        some = lambda o, issue: any(self.bound(i, issue, o["serves"]) for i in range(5))
        return [
            sum(f["amount"] for f in o.get("funds", []) if some(o, f["issue"]))
            for o in ORGANISATIONS.values()
        ]

    def bring_up(self, tick):
        for ends, name, issue, added, *_ in self.brought_up:
            if ends <= tick and added:
                FORUMS[name]["agenda"].remove(issue)
        self.brought_up = [up for up in self.brought_up if up[0] > tick]
        for o in ORGANISATIONS.values():
            for name in sorted(o["serves"]) if "agenda" in o else []:
                (issue,) = o["mandate"]
                if any(up[1:3] == (name, issue) for up in self.brought_up):
                    continue
                agenda = FORUMS[name]["agenda"]
                added = issue not in agenda
                agenda += [issue] if added else []
                factor = o["agenda"]["factor"]
                self.brought_up.append((tick + LASTS, name, issue, added, factor))
        for _, name, issue, _, factor in self.brought_up:
            rows = [self.names.index(s) for s in FORUMS[name]["members"]]
            self.attention[rows, self.issues.index(issue)] *= factor

    def propose(self, name, forum, failed, tick):
        for o in self.serving(name):
            open_now = {k for t in self.tables(name) for k in t}
            table = [k for k in failed if self.issues[k] in o["mandate"] and k in open_now]
            if table and o.get("formula", 0) * o.get("mediation", 0) == 1:
                self.put_text(name, forum, sorted(set(table)), tick, o["mediation"])

    def put_text(self, name, forum, table, tick, mediation):
        rows = [self.names.index(s) for s in forum["members"]]
        if all(k in self.dyadic for k in table):
            rows = [i for i in rows if any(self.concerned(name, rows, k)[i].any() for k in table)]
        if len(rows) < 2:
            return
        y, _, hardness = self.declare(name, rows, table)
        theta, s = self.common(name, rows, table)
        told = (self.delta + (1 - self.delta) * mediation)[rows, None]
        known = told * theta + (1 - told) * y
        best = (s * (self.in_force(name, rows, table) - known) ** 2).sum(1)
        power = self.power[rows] / self.power[rows].sum()
        x = nash(best, s, known, power)
        if x is None:
            return
        x = self.heard(name, table, polished(x, best, s, known, power))
        if self.weigh(name, forum, rows, table, x)[2]:
            self.texts += 1
            self.note_declared(rows, table, y)
            self.sign(name, forum, rows, table, x, tick)
            if hasattr(self, "note_agreement"):
                self.note_agreement(name, [self.names[i] for i in rows], 0)
            terms, hard = dict(zip(table, x)), dict(zip(table, hardness))
            self.sessions.append((name, True, terms, hard, numpy.nan))

    def in_force(self, name, rows, table):
        z, towards = self.without_agreement()
        z = z[numpy.ix_(rows, table)]
        for c, k in enumerate(table):
            if k in self.dyadic:
                weight = (self.depend[k] * self.free(name, rows, k))[numpy.ix_(rows, rows)]
                sums, all_ = (weight * towards[k][numpy.ix_(rows, rows)]).sum(1), weight.sum(1)
                z[:, c] = numpy.divide(sums, all_, where=all_ > 0, out=z[:, c].copy())
        return z

    def observed(self):
        paid = {"funds_paid": self.funds_paid()}
        return super().observed() | paid


class ModelOfOrganisations(Organised, Model):
    pass


class ModelOfTalksWithOrganisations(Organised, ModelOfTalks):
    def saved(self, name, rows, table):
        gdp = (self.population * self.gdp)[rows]
        return self.together(name, "expertise", self.of(table)) * (1 - gdp / gdp.max())

    def quicker(self, name, table, ticks):
        return math.ceil(ticks * (1 - self.together(name, "expertise", self.of(table))) - 1e-9)
