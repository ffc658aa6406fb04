"""The built site, and a browser to look at it."""

import sys
from pathlib import Path

import pytest

from browser import Browser, find_browser

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "site"))


@pytest.fixture(scope="session")
def pages():
    """All pages of the built site."""
    found = sorted((ROOT / "build/site").rglob("*.html"))
    if not found:
        pytest.skip("no site in build/site; .ci/site builds it")
    return found


@pytest.fixture(scope="session")
def browser():
    path = find_browser()
    if path is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    opened = Browser(path)
    yield opened
    opened.close()
