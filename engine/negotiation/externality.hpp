#pragma once

#include "support/matrix.hpp"

#include <span>
#include <vector>

namespace parley {

/// A read-only view of a column of a matrix, whose entries need not lie side by side.
using ColumnView = Eigen::Ref<Vector const, 0, Eigen::InnerStride<>> const&;

/// What members of a table feel of each other's policies, on issues with an externality, and how
/// they weigh their partners on dyadic ones.
///
/// When member j has position z_j on issue k, the payoff there to member i is
///
///     - s_ik [(1 - eps_k) (z_i - theta_ik)^2 + eps_k sum_{j != i} G_ij (z_j - theta'_ik)^2]
///
/// with eps the share of the payoff that depends on the others, theta the ideal point for its own
/// policy, theta' the one that it expects of others, and G the interdependence. When all who sit
/// adopt x this is again quadratic, with g_i = sum_j G_ij over them:
///
///     salience  s A,   ideal  ((1 - eps) theta + eps g theta') / A,   A = 1 - eps + eps g,
///
/// and the constant - s ((1 - eps) (theta - ideal)^2 + eps g (theta' - ideal)^2). So a table stays
/// what it is for every protocol; only signatories and outsiders differ. Transfers and options
/// have none.
///
/// On a dyadic issue members have policies z_ij towards each other, the payoff is
///
///     - s_ik sum_{j != i} G_ij [(1 - eps_k) (z_ij - theta_ik)^2 + eps_k (z_ji - theta'_ik)^2],
///
/// and what all adopt, each towards all others, has salience s g and ideal point (1 - eps) theta +
/// eps theta'. G_ij is 0 there where i and j have nothing to settle at this table. Where a member
/// wants something else of each partner, with s_ijk, theta_ijk and theta'_ijk in place of s_ik,
/// theta_ik and theta'_ik, what all adopt is quadratic still:
///
///     salience  S = sum_j G_ij s_ijk,
///     ideal     sum_j G_ij s_ijk ((1 - eps) theta_ijk + eps theta'_ijk) / S.
///
/// What others feel of member j on an issue that is not dyadic may lie h_jk beyond its position
/// z_j: z_j + h_jk takes the place of z_j then, and what all adopt is quadratic with theta'_ik less
/// the mean of h_jk by G_ij in the place of theta'_ik.
struct Externality {
    Vector share;     ///< [K] eps in [0, 1]; 0: no externality
    Matrix ideal;     ///< [n, K] theta
    Matrix expected;  ///< [n, K] theta'
    Matrix salience;  ///< [n, K] s
    /// [K] G [n, n] >= 0, no diagonal, row sums at most 1; empty: share 0
    std::vector<Matrix> weight;
    /// [K] what members have in force towards each other on a dyadic issue [n, n]; no rows, or
    /// empty: it is none
    std::vector<Matrix> towards{};
    /// What members want of each other on a dyadic issue [n, n]; 0 where the weight is.
    struct ByPartner {
        Matrix ideal{};
        Matrix expected{};
        Matrix salience{};
    };
    /// [K] no rows, or empty: what they want of all
    std::vector<ByPartner> by_partner{};
    /// [n, K] how far beyond its position the others feel each member; empty: they feel the
    /// position
    Matrix shift{};
    /// [n] part of the payoff that no member can change, that from outsiders included
    Vector fixed;

    /// What the others feel of a member that has a position.
    [[nodiscard]] double felt_at(Eigen::Index member, Eigen::Index issue, double position) const
    {
        return shift.size() > 0 ? position + shift(member, issue) : position;
    }

    [[nodiscard]] bool is_dyadic(Eigen::Index issue) const
    {
        return !towards.empty() && towards[static_cast<std::size_t>(issue)].size() > 0;
    }

    /// Does a member want something else of each partner on a dyadic issue?
    [[nodiscard]] bool differs_by_partner(Eigen::Index issue) const
    {
        return !by_partner.empty() &&
               by_partner[static_cast<std::size_t>(issue)].salience.size() > 0;
    }

    [[nodiscard]] bool concerns(Eigen::Index issue) const
    {
        return share[issue] > 0.0 || is_dyadic(issue);
    }

    /// Ideal point and salience of a position that all adopt, and its constant.
    struct Common {
        double ideal;
        double salience;
        double constant;
    };
    [[nodiscard]] Common common(Eigen::Index member, Eigen::Index issue) const;

    /// What a member has on one issue of a coalition and of the others.
    struct Divided {
        Common common;         ///< of a position that the member and the coalition adopt
        double outside = 0.0;  ///< of the others, who stay as they are
        double inside = 0.0;   ///< of the coalition as it was before; 0 on dyadic issues
    };

    /// With `coalition[j]` not 0 for those in it, who keep the positions [n], or what is in force
    /// between two, if they adopt nothing. O(n).
    [[nodiscard]] Divided divided(Eigen::Index member, Eigen::Index issue, ColumnView positions,
                                  std::span<char const> coalition) const;

    /// Payoff on one issue of the positions [n] of all members. O(n), as all that follow; nothing
    /// is allocated.
    [[nodiscard]] double payoff(Eigen::Index member, Eigen::Index issue,
                                ColumnView positions) const;

    /// The same when `signatories` [n] adopt `terms`, towards each other on a dyadic issue, and the
    /// others keep the positions [n] or what is in force between two.
    [[nodiscard]] double payoff_when(Eigen::Index member, Eigen::Index issue,
                                     std::span<char const> signatories, double terms,
                                     ColumnView positions) const;

    /// The same when nobody signs.
    [[nodiscard]] double payoff_before(Eigen::Index member, Eigen::Index issue,
                                       ColumnView positions) const;

    /// Payoff on one issue, without what depends on its own position, of the positions [n] of the
    /// others with `among[j]` true.
    [[nodiscard]] double felt(Eigen::Index member, Eigen::Index issue, ColumnView positions,
                              std::span<char const> among) const;

    /// The same of one position of them all.
    [[nodiscard]] double felt(Eigen::Index member, Eigen::Index issue, double position,
                              std::span<char const> among) const;

    /// What a member has on one issue from others with `among[j]` true who keep the positions [n]
    /// or, if it is dyadic, what is in force between the two.
    [[nodiscard]] double as_before(Eigen::Index member, Eigen::Index issue, ColumnView positions,
                                   std::span<char const> among) const;

    /// For the rows alone: the others keep the positions [n, K].
    [[nodiscard]] Externality with_only(std::span<Eigen::Index const> rows,
                                        MatrixView positions) const;
};

}  // namespace parley
