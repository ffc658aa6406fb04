"""What a report says of why the what-ifs change what they change: the engine's own sentences."""

import pandas as pd
import xarray as xr

from parley_analysis.explanations import explanations
from parley_analysis.figures.appearance import words
from parley_analysis.reporting.page import paragraph, table


def why(result: xr.Dataset) -> str:
    """The sentences of `parley run` for each what-if; nothing where the result has none."""
    found = explanations(result)
    if found.empty:
        return ""
    rows = pd.DataFrame(
        {
            "what-if": [words(name) for name in found.index],
            "settings": found["settings"],
            "why": found["text"].str.replace("\n", " "),
        }
    )
    note = (
        "Until the first meeting that goes otherwise both runs are the same, so that what differs "
        "there follows from the settings; what came after it is told as it came, as means over "
        "runs ± half of their 95 % intervals."
    )
    return table("Why the what-ifs change that", rows) + paragraph(note, kind="note")
