"""Every page of the site in a browser: nothing fails, nothing comes from elsewhere, everything
fits, and axe finds nothing against WCAG 2.1 AA and its own rules for headings."""

import importlib.util
import json
from pathlib import Path

import pytest

AXE_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "rules": {
        "heading-order": {"enabled": True},
        "page-has-heading-one": {"enabled": True},
        "empty-heading": {"enabled": True},
    },
}
CONTRAST_ALONE = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


@pytest.fixture(scope="module")
def axe():
    """The text of axe-core, of the Python package that ships it."""
    found = importlib.util.find_spec("axe_core_python")
    if found is None:
        pytest.skip("no axe (pip install 'axe-core-python', part of the extra `site`)")
    return (Path(found.submodule_search_locations[0]) / "axe.min.js").read_text()


def test_pages_load_without_faults_from_here_alone_and_fit(pages, browser):
    found = []
    for width in (1280, 420):
        browser.width(width)
        for page in pages:
            browser.open(page.as_uri())
            browser.run("new Promise(done => setTimeout(done, 50))")
            place = f"{page.name} at {width}"
            found += [f"{place}: {fault}" for fault in browser.faults]
            found += [
                f"{place}: asks for {url}"
                for url in browser.fetched
                if not url.startswith(("file:", "data:"))
            ]
            wide = browser.run("document.documentElement.scrollWidth")
            if wide > width:
                found.append(f"{place}: {wide} pixels wide")
    assert found == []


def violations(browser, axe, rules):
    """What axe finds on the open page, a line each."""
    browser.run(axe)
    result = browser.run(f"axe.run(document, {json.dumps(rules)})")
    return [
        f"{rule['id']}: {node['html'][:120]} {node['failureSummary'][:160]}"
        for rule in result["violations"]
        for node in rule["nodes"][:3]
    ]


@pytest.mark.parametrize("scheme, rules", [("light", AXE_RULES), ("dark", CONTRAST_ALONE)])
def test_axe_finds_nothing(pages, browser, axe, scheme, rules):
    found = []
    browser.width(1280)
    browser.scheme(scheme)
    for page in pages:
        browser.open(page.as_uri())
        found += [f"{page.name}: {fault}" for fault in violations(browser, axe, rules)]
    assert found == [], "\n".join(found[:200])


def test_a_page_with_faults_is_found(browser, axe, tmp_path):
    page = tmp_path / "bad.html"
    page.write_text(
        "<html><body><p style='color:#bbb;background:#fff'>pale</p><img src='missing.png'>"
        "<script src='http://127.0.0.1:9/elsewhere.js'></script><script>nothing()</script></body></html>"
    )
    browser.width(1280)
    browser.open(page.as_uri())
    browser.run("new Promise(done => setTimeout(done, 50))")
    assert any("nothing is not defined" in fault for fault in browser.faults)
    assert "http://127.0.0.1:9/elsewhere.js" in browser.fetched
    found = {fault.split(":")[0] for fault in violations(browser, axe, AXE_RULES)}
    assert {"color-contrast", "image-alt", "html-has-lang"} <= found
