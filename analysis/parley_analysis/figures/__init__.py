"""Figures of one result; each draws on the axes it is given, or on axes of its own."""

from parley_analysis.figures.agreements import plot_agreements
from parley_analysis.figures.bars import plot_differences, plot_sensitivity
from parley_analysis.figures.blockages import plot_blockages
from parley_analysis.figures.corridors import plot_corridors
from parley_analysis.figures.discovery import plot_boxes, plot_feature_scores, plot_robustness
from parley_analysis.figures.forecasts import plot_calibration, plot_sharpness
from parley_analysis.figures.gains import plot_gains, plot_prices
from parley_analysis.figures.layout import narrow
from parley_analysis.figures.management import plot_management_gap
from parley_analysis.figures.map import has_places, plot_map
from parley_analysis.figures.movement import (
    movement_by_kind,
    movement_by_variation,
    plot_movement,
)
from parley_analysis.figures.overview import overview
from parley_analysis.figures.partners import plot_partners
from parley_analysis.figures.policies import plot_policies
from parley_analysis.figures.positions import plot_positions
from parley_analysis.figures.profiles import plot_profiles
from parley_analysis.figures.recognition import (
    plot_disclosure,
    plot_price_of_unrecognised,
    plot_recognition,
)
from parley_analysis.figures.response import plot_response
from parley_analysis.figures.trace import plot_trace

__all__ = [
    "has_places",
    "movement_by_kind",
    "movement_by_variation",
    "narrow",
    "overview",
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
]
