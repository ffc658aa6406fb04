"""Computes the asymmetric Nash bargaining solutions that test_nash_optima.cpp compares with.

Independent of the engine: NumPy and SciPy only. Thirty tables drawn at random, of 2 to 12 members
and 1 to 8 issues, with unequal powers, issues some members don't weigh, red lines and outside
options; feasible ones by construction of a least gain above 1e-3 (SLSQP). The solution is found
twice, by SLSQP and by trust-constr, with exact gradients; the better of the two is sharpened by
Newton steps on the optimality conditions, which for a concave function are sufficient, and they
must then hold to 1e-9. The better search must have come within 2e-7 of it, the other within 1e-4;
and with two members a one-dimensional search along the contract curve within 1e-7.

Ten more tables have no solution, exactly, by construction rather than by search: what is in force
is Pareto-efficient, a weighted mean of the ideal points with strictly positive weights (on one
issue: members on both sides of it), alone or behind red lines.

Run: python nash_optima.py > data/nash_optima.csv   (NumPy 1.24 or later, SciPy 1.10 or later)
"""

import sys

import numpy as np
from scipy.optimize import Bounds, NonlinearConstraint, minimize, minimize_scalar

COLUMNS = "table,member,issue,ideal,salience,in_force,red_line,power,reservation,optimum"


class Table:
    """Payoffs are -sum s (x - a)^2; `red` is the greatest loss on one issue beyond that in
    force."""

    def __init__(self, ideal, salience, in_force, red, power, outside):
        self.a, self.s, self.q, self.red, self.w = ideal, salience, in_force, red, power
        self.r = self.payoff(in_force) + outside
        with np.errstate(divide="ignore", invalid="ignore"):
            radius = np.sqrt(
                (in_force - ideal) ** 2 + np.where(salience > 0, red / salience, np.inf)
            )
        self.low = np.maximum(0, (ideal - radius).max(axis=0))
        self.high = np.minimum(1, (ideal + radius).min(axis=0))

    def payoff(self, x):
        return -(self.s * (x - self.a) ** 2).sum(axis=1)

    def gain(self, x):
        return self.payoff(x) - self.r

    def slope(self, x):
        return -2 * self.s * (x - self.a)

    def least_gain(self):
        """The largest least gain and where it is."""
        k = len(self.low)
        best = None
        for start in (self.low + self.high) / 2, np.clip(self.q[0], self.low, self.high):
            found = minimize(
                lambda y: -y[k],
                np.r_[start, self.gain(start).min() - 0.01],
                method="SLSQP",
                jac=lambda y: -np.eye(k + 1)[k],
                bounds=[*zip(self.low, self.high), (None, None)],
                constraints={
                    "type": "ineq",
                    "fun": lambda y: self.gain(y[:k]) - y[k],
                    "jac": lambda y: np.c_[self.slope(y[:k]), -np.ones(len(self.a))],
                },
                options={"ftol": 1e-14, "maxiter": 500},
            )
            x = np.clip(found.x[:k], self.low, self.high)
            if best is None or self.gain(x).min() > best[0]:
                best = self.gain(x).min(), x
        return best

    def objective(self, x):
        """Minus the sum of logarithms, continued below a small gain by the tangent there."""
        gain, floor = self.gain(x), 1e-6
        inside = np.maximum(gain, floor)
        return -(self.w * (np.log(inside) + (gain - inside) / floor)).sum()

    def gradient(self, x):
        return -((self.w / np.maximum(self.gain(x), 1e-6))[:, None] * self.slope(x)).sum(axis=0)

    def hessian(self, x):
        gain, slope = self.gain(x), self.slope(x)
        return np.diag((self.w / gain) @ (2 * self.s)) + (slope.T * (self.w / gain**2)) @ slope


def by_slsqp(t, start):
    """Restarted from where it stopped until that gains nothing."""
    floor = 1e-3 * t.gain(start).min()
    x = start
    for _ in range(50):
        found = minimize(
            t.objective,
            x,
            jac=t.gradient,
            method="SLSQP",
            bounds=[*zip(t.low, t.high)],
            constraints={"type": "ineq", "fun": lambda x: t.gain(x) - floor, "jac": t.slope},
            options={"ftol": 1e-16, "maxiter": 1000},
        ).x
        found = np.clip(found, t.low, t.high)
        if t.objective(found) >= t.objective(x):
            break
        x = found
    return x


def by_trust_constr(t, start):
    floor = 1e-3 * t.gain(start).min()
    return minimize(
        t.objective,
        start,
        jac=t.gradient,
        hess=t.hessian,
        method="trust-constr",
        bounds=Bounds(t.low, t.high, keep_feasible=True),
        constraints=NonlinearConstraint(
            t.gain,
            floor,
            np.inf,
            jac=t.slope,
            hess=lambda x, v: np.diag(v @ (-2 * t.s)),
            keep_feasible=True,
        ),
        options={"gtol": 1e-12, "xtol": 1e-14, "barrier_tol": 1e-13, "maxiter": 5000},
    ).x


def sharpened(t, x):
    """Newton steps on the issues that are not at a bound; the bounds must hold at the end."""
    x = np.where(x - t.low < 1e-6, t.low, np.where(t.high - x < 1e-6, t.high, x))
    free = (x > t.low) & (x < t.high)
    for _ in range(5):
        x[free] -= np.linalg.solve(t.hessian(x)[np.ix_(free, free)], t.gradient(x)[free])
    slope = t.gradient(x)
    assert np.abs(slope[free]).max(initial=0) < 1e-9, slope
    assert (slope[~free & (x == t.low)] >= 0).all() and (slope[~free & (x == t.high)] <= 0).all()
    assert ((x >= t.low) & (x <= t.high)).all() and t.gain(x).min() > 0
    return x


def along_the_contract_curve(t):
    """Two members: Pareto-efficient terms are weighted means of the ideals, one weight for all."""

    def terms(share):
        pull = np.array([share, 1 - share])[:, None] * t.s
        return np.clip((pull * t.a).sum(axis=0) / pull.sum(axis=0), t.low, t.high)

    def badness(share):
        x = terms(share)
        return t.objective(x) if t.gain(x).min() > 0 else 1e3 - t.gain(x).min()

    grid = np.linspace(1e-9, 1 - 1e-9, 20001)
    best = grid[np.argmin([badness(share) for share in grid])]
    return terms(
        minimize_scalar(
            badness,
            bounds=(max(best - 1e-4, 1e-12), min(best + 1e-4, 1 - 1e-12)),
            method="bounded",
            options={"xatol": 1e-14},
        ).x
    )


def draw(rng, number):
    """A random table that has a solution."""
    n, k = int(rng.integers(2, 13)) if number % 3 else 2, int(rng.integers(1, 9))
    while True:
        ideal = rng.beta(0.7, 0.7, (n, k)) if k > 1 else rng.uniform(0.4, 1, (n, k))
        salience = rng.gamma(1.0, 1.0, (n, k)) * (rng.uniform(size=(n, k)) > 0.15)
        salience[salience.sum(axis=1) == 0] = 1
        salience[0] += 1e-2  # every issue is weighed by somebody, so that the solution is unique
        in_force = (
            np.tile(rng.uniform(size=k), (n, 1))
            if k > 1
            else np.tile(rng.uniform(0, 0.3, k), (n, 1))
        )
        if number % 4 == 0:
            in_force = np.clip(in_force + 0.05 * rng.normal(size=(n, k)), 0, 1)
        red = np.where(rng.uniform(size=(n, k)) < 0.15, rng.uniform(0, 0.3, (n, k)), np.inf)
        power = rng.gamma(0.5, 2.0, n) + 0.01
        outside = rng.uniform(-0.05, 0.05, n) * (rng.uniform(size=n) < 0.3)
        t = Table(ideal, salience, in_force, red, power, outside)
        if (t.low < t.high).all():
            least, x = t.least_gain()
            if least > 1e-3:
                return t, x


def solve(t, start):
    first = by_slsqp(t, start)
    second = by_trust_constr(t, start)
    better = first if t.objective(first) < t.objective(second) else second
    x = sharpened(t, better.copy())
    for other in (first, second):
        assert np.abs(other - x).max() < 1e-4, (first, second, x)
    assert min(np.abs(first - x).max(), np.abs(second - x).max()) < 2e-7, (first, second, x)
    if len(t.a) == 2 and (t.s.sum(axis=0) > 0).all():
        assert np.abs(along_the_contract_curve(t) - x).max() < 1e-7, (
            along_the_contract_curve(t),
            x,
        )
    return x


def without_solution(rng, number):
    """What is in force is efficient, so that no terms give all members a strict gain."""
    n, k = int(rng.integers(2, 13)), 1 if number % 3 == 0 else int(rng.integers(2, 9))
    ideal, salience = rng.uniform(size=(n, k)), rng.gamma(1.0, 1.0, (n, k)) + 0.1
    weight = rng.uniform(0.2, 1, n)[:, None] * salience
    in_force = np.tile((weight * ideal).sum(axis=0) / weight.sum(axis=0), (n, 1))
    red = np.full((n, k), np.inf)
    if number % 2:
        red[rng.integers(n), rng.integers(k)] = 0
    return Table(ideal, salience, in_force, red, rng.uniform(0.5, 2, n), np.zeros(n))


def write(number, t, optimum):
    for i, k in np.ndindex(t.a.shape):
        row = t.a[i, k], t.s[i, k], t.q[i, k], t.red[i, k], t.w[i], t.r[i]
        best = "" if optimum is None else repr(float(optimum[k]))
        print(number, i, k, *(repr(float(value)) for value in row), best, sep=",")


if __name__ == "__main__":
    rng = np.random.default_rng(1950)
    print(COLUMNS)
    for number in range(30):
        t, start = draw(rng, number)
        write(number, t, solve(t, start))
        print(f"table {number}: {t.a.shape}", file=sys.stderr)
    for number in range(30, 40):
        write(number, without_solution(rng, number), None)
