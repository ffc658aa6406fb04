"""Parley in process: states that negotiate over migration, step by step, as arrays of NumPy.

    import parley

    run = parley.Simulation("scenarios/western_mediterranean.yaml", what_if="comprehensive")
    while not run.finished:
        run.step()
    run.policies                # [states, issues], a view of the engine's own numbers
    result = run.to_xarray()    # what `parley run` would have written, without a file

A run has the same numbers as one of the program `parley`, to the last bit: both are one engine.
`parley_analysis` runs the program and draws what comes out of either.
"""

from parley._engine import Checkpoint, InputError, Table
from parley._engine import version as __version__
from parley.negotiating import Outcome, negotiate, protocol, protocols, tactic
from parley.simulation import Scenario, Simulation
from parley.sweeping import sweep

__all__ = [
    "Checkpoint",
    "InputError",
    "Outcome",
    "Scenario",
    "Simulation",
    "Table",
    "__version__",
    "negotiate",
    "protocol",
    "protocols",
    "sweep",
    "tactic",
]
