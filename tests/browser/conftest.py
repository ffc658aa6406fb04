"""The page of `explore`, served, and a browser that opens it. Both are left out where Panel,
Playwright, the browser or the program is missing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WESTERN_MEDITERRANEAN = ROOT / "scenarios/western_mediterranean.yaml"
BROWSER = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def serve():
    """Serves a scenario; gives the address of its page."""
    for module in ("panel", "playwright"):
        pytest.importorskip(
            module, reason=f"{module} is missing: pip install --editable '.[explore,browser]'"
        )
    if "PARLEY_PROGRAM" not in os.environ:
        pytest.skip("PARLEY_PROGRAM names no program")
    running = []

    def start(scenario):
        command = [sys.executable, "-m", "parley_analysis", "explore", scenario, "--no-browser"]
        server = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        running.append(server)
        said = server.stdout.readline()
        found = re.match(r"http://127\.0\.0\.1:\d+/explore", said)
        assert found, said + server.stdout.read()
        return found[0], server

    yield start
    for server in running:
        server.terminate()
    for server in running:
        server.wait(30)


@pytest.fixture(scope="session")
def western_mediterranean(serve):
    return serve(WESTERN_MEDITERRANEAN)[0]


@pytest.fixture(scope="session")
def chromium():
    if not BROWSER.is_file():
        pytest.skip(f"no browser: there is no {BROWSER} (Debian's package chromium)")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is missing")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(BROWSER), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium):
    """Opens an address; fails at the end where the page said an error, or asked for anything from
    elsewhere."""
    faults, contexts = [], []

    def opened(address, width=1280, height=900):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda of: of.type == "error" and faults.append(of.text))
        page.on("pageerror", lambda of: faults.append(str(of)))
        page.on("request", lambda of: _is_outside(of.url) and faults.append(of.url))
        page.on("websocket", lambda of: _is_outside(of.url) and faults.append(of.url))
        page.goto(address)
        page.wait_for_selector("table.numbers")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults


def _is_outside(address):
    return not re.match(r"(https?|ws)://127\.0\.0\.1:|data:|blob:", address)
