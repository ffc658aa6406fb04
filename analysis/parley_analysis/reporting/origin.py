"""Where a result comes from, so that it can be made again."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from parley_analysis.reporting.page import Section, details, paragraph, table, text

FACTS = {
    "seed": "seed",
    "random_generator": "random numbers",
    "engine_version": "Parley",
    "git_revision": "revision",
    "git_dirty": "changed since that revision (1: yes)",
    "format_version": "format of the result",
    "compiler": "compiler",
    "compile_flags": "compiled with",
    "libraries": "libraries",
    "c_library": "C library",
    "processor_features": "processor features",
    "planned_runs": "planned runs",
    "scenario_sha256": "SHA-256 of the scenario as written",
    "resolved_sha256": "SHA-256 of the scenario with every default",
    "study_sha256": "SHA-256 of the study",
    "plan_sha256": "SHA-256 of the plan",
    "content_sha256": "SHA-256 of all runs' values",
}
TEXTS = {
    "scenario_text": "The scenario as written",
    "settings": "Settings that changed it",
    "study_text": "The study as written",
    "study_resolved": "The study with every default",
    "scenario_resolved": "The scenario with every default and all data",
}
LONGEST = 200_000  # characters of a text that the page shows; the result holds all of it


def origin(told: Mapping[str, Any]) -> Section:
    """Seeds, versions, check sums and texts."""
    rows = [
        {"": label, "value": str(told[name])}
        for name, label in FACTS.items()
        if str(told.get(name, "")) != ""
    ]
    body = paragraph(
        "The same build, scenario and seed give the same bits. This is what determined them:"
    )
    body += table("Provenance", pd.DataFrame(rows))
    if told.get("files"):
        files = [{"file": name, "SHA-256": of["sha256"]} for name, of in told["files"].items()]
        body += table("Files that were read", pd.DataFrame(files))
    for name, label in TEXTS.items():
        said = str(told.get(name, "") or "")
        if said.strip():
            more = (
                ""
                if len(said) <= LONGEST
                else f"\n... {len(said) - LONGEST} characters more stand in the result"
            )
            body += details(label, f"<pre>{text(said[:LONGEST] + more)}</pre>")
    return Section("Where this comes from", body)
