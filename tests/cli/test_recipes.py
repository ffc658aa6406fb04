"""Pages of the site that show lines: what they show works as it stands."""

import json
import os
import re
import sys
from pathlib import Path

import pytest

from conftest import TOP

sys.path.insert(0, str(TOP / "site"))

from running import can_run, carry_out, steps

SITE = TOP / "site"
RECIPES = sorted((SITE / "recipes").glob("*.md"))
PAGES = [*RECIPES, *sorted((SITE / "coming_from").glob("*.md")), *sorted(SITE.glob("in_*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_lines_of_a_page_work(page, tmp_path):
    assert any(step.kind in ("sh", "python", "r") for step in steps(page))
    if not can_run(page):
        pytest.skip("no Rscript on this machine (apt-get install r-cran-ncdf4)")
    carry_out(page, tmp_path, Path(os.environ["PARLEY_PROGRAM"]).resolve())


def test_there_are_twelve_recipes_and_all_are_listed():
    listed = re.findall(r"\]\(recipes/(\w+)\.md\)", (SITE / "do.md").read_text())
    assert len(listed) == 12
    assert sorted(listed) == [recipe.stem for recipe in RECIPES]


def test_lines_that_fail_are_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# Page\n\n```yaml a.yaml\nparley: 1\n```\n\n```sh\nparley check a.yaml\n```\n")
    with pytest.raises(RuntimeError, match=r"page\.md:7: a\.yaml"):
        carry_out(page, tmp_path / "folder", Path(os.environ["PARLEY_PROGRAM"]).resolve())


def test_a_sweep_in_shards_is_that_of_one_process(parley, tmp_path):
    """What the recipe on shards claims, by the result of its own lines."""
    program = Path(os.environ["PARLEY_PROGRAM"]).resolve()
    carry_out(SITE / "recipes/shards.md", tmp_path, program)
    one, joined = (
        json.loads(parley("info", tmp_path / name, "--json").stdout)["dimensions"]
        for name in ("whole.h5", "study.h5")
    )
    assert one == joined
