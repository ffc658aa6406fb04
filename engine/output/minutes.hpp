#pragma once

#include "simulation/simulation.hpp"

#include <string>

namespace parley {

/// The minutes of one table, for people: what was declared, who moved how, and what came of it; of
/// one that came to nothing who stood in the way, how near it was, and what it would have taken.
[[nodiscard]] std::string minutes_of(Simulation const& simulation, Session const& session);

}  // namespace parley
