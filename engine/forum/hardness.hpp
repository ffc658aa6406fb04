#pragma once

#include "model/world.hpp"

#include <array>
#include <string_view>

namespace parley {

/// How the members' interests on an issue lie to each other.
enum class InterestPattern {
    common,       ///< all perceived ideal points are on one side of the status quo
    overlapping,  ///< not common, but each member plays a role that leans to one same side
    conflicting,
};
inline constexpr std::array<std::string_view, 3> interest_pattern_names{"common", "overlapping",
                                                                        "conflicting"};

/// The least role weight at which a state is said to play a role.
inline constexpr double played_role = 0.1;

/// How hard an issue is for a group, measured from what its members declare. The sides of a
/// transfer are those who pay and those who receive: there 1/2 is in the status quo's place.
struct Hardness {
    double hardness = 0.0;  ///< H = 4 Var(y), weighted by power x salience, in [0, 1]
    double balance = 0.0;  ///< B = 4 P+ P-, the weights on either side of the status quo, in [0, 1]
    InterestPattern pattern = InterestPattern::common;
};

/// Hardness and balance of declared positions [n]. weight [n], power x how much the
/// member cares, status_quo [n]; where nobody has weight
/// both are 0. A member at its status quo stands on neither side. O(n).
[[nodiscard]] Hardness measure_hardness(VectorView declared, VectorView weight,
                                        VectorView status_quo);

/// The interest pattern of an issue. ideal [n] perceived, status_quo [n], profile [n, role] actual,
/// role_ideal [role].
[[nodiscard]] InterestPattern interest_pattern(VectorView ideal, VectorView status_quo,
                                               MatrixView profile, VectorView role_ideal);

}  // namespace parley
