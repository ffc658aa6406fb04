"""Figures of one result; each draws on the axes it is given, or on axes of its own."""

from parley_analysis.figures.agreements import plot_agreements
from parley_analysis.figures.blockages import plot_blockages
from parley_analysis.figures.overview import overview
from parley_analysis.figures.policies import plot_policies
from parley_analysis.figures.progress import plot_progress
from parley_analysis.figures.recognition import plot_price_of_unrecognised, plot_recognition

__all__ = [
    "overview",
    "plot_agreements",
    "plot_blockages",
    "plot_policies",
    "plot_price_of_unrecognised",
    "plot_progress",
    "plot_recognition",
]
