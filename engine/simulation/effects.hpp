#pragma once

#include "simulation/run_state.hpp"

namespace parley {

/// An event takes effect at the present tick.
void apply_event(Event const& event, RunState& state);

/// Ends shocks and attention that have run out.
void end_what_passes(RunState& state);

/// Factors on flows and on attention follow from the shocks and the attention that act now.
/// O(passing x corridors).
void renew_factors(RunState& state);

}  // namespace parley
