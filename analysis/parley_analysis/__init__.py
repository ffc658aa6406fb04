"""Runs Parley, reads its results and draws them.

`run` and `sweep` call the engine. A result is one HDF5 file; `open_result` opens it as a labelled
dataset, `sessions` lists what happened at each negotiating table, and the `plot_` functions draw on
matplotlib axes:

    import parley_analysis as pa

    result = pa.open_result("western_mediterranean.h5")
    result.policy.sel(state="MAR", issue="readmission").isel(run=0).plot()
    pa.sessions(result).query("forum == 'five_plus_five' and result == 'agreed'")
    pa.overview(result).savefig("western_mediterranean.png")

The variables, their dimensions and units are described in engine/output/FORMAT.md.
"""

from parley_analysis.comparisons import by_run, mean_interval, paired_differences
from parley_analysis.discovery import (
    Box,
    boxes,
    dimensional_stacking,
    feature_scores,
    robustness,
)
from parley_analysis.engine import (
    EngineError,
    EngineInputError,
    find_program,
    forecast,
    negotiate,
    run,
    sweep,
)
from parley_analysis.experiments import Experiments, experiments
from parley_analysis.explanations import explanations
from parley_analysis.figures import (
    movement_by_kind,
    movement_by_variation,
    narrow,
    overview,
    plot_agreements,
    plot_blockages,
    plot_boxes,
    plot_calibration,
    plot_corridors,
    plot_differences,
    plot_disclosure,
    plot_feature_scores,
    plot_gains,
    plot_management_gap,
    plot_map,
    plot_movement,
    plot_partners,
    plot_policies,
    plot_positions,
    plot_price_of_unrecognised,
    plot_prices,
    plot_profiles,
    plot_recognition,
    plot_response,
    plot_robustness,
    plot_sensitivity,
    plot_sharpness,
    plot_trace,
)
from parley_analysis.forecasts import pit_shares, within_middle
from parley_analysis.measures import influence, satisfaction, voting_power
from parley_analysis.minutes import RunMinutes, read_minutes
from parley_analysis.minutes_lines import DamagedMinutesError
from parley_analysis.money import dollars, prices
from parley_analysis.nearness import nearness
from parley_analysis.proof import DamageError
from parley_analysis.reporting import report, write_report
from parley_analysis.result import (
    FormatError,
    decode_flags,
    flag_words,
    missing_runs,
    open_result,
    select_what_if,
)
from parley_analysis.sensitivity import (
    MissingRunsError,
    by_point,
    morris_effects,
    sobol_indices,
    sobol_interactions,
)
from parley_analysis.sessions import sessions, terms
from parley_analysis.shards import open_shards
from parley_analysis.study import Parameter, Study, flows, points, provenance, study
from parley_analysis.tables import for_spreadsheets, tidy
from parley_analysis.tallies import agreement_rates, blockages, hardest_issues, partners

__all__ = [
    "Box",
    "DamageError",
    "DamagedMinutesError",
    "EngineError",
    "EngineInputError",
    "Experiments",
    "FormatError",
    "MissingRunsError",
    "Parameter",
    "RunMinutes",
    "Study",
    "agreement_rates",
    "blockages",
    "boxes",
    "by_point",
    "by_run",
    "decode_flags",
    "dimensional_stacking",
    "dollars",
    "experiments",
    "explanations",
    "feature_scores",
    "find_program",
    "flag_words",
    "flows",
    "for_spreadsheets",
    "forecast",
    "hardest_issues",
    "influence",
    "mean_interval",
    "missing_runs",
    "morris_effects",
    "movement_by_kind",
    "movement_by_variation",
    "narrow",
    "nearness",
    "negotiate",
    "open_result",
    "open_shards",
    "overview",
    "paired_differences",
    "partners",
    "pit_shares",
    "plot_agreements",
    "plot_blockages",
    "plot_boxes",
    "plot_calibration",
    "plot_corridors",
    "plot_differences",
    "plot_disclosure",
    "plot_feature_scores",
    "plot_gains",
    "plot_management_gap",
    "plot_map",
    "plot_movement",
    "plot_partners",
    "plot_policies",
    "plot_positions",
    "plot_price_of_unrecognised",
    "plot_prices",
    "plot_profiles",
    "plot_recognition",
    "plot_response",
    "plot_robustness",
    "plot_sensitivity",
    "plot_sharpness",
    "plot_trace",
    "points",
    "prices",
    "provenance",
    "read_minutes",
    "report",
    "robustness",
    "run",
    "satisfaction",
    "select_what_if",
    "sessions",
    "sobol_indices",
    "sobol_interactions",
    "study",
    "sweep",
    "terms",
    "tidy",
    "voting_power",
    "within_middle",
    "write_report",
]
