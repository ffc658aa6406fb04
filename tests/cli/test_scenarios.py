"""The scenarios that come with Parley: each runs, what-ifs and all, and shows what its description
says."""

import os
import re
import subprocess

import numpy
import pytest
from ruamel.yaml import YAML

from conftest import HANGS
from shipped import FOLDER, KIND, load, section

SCENARIOS = sorted([*FOLDER.glob("*.yaml"), *(FOLDER / "tutorial").glob("*.yaml")])
ISSUES = re.search(r"```yaml\n(.*?)```", (FOLDER / "issues.md").read_text(), re.DOTALL)[1]
CATALOGUE = YAML(typ="safe").load(ISSUES)
ON_REAL_STATES = [path for path in sorted(FOLDER.glob("*.yaml")) if path.stem != "thesis"]
ACTING = re.findall(  # scenario, what-if, and the changes on hard and on soft issues
    r"^\| [a-z ]+ \| `(\w+)` \| `(\w+)` \| ([^|]+) \| ([^|]+) \|",
    (FOLDER / "results.md").read_text(),
    re.MULTILINE,
)


def named(path):
    return path.stem


@pytest.mark.parametrize("path", SCENARIOS, ids=named)
def test_a_scenario_runs_with_its_what_ifs(run, path):
    scenario = load(path)
    ticks = min(scenario["time"]["ticks"], 20 if len(path.read_text()) < 20000 else 4)
    with run(path, "--set", f"time.ticks={ticks}", "--set", "replicates=1") as result:
        assert list(result.what_if.values) == ["baseline", *scenario.get("what_if", {})]
        assert (result.status == 0).all()
        assert (result.sessions_held > 0).all()
        assert (result.sessions_agreed > 0).any()
        exists = numpy.isfinite(
            result.recognition
        )  # nothing is recorded of a state that has not begun
        assert (numpy.isfinite(result.policy) == exists).all()


@pytest.mark.parametrize("path", ON_REAL_STATES, ids=named)
def test_an_issue_is_the_same_wherever_it_comes_up(path):
    """But for the status quo, which depends on place and year, and for what others do and how flows
    answer, which a scenario may leave out. Where flows are not divided by pathway, less of them
    answers."""
    for name, issue in load(path)["issues"].items():
        known = CATALOGUE[name]
        for key in ("kind", "about", "scale", "ideal", "salience", "options"):
            assert issue.get(key) == known.get(key), f"{name}.{key}"
        for key in {
            "policy",
            "externality",
            "expected_of_others",
            "interdependence",
            "pathway",
            *(["flow_response"] if "pathway" in issue else []),
        } & issue.keys():
            assert issue[key] == known[key], f"{name}.{key}"


def lumps():
    """Coarse issues and their parts, as the catalogue's page lists them."""
    rows = re.findall(r"^\| `(\w+)` \| (`.*`) \|", (FOLDER / "issues.md").read_text(), re.MULTILINE)
    return {lump: re.findall(r"`(\w+)`", parts) for lump, parts in rows}


def test_a_coarse_issue_lies_between_its_parts():
    assert len(lumps()) == 7
    for lump, parts in lumps().items():
        for role, ideal in CATALOGUE[lump]["ideal"].items():
            of_parts = [CATALOGUE[part]["ideal"][role] for part in parts]
            assert min(of_parts) <= ideal <= max(of_parts), f"{lump}, {role}"


@pytest.mark.parametrize("path", ON_REAL_STATES, ids=named)
def test_a_scenario_takes_a_coarse_issue_or_its_parts(path):
    issues = load(path)["issues"].keys()
    for lump, parts in lumps().items():
        assert lump not in issues or not issues & set(parts), lump


@pytest.mark.parametrize(
    "name, forum",
    [
        ("western_mediterranean", "transit_dialogue"),
        ("puebla_process", "regional_conference"),
        ("colombo_process", "abu_dhabi"),
        ("budapest_process", "budapest_process"),
        ("mediterranean_transit", "transit_dialogue"),
        ("bali_process", "apc"),
        ("bali_process", "bali"),
    ],
)
def test_soft_issues_are_measured_softer_than_hard_ones_where_all_sides_meet(run, name, forum):
    with run(FOLDER / f"{name}.yaml") as result:
        hardness = result.hardness.isel(run=0).sel(forum=forum).mean("time")
        hard, soft = (hardness[result.issue_kind == KIND[kind]] for kind in ("hard", "soft"))
        assert soft.max() < hard.min()


def leanings(scenario, profiles, recognition):
    """How far a state's perceived ideal point is above the status quo, by state and issue."""
    issues = scenario["issues"].values()
    image = profiles ** scenario["interests"]["self_image_sharpness"]
    image /= image.sum(axis=1, keepdims=True)
    perceived = (1 - recognition) * image + recognition * profiles
    ideal, salience = (
        numpy.array(
            [[issue[key][role] for issue in issues] for role in ("sending", "transit", "receiving")]
        )
        for key in ("ideal", "salience")
    )
    position = perceived @ (salience * ideal) / (perceived @ salience)
    return position - [issue["status_quo"] for issue in issues]


def settled(leaning):
    """Which issues [K] a table of these members [n, K] settles, and for which a hair's breadth
    decides."""
    agreed = (leaning > 0).all(axis=0) | (leaning < 0).all(axis=0)
    return agreed.astype(int), (abs(leaning) < 1e-4).any(axis=0).astype(int)


@pytest.mark.parametrize(
    "what_if, recognition", [("baseline", 0), ("half_recognised", 0.5), ("recognised", 1)]
)
def test_an_issue_settles_singly_when_all_ideals_are_on_one_side_of_the_status_quo(
    run, what_if, recognition
):
    """Every table of the thesis, of 2, 5, 10 and 27 members, against the criterion by hand."""
    scenario = load(FOLDER / "thesis.yaml")
    migration = [issue["kind"] != "linkage" for issue in scenario["issues"].values()]
    tables = {name: [forum["members"]] for name, forum in scenario["forums"].items()}
    tables["bilateral"] = scenario["bilateral"]["pairs"]
    with run(FOLDER / "thesis.yaml", "--replicates", "20") as result:
        assert (result.what_if == what_if).sum() == 20
        for one in numpy.flatnonzero(result.what_if == what_if):
            drawn = result[["profile", "agreements"]].isel(run=one, time=0).load()
            leaning = dict(
                zip(drawn.state.values, leanings(scenario, drawn.profile.values, recognition))
            )
            for forum, seats in tables.items():
                by_hand = [
                    settled(numpy.array([leaning[member] for member in members]))
                    for members in seats
                ]
                agreed, unclear = numpy.sum(by_hand, axis=0)[:, migration]
                assert (
                    abs(drawn.agreements.sel(forum=forum)[migration] - agreed) <= unclear
                ).all(), forum


def test_visa_facilitation_opens_what_readmission_alone_does_not(run):
    with run(FOLDER / "eu_readmission.yaml") as result:
        signed = (result.agreements - result.unratified).sel(issue="readmission").sum("time") > 0
        partners = {
            name: signed.isel(run=result.what_if.values == name).mean("run").sum()
            for name in ("never_linked", "baseline", "always_linked")
        }
        assert partners["never_linked"] < partners["baseline"] < partners["always_linked"]


@pytest.fixture
def mediterranean(run):
    """What happened in the Western Mediterranean under a what-if: the runs of twenty replicates,
    their tables in the 5+5."""
    with run(FOLDER / "western_mediterranean.yaml", "--replicates", "20") as result:
        names = result.forum.values.tolist()

        def under(what_if):
            runs = numpy.flatnonzero(result.what_if == what_if)
            tables = numpy.isin(result.session_run, runs) & (
                result.session_forum == names.index("five_plus_five")
            )
            return result.isel(run=runs), result.isel(session=numpy.flatnonzero(tables))

        yield under


def test_the_page_of_results_has_what_the_western_mediterranean_shows(mediterranean):
    rows = re.findall(
        r"^\| (?:`(\w+)`|as written) \| ([\d.]+) \| (?:([-+.\d]+) .*?)?\| \(?([-+.\d]+)\)? "
        r"\| ([\d.]+) \| ([\d.]+) \| (\d+) of 20 \|$",
        section("western_mediterranean"),
        re.MULTILINE,
    )
    acting = {what_if for name, what_if, *_ in ACTING if name == "western_mediterranean"}
    what_ifs = load(FOLDER / "western_mediterranean.yaml")["what_if"]
    assert [row[0] for row in rows] == ["", *(name for name in what_ifs if name not in acting)]
    ends = {}
    for name, *told in rows:
        runs, _ = mediterranean(name or "baseline")
        ends[name] = [
            runs[kind].isel(time=-1).values for kind in ("hard_movement", "soft_movement")
        ]
        hard, soft = ends[name]
        found = [hard, hard - ends[""][0], soft - ends[""][1]] if name else [hard, 0 * hard, soft]
        assert [float(number or 0) for number in told[:3]] == pytest.approx(
            [part.mean() for part in found], abs=0.0011
        )
        end = runs.isel(time=-1)
        found = [end.joint_gain_share.sel(weighting="equal"), end.losers]
        assert [float(number) for number in told[3:5]] == pytest.approx(
            [part.mean().item() for part in found], abs=0.0051
        )
        assert int(told[5]) == end.substantive.sum()


@pytest.mark.parametrize(
    "name",  # those of the whole world take too long
    [
        "western_mediterranean",
        "puebla_process",
        "budapest_process",
        "colombo_process",
        "eu_readmission",
    ],
)
def test_the_page_of_results_has_what_organisations_do(run, name):
    rows = [row[1:] for row in ACTING if row[0] == name]
    chosen = [f"--what-if={what_if}" for what_if in ["baseline", *(row[0] for row in rows)]]
    with run(FOLDER / f"{name}.yaml", "--replicates", "20", *chosen) as result:
        end = result.isel(time=-1)
        for what_if, *told in rows:
            for kind, cell in zip(("hard_movement", "soft_movement"), told):
                values = end[kind].values
                change = values[end.what_if == what_if] - values[end.what_if == "baseline"]
                found = [change.mean(), change.min(), change.max()]
                quoted = [float(number) for number in re.findall(r"[-+]?[\d.]+", cell)]
                assert quoted == pytest.approx(found, abs=0.0011), (what_if, kind)
    assert rows


def test_the_page_of_results_has_the_hardness_that_the_ten_meet_first(run):
    states = ["DZA", "LBY", "MRT", "MAR", "TUN", "FRA", "ITA", "MLT", "PRT", "ESP"]
    settings = {
        "equal power": [f"states.{state}.power=1" for state in states],
        "exposure": [f"states.{state}.exposure=0.5" for state in states],
        "open declarations": ["discussion.disclosure=1"],
        "mixed interests recognised": ["interests.recognition=1"],
    }
    page = (FOLDER / "results.md").read_text()
    rows = re.findall(
        r"^\| ([a-z, ]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$",
        page[page.index("| hardness at the first meeting") :].split("\n\n")[0],
        re.MULTILINE,
    )
    assert len(rows) == 7
    for name, *told in rows:
        options = [
            f"--set={set_to}" for part in settings if part in name for set_to in settings[part]
        ]
        with run(
            *(FOLDER / "western_mediterranean.yaml", "--replicates", "20", "--set", "time.ticks=1"),
            *options,
        ) as result:
            runs = result.isel(time=0, run=numpy.flatnonzero(result.what_if == "baseline"))
            found = runs.hardness.sel(
                forum="five_plus_five",
                issue=["readmission", "brain_drain", "migrants_rights", "labour_migration"],
            )
            assert [float(number) for number in told] == pytest.approx(
                found.mean("run").values, abs=0.0051
            ), name


def test_the_page_of_results_has_what_ten_governors_move(run):
    page = (FOLDER / "results.md").read_text()
    section = page[page.index("## Ten governors") :].split("\n## ")[0]
    rows = re.findall(
        r"^\| (?:`(\w+)`|as written) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([-+.\d]+) \| ([-+.\d]+) \|$",
        section,
        re.MULTILINE,
    )
    assert [row[0] for row in rows] == ["", *load(FOLDER / "border_region.yaml")["what_if"]]
    with run(FOLDER / "border_region.yaml", "--replicates", "20") as result:
        for name, *told in rows:
            runs = result.isel(run=numpy.flatnonzero(result.what_if == (name or "baseline")))
            end = runs.isel(time=-1)
            added = (end.policy_in_effect - end.policy).sel(issue="security").mean("run")
            found = [
                float(end.hard_movement.mean()),
                float(end.soft_movement.mean()),
                float(abs(end.deviation).mean()),
                float(added.sel(state="MEX")),
                float(added.sel(state="USA")),
            ]
            assert [float(number) for number in told] == pytest.approx(found, abs=0.00051), name


def test_who_may_take_up_an_issue_decides_how_far_it_goes(mediterranean):
    end = {
        name: mediterranean(name)[0].hard_movement.isel(time=-1).values
        for name in ("baseline", "bottom_up", "top_down", "subsidiarity", "regional_only")
    }
    for routed in end.keys() - {"baseline"}:
        assert (end["baseline"] > end[routed]).all()
    for who in ("bottom_up", "subsidiarity"):
        assert end[who].mean() < end["top_down"].mean()

    held = mediterranean("subsidiarity")[0].attempts.sum("time")
    assert (held.sel(forum="eu") == 0).all()
    held = mediterranean("top_down")[0].attempts.sum("time")
    assert (held.sel(forum="bilateral") == 0).all()

    pairs = mediterranean("bottom_up")[0].attempts.sel(forum="bilateral").sum("run")
    before = pairs.time < numpy.datetime64("2009-01-01")
    assert pairs[before].sum("time").sel(issue="readmission") > 0
    assert (
        pairs[before]
        .sum("time")
        .sel(issue=["labour_migration", "border_control", "security"])
        .sum()
        == 0
    )
    assert pairs.sum("time").sel(issue="capacity_building") == 0


def test_where_others_count_large_states_stay_out_of_what_they_may_stay_out_of(mediterranean):
    signed = 3
    _, bound = mediterranean("others_count")
    assert (bound.session_part == signed).all()
    _, free = mediterranean("free_to_stay_out")
    share = (free.session_part == signed).mean("session")
    assert share.sel(state="FRA") < share.sel(state="ESP") < 0.8
    assert (share.sel(state=["DZA", "MRT", "MAR", "TUN", "MLT", "PRT"]) > 0.9).all()


def test_those_who_go_alone_declare_nothing(mediterranean):
    runs, _ = mediterranean("states_go_alone")
    assert (runs.agreements.sel(forum="five_plus_five", issue="asylum") == 0).all()
    runs, _ = mediterranean("baseline")
    assert (runs.agreements.sel(forum="five_plus_five", issue="asylum").sum("time") == 8).all()


def test_caucuses_speak_as_one_at_the_global_level_and_not_while_they_rest(tmp_path):
    scenario = load(FOLDER / "high_level_dialogue.yaml")
    caucuses = {forum["name"] for forum in scenario["forums"].values() if forum.get("caucus")}
    command = [
        os.environ["PARLEY_PROGRAM"],
        "run",
        FOLDER / "high_level_dialogue.yaml",
        "--replicates",
        "1",
        "--set",
        "time.ticks=8",
        "--trace",
        "-o",
        tmp_path / "dialogue.h5",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=HANGS)
    blocs, forum = {}, None
    for line in (tmp_path / "dialogue.transcript.txt").read_text().splitlines():
        if what_if := re.match(r"Minutes of (\w+), replicate 0", line):
            seen = blocs.setdefault(what_if[1], {})
        elif meeting := re.match(r"(\S.*) \((\w+)\)\. Present: ", line):
            forum = meeting[2]
        elif bloc := re.match(r"  Speaking as one, for (.*): (.*)\.$", line):
            seen.setdefault(forum, {})[bloc[1]] = bloc[2].split(", ")
    assert blocs.keys() == {"baseline", *scenario["what_if"]}
    for name, seen in blocs.items():
        without = {
            "package_without_blocs",
            "pairs_only",
            "regions_only",
            "global_only",
            "global_only_binding",
        }
        assert seen.keys() == (set() if name in without else {"global"}), name
    as_package = blocs["all_as_package"]["global"]
    assert caucuses - as_package.keys() <= {
        "European Union, common position"
    }  # where the Union itself has one
    assert set(as_package["European Union"]) >= set(scenario["forums"]["eu"]["members"])
    assert "China" not in as_package and "CHN" in as_package["Group of 77"]
    assert not set(as_package["Group of 77"]) & set(as_package["African Group"])


def test_some_leave_the_compact_to_others_where_it_counts_what_others_do(run):
    with run(
        FOLDER / "global_compact_2018.yaml", "--set", "time.ticks=4", "--replicates", "2"
    ) as result:
        signed = {}
        for session in numpy.flatnonzero(
            result.session_forum == list(result.forum.values).index("compact")
        ):
            table = result.isel(session=session)
            name = str(result.what_if.values[int(table.session_run)])
            part = table.session_part
            parties = part == part.attrs["flag_meanings"].split().index("signed")
            signed.setdefault(name, []).append(int(parties.sum()))
        assert min(signed["baseline"]) < 193 and min(signed["soft_only"]) == 193
        assert numpy.mean(signed["baseline"]) < numpy.mean(signed["for_oneself_alone"])
