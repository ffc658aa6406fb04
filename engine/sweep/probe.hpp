#pragma once

#include "sweep/plan.hpp"

namespace parley {

/// Tries the scenario with the telling values of each parameter, the others as at the first point,
/// and at the first points of the plan; what it refuses is added to `mistakes`, with the place in
/// the study that it comes from.
void probe(Plan const& plan, Mistakes& mistakes);

}  // namespace parley
