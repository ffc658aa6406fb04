#pragma once

#include "scenario/format/describer.hpp"
#include "scenario/scenario.hpp"

namespace parley {

/// The description of a scenario: every section's keys with meaning, unit, range, default and
/// example. Those of the sections stand beside them in the folders of their subjects.
void describe(Describer& describer, Scenario& scenario);
void describe(Describer& describer, written::Time& time);
void describe(Describer& describer, written::Record& record);

}  // namespace parley
