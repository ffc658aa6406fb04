#pragma once

#include "output/labels.hpp"
#include "scenario/scenario.hpp"

namespace parley {

/// What of a run is recorded in full, as a scenario says.
[[nodiscard]] RecordParams record_params(Scenario const& scenario);

}  // namespace parley
