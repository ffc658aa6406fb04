"""Forecasts of many tables in Python, and whether they are calibrated."""

import os
import pathlib

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import parley_analysis as pa

TOP = pathlib.Path(__file__).resolve().parents[2]
DATA = TOP / "scenarios" / "data"
DECISIONS = DATA / "eu_decisions.csv"


@pytest.fixture(scope="module")
def decisions():
    return pa.forecast(
        DECISIONS,
        "settlement",
        layout="wide",
        group="prnr",
        power=DATA / "eu_council_power.csv",
        program=os.environ["PARLEY_PROGRAM"],
    )


def test_shares_of_the_transform_are_those_of_its_steps():
    # Steps 0 .. 0.5 and 0.4 .. 0.6: fifths hold (0.4 + 0) / 2, (0.4 + 0) / 2, (0.2 + 1) / 2, 0, 0.
    frame = pd.DataFrame({"below": [0.0, 0.4], "up_to": [0.5, 0.6]})
    assert np.allclose(pa.pit_shares(frame, 5), [0.2, 0.2, 0.6, 0, 0])
    assert pa.within_middle(frame, 0.5) == pytest.approx((0.5 + 1) / 2)


def test_a_step_without_width_lies_in_one_bin():
    frame = pd.DataFrame({"below": [0.0, 0.5, 1.0], "up_to": [0.0, 0.5, 1.0]})
    assert np.allclose(pa.pit_shares(frame, 2), [1 / 3, 2 / 3])
    assert pa.pit_shares(frame, 10).sum() == pytest.approx(1)


def test_outcomes_that_nobody_knows_are_refused():
    with pytest.raises(ValueError, match="no outcome is known"):
        pa.pit_shares(pd.DataFrame({"below": [np.nan], "up_to": [np.nan]}))


def test_the_frame_tells_what_the_program_scores(decisions):
    scores = pa.forecast(
        DECISIONS,
        "settlement",
        score=True,
        layout="wide",
        group="prnr",
        power=DATA / "eu_council_power.csv",
        resamples=0,
        program=os.environ["PARLEY_PROGRAM"],
    )["scores"]
    for protocol, known in decisions.dropna(subset=["outcome"]).groupby("protocol"):
        score = scores[protocol]
        assert len(known) == score["n"] == 232
        assert known["error"].mean() == pytest.approx(score["mae"], rel=1e-12)
        assert known["crps"].mean() == pytest.approx(score["crps"], rel=1e-12)
        for percent, share in score["coverage"].items():
            assert pa.within_middle(known, int(percent) / 100) == pytest.approx(share, abs=1e-9)


def test_the_decisions_of_the_union_are_forecast_with_calibrated_chances(decisions):
    settlement = decisions[decisions["protocol"] == "settlement"]
    assert np.abs(pa.pit_shares(settlement, 5) - 0.2).max() < 0.06


def test_calibration_and_sharpness_are_drawn(decisions):
    ax = pa.plot_calibration(decisions)
    heights = [bar.get_height() for bar in ax.patches[:10]]
    known = decisions[decisions["protocol"] == "settlement"].dropna(subset=["outcome"])
    assert np.allclose(heights, pa.pit_shares(known))
    assert "232 outcomes" in " ".join(text.get_text() for text in ax.texts) + ax.get_title()
    sharp = pa.plot_sharpness(decisions)
    told = {text.get_text() for text in sharp.texts}
    assert {"settlement", "compromise", "past"} <= told
    plt.close("all")
    with pytest.raises(ValueError, match="no scored forecast of 'zeuthen'; there are"):
        pa.plot_calibration(decisions, "zeuthen")
