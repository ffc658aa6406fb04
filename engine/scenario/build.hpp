#pragma once

#include "scenario/scenario.hpp"
#include "simulation/simulation.hpp"

#include <cstdint>

namespace parley {

/// The world, forums and events that a scenario describes, names turned into indices: what is the
/// same for all of its replicates.
///
/// States and issues keep the order of the scenario; forums, generated ones included, stand in
/// order of their ids, members in order of theirs, agendas in the order of issues. The scenario has
/// passed `check`, as one that was read from a file has.
[[nodiscard]] Setup set_up(Scenario const& scenario, Trace trace = Trace::none);

/// One run of a scenario, about to begin. replicate < scenario.replicates by convention.
[[nodiscard]] Simulation build(Scenario const& scenario, std::uint64_t replicate,
                               Trace trace = Trace::none);

}  // namespace parley
