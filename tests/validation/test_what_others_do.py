"""When every state goes the whole way alone, which packages survive? scenarios/thesis.yaml, by the
program and by hand.

Each of N states is at its ideal point theta_i, and the share e of every issue is about what the
others do, all alike. A text x of a table of n < N changes nothing of those who do not sit, so that
member i gains

    sum_k s_ik [ r M_ik - (x_k - theta_ik)^2 ] (1 - e + e g),   M_ik = mean over j != i of (theta_jk
    - theta_ik)^2,
    g = (n - 1) / (N - 1),   r = e g / (1 - e + e g)

Hence each table has a threshold of its own,

    r* = min_x max_i  sum_k s_ik (x_k - theta_ik)^2 / sum_k s_ik M_ik,

and agrees exactly when r > r*. It is a convex problem, so that the dual gives bounds from both
sides that nothing but arithmetic vouches for. Three consequences need no computing: at r = 0
nothing is ever agreed; the plain mean of the ideal points is ((n - 1) / n)^2 M_ik or nearer to each
by Jensen, so that everything is agreed beyond r = ((n - 1) / n)^2; and two states who weigh issues
in equal proportions agree exactly beyond 1/4.
"""

import functools
import os
import subprocess

import numpy
import pytest
import scipy.optimize
import xarray
from ruamel.yaml import YAML

SCENARIO = "scenarios/thesis.yaml"
ROLES = ("sending", "transit", "receiving")
STATES = 30
REPLICATES = 16
EXTERNALITY = [
    0,
    0.58,
    0.7,
    0.78,
    0.83,
    0.87,
    0.904,
    1,
]  # around the thresholds of 27, 10, 5 and 2 members
STUDY = f"""
parley: 1
study: what others do
scenario: {os.path.abspath(SCENARIO)}
replicates: {REPLICATES}
record: series
design: {{sample: grid}}
vary:
  issues.*.externality: {{values: {EXTERNALITY}}}
  interests.recognition: {{values: [0, 1]}}
  implementation.unilateral: {{values: [1]}}
  bilateral.scope: {{any_of: [package]}}
  bilateral.agenda: {{any_of: [hard]}}
  forums.*.scope: {{any_of: [package]}}
  forums.*.agenda: {{any_of: [hard]}}
  bilateral.ratification: {{any_of: [{{delay: 1 year, shock: 0}}]}}
  forums.*.ratification: {{any_of: [{{delay: 1 year, shock: 0}}]}}
"""  # what waits to be ratified binds nobody, so that no table knows of another


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """Every table held: (externality, recognition, replicate, who sits), and whether it agreed;
    profiles by replicate."""
    folder = tmp_path_factory.mktemp("alone")
    (folder / "study.yaml").write_text(STUDY)
    done = subprocess.run(
        [
            os.environ["PARLEY_PROGRAM"],
            "sweep",
            "study.yaml",
            "-o",
            "study.h5",
            "--progress",
            "none",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=3600,
    )
    assert done.returncode == 0, done.stderr
    with xarray.open_dataset(folder / "study.h5") as result:
        run = result.session_run.values
        held = [
            (externality, recognition, replicate, tuple(numpy.flatnonzero(seats)), agreed)
            for externality, recognition, replicate, seats, agreed in zip(
                result["issues.*.externality"].values[run],
                result["interests.recognition"].values[run],
                result.replicate.values[run],
                result.session_part.values > 0,
                result.session_result.values == 0,
            )
        ]
        profiles = {
            replicate: result.profile.values[i, 0]
            for i, replicate in enumerate(result.replicate.values)
        }
    assert len(held) == 25 * REPLICATES * 2 * len(EXTERNALITY)
    return held, profiles


@functools.cache
def role_values(key):
    """By role and hard issue."""
    with open(SCENARIO) as file:
        issues = YAML(typ="safe").load(file)["issues"].values()
    return numpy.array(
        [[issue[key][role] for issue in issues if issue["kind"] == "hard"] for role in ROLES]
    )


def interests(profiles, recognition):
    """Perceived salience and ideal point [n, K] on the hard issues, with self-images sharpened by
    4."""
    salience, ideal = role_values("salience"), role_values("ideal")
    image = profiles**4
    image /= image.sum(axis=1, keepdims=True)
    perceived = (1 - recognition) * image + recognition * profiles
    return perceived @ salience, perceived @ (salience * ideal) / (perceived @ salience)


def stakes(salience, ideal):
    """sum_k s_ik M_ik of each member."""
    apart = ((ideal[:, None, :] - ideal[None, :, :]) ** 2).sum(axis=1) / (len(ideal) - 1)
    return (salience * apart).sum(axis=1)


def threshold(salience, ideal):
    """Bounds on r* from below and above: the dual, and its best text."""
    scale = salience / stakes(salience, ideal)[:, None]

    def text(weight):
        return weight @ (scale * ideal) / (weight @ scale)

    def losses(weight):
        return (scale * (text(weight) - ideal) ** 2).sum(axis=1)

    n = len(ideal)
    best = scipy.optimize.minimize(
        lambda w: -(w @ losses(w)),
        numpy.full(n, 1 / n),
        jac=lambda w: -losses(w),
        method="SLSQP",
        bounds=[(0, 1)] * n,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": lambda w: numpy.ones(n)},
        options={"ftol": 1e-10, "maxiter": 500},
    )
    weight = best.x.clip(0) / best.x.clip(0).sum()
    return weight @ losses(weight), losses(weight).max()


@pytest.fixture(scope="module")
def thresholds(tables):
    """Bounds on r* of each (recognition, replicate, who sits)."""
    held, profiles = tables
    of = {
        (recognition, replicate): interests(profile, recognition)
        for replicate, profile in profiles.items()
        for recognition in (0, 1)
    }
    return {
        (recognition, replicate, seats): threshold(
            *(part[list(seats)] for part in of[recognition, replicate])
        )
        for recognition, replicate, seats in {table[1:4] for table in held}
    }


def alone(externality, members):
    """The r of a table in a world of thirty."""
    part = (members - 1) / (STATES - 1)
    return externality * part / (1 - externality + externality * part)


@pytest.mark.parametrize("members", [2, 5, 10, 27])
@pytest.mark.parametrize("recognition", [0, 1])
def test_a_package_survives_exactly_beyond_the_threshold_of_its_table(
    tables, thresholds, recognition, members
):
    outcomes, close = {True: 0, False: 0}, 0
    for externality, recognised, replicate, seats, agreed in tables[0]:
        if recognised != recognition or len(seats) != members or not 0 < externality < 1:
            continue
        below, above = thresholds[recognition, replicate, seats]
        if below - 1e-6 <= alone(externality, members) <= above + 1e-6:
            close += 1
            continue
        assert agreed == (alone(externality, members) > above), (
            externality,
            replicate,
            seats,
            below,
            above,
        )
        outcomes[agreed] += 1
    assert min(outcomes.values()) >= 5 and close <= 0.02 * sum(outcomes.values())


def test_without_an_externality_nothing_is_left_to_agree_on_and_with_nothing_else_everything(
    tables,
):
    assert not any(agreed for externality, *_, agreed in tables[0] if externality == 0)
    assert all(agreed for externality, *_, agreed in tables[0] if externality == 1)


def test_no_threshold_is_beyond_what_the_mean_of_the_ideal_points_needs(thresholds):
    for (_, _, seats), (below, above) in thresholds.items():
        assert 0 < below <= above <= below + 1e-3
        assert above <= (1 - 1 / len(seats)) ** 2 + 1e-3


def test_two_who_weigh_issues_alike_meet_halfway_at_a_quarter():
    salience, ideal = numpy.array([0.3, 1.0, 0.6]), numpy.array([[0.1, 0.9, 0.5], [0.8, 0.2, 0.4]])
    assert threshold(numpy.array([salience, 3 * salience]), ideal) == pytest.approx(
        (0.25, 0.25), abs=1e-6
    )


def test_the_threshold_of_a_pair_is_the_root_of_one_equation(tables, thresholds):
    """On issue k the text goes t_k of the way from one to the other, t_k = m q_k / (p_k + m q_k), p
    and q the shares of the issue in what each would lose by the whole way, and m such that both
    lose the same share."""
    checked = 0
    for (recognition, replicate, seats), (below, above) in thresholds.items():
        if len(seats) == 2 and replicate < 4:
            salience, ideal = (
                part[list(seats)] for part in interests(tables[1][replicate], recognition)
            )
            whole = salience * (ideal[1] - ideal[0]) ** 2
            p, q = whole / whole.sum(axis=1, keepdims=True)

            def way(m):
                return m * q / (p + m * q)

            m = scipy.optimize.brentq(
                lambda m: p @ way(m) ** 2 - q @ (1 - way(m)) ** 2, 1e-6, 1e6, xtol=1e-12
            )
            assert below - 1e-6 <= p @ way(m) ** 2 <= above + 1e-6
            checked += 1
    assert checked == 2 * 4 * 15
