"""History matching on simulators whose truth is known, and its parts by hand."""

import json
from pathlib import Path

import jsonschema
import numpy as np
import pandas as pd
import pytest
from ruamel.yaml import YAML

import parley_analysis as pa
from parley_analysis.calibration.emulator import Emulator
from parley_analysis.calibration.implausibility import (
    Match,
    Remaining,
    left,
    posterior_weights,
    weighted_interval,
)
from parley_analysis.calibration.report import as_data, told, write_report
from parley_analysis.calibration.schema import targets_schema
from parley_analysis.calibration.space import Judgement, Space
from parley_analysis.calibration.summaries import SummaryError, summaries
from parley_analysis.calibration.targets import Pattern, Targets, Texts, read_targets
from parley_analysis.calibration.waves import Options, match_waves
from parley_analysis.figures.calibration import draw_all
from parley_analysis.located_yaml import InputError

DATA = Path(__file__).parents[2] / "analysis" / "data"
SHIPPED = sorted(DATA.glob("*_targets.yaml"))
CUBE = Space.of({name: {"uniform": [0, 1]} for name in "abc"})
NOISE = np.array([0.05, 0.1, 0.05])  # standard deviation of one run of each pattern


def simulated(unit):
    """Three patterns of three judgements without noise, [n, 3]."""
    a, b, c = unit.T
    return np.column_stack([np.sin(3 * a) + b, a * b + 2 * c, b**2 - c + 0.5 * a])


def patterns_of(values, discrepancy=0.0):
    names = ("first", "second", "third")
    return tuple(Pattern(n, float(v), 0.0, discrepancy) for n, v in zip(names, values, strict=True))


def runs_of(patterns, random, noise=NOISE, replicates=4):
    """What stands for the engine: summaries of points by point and replicate."""

    def runs(table, home):
        mean = simulated(table[list("abc")].to_numpy())
        made = mean[:, None, :] + random.normal(0, 1, (len(mean), replicates, 3)) * noise
        index = pd.MultiIndex.from_product(
            [range(len(mean)), range(replicates)], names=["point", "replicate"]
        )
        names = [pattern.name for pattern in patterns]
        return pd.DataFrame(made.reshape(-1, 3)[:, : len(names)], index, names)

    return runs


@pytest.fixture(scope="module")
def trained():
    """An emulator for each pattern, from 60 points of four runs."""
    random = np.random.default_rng(5)
    unit = CUBE.sample(60, 3)
    made = simulated(unit)[:, None, :] + random.normal(0, 1, (60, 4, 3)) * NOISE
    return tuple(Emulator(unit, made[:, :, k]) for k in range(3))


def test_the_true_point_survives_and_intervals_hold_it(trained):
    """100 records made at known points: the true point is left in at least 90 of them, and the 90 %
    posterior intervals hold it in 85 to 95 of 100 (300 intervals)."""
    random = np.random.default_rng(11)
    truths = random.random((100, 3))
    records = simulated(truths) + random.normal(0, 1, (100, 3)) * NOISE
    tried = CUBE.sample(4000, 9)
    survived, held = 0, []
    for truth, record in zip(truths, records, strict=True):
        match = Match(patterns_of(record), trained)
        survived += bool(left(CUBE, [match], truth[None, :], 3.0)[0])
        weights = posterior_weights(CUBE, match, tried)
        for k in range(3):
            low, high = weighted_interval(tried[:, k], weights, 0.9)
            held.append(low <= truth[k] <= high)
    assert survived >= 90
    assert 0.85 <= np.mean(held) <= 0.95


def test_waves_keep_the_true_point_and_leave_less_each_time(tmp_path):
    random = np.random.default_rng(2)
    kept = 0
    for trial in range(10):
        truth = random.random(3)
        record = simulated(truth[None, :])[0] + random.normal(0, 1, 3) * NOISE
        targets = Targets("made up", patterns_of(record))
        found = match_waves(
            CUBE, targets, runs_of(targets.patterns, random), tmp_path / str(trial),
            Options(size=25, tried=2000, waves=2), lambda _: None,
        )  # fmt: skip
        kept += bool(left(CUBE, found.matches, truth[None, :], 3.0)[0])
        volumes = [wave.volume for wave in found.waves]
        assert volumes == sorted(volumes, reverse=True) and volumes[0] < 0.7
    assert kept >= 9


def test_a_pattern_that_no_judgement_meets_is_reported(tmp_path):
    """sin(3 a) + b lies between 0.14 and 2; 5 is out of reach, the others are not."""
    random = np.random.default_rng(3)
    record = simulated(np.array([[0.3, 0.5, 0.4]]))[0]
    targets = Targets("impossible", patterns_of([5.0, *record[1:]]))
    found = match_waves(
        CUBE, targets, runs_of(targets.patterns, random), tmp_path,
        Options(size=30, tried=2000), lambda _: None,
    )  # fmt: skip
    assert list(found.contradicted) == ["first"]
    assert found.contradicted["first"]["nearest"] == pytest.approx(2.0, abs=0.15)
    assert 0 < found.volume < 0.5
    text = write_report(found, tmp_path)
    assert "cannot meet first, whatever the judgements: observed 5" in text
    assert len(pd.read_csv(tmp_path / "points.csv")) == 200


def test_patterns_that_exclude_each_other_are_named(tmp_path):
    """a + b is 0.1 where a and b are 0.05 or so, and 1.9 - 0.9 (a + b) is then 1.8, never 0.3."""
    targets = Targets("both", (Pattern("one", 0.1, 0.03), Pattern("other", 0.3, 0.03)))

    def runs(table, home):
        total = (table["a"] + table["b"]).to_numpy()
        values = np.column_stack([total, 1.9 - 0.9 * total])
        index = pd.MultiIndex.from_product(
            [range(len(total)), range(2)], names=["point", "replicate"]
        )
        return pd.DataFrame(np.repeat(values, 2, axis=0), index, ["one", "other"])

    found = match_waves(CUBE, targets, runs, tmp_path, Options(size=30, tried=2000), lambda _: None)
    assert found.volume == 0 and not found.contradicted
    assert found.conflicts[["pattern", "other"]].values.tolist() == [["other", "one"]]
    assert "No point meets other and one at once" in told(found)
    write_report(found, tmp_path)
    assert not (tmp_path / "points.csv").exists()
    assert as_data(found)["volume"] == 0


def test_a_wave_that_is_there_is_taken_up(tmp_path):
    """The same points and the same report, without the engine."""
    random = np.random.default_rng(4)
    record = simulated(np.array([[0.3, 0.5, 0.4]]))[0]
    targets = Targets("made up", patterns_of(record))
    options = Options(size=25, tried=1000, waves=2)
    one = match_waves(
        CUBE, targets, runs_of(targets.patterns, random), tmp_path, options, lambda _: None
    )

    def never(table, home):
        raise AssertionError("it was run again")

    other = match_waves(CUBE, targets, never, tmp_path, options, lambda _: None)
    assert as_data(one) == as_data(other)
    for path in draw_all(one, tmp_path):
        assert path.stat().st_size > 5000


def test_implausibility_by_hand():
    """Runs of 1 and 3 at every point: mean 2, variance of a run 2, of the mean of two 1. With error
    1 and no discrepancy the variances sum up to 4; 8 is 6 away, which is 3 deviations."""
    unit = CUBE.sample(20, 1)
    emulator = Emulator(unit, np.tile([1.0, 3.0], (20, 1)))
    match = Match((Pattern("even", 8.0, 1.0),), (emulator,))
    assert match.implausibility(unit[:2]) == pytest.approx(np.full((2, 1), 3.0))
    assert not left(CUBE, [match], unit[:1], 3.0)[0]
    assert left(CUBE, [match], unit[:1], 3.1)[0]


def test_leaving_one_out_is_what_a_process_without_the_point_says(trained):
    """Against a process with the same kernel that never saw the point."""
    from sklearn.gaussian_process import GaussianProcessRegressor

    emulator = trained[0]
    kernel = emulator._process.kernel_
    scale, centre = emulator.values.std(), emulator.values.mean()
    values = (emulator.values - centre) / scale
    others = np.arange(60) != 7
    alone = GaussianProcessRegressor(kernel, optimizer=None).fit(
        emulator.features[others], values[others]
    )
    mean, deviation = alone.predict(emulator.features[7:8], return_std=True)
    row = emulator.left_out().loc[7]
    assert row["mean"] == pytest.approx(mean[0] * scale + centre, rel=1e-6)
    assert row["deviation"] == pytest.approx(deviation[0] * scale, rel=1e-6)
    assert 0.9 <= emulator.diagnostics()["covered"] <= 1
    assert emulator.diagnostics()["explained"] > 0.95


def test_little_that_is_left_is_still_drawn_evenly():
    """A strip of a hundredth: 2000 points of it, its mean in the middle of a and b."""

    class Strip:
        def implausibility(self, features):
            return np.where(np.abs(features[:, 2] - 0.5) < 0.005, 0.0, 9.0)[:, None]

    remaining = Remaining(CUBE, [Strip()], 2000, tried=4000, seed=3)
    assert remaining.volume == pytest.approx(0.01, abs=0.004)
    assert len(remaining.points) == 2000
    assert np.abs(remaining.points[:, 2] - 0.5).max() < 0.005
    assert remaining.points[:, :2].mean(axis=0) == pytest.approx([0.5, 0.5], abs=0.08)


@pytest.mark.parametrize(
    ("said", "unit", "value"),
    [
        ({"uniform": [2, 4]}, 0.25, 2.5),
        ({"log_uniform": [0.01, 1]}, 0.5, 0.1),
        ({"normal": [0.5, 0.1]}, 0.5, 0.5),
        ({"normal": [0.5, 0.1], "within": [0.5, 1]}, 1e-12, 0.5),
        ({"integer": [5, 8]}, 0.3, 6),
        ({"values": [0.1, 0.5, 0.9]}, 0.5, 0.5),
        ({"any_of": ["one", ["two", "three"]]}, 0.75, ["two", "three"]),
    ],
)
def test_judgements_and_their_places(said, unit, value):
    one = Judgement.of("a.b", said)
    found = one.value(np.array([unit]))
    assert found[0] == pytest.approx(value) if not isinstance(value, list) else found[0] == value
    back = one.value(one.unit(found))
    assert back.tolist() == found.tolist() or back == pytest.approx(found)


def test_shipped_targets_are_right_and_their_schema_says_so():
    assert SHIPPED
    for path in SHIPPED:
        assert read_targets(path).patterns
        jsonschema.validate(YAML(typ="safe", pure=True).load(path), targets_schema())
    jsonschema.Draft202012Validator.check_schema(targets_schema())


WRONG = {
    "patterns:\n  a: {observd: 1, variable: x}": [
        (4, 7, "unknown key 'observd'", "did you mean 'observed'?"),
        (4, 3, "has no 'observed'", "write 'observed:'"),
    ],
    "patterns:\n  a: {observed: 1}": [(4, 3, "measures nothing", "give one of")],
    "patterns:\n  a: {observed: 1, variable: x, texts: {}}": [
        (4, 3, "gives variable and texts", "one of")
    ],
    "patterns:\n  a: {observed: one, variable: x}": [
        (4, 17, "'observed' is no number", "write a number")
    ],
    "patterns:\n  a: {observed: 1, variable: x, error: -1}": [
        (4, 40, "'error' is -1", "at least 0")
    ],
    "patterns:\n  a: {observed: 1, texts: {level: world}}": [
        (4, 35, "no level 'world'", "levels are")
    ],
    "patterns:\n  a: {observed: 1, texts: {since: 2006}}": [
        (4, 35, "'2006' is no month", "2006-01")
    ],
    "patterns:\n  a: {observed: 1, share: {}}": [(4, 20, "a share of nothing", "among:")],
    "patterns: {}": [(3, 1, "there are no patterns", "name one")],
    "patterns:\n  a: {observed: 1, variable: x}\n  a: {}": [
        (5, 3, "duplicate key", "see the line")
    ],
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_with_targets_has_its_place_and_a_remedy(tmp_path, text):
    path = tmp_path / "targets.yaml"
    path.write_text("parley: 1\ntargets: wrong\n" + text + "\n")
    with pytest.raises(InputError) as raised:
        read_targets(path)
    for line, column, problem, remedy in WRONG[text]:
        found = [
            m
            for m in str(raised.value).splitlines()
            if m.startswith(f"{path}:{line}:{column}: error:")
        ]
        assert any(problem in m and remedy in m for m in found), str(raised.value)
    if "duplicate" not in str(raised.value):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(YAML(typ="safe", pure=True).load(path), targets_schema())


def test_summaries_are_those_of_the_sessions(made_up):
    """Counts of texts against the list of sessions, a variable against its own mean."""
    table = pa.sessions(made_up)
    agreed = table[(table.result == "agreed") & (table.fate != "unratified")]
    issue, forum = made_up.issue.values[0], agreed.forum.iloc[0]
    patterns = (
        Pattern("all", 0.0, texts=Texts()),
        Pattern("of_forum", 0.0, texts=Texts(forum=forum)),
        Pattern("on_issue", 0.0, texts=Texts(), among=Texts(issue=str(issue))),
        Pattern("moving", 0.0, texts=Texts(moves=0.05)),
        Pattern("hard", 0.0, variable="hard_movement"),
        Pattern("policy", 0.0, variable="policy", at={"issue": str(issue)}),
    )
    found = summaries(made_up, Targets("made up", patterns))
    runs = range(made_up.sizes["run"])
    assert found["all"].tolist() == [(agreed.run == run).sum() for run in runs]
    assert found["all"].sum() > 0
    of_forum = agreed[agreed.forum == forum]
    assert found["of_forum"].tolist() == [(of_forum.run == run).sum() for run in runs]
    moving = agreed[agreed.largest_movement >= 0.05 - 1e-12]
    assert found["moving"].tolist() == [(moving.run == run).sum() for run in runs]
    assert found["hard"].to_numpy() == pytest.approx(made_up.hard_movement.values[:, -1])
    policy = made_up.policy.sel(issue=issue).isel(time=-1).mean("state").values
    assert found["policy"].to_numpy() == pytest.approx(policy)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (Pattern("p", 0.0, variable="hard_movment"), "no variable 'hard_movment'"),
        (Pattern("p", 0.0, variable="policy", at={"issue": "nothing"}), "no issue 'nothing'"),
        (Pattern("p", 0.0, variable="hard_movement", at={"issue": "a"}), "no dimension 'issue'"),
        (Pattern("p", 0.0, texts=Texts(forum="nowhere")), "no forum 'nowhere'"),
        (Pattern("p", 0.0, texts=Texts(issue="nothing")), "no issue 'nothing'"),
    ],
)
def test_what_a_result_does_not_have_is_said(made_up, pattern, said):
    with pytest.raises(SummaryError, match=f"pattern 'p': .*{said}"):
        summaries(made_up, Targets("made up", (pattern,)))


def test_report_is_data_too(tmp_path):
    random = np.random.default_rng(4)
    record = simulated(np.array([[0.3, 0.5, 0.4]]))[0]
    targets = Targets("made up", patterns_of(record))
    found = match_waves(
        CUBE, targets, runs_of(targets.patterns, random), tmp_path,
        Options(size=25, tried=1000, waves=1), lambda _: None,
    )  # fmt: skip
    write_report(found, tmp_path)
    data = json.loads((tmp_path / "report.json").read_text())
    assert data["volume"] == found.volume
    assert set(data["judgements"]) == {"a", "b", "c"}
    for row in data["judgements"].values():
        assert 0 <= row["low"] <= row["high"] <= 1
