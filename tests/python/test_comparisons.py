"""Paired differences, tidy tables and measures of influence, against numbers worked out by hand."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import parley_analysis as pa
from made_up_result import small_world, write_result


def of_runs(what_if, replicate, values, *, seed=1, **parameters):
    """A dataset of runs with a measure `m` and, as in a study, parameters by path."""
    n = len(values)
    data = {
        "m": ("run", np.asarray(values, float)),
        "what_if": ("run", np.array(what_if, dtype=object)),
        "replicate": ("run", np.array(replicate)),
        "point": ("run", np.zeros(n, int)),
        "seed": ("run", np.broadcast_to(seed, n).copy()),
        "status": (
            "run",
            np.zeros(n, np.int8),
            {"flag_values": np.array([0, 1]), "flag_meanings": "finished failed"},
        ),
    }
    for path, of in parameters.items():
        data[path] = ("run", np.array(of), {"parameter": path})
    return xr.Dataset(data, {"run": np.arange(n)})


PAIRS = of_runs(["baseline"] * 4 + ["open"] * 4, [0, 1, 2, 3] * 2, [1, 5, 2, 8, 2, 7, 5, 12])


def test_each_replicate_is_compared_with_itself():
    """Differences 1, 2, 3, 4: mean 2.5, t interval 2.5 +- 3.182446 sqrt(5/3)/2 (Student's table, 3
    degrees)."""
    found = pa.paired_differences(PAIRS, "m").loc["open"]
    assert found["mean"] == 2.5
    half = 3.182446 * np.sqrt(5 / 3) / 2
    assert found["low"] == pytest.approx(2.5 - half, abs=1e-6)
    assert found["high"] == pytest.approx(2.5 + half, abs=1e-6)
    assert found[["share_above", "replicates", "pairs", "left_out"]].tolist() == [1, 4, 4, 0]


def test_pairing_takes_the_noise_away_that_both_share():
    noise = np.random.default_rng(1).normal(size=50)
    runs = of_runs(["baseline"] * 50 + ["open"] * 50, [*range(50)] * 2, [*noise, *(noise + 0.1)])
    found = pa.paired_differences(runs, "m").loc["open"]
    assert found["low"] == pytest.approx(0.1) == found["high"]


def test_bootstrap_and_t_intervals_agree_and_cover():
    """Of 300 samples of normal differences, about 95 % of the intervals hold the true mean."""
    random = np.random.default_rng(2)
    covered = {"t": 0, "bootstrap": 0}
    for sample in random.normal(1, 2, (300, 30)):
        for kind in covered:
            _, low, high = pa.mean_interval(sample, interval=kind, draws=400)
            covered[kind] += low <= 1 <= high
    assert 0.91 <= covered["t"] / 300 <= 0.985
    assert 0.89 <= covered["bootstrap"] / 300 <= 0.985


def test_runs_without_partner_are_counted():
    failed = PAIRS.assign(
        status=PAIRS.status.copy(data=np.array([0, 1, 0, 0, 0, 0, 0, 0], np.int8))
    )
    found = pa.paired_differences(failed, "m").loc["open"]
    assert (found["replicates"], found["left_out"], found["mean"]) == (3, 1, pytest.approx(8 / 3))


def test_one_replicate_has_no_interval():
    found = pa.paired_differences(PAIRS.isel(run=[0, 4]), "m").loc["open"]
    assert found["mean"] == 1 and np.isnan(found["low"])


def test_points_that_share_random_numbers_do_not_count_as_replicates():
    runs = of_runs(
        ["a", "b"] * 4,
        [0, 0, 0, 0, 1, 1, 1, 1],
        [0, 1, 0, 3, 0, 2, 0, 4],
        frankness=[0, 0, 1, 1] * 2,
    )
    found = pa.paired_differences(runs, "m").loc["b"]
    assert (found["mean"], found["replicates"], found["pairs"]) == (2.5, 2, 4)
    by = pa.paired_differences(runs, "m", by=["frankness"])
    assert by.loc[("b", 0), "mean"] == 1.5 and by.loc[("b", 1), "mean"] == 3.5
    along = pa.paired_differences(runs, "m", along="frankness", against=0)
    assert along.loc[1, "mean"] == pytest.approx(1.0)  # b: 3 - 1 and 4 - 2; a: 0 twice


def test_runs_with_other_random_numbers_make_no_pairs():
    runs = of_runs(["baseline", "open"], [0, 0], [1, 2], seed=[1, 2])
    with pytest.raises(ValueError, match="different random numbers"):
        pa.paired_differences(runs, "m")


@pytest.mark.parametrize(
    "how, message",
    [
        ({"measure": "x"}, "no variable 'x'"),
        ({"against": "x"}, "no what_if 'x'"),
        ({"along": "x"}, "'x' does not vary"),
        ({"interval": "x"}, "no interval 'x'"),
    ],
)
def test_what_is_not_there_is_named(how, message):
    with pytest.raises(ValueError, match=message):
        pa.paired_differences(PAIRS, **({"measure": "m"} | how))


def test_measures_have_one_number_a_run(made_up):
    values = pa.by_run(made_up, "hard_movement")
    np.testing.assert_array_equal(values, made_up.hard_movement.isel(time=-1))
    with pytest.raises(ValueError, match="'policy' lies along state, issue"):
        pa.by_run(made_up, "policy")


def test_tidy_tables_hold_every_entry(any_result):
    table = pa.tidy(any_result, "policy", "issue_kind")
    assert len(table) == any_result.policy.size
    row = table.iloc[len(table) // 3]
    cell = any_result.policy.sel(
        run=row["run"], time=row["time"], state=row["state"], issue=row["issue"]
    )
    assert row["policy"] == cell.item()
    assert row["what_if"] == cell.what_if.item()
    assert row["issue_kind"] in ("soft", "hard", "linkage", "transfer")


def test_tidy_tables_are_refused_where_axes_do_not_fit(made_up):
    assert len(pa.tidy(made_up)) == made_up.sizes["run"]
    assert set(pa.tidy(made_up, "issue_about").columns) == {"issue", "issue_about"}
    with pytest.raises(ValueError, match="no variable 'polcy'"):
        pa.tidy(made_up, "polcy")
    with pytest.raises(ValueError, match="'attempts' lies along run, time, forum, issue"):
        pa.tidy(made_up, "policy", "attempts")


def test_satisfaction_is_one_at_the_ideal_and_zero_at_the_far_end(made_up):
    ideal = made_up.ideal_point
    assert (pa.satisfaction(made_up.assign(policy=ideal)) == 1).all()
    far = pa.satisfaction(made_up.assign(policy=xr.where(ideal > 0.5, 0.0, 1.0)))
    np.testing.assert_allclose(far, 0, atol=1e-12)


def test_influence_by_hand(tmp_path):
    """Ideals 0.2, 0.4 and 0.9, terms 0.4: nearness 0.8, 1 and 0.5, of which the mean is 23/30."""
    world = small_world(ticks=1, forums={"dialogue": small_world().forums["dialogue"]})
    world.forums["dialogue"].agenda = ["readmission"]
    with pa.open_result(write_result(tmp_path / "one.h5", world)) as result:
        result = result.load()
        issue = result.issue.values.tolist().index("readmission")
        result.ideal_point[0, 0, :, issue] = [0.2, 0.4, 0.9]
        result.session_terms[0, issue] = 0.4
        result.session_result[0], result.session_part[0] = 0, 3
        found = pa.influence(result)
        np.testing.assert_allclose(found["nearness"], [0.8, 1, 0.5])
        np.testing.assert_allclose(found["pull"], np.array([0.8, 1, 0.5]) - 23 / 30)
        assert found["blocked"].isna().all()
        result.session_result[0], result.session_blocked_by[0] = 1, 2
        found = pa.influence(result)
        assert found["blocked"].tolist() == [0, 0, 1]
        assert found["pull"].isna().all()


def test_pull_is_zero_on_average(any_result):
    found = pa.influence(any_result)
    assert (found["agreed"] <= found["seated"]).all()
    assert found["satisfaction"].between(0, 1).all()
    assert found["blocked"].dropna().between(0, 1).all()


def test_voting_power_of_the_six_of_1958():
    """Weights 4 4 4 2 2 1, quota 12: Luxembourg never mattered [Brams and Affuso 1976, Theory and
    Decision 7]."""
    found = pa.voting_power([4, 4, 4, 2, 2, 1], 12)
    np.testing.assert_allclose(found["banzhaf"], np.array([5, 5, 5, 3, 3, 0]) / 21)
    np.testing.assert_allclose(found["shapley_shubik"], np.array([14, 14, 14, 9, 9, 0]) / 60)


def test_voting_power_under_two_quotas():
    """Both of two members are needed by heads, though one has all the population."""
    np.testing.assert_allclose(pa.voting_power([[1, 1], [9, 1]], [2, 5]), 0.5)
    np.testing.assert_allclose(pa.voting_power([[1, 1], [9, 1]], [1, 5])["banzhaf"], [1, 0])
    with pytest.raises(ValueError, match="do not meet the quotas"):
        pa.voting_power([1, 1], 3)
    with pytest.raises(ValueError, match="too many"):
        pa.voting_power([1] * 21, 11)
    with pytest.raises(ValueError, match="2 rows of weights"):
        pa.voting_power([[1, 1], [1, 1]], 1)


def test_results_are_pandas(made_up):
    assert isinstance(pa.paired_differences(made_up, "hard_movement"), pd.DataFrame)
