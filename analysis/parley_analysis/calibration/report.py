"""What a calibration found, as text, as data and as files of points."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from parley_analysis.calibration.implausibility import posterior_weights, weighted_interval
from parley_analysis.calibration.space import csv_of_points
from parley_analysis.calibration.waves import Calibration
from parley_analysis.whole_file import whole_file


def judgements_left(found: Calibration, level: float = 0.9) -> pd.DataFrame:
    """By judgement: what the study allows (`from`, `to`), between which values the middle 90 % of
    what is left lie (`low`, `high`), `width` of that as a share of what it would be if nothing had
    been ruled out, and the same of the posterior (`likely_low`, `likely_high`). Of categories the
    share left of the most and the least frequent stands in `words`."""
    assert found.remaining is not None
    points = found.remaining.points
    rows: list[dict[str, Any]] = []
    if len(points) == 0:
        return pd.DataFrame(columns=["from", "to", "low", "high", "width", "words"])
    weights = posterior_weights(found.space, found.matches[-1], points)
    for k, one in enumerate(found.space.judgements):
        unit = points[:, k]
        if one.distribution == "any_of":
            values = pd.Series(one.value(unit)).map(str)
            share = values.value_counts(normalize=True)
            rows.append({"words": ", ".join(f"{word} {part:.2f}" for word, part in share.items())})
            continue
        low, high = np.quantile(unit, [(1 - level) / 2, (1 + level) / 2])
        likely = weighted_interval(unit, weights, level)
        ends = one.value(np.array([1e-9, 1 - 1e-9, low, high, *likely]))
        names = ("from", "to", "low", "high", "likely_low", "likely_high")
        row = dict(zip(names, map(float, ends), strict=True))
        rows.append(row | {"width": float((high - low) / level), "words": ""})
    return pd.DataFrame(rows, index=pd.Index(found.space.paths, name="judgement"))


def posterior(found: Calibration, number: int, seed: int = 1) -> np.ndarray:
    """Points of the unit cube [n, d] from what is left, drawn by how likely the record makes
    them."""
    assert found.remaining is not None
    points = found.remaining.points
    weights = posterior_weights(found.space, found.matches[-1], points)
    random = np.random.default_rng([seed, 13])
    return points[random.choice(len(points), number, p=weights)]


def write_report(found: Calibration, folder: Path) -> str:
    """Writes points.csv, posterior.csv, report.txt and report.json; returns the text."""
    options = found.options
    text = told(found)
    if found.remaining is not None and len(found.remaining.points):
        for name, unit in (
            ("points.csv", found.remaining.chosen(options.kept, options.seed)),
            ("posterior.csv", posterior(found, options.kept, options.seed)),
        ):
            with whole_file(folder / name) as out:
                out.write(csv_of_points(found.space.table(unit)))
    else:
        for name in ("points.csv", "posterior.csv"):
            (folder / name).unlink(missing_ok=True)
    for name, content in (
        ("report.txt", text),
        ("report.json", json.dumps(as_data(found), indent=2) + "\n"),
    ):
        with whole_file(folder / name) as out:
            out.write(content.encode())
    return text


def as_data(found: Calibration) -> dict[str, Any]:
    """All numbers of the report, for programs."""
    return {
        "targets": found.targets.name,
        "volume": found.volume,
        "contradicted": found.contradicted,
        "conflicts": [] if found.conflicts is None else found.conflicts.to_dict("records"),
        "judgements": _plain(judgements_left(found)),
        "waves": [
            {
                "wave": wave.number,
                "points": wave.points,
                "volume_before": wave.volume_before,
                "volume": wave.volume,
                "emulators": _plain(wave.diagnostics),
                "ruled_out": _plain(wave.ruled_out),
            }
            for wave in found.waves
        ],
    }


def told(found: Calibration) -> str:
    """The report in words and tables."""
    lines = [f"{found.targets.name}: what the record leaves of the judgements", ""]
    lines.append(f"{100 * found.volume:.3g} % of the space of judgements is left.")
    for name, why in found.contradicted.items():
        where = "whatever the judgements" if why["wave"] == 1 else "where the others are met"
        lines.append(
            f"The model cannot meet {name}, {where}: observed {why['observed']:.4g}, at the nearest"
            f" {why['nearest']:.4g}, {why['implausibility']:.1f} deviations off."
            " It rules out nothing here."
        )
    if found.conflicts is not None:
        lines += _conflicts(found)
    for wave in found.waves:
        lines += [
            "",
            f"Wave {wave.number}: {wave.points} points, {100 * wave.volume_before:.3g} % before,"
            f" {100 * wave.volume:.3g} % after",
        ]
        table = wave.ruled_out.join(wave.diagnostics)
        columns = {
            "ruled_out": "rules out",
            "alone": "alone",
            "least": "least implausible",
            "explained": "explained",
            "covered": "within 2 deviations",
        }
        lines.append(table[list(columns)].rename(columns=columns).round(3).to_string())
    left = judgements_left(found)
    if len(left):
        lines += ["", "Judgements: the middle 90 % of what is left, and of the posterior"]
        lines.append(left.to_string(float_format=lambda value: f"{value:.3g}", na_rep=""))
    return "\n".join(lines) + "\n"


def _conflicts(found: Calibration) -> list[str]:
    assert found.conflicts is not None
    if len(found.conflicts) == 0:
        return ["No point meets all patterns at once, though any two of them can be met."]
    return [
        f"No point meets {pair.pattern} and {pair.other} at once: the worse of both is"
        f" {pair.least:.1f} deviations off at the nearest."
        for pair in found.conflicts.itertuples()
    ]


def _plain(table: pd.DataFrame) -> dict[str, dict[str, Any]]:
    return {
        str(name): {key: value for key, value in row.items() if value == value}
        for name, row in table.to_dict("index").items()
    }
