"""Five processes that come with Parley show what the page of results says."""

import re

import numpy
import pytest

from shipped import FOLDER, KIND, load, section

PROCESSES = [
    "mediterranean_transit",
    "bali_process",
    "southern_africa",
    "road_to_2006",
    "eu_communitisation",
]


def by_what_if(result):
    return {
        name: result.isel(run=numpy.flatnonzero(result.what_if == name))
        for name in dict.fromkeys(result.what_if.values.tolist())
    }


@pytest.mark.parametrize("name", PROCESSES)
def test_the_page_of_results_has_what_a_process_shows(run, name):
    number = r"([-+.\d]+)"
    row = rf"^\| (?:`(\w+)`|as written) \| {number} \({number}\)" + rf" \| {number}" * 6 + r" \|$"
    rows = re.findall(row, section(name), re.MULTILINE)
    assert [row[0] for row in rows] == ["", *load(FOLDER / f"{name}.yaml")["what_if"]]
    with run(FOLDER / f"{name}.yaml", "--replicates", "20") as result:
        runs = by_what_if(result)
        before = runs["baseline"].hard_movement.isel(time=-1).mean()
        for what_if, *numbers in rows:
            of = runs[what_if or "baseline"]
            end = of.isel(time=-1)
            found = [
                end.hard_movement.mean(),
                end.hard_movement.mean() - before,
                end.soft_movement.mean(),
                end.joint_gain_share.sel(weighting="equal").mean(),
                end.losers.mean(),
                end.substantive.sum(),
                of.management_gap.mean(),
                end.recognition.mean(),
            ]
            assert [float(number) for number in numbers] == pytest.approx(
                [float(number) for number in found], abs=0.0011
            ), what_if


def test_a_protocol_of_southern_africa_is_signed_without_those_whom_workers_go_to(run):
    rows = re.findall(
        r"^\| (?:`(\w+)`|as written:.*?) \| (\d+) \| (\d+) \| (\d+) \|$",
        section("southern_africa"),
        re.MULTILINE,
    )
    assert len(rows) == 4
    with run(FOLDER / "southern_africa.yaml", "--replicates", "20") as result:
        forum = result.forum.values.tolist().index("sadc")
        signed = (result.session_forum == forum) & (result.session_result == 0)
        here = result.isel(session=numpy.flatnonzero(signed))
        for name, *numbers in rows:
            runs = numpy.flatnonzero(result.what_if == (name or "baseline"))
            texts = here.isel(session=numpy.flatnonzero(numpy.isin(here.session_run, runs)))
            in_force = texts.isel(session=numpy.flatnonzero(~numpy.isnat(texts.session_in_force)))
            by_south_africa = texts.isel(
                session=numpy.flatnonzero(texts.session_part.sel(state="ZAF") == 3)
            )
            found = [
                len(set(part.session_run.values)) for part in (texts, in_force, by_south_africa)
            ]
            assert [int(number) for number in numbers] == found, name


def test_the_road_to_2006_teaches_and_costs_trust_but_agenda_and_scope_decide(run):
    rows = re.findall(
        r"^\| (?:`(\w+)`|as written:.*?) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$",
        section("road_to_2006"),
        re.MULTILINE,
    )
    assert len(rows) == 6
    with run(FOLDER / "road_to_2006.yaml", "--replicates", "20") as result:
        runs = by_what_if(result)
        hard = result.issue_kind == KIND["hard"]
        for name, *numbers in rows:
            of = runs[name or "baseline"]
            eve = of[["recognition", "disclosure"]].sel(time="2006-01-01")
            agreed = of.agreements.sel(forum="high_level_dialogue").sum("time").mean("run")
            found = [eve.recognition.mean(), eve.disclosure.mean(), agreed[hard.values].sum()]
            assert [float(number) for number in numbers] == pytest.approx(
                [float(number) for number in found], abs=0.0011
            ), name


def test_a_majority_makes_laws_that_unanimity_does_not_and_one_veto_weighs_more(run):
    rows = re.findall(
        r"^\| (?:`(\w+)`|as written) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$",
        section("eu_communitisation"),
        re.MULTILINE,
    )
    assert len(rows) == 5
    with run(FOLDER / "eu_communitisation.yaml", "--replicates", "20") as result:
        runs = by_what_if(result)
        hard = (result.issue_kind == KIND["hard"]).values
        for name, *numbers in rows:
            laws = runs[name or "baseline"].agreements.sum("time").mean("run")[:, hard].sum("issue")
            found = [
                sum(
                    float(laws.sel(forum=forum))
                    for forum in laws.forum.values
                    if forum.startswith(matter)
                )
                for matter in ("asylum", "borders", "legal")
            ]
            assert [float(number) for number in numbers] == pytest.approx(found, abs=0.0051), name


def test_bali_settles_crime_and_never_returns_or_the_sharing_of_burdens(run):
    with run(FOLDER / "bali_process.yaml", "--replicates", "20") as result:
        agreed = by_what_if(result)["baseline"].agreements.sel(forum="bali").sum("time") > 0
        settled = agreed.sum("run")
        for issue in ("smuggling", "trafficking_in_persons", "capacity_building"):
            assert settled.sel(issue=issue) == 20
        for issue in (
            "return_own",
            "border_control",
            "burden_sharing",
            "regional_protection",
            "national_security",
        ):
            assert settled.sel(issue=issue) == 0
        assert settled.sel(issue="asylum_systems") == 19


def test_money_closes_the_gap_of_the_mediterranean_that_agreements_leave(run):
    with run(FOLDER / "mediterranean_transit.yaml", "--replicates", "20") as result:
        runs = by_what_if(result)
        gap = {name: float(of.management_gap.mean()) for name, of in runs.items()}
        talks = [gap[name] for name in ("soft_only", "package", "comprehensive", "frank")]
        assert gap["ten_times_assistance"] < min(talks) and max(talks) < gap["without_money"]
        first = runs["baseline"].management_gap.mean("run")
        assert str(first.time.values[first.argmax("time")])[:7] == "2012-01"
        stopped = {
            name: runs[name][["deterred", "stranded"]]
            .sel(time="2010-07-01")
            .sum("state")
            .mean("run")
            for name in ("baseline", "pairs_only", "dialogue_only")
        }
        for name, at_home, on_the_way in (
            ("baseline", 11092, 425),
            ("pairs_only", 3505, 150),
            ("dialogue_only", 0, 0),
        ):
            assert float(stopped[name].deterred) == pytest.approx(at_home, abs=1)
            assert float(stopped[name].stranded) == pytest.approx(on_the_way, abs=1)
        receiving = runs["baseline"].profile.sel(state="LBN").isel(time=-1)[:, 2]
        assert receiving.mean() > 0.9
