"""The script that derives the scenarios' data, on made-up tables with the oddities of the real
ones."""

import importlib.util
import pathlib

import pytest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "scenarios" / "data" / "prepare.py"
TABLES = {
    "bilateral_stock_undesa2020.csv": [
        "orig_iso3,dest_iso3,year,stock",
        "CHI,DEU,2005,300",
        "DEU,CHI,2005,100",
        "DEU,FRA,2005,50",
        "SVK,FRA,2005,60",
        "DEU,CHI,2000,7",
        "SCG,DEU,2005,1000",
    ],
    "bilateral_flows_abelcohen_bytype.csv": [
        "orig_iso3,dest_iso3,year0,outward,return,transit,total",
        "CHI,DEU,2005,80,15,5,100",
        "DEU,FRA,2005,20,0,0,20",
        "SCG,DEU,2005,500,0,0,500",
        "CHI,DEU,2000,9,0,0,9",
    ],
    "bilateral_refugees_unhcr.csv": [
        "year,orig_iso3,dest_iso3,refugees,asylum_seekers",
        "2005,CHL,DEU,60,15",
        "2005,SVK,FRA,90,",
        "2000,CHL,DEU,300,0",
    ],
    "eu_council_power.csv": [
        "actor,eu15_votes,nice_votes",
        "com,10,29",
        "de,10,29",
        "sk,,7",
    ],
    "country_panel_annual.csv": [
        "iso3,year,population,gdp_usd",
        "CHL,2004,1000,5000",
        "CHL,2005,2000,",
        "DEU,2005,8000,90000",
        "FRA,2005,6000,70000",
        "SVK,2005,500,700",
        "SRB,2005,924,1000",
        "MNE,2005,76,100",
    ],
    "state_profiles_2005_2017.csv": [
        "iso3,profile_year,p_transit",
        "CHL,2005,0.2504",
        "DEU,2005,0",
        "FRA,2005,",
        "SVK,2005,0.66",
        "SRB,2005,0",
        "MNE,2005,0",
    ],
    "un_members_regional_groups.csv": [
        "iso3,name,un_group",
        "CHL,Chile,GRULAC",
        "DEU,Germany,WEOG",
        "FRA,France,WEOG",
        "SVK,Slovakia,EEG",
        "SRB,Serbia,EEG",
        "MNE,Montenegro,EEG",
    ],
}


@pytest.fixture
def prepare(monkeypatch):
    monkeypatch.syspath_prepend(SCRIPT.parent)
    spec = importlib.util.spec_from_file_location("prepare", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def sources(prepare, tmp_path):
    for name, lines in TABLES.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n")
    return prepare.Sources(tmp_path)


def states_of(picture):
    return {row["id"]: row for row in picture.table_of_states()}


def test_stocks_become_roles_under_the_codes_of_today(prepare, sources):
    chile = states_of(prepare.Picture(sources, ["CHL", "DEU"], 2005, 2005, 2005))["CHL"]
    assert (chile["name"], chile["sending"], chile["receiving"]) == ("Chile", 300, 100)
    assert chile["transit"] == round(0.25 / 0.75 * 400)  # the index, to three digits


def test_the_index_of_transit_is_capped_and_judgements_replace_it(prepare, sources):
    picture = prepare.Picture(sources, ["SVK", "SRB"], 2005, 2005, 2005)
    assert picture.transit_share("SVK") == 0.30
    assert picture.transit_share("SRB") == 0.20


def test_gdp_is_that_of_the_nearest_year_and_power_the_mean_of_two_shares(prepare, sources):
    chile = states_of(prepare.Picture(sources, ["CHL", "DEU"], 2005, 2005, 2005))["CHL"]
    assert chile["gdp_per_head"] == 5
    assert float(chile["power"]) == pytest.approx((2000 / 10000 + 10000 / 100000) / 2, abs=1e-4)


def test_exposure_saturates_in_movers_a_head_and_year(prepare, sources):
    germany = states_of(prepare.Picture(sources, ["CHL", "DEU"], 2005, 2005, 2005))["DEU"]
    movers = (100 + 20 + 500) / 5 / 8000
    assert float(germany["exposure"]) == pytest.approx(movers / (movers + 0.005), abs=1e-3)


def test_a_union_acts_as_one_and_its_own_movers_stay_at_home(prepare, sources):
    picture = prepare.Picture(sources, ["EUU", "CHL"], 2005, 2005, 2005, {"EUU": ["DEU", "FRA"]})
    union = states_of(picture)["EUU"]
    assert (union["sending"], union["receiving"], union["population"]) == (100, 1360, 14000)
    assert list(picture.table_of_flows()) == [
        {"origin": "CHL", "destination": "EUU", "persons": "20.0", "stock": 300}
    ]


def test_flows_of_a_state_that_fell_apart_are_divided(prepare, sources):
    flows = list(
        prepare.Picture(sources, ["SRB", "MNE", "DEU"], 2005, 2005, 2005).table_of_flows(least=50)
    )
    assert flows == [{"origin": "SRB", "destination": "DEU", "persons": "92.4", "stock": 924}]


def test_large_corridors_are_listed_however_few_move(prepare, sources, monkeypatch):
    picture = prepare.Picture(sources, ["CHL", "DEU", "FRA"], 2005, 2005, 2005)
    monkeypatch.setattr(
        prepare, "LARGE_CORRIDOR", 400
    )  # 300 from Chile in Germany, 100 the other way
    assert list(picture.table_of_flows(least=50)) == [
        {"origin": "CHL", "destination": "DEU", "persons": "20.0", "stock": 300},
        {"origin": "DEU", "destination": "CHL", "persons": "0.0", "stock": 100},
    ]
    monkeypatch.setattr(prepare, "LARGE_CORRIDOR", 401)
    assert not list(picture.table_of_flows(least=50))


def test_a_self_image_follows_from_incomes_here_and_there(prepare, sources):
    """Chile, at 5 a head since 2004, exchanges 100 with Germany, at 11.25; nothing else is among
    the three."""
    states = ["CHL", "DEU", "SVK"]
    rows = states_of(prepare.Picture(sources, states, 2005, 2005, 2005, self_images=True))
    arriving, transit = 5 / (5 + 11.25), 0.25
    parts = [
        part**4 for part in ((1 - arriving) * (1 - transit), transit, arriving * (1 - transit))
    ]
    image = [
        float(rows["CHL"][f"self_image_{role}"]) for role in ("sending", "transit", "receiving")
    ]
    assert image == pytest.approx([part / sum(parts) for part in parts], abs=6e-4)
    alone = [float(rows["SVK"][f"self_image_{role}"]) for role in ("sending", "receiving")]
    assert alone[0] == alone[1] > 0  # nobody to compare with
    assert (
        "self_image_sending"
        not in states_of(prepare.Picture(sources, states, 2005, 2005, 2005))["CHL"]
    )


def test_a_flow_is_divided_by_how_people_migrate(prepare, sources):
    """Of 300 who live there 75 fled; of the other 225 40 % came without papers, 60 % to work."""
    picture = prepare.Picture(
        sources, ["CHL", "DEU"], 2005, 2005, 2005, irregular=[(["CHL"], ["DEU", "FRA"], 0.4)]
    )
    assert list(picture.table_of_flows()) == [
        {
            "origin": "CHL",
            "destination": "DEU",
            "persons": "9.0",
            "stock": 135,
            "pathway": "labour",
        },
        {"origin": "CHL", "destination": "DEU", "persons": "5.0", "stock": 75, "pathway": "asylum"},
        {
            "origin": "CHL",
            "destination": "DEU",
            "persons": "6.0",
            "stock": 90,
            "pathway": "irregular",
        },
    ]


def test_those_who_fled_are_a_share_of_who_came_where_these_are_more(prepare, sources):
    picture = prepare.Picture(sources, ["CHL", "DEU"], 2005, 2005, 2005, irregular=[])
    assert picture.pathways("CHL", "DEU", persons=100, stock=300)["asylum"] == 75 / 500
    assert picture.pathways("SVK", "FRA", persons=1, stock=60)["asylum"] == 1
    assert picture.pathways("DEU", "FRA", persons=1, stock=0)["labour"] == 1


def test_flows_inside_a_union_of_free_movement_are_left_out(prepare, sources):
    states = ["CHL", "DEU", "FRA"]
    picture = prepare.Picture(sources, states, 2005, 2005, 2005, unlisted=["DEU", "FRA"])
    assert [(row["origin"], row["destination"]) for row in picture.table_of_flows()] == [
        ("CHL", "DEU")
    ]


def test_power_may_be_votes_in_the_council(prepare, sources):
    rows = states_of(prepare.Picture(sources, ["CHL", "DEU", "SVK"], 2005, 2005, 2005, votes=True))
    assert [rows[state]["power"] for state in ("CHL", "DEU", "SVK")] == [1, 29, 7]


def test_a_scenario_may_judge_transit_for_itself(prepare, sources):
    here = prepare.Picture(sources, ["SRB"], 2005, 2005, 2005, transit={"SRB": 0.0})
    assert here.transit_share("SRB") == 0.0
    assert prepare.Picture(sources, ["SRB"], 2005, 2005, 2005).transit_share("SRB") == 0.20


def test_the_road_leads_past_its_hosts_and_the_states_with_most_migrants(
    prepare, sources, monkeypatch
):
    """Migrants of 2000: Chile 7, Germany 7, nobody elsewhere; of two alike the first by code."""
    monkeypatch.setattr(prepare, "ROAD_HOSTS", ["FRA"])
    monkeypatch.setattr(prepare, "ROAD_STATES", 2)
    assert prepare.road(sources, ["CHL", "DEU", "FRA"]) == ["CHL", "FRA"]


def test_labour_agreements_are_those_of_two_states_up_to_a_year(prepare, tmp_path):
    (tmp_path / "bla_agreements.csv").write_text(
        "treatyID,isoA,isoB,year,datesigned\n"
        "1,FRA,DEU,2001.0, 5/19/2001\n"
        "2,DEU,CHL,1999.0,  1/20/1998\n"
        "3,DEU,CHL,1990.0,\n"
        "4,YUG,DEU,1968.0,10/12/1968\n"
        "5,FRA,DEU,2006.0, 5/19/2006\n"
        "6,FRA,DEU,,\n"
    )
    (tmp_path / "bla_provisions.csv").write_text(
        "treatyID,autorenew,bla_duration,bla_duration_years\n"
        "1,0.0,The BLA is valid for a specified number of years,3.0\n"
        "2,1.0,The BLA is valid for a specified number of years,3.0\n"
        "3,0.0,The BLA is valid until terminated,\n"
    )
    found = prepare.labour_agreements(tmp_path, {"CHL", "DEU", "FRA"}, 2005)
    assert [(row["parties"], row["since"], row["lapses"]) for row in found] == [
        ("CHL|DEU", "1990-06", ""),
        ("CHL|DEU", "1999-06", ""),
        ("DEU|FRA", "2001-05", "2004-05"),
    ]
    of_chile = prepare.labour_agreements(
        tmp_path, {"CHL", "DEU", "FRA"}, 2005, whose=["CHL"], issue="temporary_labour"
    )
    assert [(row["parties"], row["issue"]) for row in of_chile] == [
        ("CHL|DEU", "temporary_labour")
    ] * 2
