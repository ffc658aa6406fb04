#pragma once

#include "negotiation/red_line_box.hpp"

#include <vector>

namespace parley {

/// The broadest coalition found that carries the table's rule and has a gain for all its members.
///
/// Proposals are tried on the way from `base` [K] to every member's ideal point and to the mean and
/// the median ideal point (weighted by salience, and by power x salience): the whole way, half, ...
/// 1/64 of it. Members that would gain from a proposal, or can gain nothing and would not lose,
/// form a coalition. Of those that carry the rule, the one with most members is returned, then with
/// most power, then with the largest least gain in units of Table::unit [n]; empty when none
/// carries it.
///
/// On one issue no coalition is overlooked; on several some may be. The box is without clashes.
/// O(n^2 K).
[[nodiscard]] std::vector<char> broadest_coalition(Table const& table, RedLineBox const& box,
                                                   VectorView base);

}  // namespace parley
