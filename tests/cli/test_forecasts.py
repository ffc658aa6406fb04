"""`parley negotiate` on thousands of tables: forecasts, and how good they are."""

import csv
import io
import json
import os
import random
import subprocess

import pytest

from conftest import TOP

DATA = TOP / "scenarios" / "data"
DECISIONS = DATA / "eu_decisions.csv"
POWER = DATA / "eu_council_power.csv"
WEIGHTS = DATA / "settlement_weights.csv"
UNION = ["--layout", "wide", "--group", "prnr", "--power", POWER]
KEYS = {"n", "mae", "median_ae", "hit5", "hit10", "crps", "mae_interval", "crps_interval"}


def negotiate(*arguments, check=True, **options):
    done = subprocess.run(
        [os.environ["PARLEY_PROGRAM"], "negotiate", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=600,
        **options,
    )
    assert not check or done.returncode == 0, done.stderr
    return done


def scored(*arguments):
    return json.loads(negotiate(*arguments, "--score", "--format", "json").stdout)


@pytest.fixture(scope="module")
def union():
    return scored(DECISIONS, "--protocol", "all", *UNION)


def test_all_protocols_are_scored_on_the_decisions_of_the_union(union):
    scores = union["scores"]
    assert {"compromise", "condorcet", "challenge", "exchange", "zeuthen", "settlement"} <= set(
        scores
    )
    for score in scores.values():
        assert set(score) >= KEYS
        assert score["mae_interval"][0] <= score["mae"] <= score["mae_interval"][1]
        assert score["crps_interval"][0] <= score["crps"] <= score["crps_interval"][1]
        assert 0 <= score["hit5"] <= score["hit10"] <= 1
        assert score["crps"] <= score["mae"] + 1e-9 or score["width"]["90"] > 0
    assert union["left_out"]["without_outcome"] == 6
    assert union["groups"] == 100


def test_the_weighted_mean_is_as_wrong_as_others_have_found_it(union):
    """Computed independently from the file: the mean of positions weighted by votes x salience,
    and the score of the positions with these weights."""
    mean = union["scores"]["compromise"]
    assert mean["n"] == 232
    assert mean["mae"] == pytest.approx(21.8905, abs=1e-3)
    assert mean["crps"] == pytest.approx(17.5730, abs=1e-3)


def test_the_settlement_beats_the_weighted_mean_out_of_fold(union):
    score = union["scores"]["settlement"]
    assert score["n"] == 232
    assert score["crps"] <= 14.8
    assert score["mae"] <= 20.8
    gain = union["gains"]["settlement"]["compromise"]
    assert gain["crps_interval"][0] > 0
    for percent in ("50", "80", "90"):
        assert score["coverage"][percent] == pytest.approx(int(percent) / 100, abs=0.05)


def test_protocols_that_need_a_status_quo_leave_out_the_issues_without_one(union):
    with DECISIONS.open() as file:
        rows = list(csv.DictReader(file))
    without = sum(not row["rp"] for row in rows)
    assert without > 0
    for protocol in ("alternating_offers", "nash_bargaining", "single_text", "zeuthen"):
        assert union["left_out"]["issues"][protocol]["without_status_quo"] == without
        known = sum(bool(row["rp"] and row["out"]) for row in rows)
        assert union["scores"][protocol]["n"] == known


def test_shuffled_outcomes_leave_nothing_to_gain():
    found = scored(DECISIONS, "--protocol", "settlement", *UNION, "--shuffles", 20)
    shuffled = found["shuffled"]["settlement"]
    assert shuffled["gain_over_past"] < 0.05
    assert shuffled["share"] == pytest.approx(1 / 21)  # none scores as well as the truth
    assert found["gains"]["settlement"]["past"]["crps"] > 1.0


def test_the_shipped_weights_are_those_that_the_shipped_command_fits(tmp_path):
    fitted = tmp_path / "weights.csv"
    negotiate(
        DECISIONS, "--protocol", "settlement", *UNION, "--kind", "proc,counvte", "--fit", fitted
    )
    assert fitted.read_bytes() == WEIGHTS.read_bytes()


def test_folds_and_resamples_follow_the_seed():
    first = scored(DECISIONS, "--protocol", "settlement", *UNION)
    assert first == scored(DECISIONS, "--protocol", "settlement", *UNION)
    other = scored(DECISIONS, "--protocol", "settlement", *UNION, "--seed", 2)
    assert other["scores"]["settlement"]["crps"] != first["scores"]["settlement"]["crps"]
    assert other["scores"]["compromise"]["crps"] == first["scores"]["compromise"]["crps"]


def test_the_order_of_rows_changes_no_score(tmp_path):
    lines = DECISIONS.read_text().splitlines()
    random.Random(5).shuffle(rest := lines[1:])
    (tmp_path / "again.csv").write_text("\n".join([lines[0], *rest]) + "\n")
    first = scored(DECISIONS, "--protocol", "settlement", *UNION, "--resamples", 0)["scores"]
    again = scored(tmp_path / "again.csv", "--protocol", "settlement", *UNION, "--resamples", 0)[
        "scores"
    ]
    for protocol in first:
        assert again[protocol]["crps"] == pytest.approx(first[protocol]["crps"], rel=1e-9)


def random_tables(number, seed=1):
    """Long tables of three to six actors on one or two issues, with outcomes."""
    draw = random.Random(seed)
    lines = ["case,actor,issue,position,salience,power,status_quo,outcome"]
    for table in range(number):
        for issue in range(draw.randint(1, 2)):
            status_quo, outcome = draw.randint(0, 100), draw.randint(0, 100)
            lines += [
                f"t{table},a{a},i{issue},{draw.randint(0, 100)},{draw.randint(1, 100) / 100},{a + 1},"
                f"{status_quo},{outcome}"
                for a in range(draw.randint(3, 6))
            ]
    return "\n".join(lines) + "\n"


def test_tables_by_group_give_what_each_gives_alone(tmp_path):
    (tmp_path / "many.csv").write_text(random_tables(5))
    many = negotiate(
        tmp_path / "many.csv", "--protocol", "all", "--group", "case", "--outcome", "outcome",
        "--scope", "package", "--format", "csv",
    )  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(many.stdout)))
    with (tmp_path / "many.csv").open() as file:
        all_rows = list(csv.DictReader(file))
    for table in range(5):
        own = [row for row in all_rows if row["case"] == f"t{table}"]
        fields = ["actor", "issue", "position", "salience", "power", "status_quo"]
        with (tmp_path / "one.csv").open("w") as file:
            writer = csv.DictWriter(file, fields, extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            writer.writerows(own)
        alone = json.loads(
            negotiate(tmp_path / "one.csv", "--protocol", "all", "--format", "json").stdout
        )
        for each in alone:
            if each["protocol"] == "single_text":
                continue  # what it draws depends on the table's name
            for issue, terms in each["terms"].items():
                (row,) = [
                    row
                    for row in rows
                    if (row["protocol"], row["group"], row["issue"])
                    == (each["protocol"], f"t{table}", issue)
                ]
                assert float(row["point"]) == pytest.approx(terms, rel=1e-12, abs=1e-12)


def test_bad_rows_and_tables_are_named_and_do_not_stop_the_others(tmp_path):
    text = random_tables(4).splitlines()
    text.insert(1, "bad,a1,i0,much,1,1,5,5")
    text.insert(2, "short,a1")
    text.append("twice,a1,i0,1,1,1,5,5")
    text.append("twice,a1,i0,2,1,1,5,5")
    (tmp_path / "many.csv").write_text("\n".join(text) + "\n")
    done = negotiate(
        tmp_path / "many.csv", "--protocol", "compromise", "--group", "case", "--outcome",
        "outcome", "--score", "--format", "json",
    )  # fmt: skip
    assert ":2:" in done.stderr and "'much'" in done.stderr
    assert ":3:" in done.stderr and "has 2 fields" in done.stderr
    assert "is given twice" in done.stderr
    found = json.loads(done.stdout)
    assert found["left_out"]["tables_and_rows"] == 3
    assert found["scores"]["compromise"]["n"] >= 4


def test_a_table_of_nothing_but_mistakes_is_wrong_input(tmp_path):
    (tmp_path / "bad.csv").write_text("issue,pa,sa\none,1000,1\n")
    done = negotiate(
        tmp_path / "bad.csv", "--protocol", "settlement", "--layout", "wide", check=False
    )
    assert done.returncode == 2
    assert "the position 1000 is out of range" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--group", "dossier"], "there is no column 'dossier'"),
        (["--group", "prnr", "--outcome", "outcom"], "there is no column 'outcom'"),
        (["--parts", "dules"], "'dules' is no part of a settlement"),
        (["--folds", "1"], "must be a whole number from 2"),
        (["--weights", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_what_cannot_be_is_said(arguments, said):
    done = negotiate(
        DECISIONS, "--protocol", "settlement", "--layout", "wide", *arguments, check=False
    )
    assert done.returncode == 2
    assert said in done.stderr


def test_scores_need_outcomes(tmp_path):
    (tmp_path / "two.csv").write_text("issue,pa,pb,sa,sb\none,0,100,10,10\n")
    done = negotiate(
        tmp_path / "two.csv", "--protocol", "all", "--layout", "wide", "--score", check=False
    )
    assert done.returncode == 2
    assert "no outcome is known" in done.stderr and "--outcome COLUMN" in done.stderr


def test_one_issue_is_forecast_with_its_chances(tmp_path):
    (tmp_path / "one.csv").write_text(
        "actor,issue,position,salience,power\na,x,0,1,1\nb,x,40,1,1\nep,x,100,1,1\n"
    )
    text = negotiate(tmp_path / "one.csv", "--protocol", "settlement").stdout
    assert "What is most likely" in text
    found = json.loads(
        negotiate(tmp_path / "one.csv", "--protocol", "settlement", "--format", "json").stdout
    )
    (forecast,) = found["forecasts"]
    places, chances = zip(*forecast["distribution"])
    assert sum(chances) == pytest.approx(1)
    assert list(places) == sorted(places)
    below = sum(chance for place, chance in forecast["distribution"] if place < forecast["point"])
    up_to = sum(chance for place, chance in forecast["distribution"] if place <= forecast["point"])
    assert below <= 0.5 + 1e-9 and up_to >= 0.5 - 1e-9


def test_chances_are_in_the_text_of_one_table(tmp_path):
    (tmp_path / "one.csv").write_text(
        "actor,issue,position,salience,power\na,x,0,1,1\nb,x,40,1,1\nc,x,100,1,1\n"
    )
    text = negotiate(tmp_path / "one.csv", "--protocol", "condorcet").stdout
    assert "chance" in text
    (tmp_path / "tie.csv").write_text(
        "actor,issue,position,salience,power\na,x,0,1,1\nb,x,100,1,1\n"
    )
    tie = negotiate(tmp_path / "tie.csv", "--protocol", "condorcet").stdout
    assert "A tie: 2 proposals are equally likely, with chance 0.5." in tie


def test_a_dash_is_standard_input(tmp_path):
    text = random_tables(3)
    (tmp_path / "many.csv").write_text(text)
    how = ["--protocol", "condorcet", "--group", "case", "--outcome", "outcome", "--format", "csv"]
    assert negotiate("-", *how, input=text).stdout == negotiate(tmp_path / "many.csv", *how).stdout


def test_thousands_of_tables_are_one_call(tmp_path):
    (tmp_path / "many.csv").write_text(random_tables(1000))
    found = scored(
        tmp_path / "many.csv", "--protocol", "all", "--group", "case", "--outcome", "outcome",
        "--resamples", 100,
    )  # fmt: skip
    assert found["groups"] == 1000
    counts = {score["n"] for score in found["scores"].values()}
    assert len(counts) == 1
