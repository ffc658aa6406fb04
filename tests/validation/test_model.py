"""The model once more, written from the page that describes it, against the engine.

Five states, three forums with a simple protocol, outside options, an externality, defection, flows,
capacity, an organisation and events: every state variable at every tick. What the page leaves out,
or has otherwise than the engine, shows here.
"""

import json
import os
import subprocess

import numpy
import pytest
import xarray

from five_states import (
    ATTENTION,
    FLOWS,
    FORUMS,
    ISSUES,
    OFFICE,
    OVERRIDE,
    ROLES,
    ROUTES,
    SHOCK,
    STATES,
    TICKS,
)
from local_in_numpy import AUTHORITIES, DEVOLVED, LOCAL_FORUMS, ModelBelow
from model_in_numpy import Model
from organisations_in_numpy import (
    ORGANISATIONS,
    PRICE,
    ModelOfOrganisations,
    ModelOfTalksWithOrganisations,
)
from succession_in_numpy import BEGINS, ENDS, FROM, PART, ModelOfSuccession
from talks_in_numpy import RECORD, TALKS, TEAMS, ModelOfTalks


def by_role(values):
    return dict(zip(ROLES, values))


def scenario(outside_options, dyadic_roles):
    forums = {}
    for name, forum in FORUMS.items():
        forums[name] = {key: value for key, value in forum.items() if key not in ("every", "term")}
        forums[name] |= {
            "meets": f"{forum['every']} ticks",
            "term": f"{6 * forum['term']} months",
            "protocol": "compromise",
        }
    return {
        "parley": 1,
        "name": "a model to compare with",
        "time": {"start": "2000-01", "tick": "6 months", "ticks": TICKS},
        "interests": {"variation": 0, "dyadic_roles": dyadic_roles},
        "migration": {"profiles": "follow"},
        "capacity": {},
        "states": STATES,
        "flows": [
            dict(zip(("origin", "destination", "persons", "pathway", "stock", "trend"), flow))
            for flow in FLOWS
        ],
        "routes": [dict(zip(("origin", "via", "destination", "share"), route)) for route in ROUTES],
        "issues": {
            name: issue
            | {
                key: by_role(issue[key])
                for key in ("ideal", "salience", "expected_of_others", "unilateral")
                if isinstance(issue.get(key), tuple)
            }
            for name, issue in ISSUES.items()
        },
        "organisations": {"office": OFFICE},
        "forums": forums,
        "overrides": [OVERRIDE],
        "routing": {"outside_option": outside_options},
        "events": [
            {
                "at": "2002-01",
                "flow_shock": {key: SHOCK[key] for key in ("from", "to", "factor")}
                | {"for": "1 year"},
            },
            {
                "at": "2003-01",
                "attention": {key: ATTENTION[key] for key in ("states", "issues", "factor")}
                | {"for": "18 months"},
            },
        ],
    }


def new_model(outside_options, dyadic_roles):
    model = Model(outside_options, dyadic_roles)
    model.sessions, model.declared = [], numpy.full((len(STATES), len(ISSUES)), numpy.nan)
    return model


def run(written, folder):
    (folder / "model.yaml").write_text(json.dumps(written))
    subprocess.run(
        [os.environ["PARLEY_PROGRAM"], "run", "model.yaml", "-o", "model.h5"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return xarray.open_dataset(folder / "model.h5")


def check_series(result, model):
    run = result.isel(run=0)
    assert list(run.state.values) == list(STATES) and list(run.issue.values) == list(ISSUES)
    for tick in range(TICKS):
        model.tick(tick)
        for name, value in model.observed().items():
            numpy.testing.assert_allclose(
                run[name].isel(time=tick).values,
                value,
                1e-9,
                1e-12,
                err_msg=f"{name} at {tick}",
            )


def check_sessions(result, model):
    agreed = [was_agreed for _, was_agreed, *_ in model.sessions]
    numpy.testing.assert_array_equal(result.session_result.values == 0, agreed)
    for at, (_, _, terms, hardness, _) in enumerate(model.sessions):
        for k, x in terms.items():
            numpy.testing.assert_allclose(result.session_terms.values[at, k], x, 1e-9)
            numpy.testing.assert_allclose(
                result.session_hardness.values[at, k], hardness[k], 1e-9, 1e-12
            )


@pytest.mark.parametrize("dyadic_roles", [0, 0.5])
def test_authorities_do_what_the_page_says(dyadic_roles, tmp_path):
    written = scenario(False, dyadic_roles)
    written["authorities"] = AUTHORITIES
    for issue, (devolved, latitude) in DEVOLVED.items():
        written["issues"][issue] |= {"devolved": devolved} | (
            {"latitude": latitude} if latitude else {}
        )
    for name, forum in LOCAL_FORUMS.items():
        written["forums"][name] = {k: v for k, v in forum.items() if k not in ("every", "term")} | {
            "meets": f"{forum['every']} ticks",
            "term": f"{6 * forum['term']} months",
            "protocol": "compromise",
        }
    model = ModelBelow(dyadic_roles)
    model.sessions, model.declared = [], numpy.full((len(STATES), len(ISSUES)), numpy.nan)
    with run(written, tmp_path) as result:
        check_series(result, model)
        check_sessions(result, model)
        assert list(result.authority.values) == list(AUTHORITIES)
        numpy.testing.assert_allclose(result.authority_share.values[0], model.share, 1e-12)
    results = [(name, was_agreed) for name, was_agreed, *_ in model.sessions]
    assert {(name, True) for name in LOCAL_FORUMS} <= set(results)
    assert any(name in LOCAL_FORUMS and not was_agreed for name, was_agreed in results)
    assert model.local_left and model.held_back and abs(model.deviation).max() > 0.01


def add_talks(written, monkeypatch):
    span = lambda ticks: f"{ticks} ticks"
    for name, more in TALKS.items():
        for key, value in more.items():
            monkeypatch.setitem(FORUMS[name], key, value)
        talks = {k: span(v) if k in ("mandate", "round") else v for k, v in more["talks"].items()}
        forum = written["forums"][name] | {k: v for k, v in more.items() if k != "term"}
        forum["talks"], forum["term"] = talks, f"{6 * FORUMS[name]['term']} months"
        if "reopens" in forum:
            forum["reopens"] = span(forum["reopens"])
        if "habit" in forum:
            forum["habit"] = more["habit"] | {"memory": f"{more['habit']['memory']} years"}
        written["forums"][name] = forum
    written["states"] = {
        name: state | ({"teams": TEAMS[name]} if name in TEAMS else {})
        for name, state in STATES.items()
    }
    written["agreements"] = [
        {
            "forum": forum,
            "issue": issue,
            "terms": terms,
            "since": f"{2000 + tick // 2}-{1 + tick % 2 * 6:02}",
        }
        | ({} if bindingness is None else {"bindingness": bindingness})
        for forum, issue, terms, bindingness, tick in RECORD
    ]


@pytest.mark.parametrize("dyadic_roles", [0, 0.5])
def test_talks_go_as_the_page_says(dyadic_roles, tmp_path, monkeypatch):
    written = scenario(False, dyadic_roles)
    add_talks(written, monkeypatch)
    model = ModelOfTalks(dyadic_roles)
    model.sessions, model.declared = [], numpy.full((len(STATES), len(ISSUES)), numpy.nan)
    with run(written, tmp_path) as result:
        check_series(result, model)
        check_sessions(result, model)
        assert (result.session_result.values == 3).sum() == model.overtaken
    assert {name for name, *_ in model.sessions} == set(FORUMS)
    if dyadic_roles:  # then all that can come of talks does
        assert {name for name, was_agreed, *_ in model.sessions if was_agreed} >= {
            "council",
            "summit",
        }
        assert model.overtaken > 0 and model.renewed > 0 and model.left


@pytest.mark.parametrize("dyadic_roles", [0, 0.5])
@pytest.mark.parametrize("outside_options", [False, True])
def test_the_engine_does_what_the_page_says(outside_options, dyadic_roles, tmp_path, monkeypatch):
    if (
        outside_options
    ):  # the pair treats what the others do, in trades, and so becomes an alternative to them
        monkeypatch.setitem(FORUMS["pair"], "agenda", ["readmission", "quota", "border"])
        monkeypatch.setitem(FORUMS["pair"], "scope", "package")
    model = new_model(outside_options, dyadic_roles)
    with run(scenario(outside_options, dyadic_roles), tmp_path) as result:
        check_series(result, model)
        check_sessions(result, model)
        agreed = [was_agreed for _, was_agreed, *_ in model.sessions]
        assert len(model.left) > 0
        assert 2 < sum(agreed) < len(agreed) - 2  # both happen
        hoped = [hope for *_, hope in model.sessions]
        numpy.testing.assert_allclose(result.session_outside_option.values, hoped, 1e-5, 1e-8)
        if outside_options:
            otherwise = new_model(False, dyadic_roles)
            for tick in range(TICKS):
                otherwise.tick(tick)
            assert [was_agreed for _, was_agreed, *_ in otherwise.sessions] != agreed  # they decide


@pytest.mark.parametrize("dyadic_roles", [0, 0.5])
@pytest.mark.parametrize("treaties", ["continuity", "clean_slate"])
def test_states_begin_and_end_as_the_page_says(treaties, dyadic_roles, tmp_path, monkeypatch):
    written = scenario(False, dyadic_roles)
    date = lambda tick: f"{2000 + tick // 2}-{1 + tick % 2 * 6:02}"
    written["events"] += [
        {
            "at": date(BEGINS),
            "separation": {"states": [PART], "from": FROM, "treaties": treaties},
        },
        {"at": date(ENDS), "union": {"states": [PART], "into": FROM}},
    ]
    for name in FORUMS:  # the model changes who is a member
        monkeypatch.setitem(FORUMS[name], "members", list(FORUMS[name]["members"]))
    model = ModelOfSuccession(dyadic_roles, treaties == "continuity")
    model.sessions, model.declared = [], numpy.full((len(STATES), len(ISSUES)), numpy.nan)
    with run(written, tmp_path) as result:
        check_series(result, model)
        check_sessions(result, model)
        part = result.session_part.sel(state=PART).values
        sat = numpy.flatnonzero(part > 0)
        years = result.session_time.dt.year.values + (result.session_time.dt.month.values - 1) / 12
        assert sat.size > 0
        assert years[sat].min() >= 2000 + BEGINS / 2 and years[sat].max() < 2000 + ENDS / 2
    assert (model.inherited > 0) == (treaties == "continuity")


def add_organisations(written, monkeypatch):
    written["money"] = {"price": PRICE}
    for name in FORUMS:  # the model changes agendas
        monkeypatch.setitem(FORUMS[name], "agenda", list(FORUMS[name]["agenda"]))
        serving = [id_ for id_, o in ORGANISATIONS.items() if name in o["serves"]]
        written["forums"][name]["secretariat"] = serving if len(serving) > 1 else serving[0]
    written["organisations"] = {
        name: {key: value for key, value in o.items() if key != "serves"}
        for name, o in ORGANISATIONS.items()
    }


@pytest.mark.parametrize("dyadic_roles", [0, 0.5])
def test_organisations_act_as_the_page_says(dyadic_roles, tmp_path, monkeypatch):
    written = scenario(False, dyadic_roles)
    for organisation in ORGANISATIONS.values():
        monkeypatch.delitem(organisation, "expertise", raising=False)
    add_organisations(written, monkeypatch)
    model = ModelOfOrganisations(False, dyadic_roles)
    model.sessions, model.declared = [], numpy.full((len(STATES), len(ISSUES)), numpy.nan)
    with run(written, tmp_path) as result:
        check_series(result, model)
        check_sessions(result, model)
        texts = result.texts_agreed.isel(run=0, time=-1).sel(organisation="bureau")
        assert texts == model.texts > 0
        assert (result.issues_brought_up.isel(run=0, time=-1) == [0, 0, 2 * TICKS // 2]).all()
    assert dyadic_roles == 0 or model.left


@pytest.mark.parametrize("dyadic_roles", [0, 0.5])
def test_organisations_ease_talks_as_the_page_says(dyadic_roles, tmp_path, monkeypatch):
    written = scenario(False, dyadic_roles)
    add_talks(written, monkeypatch)
    add_organisations(written, monkeypatch)
    model = ModelOfTalksWithOrganisations(dyadic_roles)
    model.sessions, model.declared = [], numpy.full((len(STATES), len(ISSUES)), numpy.nan)
    with run(written, tmp_path) as result:
        check_series(result, model)
        check_sessions(result, model)
