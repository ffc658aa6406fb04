"""Scores of predictions against published values and cases that can be counted by hand."""

import numpy as np
import pytest

from parley_analysis.scores import (
    LogisticRegression,
    auc,
    average_precision,
    brier,
    cross_validated,
    with_interval,
)


def test_auc_of_a_published_table():
    # Hanley and McNeil 1982, Radiology 143:29, table I: 109 images of the head rated from 1
    # (certainly normal) to 5 (certainly abnormal); the area is 0.893.
    normal, abnormal = [33, 6, 6, 11, 2], [3, 2, 2, 11, 33]
    rating = np.repeat([1, 2, 3, 4, 5] * 2, normal + abnormal)
    happened = np.repeat([False, True], [sum(normal), sum(abnormal)])
    assert auc(happened, rating) == pytest.approx(0.893, abs=5e-4)


def test_auc_counts_pairs():
    random = np.random.default_rng(7)
    happened, score = random.random(60) < 0.4, random.integers(0, 8, 60)
    yes, no = score[happened], score[~happened]
    pairs = (yes[:, None] > no).sum() + 0.5 * (yes[:, None] == no).sum()
    assert auc(happened, score) == pytest.approx(pairs / (yes.size * no.size), abs=1e-12)
    assert auc(happened, -score) == pytest.approx(1 - auc(happened, score), abs=1e-12)


def test_auc_needs_both_kinds_of_cases():
    assert np.isnan(auc(np.ones(3, bool), np.arange(3)))
    assert np.isnan(average_precision(np.zeros(3, bool), np.arange(3)))


def test_average_precision_by_hand():
    # By score: yes, no, yes, no; precision at the two that happened is 1 and 2/3.
    assert average_precision([True, False, True, False], [4, 3, 2, 1]) == pytest.approx(
        (1 + 2 / 3) / 2
    )
    # One group of equal scores: precision is the share of all.
    assert average_precision([True, False, False, False], [1, 1, 1, 1]) == pytest.approx(0.25)


def test_brier_by_hand():
    assert brier([True, False], [0.8, 0.4]) == pytest.approx((0.2**2 + 0.4**2) / 2)


def test_a_regression_on_one_truth_value_gives_the_shares():
    feature = np.repeat([0.0, 1.0], [40, 60])
    happened = np.concatenate([np.arange(40) < 10, np.arange(60) < 45])  # 25 % and 75 %
    fitted = LogisticRegression(feature[:, None], happened, ridge=0.0)
    assert fitted.probability(np.array([[0.0], [1.0]])) == pytest.approx([0.25, 0.75], abs=1e-9)


def test_a_feature_that_separates_does_not_run_away():
    feature = np.linspace(-1, 1, 20)[:, None]
    fitted = LogisticRegression(feature, feature[:, 0] > 0)
    assert np.isfinite(fitted.coefficients).all()
    assert auc(feature[:, 0] > 0, fitted.probability(feature)) == 1.0


def test_missing_values_count_as_the_mean():
    feature = np.array([[0.0], [1.0], [2.0], [np.nan]])
    fitted = LogisticRegression(feature, [False, False, True, True])
    assert fitted.probability(np.array([[np.nan]])) == pytest.approx(
        fitted.probability(np.array([[1.0]]))
    )


def test_cross_validation_never_sees_the_case_it_predicts():
    random = np.random.default_rng(3)
    noise, happened = random.normal(size=(100, 60)), random.random(100) < 0.5
    inside = LogisticRegression(noise, happened).probability(noise)
    assert auc(happened, inside) > 0.9  # 60 features of noise fit 100 cases well
    assert (
        abs(auc(happened, cross_validated(noise, happened)) - 0.5) < 0.2
    )  # and say nothing about others


def test_the_interval_holds_the_true_area():
    # Two normal distributions a unit apart: the area is Phi(1 / sqrt 2) = 0.76025. Of 100 intervals
    # of 95 % at least 88 hold it with probability 0.9985 (binomial).
    random = np.random.default_rng(11)
    held = 0
    for _ in range(100):
        happened = np.repeat([True, False], 100)
        score = random.normal(size=200) + happened
        _, low, high = with_interval(auc, happened, score, draws=300)
        held += low <= 0.76025 <= high
    assert held >= 88
