#pragma once

#include "negotiation/outcome.hpp"
#include "negotiation/red_line_box.hpp"

#include <span>
#include <vector>

namespace parley {

/// The asymmetric Nash bargaining solution, or who prevents it.
struct NashSolution {
    bool exists = false;
    Vector terms;  ///< [K] the solution; where there is none, the terms nearest to being one
    std::vector<Block> blocked_by;  ///< who cannot gain, by member; empty when the solution exists
};

/// What a member without power counts for where nobody with power cares.
inline constexpr double share_of_the_powerless = 1e-12;

/// Solves for the members with `seated[i]` true; red lines are given by a box without clashes.
///
///     maximise sum_i w_i log(u_i(x) - r_i)   subject to   u_i(x) >= r_i for every seated member
///
/// with w_i the power, over the positions in the red-line box [Nash 1950; Kalai 1977; Harsanyi and
/// Selten 1972]. The logarithms run over the members who can gain at all: those with power whose
/// payoff can exceed its reservation value somewhere in the box. The others need not gain and must
/// not lose. The solution exists exactly where all of the former can gain at once, by more than
/// Table::tolerance. It is concave and unique on every issue that a member weighs; an issue that
/// nobody weighs stays where it is. (What only members without power weigh is settled as if they
/// had `share_of_the_powerless`.) Where nobody has power, all have the same.
///
/// Where issues have options, the solution is the best of those with each package of options
/// chosen, by the same product of gains, over the members who can gain with some package; of equals
/// the first.
///
/// Feasibility by the largest least gain, then a projected Newton method [Bertsekas 1982] on the
/// logarithms, to 1e-10 in positions. O(n K^2 + K^3) a step, some forty steps in all.
[[nodiscard]] NashSolution nash_solution(Table const& table, RedLineBox const& box,
                                         std::span<char const> seated);

}  // namespace parley
