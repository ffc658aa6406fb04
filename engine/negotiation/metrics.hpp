#pragma once

#include "negotiation/outcome.hpp"
#include "negotiation/table.hpp"

#include <limits>

namespace parley {

/// How good an outcome is, measured against the Nash bargaining solution of the same table.
///
/// The disagreement point is always the reservation values, utilities are not rescaled, and the
/// terms compared are those in force for each member when there is no agreement. All NaN until
/// measured.
struct OutcomeMetrics {
    /// Largest gain that all members who can gain could still have at once from the outcome, >= 0,
    /// in payoff: 0 on the (weak) Pareto frontier.
    double pareto_gap = unknown;
    /// Euclidean distance between the members' gains at the outcome and at the Nash solution, in
    /// payoff.
    double nash_distance = unknown;
    /// Sum of gains over the reservation values as a share of that at the Nash solution; NaN where
    /// the Nash solution gains nothing.
    double surplus_share = unknown;

    static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
};

/// A member without reservation value leaves the distance and the share unknown (NaN). O(one Nash
/// solution + one largest common gain).
[[nodiscard]] OutcomeMetrics measure(Table const& table, Outcome const& outcome);

/// Solutions of a table that others may be compared with; each [K], empty where there is none.
struct ReferencePoints {
    Vector nash;  ///< the asymmetric Nash bargaining solution, see nash_solution
    /// Gains in proportion to the largest that each member can have while nobody loses [Kalai and
    /// Smorodinsky 1975]: max t, gain_i >= t (most_i - r_i), most_i over the individually rational
    /// terms.
    Vector kalai_smorodinsky;
    Vector egalitarian;  ///< the largest least gain, in payoff as it is [Kalai 1977]
    /// The largest sum of payoffs as they are, whether or not somebody loses.
    Vector utilitarian;
};

/// Computed within the red lines, over the members who can gain at all; the others do not lose.
/// There are no solutions but the utilitarian one where these cannot all gain at once or a member
/// has no reservation value, and none at all where red lines clash. Of tables with options only the
/// Nash solution and the utilitarian point are computed. O(n + 3 solutions of the kind of
/// nash_solution).
[[nodiscard]] ReferencePoints reference_points(Table const& table);

}  // namespace parley
