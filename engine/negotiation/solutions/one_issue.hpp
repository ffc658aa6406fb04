#pragma once

#include "negotiation/solutions/least_gain.hpp"

namespace parley {

/// The largest least gain where one issue is open, and at least one member bargains: exact.
///
/// The least gain is a concave function of one position. It is climbed from both ends of the box:
/// of the members that are lowest at either end, one wants to go up and one down, and where the
/// lower of these two is highest is the next position. Whoever is lower still there takes the place
/// of the one that wants the same.
///
/// Where several members stand in the way alike, all have a share of the blame. O(m) a step, a few
/// steps.
[[nodiscard]] LeastGain largest_least_gain_on_one_issue(Gains const& gains);

}  // namespace parley
