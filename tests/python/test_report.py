"""The report is one well-formed page that needs nothing beside itself, and holds its figures and
tables."""

import base64
import os
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import matplotlib.pyplot as plt
import numpy as np
import pytest
import xarray as xr

import parley_analysis as pa
from conftest import ROOT
from made_up_result import small_world, write_result
from parley_analysis.command import main
from parley_analysis.reporting.findings import of_blockages
from parley_analysis.reporting.page import figure

XHTML = "{http://www.w3.org/1999/xhtml}"


class Outline(HTMLParser):
    """Every address that a page refers to, and the tags in it."""

    def __init__(self, page):
        super().__init__()
        self.addresses, self.tags = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.addresses += [
            value
            for name, value in attributes
            if name in ("src", "href", "data", "srcset", "action", "poster")
        ]


@pytest.fixture(scope="module")
def of_run(made_up_path):
    return pa.report(made_up_path)


@pytest.fixture(scope="module")
def of_sweep(tmp_path_factory):
    if "PARLEY_PROGRAM" not in os.environ:
        pytest.skip("PARLEY_PROGRAM names no program")
    folder = tmp_path_factory.mktemp("sweep")
    (folder / "study.yaml").write_text(
        f"""parley: 1
study: Talk & trade <fast>
about: what decides?
scenario: {ROOT / "scenarios/tutorial/03_soft_and_hard.yaml"}
replicates: 1
design: {{sample: saltelli, size: 8}}
vary:
  forums.dialogue.frankness: {{uniform: [0, 1]}}
  what_if: {{any_of: [baseline, hard, hard_package]}}
"""
    )
    pa.sweep(folder / "study.yaml", output=folder / "out.h5").close()
    return pa.report(folder / "out.h5")


@pytest.fixture(scope="module", params=["of_run", "of_sweep"])
def page(request):
    return request.getfixturevalue(request.param)


def test_large_drawings_become_dots(monkeypatch):
    monkeypatch.setattr("parley_analysis.reporting.page.LARGEST_SVG", 10)
    drawn = figure(lambda: plt.subplots()[1], "nothing")
    data = re.search(r'src="data:image/png;base64,([^"]+)"', drawn)[1]
    assert base64.b64decode(data).startswith(b"\x89PNG")
    assert 'srcset="data:image/png' in drawn


@pytest.fixture
def without_figures(monkeypatch):
    """For what is about text alone: drawing takes most of the time."""
    monkeypatch.setattr("parley_analysis.reporting.of_runs.figure", lambda *what: "")


def parsed(page):
    return ET.fromstring(page)


def test_page_is_well_formed(page):
    assert page.startswith("<!DOCTYPE html>")
    tree = parsed(page)
    assert tree.tag == f"{XHTML}html"
    names = [of.get("id") for of in tree.iter() if of.get("id")]
    assert len(names) == len(set(names)) > 4


def test_page_refers_to_nothing_outside_itself(page):
    """Only figures within the page and places on it; and the browser is told to load nothing
    else."""
    outline = Outline(page)
    anchors = {of.get("id") for of in parsed(page).iter()}
    for address in outline.addresses:
        assert (
            address.startswith(("data:image/svg+xml;base64,", "data:image/png;base64,"))
            or address.removeprefix("#") in anchors
        ), address
    assert not {"script", "link", "iframe", "object", "embed", "base", "form"} & set(outline.tags)
    assert "@import" not in page and "url(" not in page
    assert "default-src 'none'" in page


def test_figures_are_pictures_that_say_what_they_are(page):
    pictures = list(parsed(page).iter(f"{XHTML}img"))
    assert len(pictures) >= 3
    slim = list(parsed(page).iter(f"{XHTML}source"))
    assert len(slim) == len(pictures)
    assert all("max-width" in of.get("media") for of in slim)
    for picture in pictures:
        assert len(picture.get("alt")) > 20
        assert picture.get("alt").count(". ") >= 1, "a title, and what there is to see"
    for address in [*(of.get("src") for of in pictures), *(of.get("srcset") for of in slim)]:
        if address.startswith("data:image/png"):
            continue
        svg = base64.b64decode(address.split(",", 1)[1])
        drawn = ET.fromstring(svg)
        assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
        assert len(list(drawn.iter("{http://www.w3.org/2000/svg}path"))) > 5
        links = re.findall(rb'(?:xlink:)?href="([^"]*)"', svg)
        assert all(link.startswith((b"#", b"data:")) for link in links)


def captions(page):
    return ["".join(of.itertext()) for of in parsed(page).iter(f"{XHTML}caption")]


def test_report_of_runs_has_its_sections_and_tables(of_run):
    titles = ["".join(of.itertext()) for of in parsed(of_run).iter(f"{XHTML}h2")]
    assert titles == [
        "In short", "At a glance", "How far it went", "Who agreed on what, where", "The hardest issues", "States",
        "The scenario", "Where this comes from",
    ]  # fmt: skip
    found = " ".join(captions(of_run))
    for caption in [
        "How far it went by the end",
        "Issues",
        "Tables and agreements",
        "Influence",
        "Provenance",
    ]:
        assert caption in found, caption
    said = "".join(parsed(of_run).itertext())
    assert "Three states, made up" in said and "Arda" in said


def test_numbers_are_those_of_the_result(of_run, made_up):
    runs = pa.select_what_if(made_up)
    expected = f"{float(runs.hard_movement.isel(time=-1).mean()):.3f}"
    rows = [["".join(cell.itertext()) for cell in row] for row in parsed(of_run).iter(f"{XHTML}tr")]
    row = next(row for row in rows if row[0] == "baseline")
    assert row[1] == "3" and any(re.fullmatch(rf"{expected} \(.* to .*\)", cell) for cell in row)
    assert row[2] == str(int(runs.sessions_held.sum()))


def test_report_opens_with_the_finding_and_one_figure(page):
    """As for a minister: a sentence, a picture, and no table before the second section."""
    opening = next(parsed(page).iter(f"{XHTML}section"))
    assert [of.tag.removeprefix(XHTML) for of in opening] == ["h2", "p", "figure"]
    assert "".join(opening.find(f"{XHTML}h2").itertext()) == "In short"
    assert opening.find(f"{XHTML}p").get("class") == "finding"
    alternative = next(opening.iter(f"{XHTML}img")).get("alt")
    assert "".join(next(opening.iter(f"{XHTML}b")).itertext()) in alternative


def test_intervals_stand_in_the_tables_of_replicates(of_run):
    """Movement, shares, influence: each is told with its interval over the three replicates."""
    with_interval = re.compile(r"-?\d+\.\d+ \(-?\d+\.\d+ to -?\d+\.\d+\)")
    for caption in ("How far it went by the end", "Tables and agreements", "Influence"):
        found = next(
            of
            for of in parsed(of_run).iter(f"{XHTML}table")
            if "".join(of.find(f"{XHTML}caption").itertext()).startswith(caption)
        )
        assert with_interval.search("".join(found.itertext())), caption


def test_page_is_light_and_dark(page):
    assert "color-scheme: light dark" in page
    assert "@media (prefers-color-scheme: dark)" in page


def test_settings_of_what_ifs_stand_in_an_appendix_as_they_were_written(real_path):
    page = parsed(pa.report(real_path))
    appendix = next(of for of in page.iter(f"{XHTML}section") if "appendix" in of.get("id"))
    said = "".join(next(appendix.iter(f"{XHTML}pre")).itertext())
    scenario = (ROOT / "scenarios/tutorial/03_soft_and_hard.yaml").read_text()
    assert said.startswith("what_if:") and said in scenario


def test_report_of_a_sweep_tells_the_study(of_sweep):
    said = "".join(parsed(of_sweep).itertext())
    assert "Talk & trade <fast>: what decides?" in said
    assert "32 runs, all of which finished." in said
    assert "forums.dialogue.frankness" in said
    found = captions(of_sweep)
    assert {"What varies", "Outcomes over all runs", "Indices", "Provenance"} <= set(found)
    assert "The study as written" in said


def test_the_same_result_gives_the_same_page(made_up_path, of_run):
    assert pa.report(made_up_path) == of_run


def test_text_of_a_scenario_stays_text(tmp_path, without_figures):
    world = small_world(
        issues={
            "training": ("soft", ["<script>alert(1)</script>", 'a "quote" & more'], [0.8, 0.9, 0.8])
        }
    )
    for forum in world.forums.values():
        forum.agenda = ["training"]
    page = pa.report(write_result(tmp_path / "odd.h5", world))
    assert "<script" not in page
    assert "<script>alert(1)</script>" in "".join(parsed(page).itertext())


def test_scenario_without_forums_has_a_report(tmp_path):
    parsed(pa.report(write_result(tmp_path / "alone.h5", small_world(forums={}))))


def test_command_writes_the_page_whole(
    made_up_path, tmp_path, monkeypatch, capsys, without_figures
):
    monkeypatch.chdir(tmp_path)
    assert main(["report", str(made_up_path), "--what-if", "frank"]) == 0
    assert "result.html: report of" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["result.html"]
    assert "In frank, policy moved" in (tmp_path / "result.html").read_text()


@pytest.mark.parametrize(
    "options, message, code",
    [
        (["nowhere.h5"], "nowhere.h5: no such file", 2),
        (["RESULT", "-o", "page.pdf"], "page.pdf: not a page", 2),
        (["RESULT", "-o", "no/such/page.html"], "there is no folder no/such", 2),
        (["RESULT", "--what-if", "frnak"], "no what-if 'frnak'", 2),
        (["RESULT", "-o", "/proc/page.html"], "/proc/page.html: not written", 1),
    ],
)
def test_wrong_input_is_said_in_one_line(
    made_up_path, tmp_path, monkeypatch, capsys, without_figures, options, message, code
):
    monkeypatch.chdir(tmp_path)
    assert (
        main(["report", *[str(made_up_path) if of == "RESULT" else of for of in options]]) == code
    )
    said = capsys.readouterr().err
    assert message in said and said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_the_report_says_how_near_failed_tables_came(of_run, made_up_path):
    with pa.open_result(made_up_path) as result:
        near = pa.nearness(result)
    assert "How near the tables came that failed" in of_run
    said = f"Of {near['tables'].sum()} tables that failed, all could have gained at"
    assert f"{said} {near['all_could_gain'].sum()}: " in of_run
    assert f"At {near['all_but_one'].sum()} all but one of three or more could" in of_run


def test_it_is_told_where_talks_found_no_free_team(made_up):
    def told(result):
        return of_blockages(result, "baseline").split(".")[1:-1]

    assert told(made_up) == []
    missed = made_up.without_team.copy(data=np.zeros(made_up.without_team.shape, int))
    missed[{"run": 0, "time": [0, 1]}] = xr.where(missed.issue == "trade", 2, 0)
    said = told(made_up.assign(without_team=missed))
    assert len(said) == 1
    assert said[0].startswith(" For 4 talks on trade at ")
    assert said[0].endswith(" there was no free team")
