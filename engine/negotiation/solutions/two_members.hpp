#pragma once

#include "negotiation/red_line_box.hpp"

#include <optional>

namespace parley {

/// Has a table two members, and issues without transfers and options?
[[nodiscard]] bool has_two_members(Table const& table);

/// The Nash solution of such a table, inside a box without clashes, at which both gain by more than
/// Table::tolerance; none: no terms let both gain. Equal to nash_solution to 1e-10 in positions, at
/// a hundredth of its work.
///
/// What is best for both in some proportion lies on a curve, with l in [0, 1] the weight of the
/// first member's payoff:
///
///     x_k(l) = (l s_1k theta_1k + (1 - l) s_2k theta_2k) / (l s_1k + (1 - l) s_2k)
///
/// within the box.
///
/// The first gains more along it, the second less, and the solution with powers w is where
/// l w_2 gain_1 = (1 - l) w_1 gain_2 [Nash 1950]: one root, found by the Illinois variant of false
/// position [Dowell and Jarratt 1971]. O(K) a step, some ten steps.
[[nodiscard]] std::optional<Vector> nash_solution_of_two(Table const& table, RedLineBox const& box);

}  // namespace parley
