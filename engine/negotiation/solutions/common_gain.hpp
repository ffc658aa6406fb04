#pragma once

#include "negotiation/solutions/gains.hpp"
#include "negotiation/solutions/least_gain.hpp"

#include <span>
#include <vector>

namespace parley {

/// A member that stands in the way of a gain for all.
struct Blocker {
    Eigen::Index member = 0;
    double shortfall = 0.0;  ///< how far it stays below its reservation value, in its unit, >= 0
};

/// A gain for all members who can gain at all, with a loss for none.
struct CommonGain {
    bool exists = false;
    double gain = 0.0;              ///< the least gain of those who must gain, in members' units
    Gains open;                     ///< what is still open to bargain over, and between whom
    Vector x;                       ///< [f] open positions where every member of `open` gains
    std::vector<Blocker> blockers;  ///< by member; never empty when there is no such gain
};

/// Gains count from this, in members' units.
double constexpr gain_tolerance = 1e-9;

/// Which rows have to gain for an agreement to be worth it: members with power whose largest gain
/// in the box counts. `power` is [n] of the table.
[[nodiscard]] std::vector<char> who_must_gain(Gains const& gains, VectorView power);

/// Finds the largest gain that all who must gain can have at once while nobody loses.
///
/// Rows with `must_gain` false (members who can gain nothing, or whose gain carries no weight) only
/// need not lose. Where that holds them at a single point, the issues they weigh are pinned there
/// and the others bargain over the rest: at the maximum of the least gain, when it is zero, every
/// position vector that robs nobody gives exactly zero to the members with a share of the blame,
/// and their weighted gains are strictly concave on the issues they weigh. (On transfers they are
/// not: among several, a gain that leaves such members just where they are may be overlooked.)
[[nodiscard]] CommonGain common_gain(Gains gains, std::span<char const> must_gain, Effort effort);

}  // namespace parley
