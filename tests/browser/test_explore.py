"""The page on which a scenario can be changed by hand, in a real browser."""

import json
import re
import subprocess
import urllib.parse
import urllib.request

import pytest

import parley_analysis as pa
from conftest import ROOT, WESTERN_MEDITERRANEAN
from parley_analysis.engine import find_program

HARD = '[data-row="Movement/hard issues"]'


def settled(page, replicates, since=-1):
    """Waits for numbers of so many replicates, of settings after `since`; gives their version."""
    page.wait_for_selector(f'.paper[data-replicates="{replicates}"]:not([data-version="{since}"])')
    return int(page.locator(".paper[data-replicates]").get_attribute("data-version"))


def version(page):
    return int(page.locator(".paper[data-replicates]").get_attribute("data-version"))


def control(page, path):
    """The control of a key, found by the search as a person would."""
    page.locator("#search").fill(path)
    found = page.locator(f'.control[data-path="{path}"]')
    found.wait_for()
    return found


def slide(page, path, value):
    slider = control(page, path).locator("input[type=range]")
    slider.evaluate("(of, to) => { of.value = to; of.dispatchEvent(new Event('input')); }", value)


def row(page, name):
    """As written, yours and difference, as they stand on the page."""
    cells = page.locator(f"{name} td.number")
    return [re.match(r"[-+.\d]+", cells.nth(place).inner_text())[0] for place in range(3)]


def shown(page, view):
    page.locator(f"#tab-{view}").click()
    page.wait_for_selector(f"#panel[data-view={view}]:not([aria-busy])")
    return page.locator("#panel")


def test_a_moved_slider_gives_the_numbers_of_the_saved_what_if(
    western_mediterranean, open_page, tmp_path
):
    page = open_page(western_mediterranean)
    before = settled(page, 4) if page.locator('[data-replicates="4"]').count() else version(page)
    slide(page, "forums.five_plus_five.frankness", 0.9)
    settled(page, 100, before)
    names = ("Movement/hard issues", "Joint gain/states alike", "Losers/share of states")
    names = (*names, "Net movement/readmission")
    at_once = {name: row(page, f'[data-row="{name}"]') for name in names}
    assert at_once["Movement/hard issues"][0] != at_once["Movement/hard issues"][1]

    page.locator("#name").fill("frank_five")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as what-if").click()
    text = saved.value.path().read_text()
    assert "frank_five:\n    forums.five_plus_five.frankness: 0.9\n" in text
    (tmp_path / "data").symlink_to(WESTERN_MEDITERRANEAN.parent / "data")
    scenario = tmp_path / saved.value.suggested_filename
    scenario.write_text(text)
    check = subprocess.run([find_program(), "check", scenario], capture_output=True, text=True)
    assert check.returncode == 0, check.stderr

    result = pa.run(scenario, what_if=["baseline", "frank_five"], replicates=100)
    for name, measure in (
        ("Movement/hard issues", "hard_movement"),
        ("Joint gain/states alike", result.joint_gain.sel(weighting="equal")),
        ("Losers/share of states", "losers"),
        ("Net movement/readmission", result.net_movement.sel(issue="readmission")),
    ):
        end = pa.by_run(result, measure)
        means = end.groupby("what_if").mean()
        change = pa.paired_differences(result, measure).loc["frank_five", "mean"]
        expected = [f"{float(means.sel(what_if=of)):.3f}" for of in ("baseline", "frank_five")]
        assert at_once[name] == [*expected, f"{change:+.3f}"]


def test_a_preset_sets_what_the_shipped_what_if_sets(western_mediterranean, open_page):
    page = open_page(western_mediterranean)
    before = version(page)
    page.locator("#preset").select_option("singly")
    settled(page, 20, before)
    assert "bilateral.scope: single issue" in page.locator(".changes").inner_text()
    assert control(page, "bilateral.scope").locator("select").input_value() == "single_issue"
    before = version(page)
    page.locator("#preset").select_option("baseline")
    settled(page, 20, before)
    assert row(page, HARD)[2] == "+0.000"


def test_a_link_carries_the_settings(western_mediterranean, open_page):
    page = open_page(western_mediterranean)
    slide(page, "forums.eu.frankness", 0.2)
    page.wait_for_function("location.search.includes('set=')")
    page.wait_for_timeout(200)
    other = open_page(page.url)
    assert "forums.eu.frankness: 0.2" in other.locator(".changes").inner_text()
    assert (
        control(other, "forums.eu.frankness").locator("input[type=number]").input_value() == "0.2"
    )


def test_a_link_sets_nothing_but_controls(western_mediterranean, open_page):
    """`states` could name any file of this machine."""
    settings = json.dumps({"states": {"from": "/etc/passwd"}})
    page = open_page(western_mediterranean)
    address = f"{western_mediterranean}?set={urllib.parse.quote(settings)}"
    page.goto(address)
    page.get_by_role("alert").wait_for()
    assert "'states' cannot be set on this page" in page.get_by_role("alert").inner_text()


def test_a_refused_setting_is_told_in_place_in_the_words_of_the_engine(
    western_mediterranean, open_page
):
    page = open_page(western_mediterranean)
    box = control(page, "forums.eu.frankness").locator("input[type=number]")
    box.fill("1.8")
    box.press("Tab")
    page.get_by_role("alert").wait_for()
    said = "'forums.eu.frankness' must be a number from 0 to 1, not '1.8'"
    assert said in page.get_by_role("alert").inner_text()
    assert said in control(page, "forums.eu.frankness").locator(".fault").inner_text()
    before = version(page)
    control(page, "forums.eu.frankness").get_by_role("button", name="Undo").or_(
        control(page, "forums.eu.frankness").locator(".back")
    ).first.click()
    settled(page, 20, before)
    assert page.get_by_role("alert").count() == 0


def test_a_view_can_be_changed_while_a_setting_is_refused(western_mediterranean, open_page):
    page = open_page(western_mediterranean)
    settled(page, 20)
    box = control(page, "forums.eu.frankness").locator("input[type=number]")
    box.fill("1.8")
    box.press("Tab")
    page.get_by_role("alert").wait_for()
    shown(page, "forums")
    shown(page, "forums")  # and the one that is open can be asked for again
    assert page.get_by_role("alert").is_visible()


def test_minutes_open_at_a_click_and_close_again(western_mediterranean, open_page):
    page = open_page(western_mediterranean)
    settled(page, 20)
    panel = shown(page, "talks")
    first = panel.locator("button[data-world=yours]").first
    number = int(first.get_attribute("data-minutes"))
    first.click()
    minutes = page.get_by_role("region", name="Minutes", exact=True)
    minutes.wait_for()
    result = pa.run(WESTERN_MEDITERRANEAN, what_if="baseline", replicates=1)
    table = pa.sessions(result).iloc[number]
    said = minutes.inner_text()
    assert f"{table['time']:%Y-%m}: {table['result'].replace('_', ' ')}" in said
    assert all(state in said for state in table["seated"])
    page.get_by_role("button", name="Close the minutes").click()
    assert not minutes.is_visible()


@pytest.mark.parametrize("view", ["talks", "blockers", "map", "forums", "states"])
@pytest.mark.parametrize("width", [1280, 420])
def test_each_view_shows_both_worlds_within_the_screen(
    western_mediterranean, open_page, view, width
):
    page = open_page(western_mediterranean, width)
    settled(page, 20)
    panel = shown(page, view)
    assert panel.locator("h3").all_inner_texts() == ["As written", "Yours"]
    assert panel.locator("img, svg").count() >= 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_reaches_views_and_sliders(western_mediterranean, open_page):
    page = open_page(western_mediterranean)
    settled(page, 20)
    page.locator("#tab-talks").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#tab-blockers").get_attribute("aria-selected") == "true"
    before = version(page)
    control(page, "forums.eu.frankness").locator("input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    settled(page, 4, before)
    assert "forums.eu.frankness: 0.51" in page.locator(".changes").inner_text()


@pytest.mark.parametrize("width", [1280, 420])
def test_axe_finds_nothing_serious(western_mediterranean, open_page, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
    page = open_page(western_mediterranean, width)
    settled(page, 20)
    for view in ("talks", "blockers", "map", "forums", "states"):
        shown(page, view)
        found = axe.Axe().run(page).response["violations"]
        serious = [of for of in found if of["impact"] in ("serious", "critical")]
        assert not serious, json.dumps(serious, indent=1)[:4000]


def test_two_pages_at_once_keep_their_own_settings(western_mediterranean, open_page):
    one, other = open_page(western_mediterranean), open_page(western_mediterranean)
    before = version(one), version(other)
    one.locator("#preset").select_option("singly")
    other.locator("#preset").select_option("soft_only")
    settled(one, 20, before[0])
    settled(other, 20, before[1])
    assert row(one, HARD)[0] == row(other, HARD)[0]
    assert row(one, HARD)[1] != row(other, HARD)[1]
    assert "single issue" in one.locator(".changes").inner_text()
    assert "single issue" not in other.locator(".changes").inner_text()


def test_a_report_is_a_page_of_both_worlds(western_mediterranean, open_page):
    page = open_page(western_mediterranean)
    settled(page, 20)
    slide(page, "forums.eu.frankness", 0.9)
    with page.expect_download(timeout=180_000) as saved:
        page.get_by_role("button", name="Save report").click()
    text = saved.value.path().read_text()
    assert text.startswith("<!DOCTYPE html>")
    assert "yours" in text
    assert "baseline" in text


def test_193_states_can_be_read_by_choosing_some(serve, open_page):
    address, _ = serve(ROOT / "scenarios/hindcast_rights.yaml")
    page = open_page(address)
    page.wait_for_selector("#panel[data-view=talks]:not([aria-busy])", timeout=180_000)
    assert page.locator(".ticks input").count() == 193
    page.locator(".states summary").click()
    page.locator("#find-state").fill("Morocco")
    page.get_by_label("Morocco (MAR)").check()
    panel = shown(page, "states")
    assert panel.locator(".side").first.locator("tbody tr").count() == 1
    assert "Morocco" in panel.inner_text()


def test_only_this_machine_can_ask(western_mediterranean):
    """Another host's name, as a page elsewhere would send, opens no connection to the page."""
    port = urllib.parse.urlsplit(western_mediterranean).port
    listening = subprocess.run(["ss", "-Hltn", f"sport = :{port}"], capture_output=True, text=True)
    if listening.returncode == 0:
        assert set(re.findall(r"(\S+):\d+\s+\S+:\*", listening.stdout)) == {"127.0.0.1"}
    html = urllib.request.urlopen(western_mediterranean).read().decode()
    outside = re.findall(r'(?:src|href)="(?:https?:)?//(?!127\.0\.0\.1|localhost)[^"]*"', html)
    assert not outside
