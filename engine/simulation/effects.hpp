#pragma once

#include "simulation/run_state.hpp"

namespace parley {

/// An event takes effect at the present tick of a run of this setup.
void apply_event(Event const& event, Setup const& setup, RunState& state);

/// Ends shocks and attention that have run out, and takes issues off agendas for which they were
/// brought up.
void end_what_passes(RunState& state);

/// Factors on flows and on attention follow from the shocks and the attention that act now.
/// O(passing x corridors).
void renew_factors(RunState& state);

}  // namespace parley
