#pragma once

#include "negotiation/outcome.hpp"
#include "negotiation/table.hpp"

namespace parley {

/// How good an outcome is, measured against the Nash bargaining solution of the same table.
///
/// The disagreement point is always the reservation values, utilities are not rescaled, and the terms
/// compared are those in force for each member when there is no agreement.
struct OutcomeMetrics {
    /// Largest gain that all members who can gain could still have at once from the outcome, >= 0,
    /// in payoff: 0 on the (weak) Pareto frontier.
    double pareto_gap = 0.0;
    /// Euclidean distance between the members' gains at the outcome and at the Nash solution, in payoff.
    double nash_distance = 0.0;
    /// Sum of gains over the reservation values as a share of that at the Nash solution; NaN where the
    /// Nash solution gains nothing.
    double surplus_share = 0.0;
};

/// O(one Nash solution + one largest common gain).
[[nodiscard]] OutcomeMetrics measure(Table const& table, Outcome const& outcome);

}  // namespace parley
