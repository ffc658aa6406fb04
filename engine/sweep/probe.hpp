#pragma once

#include "sweep/plan.hpp"

namespace parley {

/// Tries the scenario with the telling values of each parameter, the others as at the first point,
/// and at the first points of the plan; what it refuses is added to `mistakes`, with the place in
/// the study that it comes from.
void probe(Plan const& plan, Mistakes& mistakes);

/// Keeps of the warnings of the scenario those that hold at all points that are tried, which are a
/// few from the first to the last: what the study varies away is not odd.
void keep_odd_at_all_points(Plan const& plan, Mistakes& warnings);

}  // namespace parley
