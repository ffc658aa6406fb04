#pragma once

#include "model/interdependence.hpp"

namespace parley {

/// How much of what ties a group S of states to others lies inside the group, by issue [K], in [0,
/// 1]:
///
///     coverage_k(S) = sum_{i,j in S} s_ik B_ij / sum_{i in S, all j} s_ik B_ij
///
/// with B the ties between states and s_ik how much issue k weighs for state i by its actual
/// interests (`Interests::weight` [N, K]). All states together cover everything. A group without
/// ties, or on an issue for which none of it cares, counts heads instead, (n - 1) / (N - 1). O(ties
/// of the members + n K).
[[nodiscard]] Vector coverage(MatrixView weight, Interdependence const& ties,
                              std::span<StateId const> members);

}  // namespace parley
