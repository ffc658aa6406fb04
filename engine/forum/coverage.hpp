#pragma once

#include "forum/forum.hpp"

#include <optional>

namespace parley {

/// How much of what ties a group S of states to others lies inside the group, by issue [K], in [0,
/// 1]:
///
///     coverage_k(S) = sum_{i,j in S} s_ik B_ij / sum_{i in S, all j} s_ik B_ij
///
/// with B the ties between states and s_ik how much issue k weighs for state i by its actual
/// interests (`Interests::weight` [N, K]), N the states that exist, without `existing` all. All
/// states together cover everything. A group without
/// ties, or on an issue for which none of it cares, counts heads instead, (n - 1) / (N - 1). O(ties
/// of the members + N + n K), or O(n^2 log ties + n K) for few of many.
[[nodiscard]] Vector coverage(MatrixView weight, Ties const& ties, std::span<StateId const> members,
                              std::optional<Eigen::Index> existing = {});

/// The same of authorities, which make up parts of states: the share of what ties them to others
/// that lies between them,
///
///     coverage_k = sum_{i, j} W_ik sigma_i B_ij sigma_j / sum_{i, all j} W_ik sigma_i B_ij
///
/// with sigma the shares of states that the authorities make up, over which the ties of a state are
/// spread evenly; whole states cover what these states do. Without ties, or where nobody cares, it
/// counts the other people of the states, sum_{i != j} sigma_i sigma_j / ((N - 1) sum_i sigma_i).
/// O(parts^2 log ties + parts K).
[[nodiscard]] Vector coverage(MatrixView weight, Ties const& ties, std::span<StatePart const> parts,
                              std::optional<Eigen::Index> existing = {});

/// What forums cover by the present ties. It is computed when first asked for and kept until
/// renewed: routing and records use the same numbers, and they are computed once a tick.
class Coverage {
  public:
    /// Of so many forums, by ties in which flows weigh as much as so many years of them.
    Coverage(std::size_t forums, double flow_weight)
        : flow_weight_{flow_weight}, found_(forums), is_found_(forums, 0)
    {
    }

    /// People have moved, members or interests have changed: what was found is forgotten.
    void renew();

    /// What ties states to each other at present.
    [[nodiscard]] Ties const& ties(World const& world) const;

    /// What a forum covers, by issue [K].
    [[nodiscard]] Vector const& operator()(World const& world, Forum const& forum,
                                           ForumId id) const;

  private:
    double flow_weight_;
    // what was found since the last renewal; a run is asked by one thread alone
    mutable std::optional<Ties> ties_;
    mutable std::optional<Matrix> weight_;
    mutable std::vector<Vector> found_;  // [forums] holds where `is_found_`; its room is kept
    mutable std::vector<char> is_found_;
    mutable Vector all_;
};

}  // namespace parley
