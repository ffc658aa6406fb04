#pragma once

#include "negotiation/solutions/gains.hpp"

namespace parley {

/// The point where the member that gains least gains most, and the members in the way of more.
struct LeastGain {
    double gain = 0.0;  ///< the least gain there, in members' units; infinite without members
    Vector x;           ///< [f] the open positions
    /// [m] each member's share of the blame, >= 0, summing to 1: by how much the least gain would
    /// rise for each unit conceded to this member (the multipliers of the maximisation). 0 for
    /// those who do not matter.
    Vector blame;
};

/// How far LeastGain is computed.
enum class Effort {
    until_clear,  ///< stop once a positive gain of at least half the largest one is found
    to_the_end,   ///< to 1e-12 of the unit
};

/// Maximises the least gain over the box: max t subject to gain_i(x) >= t.
///
/// A primal-dual interior-point method [Boyd and Vandenberghe 2004, section 11.7]; a feasible start
/// always exists, so it needs no first phase. O(m f^2 + f^3) a step, some twenty steps.
/// On one issue exactly, see largest_least_gain_on_one_issue.
[[nodiscard]] LeastGain largest_least_gain(Gains const& gains, Effort effort);

}  // namespace parley
