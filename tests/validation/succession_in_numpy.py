"""States that begin and end, added to the model in NumPy: section 7.27 of the page."""

import numpy

from five_states import FORUMS
from model_in_numpy import Model, ratio

PART, FROM, BEGINS, ENDS = "EEE", "DDD", 3, 9  # ticks


class ModelOfSuccession(Model):
    def __init__(self, dyadic_roles, continuity):
        super().__init__(False, dyadic_roles)
        self.continuity, self.inherited = continuity, 0
        self.part, self.whole = self.names.index(PART), self.names.index(FROM)
        self.own_corridors = [tuple(x[:3]) for x in self.corridors]
        self.as_described = {"persons": self.persons.copy(), "stock": self.stock.copy()}
        self.own_people, self.own_gdp = self.population.copy(), self.gdp.copy()
        self.own_e0, self.described = self.e0.copy(), [list(f["members"]) for f in FORUMS.values()]
        self.add_corridors()
        self.holder = {name: name for name in self.names}
        self.hand_over(self.holder | {PART: FROM})
        self.through0, self.volumes0 = self.through(), self.volumes()
        for forum in FORUMS.values():
            forum["members"] = [s for s in forum["members"] if s != PART]

    def add_corridors(self):
        heirs = lambda state: [PART, FROM] if state == PART else [state]
        ways = list(self.own_corridors)
        for o, d, way in self.own_corridors:
            new = [(x, y, way) for x in heirs(o) for y in heirs(d) if x != y]
            trend = self.trend[ways.index((o, d, way))]
            for key in [key for key in new if key not in ways]:
                ways.append(key)
                self.corridors.append([*key, 0.0, 0.0, trend])
                self.trend = numpy.append(self.trend, trend)
        more = len(ways) - len(self.persons)
        for name in ("persons", "stock", "now", "stranded"):
            setattr(self, name, numpy.append(getattr(self, name), numpy.zeros(more)))
        self.ways = {key: n for n, key in enumerate(ways)}
        self.o_of = numpy.array([self.names.index(x[0]) for x in ways])
        self.d_of = numpy.array([self.names.index(x[1]) for x in ways])

    def hand_over(self, after):
        before, self.holder = self.holder, after
        places = lambda holder: [
            self.ways.get((holder[o], holder[d], way)) if holder[o] != holder[d] else None
            for o, d, way in self.own_corridors
        ]
        goes = list(zip(places(before), places(after)))
        exists = lambda key: all(after[state] == state for state in key[:2])
        for name in ("persons", "stock", "now", "stranded"):
            numbers, own = (
                getattr(self, name),
                self.as_described["stock" if name == "stock" else "persons"],
            )
            described = numpy.zeros(len(numbers))
            for (b, _), x in zip(goes, own):
                if b is not None:
                    described[b] += x
            new = numpy.zeros(len(numbers))
            for key, n in self.ways.items():  # of what nothing is described
                heir = key if exists(key) else (after[key[0]], after[key[1]], key[2])
                if described[n] == 0 and heir[0] != heir[1]:
                    new[self.ways[heir]] += numbers[n]
            for (b, a), x in zip(goes, own):
                brought = x if b is None else numbers[b] * x / described[b] if described[b] else 0
                if a is not None:
                    new[a] += brought
            setattr(self, name, new)
        product = self.population * self.gdp
        for numbers, own in (
            (product, self.own_people * self.own_gdp),
            (self.population, self.own_people),
        ):
            sums = numpy.zeros(len(self.names))
            for name, x in zip(self.names, own):
                sums[self.names.index(before[name])] += x
            moved = numpy.zeros(len(self.names))
            for name, x in zip(self.names, own):
                b = self.names.index(before[name])
                moved[self.names.index(after[name])] += numbers[b] * x / sums[b]
            numbers[:] = moved
        self.gdp = numpy.where(self.population > 0, ratio(product, self.population), self.gdp)
        self.exists = numpy.array([after[name] == name for name in self.names])
        self.e0 = numpy.where(self.exists, self.own_e0, 0)
        self.depend = self.dependence()

    def dependence(self):
        if not hasattr(self, "as_described"):
            return super().dependence()
        kept = self.o_of, self.d_of, self.stock, self.persons
        ends = [[self.names.index(self.holder[c[e]]) for c in self.own_corridors] for e in (0, 1)]
        self.o_of, self.d_of = map(numpy.array, ends)
        self.stock, self.persons = self.as_described["stock"], self.as_described["persons"]
        inside = self.o_of == self.d_of
        self.stock, self.persons = self.stock * ~inside, self.persons * ~inside
        depend = super().dependence()
        self.o_of, self.d_of, self.stock, self.persons = kept
        uniform = (1 - numpy.eye(len(self.names))) * self.exists / (self.exists.sum() - 1)
        return [
            uniform if (g == g[0, 1])[~numpy.eye(len(g), dtype=bool)].all() else g for g in depend
        ]

    def anchor(self, rows, now):
        self.through0[rows] = self.through()[rows] / now
        self.anchored[rows], self.volumes0[rows] = self.w[rows], self.volumes()[rows]

    def begin(self):
        both, now = [self.whole, self.part], self.through()[self.whole] / self.through0[self.whole]
        self.hand_over(self.holder | {PART: PART})
        self.anchor(both, now)
        share = self.through0[self.part] / self.through0[both].sum()
        self.departures[self.part] = self.departures[self.whole]
        for numbers in (self.own, self.load0):
            numbers[self.part] = share * numbers[self.whole]
            numbers[self.whole] *= 1 - share
        for forum, members in zip(FORUMS.values(), self.described):
            forum["members"] = [s for s in members if s in forum["members"] or s == PART]
        self.z[self.part], self.z_alone[self.part] = self.z[self.whole], self.z_alone[self.whole]
        for k, towards in self.towards.items():
            towards[self.part], towards[:, self.part] = towards[self.whole], towards[:, self.whole]
            for i, j in (both, both[::-1]):
                towards[i, j] = self.z[self.whole, k]
        for k in self.issues if self.continuity else []:
            held = self.commitments.get((FROM, k), {})
            bound = {f: x for f, x in held.items() if PART in FORUMS[f]["members"]}
            self.commitments[PART, k] = bound
            self.inherited += len(bound)

    def end(self):
        now = self.through()[self.whole] / self.through0[self.whole]
        self.hand_over(self.holder | {PART: FROM})
        self.anchor([self.whole], now)
        self.through0[self.part] = 0
        for numbers in (self.own, self.load0):
            numbers[self.whole] += numbers[self.part]
            numbers[self.part] = 0
        for forum in FORUMS.values():
            forum["members"] = [s for s in forum["members"] if s != PART]
        for k in self.issues:
            self.commitments.pop((PART, k), None)

    def bring_up(self, tick):  # on the day of events
        if tick == BEGINS:
            self.begin()
        elif tick == ENDS:
            self.end()

    def observed(self):
        nothing = lambda values: numpy.where(
            self.exists.reshape((-1,) + (1,) * (numpy.ndim(values) - 1)), values, numpy.nan
        )
        return {
            name: nothing(values)
            if numpy.shape(values)[:1] == self.exists.shape and name != "declared_position"
            else values
            for name, values in super().observed().items()
        }
