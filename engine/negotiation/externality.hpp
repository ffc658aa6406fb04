#pragma once

#include "support/matrix.hpp"

#include <span>
#include <vector>

namespace parley {

/// What members of a table feel of each other's policies, on issues with an externality.
///
/// When member j has position z_j on issue k, the payoff there to member i is
///
///     - s_ik [(1 - eps_k) (z_i - theta_ik)^2 + eps_k sum_{j != i} G_ij (z_j - theta'_ik)^2]
///
/// with eps the share of the payoff that depends on the others, theta the ideal point for its own policy, theta'
/// the one that it expects of others, and G the interdependence. When all who sit adopt x this is again
/// quadratic, with g_i = sum_j G_ij over them:
///
///     salience  s A,   ideal  ((1 - eps) theta + eps g theta') / A,   A = 1 - eps + eps g,
///
/// and the constant - s ((1 - eps) (theta - ideal)^2 + eps g (theta' - ideal)^2). So a table stays what it
/// is for every protocol; only who stays out of a treaty is told apart. Transfers and options have none.
struct Externality {
    Vector share;                ///< [K] eps in [0, 1]; 0: no externality
    Matrix ideal;                ///< [n, K] theta
    Matrix expected;             ///< [n, K] theta'
    Matrix salience;             ///< [n, K] s
    std::vector<Matrix> weight;  ///< [K] G [n, n] >= 0, no diagonal, row sums at most 1; empty: share 0
    Vector fixed;  ///< [n] part of the payoff that no member can change, of who does not sit included

    [[nodiscard]] bool concerns(Eigen::Index issue) const { return share[issue] > 0.0; }

    /// Ideal point and salience of a position that all adopt, and its constant.
    struct Common {
        double ideal;
        double salience;
        double constant;
    };
    [[nodiscard]] Common common(Eigen::Index member, Eigen::Index issue) const;

    /// Payoff on one issue of the positions [n] of all members. O(n).
    [[nodiscard]] double payoff(Eigen::Index member, Eigen::Index issue,
                                VectorView positions) const;

    /// Payoff on one issue, without what depends on its own position, of the positions [n] of the others
    /// with `among[j]` true. O(n).
    [[nodiscard]] double felt(Eigen::Index member, Eigen::Index issue, VectorView positions,
                              std::span<char const> among) const;

    /// For the rows alone: the others keep the positions [n, K].
    [[nodiscard]] Externality with_only(std::span<Eigen::Index const> rows,
                                        MatrixView positions) const;
};

}  // namespace parley
