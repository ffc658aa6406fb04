#pragma once

#include "output/provenance.hpp"
#include "scenario/scenario_file.hpp"

namespace parley {

/// What a scenario adds to what determines a result: its texts and tables, what it says of itself,
/// its seed, and the platform that reads it.
[[nodiscard]] Provenance provenance_of(Scenario const& scenario, ScenarioSource const& source);

}  // namespace parley
