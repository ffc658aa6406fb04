"""What states believe to gain, who supports a text, and which pairs agree: by hand, and against the
engine's payoffs."""

import os
import subprocess

import numpy as np
import pandas as pd
import pytest

import parley_analysis as pa
from conftest import ROOT
from parley_analysis.command import main
from parley_analysis.hindcast import Minutes, agreements_of_pairs, support, support_by_run
from parley_analysis.perceived import Interests, PerceivedInterests
from parley_analysis.scores import auc

# Agreements are policy a tick later and nobody learns, so that a change of payoffs is the gain from
# an agreement.
THREE_STATES = """
parley: 1
name: Three states
time: {start: 2000-01, tick: 1 year, ticks: 3}
interests: {variation: 0.1, self_image_sharpness: 3, recognition: 0.3}
discussion: {learning: 0, trust: 0, decay: 0, deadlock_cost: 0}
implementation: {rate: 1}
states:
  NO: {sending: 1, transit: 1, receiving: 6, exposure: 0.4}
  B: {sending: 5, transit: 1, receiving: 2, exposure: 0.9, self_image: {sending: 0.5, transit: 0.4, receiving: 0.1}}
  C: {sending: 7, transit: 2, receiving: 3, exposure: 0.7}
issues:
  quotas: {kind: hard, status_quo: 0.1, ideal: {sending: 0.9, transit: 0.6, receiving: 0.3}}
  returns:
    kind: hard
    status_quo: 0.2
    ideal: {sending: 0.3, transit: 0.4, receiving: 0.9}
    salience: {sending: 0.7, transit: 0.8, receiving: 1.0}
  data: {kind: soft, status_quo: 0.2, ideal: {sending: 0.7, transit: 0.8, receiving: 0.9}}
forums:
  council:
    level: global
    members: all
    agenda: all
    rule: {name: opt_in, minimum_participation: 2}
    protocol: compromise
    opens: 2001-01
    meets: every 5 years
    bindingness: 1
"""


@pytest.fixture(scope="session")
def engine(tmp_path_factory):
    """Runs a scenario, given as a path or as text; returns the path of the result."""
    program = os.environ.get("PARLEY_PROGRAM")
    if program is None:
        pytest.skip("PARLEY_PROGRAM names no program")

    def run(scenario, *options):
        folder = tmp_path_factory.mktemp("hindcast")
        if isinstance(scenario, str):
            (folder / "scenario.yaml").write_text(scenario)
            scenario = folder / "scenario.yaml"
        command = [program, "run", scenario, "-o", folder / "result.h5", "--threads", "1", *options]
        done = subprocess.run(command, capture_output=True, text=True, timeout=3600)
        assert done.returncode == 0, done.stderr
        return folder / "result.h5"

    return run


@pytest.fixture(scope="session")
def rights_path(engine):
    return engine(ROOT / "scenarios/hindcast_rights.yaml", "--replicates", "2")


@pytest.fixture(scope="session")
def compact_path(engine):
    """The compact as it is first signed, in 2018."""
    return engine(
        ROOT / "scenarios/global_compact_2018.yaml", "--replicates", "2", "--set", "time.ticks=4"
    )


@pytest.fixture(scope="session")
def history():
    return pd.read_csv(
        ROOT / "analysis/data/states.csv", keep_default_na=False, na_values=[""], index_col="state"
    )


def test_gain_by_hand():
    # Salience 1 and 3; the first issue comes from 0.5 to 0 off the ideal point, the second from 0
    # to 0.2 off.
    interests = Interests(np.array([[0.7, 0.4]]), np.array([[1.0, 3.0]]), np.array([[0.2, 0.4]]))
    assert interests.gain(np.array([0.7, 0.6]), np.array([0, 1])) == pytest.approx(
        [(0.25 - 3 * 0.04) / 4]
    )
    assert interests.gain(np.array([0.7]), np.array([0])) == pytest.approx([0.25])


def test_gain_is_the_change_of_the_payoff_that_the_engine_records(engine):
    with pa.open_result(engine(THREE_STATES, "--replicates", "4")) as result:
        minutes, interests = Minutes.of(result), PerceivedInterests(result)
        for run in range(4):
            (table,) = minutes.first_meeting(run, "council")
            assert minutes.agreed[table]
            before = interests.at(run, minutes.time[table])
            gain = before.gain(minutes.terms[table], np.arange(3))
            payoff = result.perceived_payoff.isel(run=run)
            change = (payoff.sel(time=minutes.time[table]) - payoff.isel(time=0)).values
            expected = change / (
                result.exposure.isel(run=run, time=1).values * before.salience.sum(axis=1)
            )
            signed = minutes.signed[table]
            assert signed.sum() >= 2
            assert gain[signed] == pytest.approx(expected[signed], abs=1e-12)


def test_support_adds_up_and_whoever_signs_gains(rights_path):
    with pa.open_result(rights_path) as whole:
        result = pa.select_what_if(whole)
        for forum in ("convention", "resolution"):
            of_runs = support_by_run(result, forum, solidarity=0.25)
            assert (
                of_runs.gain[of_runs.signed == 1].min() >= -1e-9
            )  # else it would stay with what it has
            assert of_runs.score.to_numpy() == pytest.approx(
                of_runs.signed + of_runs.gain + 0.25 * of_runs.group
            )
            assert np.isfinite(of_runs).all(axis=None)
            mean = support(result, forum, solidarity=0.25)
            assert mean.score["MAR"] == pytest.approx(of_runs.score[:, "MAR"].mean())
            assert mean.index.is_monotonic_increasing
        assert (
            support(whole, "convention", what_if="blocs").signed
            != support(whole, "convention").signed
        ).any()


def test_a_group_counts_by_the_mean_gain_of_its_members(rights_path):
    with pa.open_result(rights_path) as result:
        of_run = support_by_run(result.isel(run=[0]), "convention").droplevel("run")
        table = pa.sessions(result.isel(run=[0]))
    agreed = table[(table.result == "agreed") & (table.level == "regional")].set_index("forum")
    members = {forum: [*row.signatories, *row.outvoted] for forum, row in agreed.iterrows()}
    assert "group_of_77" in members
    for state in ("FRA", "PER", "KEN", "MAR"):
        means = [of_run.gain[of].mean() for of in members.values() if state in of]
        assert of_run.group[state] == pytest.approx(np.mean(means) if means else 0.0, abs=1e-12)
    assert of_run.group["FRA"] == 0


def test_a_forum_with_little_of_the_text_is_no_group():
    yes = np.ones((3, 2), dtype=bool)
    minutes = Minutes(
        run=np.zeros(3, int), time=np.array(["2001", "2001", "2003"], "datetime64[D]"),
        opened=np.array(["2001", "2001", "2003"], "datetime64[D]"), forum=np.array(["a", "b", "c"]),
        level=np.array(["regional", "regional", "supranational"]), agreed=yes[:, 0], rounds=np.ones(3), seated=yes,
        signed=yes, bound=yes, terms=np.array([[0.5, np.nan, np.nan], [0.5, 0.5, np.nan], [0.1, 0.2, 0.3]]),
    )  # fmt: skip
    early = minutes.groups(0, np.datetime64("2002"), np.arange(3))
    assert [covered for _, covered in early] == [
        pytest.approx(2 / 3)
    ]  # a has a third of it, c comes too late
    assert len(minutes.groups(0, np.datetime64("2003"), np.arange(3))) == 2


def test_pairs_are_those_of_the_minutes(engine):
    with pa.open_result(
        engine(ROOT / "scenarios/eu_readmission.yaml", "--replicates", "2")
    ) as result:
        pairs = agreements_of_pairs(result, "readmission", what_if="baseline")
        table = pa.sessions(pa.select_what_if(result, "baseline"))
    table = table[[("EUU" in seats and "TUN" in seats and "readmission" in issues)
                   for seats, issues in zip(table.seated, table.issues, strict=True)]]  # fmt: skip
    of_tunisia = pairs.loc["EUU", "TUN"]
    assert len(pairs) <= 24  # of those whose talks opened
    assert (table.fate == "unratified").any()  # what fails at home is no agreement
    agreed = (table.result == "agreed") & (table.fate != "unratified")
    assert of_tunisia.signed == agreed.groupby(table.run).any().mean()
    first = table[agreed].groupby("run").time.min().reindex(table.run.unique())
    counted = [
        len(of) if pd.isna(first[run]) else (of.time <= first[run]).sum()
        for run, of in table.groupby("run")
    ]
    assert of_tunisia.tables == np.mean(counted)
    assert of_tunisia.joint_gain >= 0 and of_tunisia.months >= 0
    with pytest.raises(ValueError, match="no issue 'asylum'"):
        agreements_of_pairs(result, "asylum")


def test_a_pair_without_a_table_in_one_of_two_runs_counts_for_nothing_there(engine):
    with pa.open_result(
        engine(ROOT / "scenarios/eu_readmission.yaml", "--replicates", "2")
    ) as whole:
        result = pa.select_what_if(whole, "baseline")
        table = pa.sessions(result)
        first, second = result.run.values
        absent = [
            run == second and "HKG" in seats
            for run, seats in zip(table.run, table.seated, strict=True)
        ]
        assert any(absent)
        kept = ~np.isin(whole.session.values, table.index[absent])
        pairs = agreements_of_pairs(result.isel(session=np.flatnonzero(kept)), "readmission")
        alone = agreements_of_pairs(result.sel(run=[first]), "readmission").loc["EUU", "HKG"]
        both = agreements_of_pairs(result, "readmission")
    of_pair = pairs.loc["EUU", "HKG"]
    assert alone.signed == 1 and alone.tables >= 1
    for column in ("signed", "joint_gain", "tables"):  # over both runs
        assert of_pair[column] == alone[column] / 2
    for column in ("rounds", "months", "agreed_on"):  # over the run with a table
        assert of_pair[column] == alone[column]
    pd.testing.assert_frame_equal(pairs.drop(("EUU", "HKG")), both.drop(("EUU", "HKG")))


def test_support_is_written_for_all_members_of_the_united_nations(
    compact_path, history, tmp_path, capsys
):
    assert main(["support", str(compact_path), "-o", str(tmp_path / "support.csv")]) == 0
    assert "support of 193 states for Global Compact" in capsys.readouterr().out
    table = pd.read_csv(tmp_path / "support.csv", keep_default_na=False)
    assert table.columns.tolist() == ["state", "score"]
    assert table.state.tolist() == sorted(history.index)
    assert np.isfinite(table.score).all() and table.score.is_unique
    assert list(tmp_path.iterdir()) == [tmp_path / "support.csv"]


def test_who_supports_the_compact_is_who_voted_for_migration_and_development_in_2012(
    compact_path, history
):
    """Chance is 0.5; income alone tells the vote with 0.89, and the model should know more than
    chance from interests."""
    voted = history.vote_67_219 != "not_voting"
    with pa.open_result(compact_path) as result:
        score = support(result).score.reindex(history.index)
    assert auc(history.vote_67_219[voted] == "yes", score[voted]) > 0.8


@pytest.mark.parametrize(
    "options, message",
    [
        (["nowhere.h5"], "nowhere.h5: no such file"),
        (["text.h5"], "text.h5: not an HDF5 file"),
        (["RIGHTS"], "no single forum of level global (there are convention, resolution; name one"),
        (["RIGHTS", "--forum", "assembly"], "forum 'assembly' held no table"),
        (["RIGHTS", "--forum", "convention", "-o", "support.xls"], "end the name in .csv"),
        (
            ["RIGHTS", "--forum", "convention", "-o", "no/such/folder.csv"],
            "there is no folder no/such",
        ),
        (
            ["TUTORIAL"],
            "no single forum of level global (support is for a text that is open to all",
        ),
    ],
)
def test_what_gives_no_support_is_said_in_one_line(
    options, message, rights_path, real_path, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.h5").write_text("not a result")
    named = {"RIGHTS": str(rights_path), "TUTORIAL": str(real_path)}
    assert main(["support", *(named.get(option, option) for option in options)]) == 2
    said = capsys.readouterr()
    assert message in said.err and said.err.count("\n") == 1 and said.out == ""
    assert not list(tmp_path.glob("*.csv"))


def test_a_summary_has_no_minutes(engine, tmp_path):
    study = tmp_path / "study.yaml"
    (tmp_path / "scenario.yaml").write_text(THREE_STATES)
    study.write_text("parley: 1\nstudy: short\nscenario: scenario.yaml\ndesign: {sample: grid}\n"
                     "vary: {interests.recognition: {values: [0, 1]}}\n")  # fmt: skip
    with (
        pa.sweep(study) as result,
        pytest.raises(ValueError, match=r"no minutes of tables \(a study keeps them"),
    ):
        support(result)
