"""Why a what-if changes what it changes, or nothing: planted scenarios with a known answer, and the
shipped ones held against the table of sessions."""

import json

import h5py
import numpy as np
import pytest
import xarray

import parley_analysis as pa
from conftest import TOP, TUTORIAL

# Two states and one issue. North's ideal point is 0.9, South's 0.5, both care alike, and the status
# quo is 0.2. The Nash solution x maximises [0.49 - (x - 0.9)^2] [0.09 - (x - 0.5)^2]: x = 0.5725.
PLANTED = """parley: 1
name: Two states, one issue, no doubt
time: {start: 2000-01, tick: 1 year, ticks: 4}
states:
  NORTH: {sending: 1, transit: 0, receiving: 0, teams: 1}
  SOUTH: {sending: 0, transit: 0, receiving: 1, teams: 1}
interests: {variation: 0, recognition: 1}
discussion: {disclosure: 1, posturing: 0, hiding: 0}
issues:
  visas:
    kind: hard
    status_quo: 0.2
    ideal: {sending: 0.9, transit: 0.5, receiving: 0.5}
    salience: {sending: 1, transit: 1, receiving: 1}
  aside:
    kind: soft
    status_quo: 0.5
    ideal: {sending: 0.5, transit: 0.5, receiving: 0.5}
    salience: {sending: 1, transit: 1, receiving: 1}
organisations:
  office: {mandate: [visas], mediation: 0.5}
  desk: {mandate: [aside], mediation: 0.5}
forums:
  council:
    level: regional
    members: all
    agenda: [visas]
    protocol: nash_bargaining
    meets: every 1 year
    bindingness: 0.5
    secretariat: [office, desk]
  later:
    level: regional
    members: all
    agenda: [visas]
    meets: every 1 year
    opens: 2010-01
implementation: {rate: 1}
what_if:
"""
SOLUTION = 0.5725


def nash_solution():
    """The solution of the planted scenario, on a grid."""
    x = np.linspace(0.2, 0.8, 600_001)
    gains = (0.49 - (x - 0.9) ** 2, 0.09 - (x - 0.5) ** 2)
    return x[np.argmax(gains[0] * gains[1])]


@pytest.fixture
def explained(parley, tmp_path):
    """Runs the planted scenario with one what-if: the facts, and what the program says of it."""

    def run(settings, *, replicates=1, scenario=PLANTED):
        (tmp_path / "planted.yaml").write_text(f"{scenario}  other: {settings}\n")
        done = parley("run", "planted.yaml", "--replicates", replicates, "--overwrite")
        assert done.returncode == 0, done.stderr
        found = pa.explanations(tmp_path / "planted.h5")
        assert found.index.tolist() == ["other"]
        text = done.stdout.split("\nWhy: ")[1].split("\nResult: ")[0]
        said = " ".join(text.split())
        for sentence in found["text"].iloc[0].split("\n"):
            assert " ".join(sentence.split()) in said
        return found.iloc[0]

    return run


def test_the_planted_solution_is_what_the_comment_says():
    assert nash_solution() == pytest.approx(SOLUTION, abs=5e-5)


def test_a_chain_leads_from_interests_to_the_movement(explained):
    # With an ideal point of 0.15 South gains between 0.1 and 0.2, North above 0.2 alone: no terms.
    # At what is in force neither falls short of it, and the first is named.
    found = explained("{issues.visas.ideal.receiving: 0.15}")
    assert (found["month"], found["forum"], found["lost"]) == ("2000-01", "council", ("visas",))
    assert (found["mechanism"], found["blocked_by"]) == ("gains_too_little", "NORTH")
    first = found["facts"]["first"]
    assert first["brought_otherwise"]["interests"] == ["SOUTH"]
    assert first["brought_otherwise"]["declared"] == ["SOUTH"]
    assert found["facts"]["agreements"]["visas"] == {"then": 1, "now": 0}
    # half of the way from 0.2 to the solution
    moved = 0.5 * (nash_solution() - 0.2)
    assert found["facts"]["policy_change"]["visas"] == pytest.approx(-moved, abs=1e-4)
    assert found["hard_movement"] == pytest.approx(-moved / 0.8, abs=1e-4)
    assert np.isnan(found["hard_half_width"])
    assert (
        "First: 2000-01, council: no agreement on visas (NORTH: gains too little)" in found["text"]
    )
    assert "with another ideal of visas and other interests of SOUTH" in found["text"]
    assert "agreements a run: visas 0 instead of 1; policy: visas -0.19" in found["text"]


def test_an_agreement_on_other_terms_has_both(explained):
    found = explained("{issues.visas.ideal.sending: 0.8}")
    x = np.linspace(0.2, 0.8, 600_001)
    terms = x[np.argmax((0.36 - (x - 0.8) ** 2) * (0.09 - (x - 0.5) ** 2))]
    (moved,) = found["facts"]["first"]["moved"]
    assert moved == {
        "issue": "visas",
        "from": pytest.approx(SOLUTION, abs=1e-4),
        "to": pytest.approx(terms, abs=1e-4),
    }
    assert f"visas at {terms:.2f} instead of 0.57" in found["text"]


@pytest.mark.parametrize(
    "settings, lost, absence, said",
    [
        ("{forums.council.opens: 2002-01}", True, "closed", "(the forum is not open)"),
        ("{forums.council.agenda: [aside]}", True, "off_agenda", "(not on the agenda)"),
        (
            "{forums.council.talks: {mandate: 2 years}}",
            True,
            "other_time",
            "(its talks end in another month)",
        ),
    ],
)
def test_a_table_that_is_missing_has_its_reason(explained, settings, lost, absence, said):
    found = explained(settings)
    assert (found["lost"] == ("visas",)) == lost
    assert found["facts"]["first"]["absence"] == absence
    assert said in found["text"]


def test_policies_may_differ_where_no_table_does(explained):
    found = explained("{forums.council.bindingness: 0.9}")
    assert found["facts"]["first"] is None
    assert found["policies_from"] == "2000-01"
    assert found["text"].startswith("No table goes otherwise; policies differ from 2000-01 on.")
    changed = 0.4 * (nash_solution() - 0.2)
    assert found["facts"]["policy_change"]["visas"] == pytest.approx(changed, abs=1e-4)


NOTHING = {
    "the same values": ("{forums.council.bindingness: 0.5}", "its values are those of baseline"),
    "settled at once": (
        "{forums.council.maturity: {growth: 0.5, frankness_gain: 0.5}}",
        "everything was settled at the first meeting of council (2000-01)",
    ),
    "one issue": (
        "{forums.council.scope: single_issue}",
        "council never has more than one issue open",
    ),
    "all consent": (
        "{forums.council.rule: simple_majority}",
        "council has the consent of all members at every table",
    ),
    "all is known": (
        "{forums.council.frankness: 0.9}",
        "its members recognise their interests and disclose them in full",
    ),
    "never meets": ("{forums.later.frankness: 0.9}", "later never meets within the run"),
    "no end of a term": (
        "{forums.council.term: 5 years}",
        "no agreement comes to the end of its term within the run",
    ),
    "routing is fixed": (
        "{routing.coverage: 0.9}",
        "routing.coverage is read under another policy than fixed",
    ),
    "no text": (
        "{organisations.office.voice: 0.5, organisations.office.position: {visas: 0.5}}",
        "no text is written where office serves: no formula, no single text",
    ),
    "nothing failed": (
        "{organisations.office.formula: 1}",
        "no table that office serves fails on an issue of its mandate",
    ),
    "another mandate": (
        "{organisations.desk.monitoring: 1}",
        "no table that desk serves holds an issue of its mandate",
    ),
    "not on a table": ("{issues.aside.red_line: 0.01}", "aside never lies on a table"),
}


@pytest.mark.parametrize("name", NOTHING)
def test_a_setting_that_does_nothing_has_its_reason(explained, name):
    settings, reason = NOTHING[name]
    found = explained(settings, replicates=2)
    assert found["reasons"] == (reason,)
    assert found["text"] == f"Nothing changes, in all 2 runs: {reason}."
    assert found["same_runs"] == found["runs"] == 2
    assert found["hard_movement"] == found["soft_movement"] == 0


def test_a_reason_that_is_not_found_is_not_made_up(explained):
    found = explained("{money.price: 0.5}")
    assert found["reasons"] == ()
    assert found["text"] == (
        "Nothing changes; no reason found for money.price: no table, no policy and no interest goes otherwise."
    )


def test_each_setting_of_several_has_its_reason(explained):
    found = explained("{forums.council.scope: single_issue, money.price: 0.5, routing.coverage: 0}")
    assert len(found["reasons"]) == 2
    assert found["text"].endswith(
        ". Of the rest no reason found for money.price: no table, no policy and no interest goes otherwise."
    )


def test_what_no_forum_treats_as_hard_is_told(explained):
    gap = PLANTED.replace(
        "{sending: 0.5, transit: 0.5, receiving: 0.5}",
        "{sending: 0.7, transit: 0.8, receiving: 0.9}",
    )
    scenario = gap.replace(
        " [visas]\n    meets: every 1 year\n    opens: 2010-01", " [aside]\n    meets: every 1 year"
    )
    found = explained("{forums.later.bindingness: 0.9}", scenario=scenario)
    assert found["hard_movement"] == 0 != found["soft_movement"]
    assert found["text"].endswith("No forum with these settings treats a hard issue.")


def test_half_widths_are_those_of_the_paired_differences(parley, tmp_path):
    done = parley("run", TUTORIAL, "--set", "interests.variation=0.1", "--replicates", 5)
    assert done.returncode == 0
    found = pa.explanations(tmp_path / "01_two_states.h5")
    with pa.open_result(tmp_path / "01_two_states.h5") as result:
        paired = pa.paired_differences(result, "hard_movement")
    np.testing.assert_allclose(found["hard_movement"], paired["mean"], atol=1e-12)
    half = (paired["high"] - paired["low"]) / 2
    np.testing.assert_allclose(found["hard_half_width"], half, atol=1e-9)


def test_a_scenario_without_what_ifs_has_no_explanations(parley, tmp_path):
    parley("run", TUTORIAL, "--what-if", "baseline")
    assert pa.explanations(tmp_path / "01_two_states.h5").empty
    with h5py.File(tmp_path / "01_two_states.h5") as file:
        assert "explanations" not in file


def test_the_group_opens_by_itself_and_is_sound(parley, tmp_path):
    parley("run", TUTORIAL)
    path = tmp_path / "01_two_states.h5"
    with xarray.open_dataset(path, group="explanations") as group:
        assert group.what_if.values.tolist() == ["silent", "recognised"]
        facts = [json.loads(str(text)) for text in group.facts.values]
        assert ["\n".join(of["sentences"]) for of in facts] == group.text.values.tolist()
    assert parley("verify", path).returncode == 0


def test_what_ifs_alone_are_held_against_the_first_of_them(parley, tmp_path):
    done = parley("run", TUTORIAL, "--what-if", "silent", "--what-if", "recognised")
    found = pa.explanations(tmp_path / "01_two_states.h5")
    assert found.index.tolist() == ["recognised"]
    paths = [of["path"] for of in found["facts"].iloc[0]["settings"]]
    assert paths == ["interests.recognition", "forums.joint_commission.frankness"]
    assert "recognised (interests.recognition and forums.joint_commission.frankness)" in done.stdout


@pytest.mark.parametrize("name", ["western_mediterranean", "colombo_process", "road_to_2006"])
def test_until_they_part_runs_are_the_same(run_in_pairs, name):
    """By the table of sessions, which is written by other code."""
    sessions, found, forums = run_in_pairs(name)
    base = sessions[sessions["what_if"] == "baseline"]
    for what_if, of in found.iterrows():
        own = sessions[sessions["what_if"] == what_if]
        first = of["facts"]["first_agreements"]
        month = np.datetime64(first["month"], "ns") if first else np.datetime64("2200-01", "ns")
        then, now = (signed(table, before=month) for table in (base, own))
        assert then == now, what_if
        if first:
            place = forums.get(first["forum"], first["forum"])
            then, now = (signed(table, at=month, forum=place) for table in (base, own))
            assert then != now, what_if


def test_runs_without_the_first_change_are_told_for_what_they_are(parley, tmp_path):
    # Taken one by one readmission fails in some runs of the first scenario at once. In the others
    # it is agreed, on other terms: it is neither lost nor won there, but not alike either.
    assert parley("init", "mine.yaml").returncode == 0
    done = parley("run", "mine.yaml", "--what-if", "baseline", "--what-if", "one_by_one",
                  "--what-if", "frank", "-o", "mine.h5")  # fmt: skip
    with pa.open_result(tmp_path / "mine.h5") as result:
        table = pa.sessions(result)
    conference = table[(table["forum"] == "conference") & (table["what_if"] == "one_by_one")]
    first = conference[conference["time"] == conference["time"].min()]
    singly = first[first["issues"].map(",".join) == "readmission"]["result"]
    failed = int((singly != "agreed").sum())
    assert 0 < failed < len(singly) == 5
    said = " ".join(done.stdout.split())
    assert f"in {failed} of 5 runs: no agreement on readmission" in said
    assert f"Of the other runs, in {5 - failed} no agreement is lost or won." in said
    assert "(means over runs, ± half of their 95 % intervals)" in said


def test_a_key_that_is_a_verb_is_named_by_what_it_sets(explained):
    found = explained("{forums.council.opens: 2002-01}")
    assert "(the forum is not open), with another opening" in found["text"]
    assert "another opens" not in found["text"]


def signed(table, *, before=None, at=None, forum=None):
    """What was agreed by whom, and on what terms."""
    kept = table[table["result"] == "agreed"]
    kept = kept[kept["time"] < before] if before is not None else kept[kept["time"] == at]
    kept = kept if forum is None else kept[kept["forum"] == forum]
    return sorted(
        (str(row.time), row.forum, row.issues, row.signatories, row.outvoted, row.terms)
        for row in kept.itertuples()
    )


@pytest.fixture
def run_in_pairs(parley, tmp_path):
    def run(name):
        done = parley("run", TOP / f"scenarios/{name}.yaml", "--replicates", 1, "-o", "one.h5")
        assert done.returncode == 0
        with pa.open_result(tmp_path / "one.h5") as result:
            table = pa.sessions(result)
            terms = result.session_terms.transpose("session", "issue").values
            table["terms"] = [tuple(np.round(row[np.isfinite(row)], 9)) for row in terms]
            ids = set(result.forum.values.tolist())
        found = pa.explanations(tmp_path / "one.h5")
        pairs = {of["first_agreements"]["forum"] for of in found["facts"] if of["first_agreements"]}
        return table, found, dict.fromkeys(pairs - ids, "bilateral")

    return run
