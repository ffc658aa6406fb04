#pragma once

#include "scenario/reading/reader.hpp"
#include "scenario/scenario.hpp"

namespace parley {

/// What a scenario contradicts in itself, and what is too much to be held in memory; `document` is
/// what it was read from, so that messages can point at it. Sections that are broken already are
/// not judged.
void check(Scenario const& scenario, Node const& document, Reading& reading);

}  // namespace parley
