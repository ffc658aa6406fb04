"""The test against history: what is fitted on what, and the tables of what happened."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from conftest import ROOT
from parley_analysis import history
from parley_analysis.history import Prediction

DATA = ROOT / "analysis/data"


@pytest.fixture(scope="module")
def states():
    return history.read(DATA, "states")


def test_namibia_is_a_state_and_no_missing_value(states):
    assert len(states) == 193
    assert {"NAM", "NOR"} <= set(states.index)
    pairs = history.read(DATA, "pairs", ["first", "second"])
    assert not pairs.index.to_frame().isna().any(axis=None)


def test_predictions_of_new_parties_know_nothing_of_later_years(states):
    scores = {
        "income": -states.gdp_per_head_2005.fillna(0.0).to_numpy(),
        "two": states[["sending_2005", "transit_2005"]],
    }
    happened, found = history.new_parties(states, scores)
    since = pd.to_numeric(states.icrmw_since)
    assert happened.sum() == (since > 2006).sum() and happened.size == (~(since <= 2006)).sum()
    # Whoever joined later did not, and the others did: nothing changes but what is predicted.
    other = states.assign(
        icrmw_since=since.where(since <= 2006, since.isna().map({True: 2010.0, False: np.nan}))
    )
    turned, same = history.new_parties(other, scores)
    assert (turned == ~happened).all()
    for name in scores:
        assert (same[name].probability == found[name].probability).all()
    assert (found["income"].order == scores["income"][~(since <= 2006).to_numpy()]).all()
    assert (found["two"].order == found["two"].probability).all()


def test_the_table_of_predictions_by_hand():
    happened = np.array([True, False, True, False])
    perfect = Prediction(np.array([4.0, 1.0, 3.0, 2.0]), np.array([1.0, 0.0, 1.0, 0.0]))
    reverse = Prediction(-perfect.order, 1 - perfect.probability)
    table = history.compare(happened, {"perfect": perfect, "reverse": reverse}, draws=20)
    assert table.loc["perfect", ["auc", "precision", "brier"]].tolist() == [1, 1, 0]
    assert table.loc["reverse", ["auc", "brier"]].tolist() == [0, 1]
    assert (table.auc_low <= table.auc).all() and (table.auc <= table.auc_high).all()
    assert history.ahead(happened, perfect, reverse, draws=20) == (1, 1, 1)


def test_two_like_predictions_are_not_told_apart():
    random = np.random.default_rng(2)
    happened = random.random(80) < 0.4
    orders = [happened + random.normal(size=80) for _ in range(2)]
    _, low, high = history.ahead(
        happened, *(Prediction(order, order) for order in orders), draws=300
    )
    assert low < 0 < high


def test_every_pair_is_there_once(states):
    pairs = history.all_pairs(states, history.read(DATA, "pairs", ["first", "second"]))
    assert len(pairs) == 193 * 192 / 2 and pairs.index.is_unique
    mexico = pairs.loc["MEX", "USA"]
    assert mexico.stock > 9_000_000 and mexico.migrants == pytest.approx(np.log1p(mexico.stock))
    assert mexico.poorer == pytest.approx(np.log(states.gdp_per_head_2005["MEX"]))
    assert (
        pairs.agreed.sum()
        == history.read(DATA, "pairs", ["first", "second"]).first_agreement_2001_2020.notna().sum()
    )


def test_months_from_the_mandate_to_the_signature():
    months = history.months_to_signature(history.read(DATA, "readmission"))
    assert months["MDA"] == pytest.approx(10 + 9 / 30, abs=0.1)  # 2006-12 to 2007-10-10
    assert months.isna().sum() == 6


def test_rank_correlation_is_spearman_s():
    random = np.random.default_rng(5)
    one = pd.Series(random.integers(0, 6, 30).astype(float))
    other = one + random.normal(0, 2, 30)
    other[3] = np.nan
    found, low, high = history.rank_correlation(one, other, draws=200)
    assert found == pytest.approx(spearmanr(one.drop(3), other.drop(3)).statistic)
    assert low < found < high
