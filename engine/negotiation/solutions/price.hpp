#pragma once

#include "negotiation/table.hpp"

#include <optional>

namespace parley {

/// What it would take to bring everybody in: the money with which a table comes to an agreement.
///
/// With lambda_i what a unit of payoff is worth to member i in money, money can open a table
/// exactly when
///
///     max_x sum_i lambda_i (u_i(x) - r_i) > 0
///
/// over the terms x that red lines leave, which are not for sale. At the best of these, x*, the
/// members who would lose lack lambda_i (r_i - u_i(x*)) each, and their sum is the price; those who
/// would gain pay it, in proportion to lambda_i (u_i(x*) - r_i). u_i is taken at what the text
/// moves, z_i + b (x - z_i) with z_i in force and b its bindingness, and not at its words. Without
/// externality and with b = 1 x* is the mean of the ideal points, weighted by lambda_i s_ik: it
/// follows the wishes of those to whom money means little.
struct Price {
    Vector terms;             ///< [K] x*
    Vector terms_if_alike{};  ///< [K] the same where a unit of payoff is worth 1 to everybody
    Vector lambda;            ///< [n] money that a unit of payoff is worth to each member
    Vector lacking;           ///< [n] money that each member lacks at x*, >= 0
    Vector gaining;           ///< [n] and what each could pay, >= 0

    /// Money that all members who would lose lack.
    [[nodiscard]] double amount() const { return lacking.sum(); }

    /// Money that all members who would gain could pay.
    [[nodiscard]] double affordable() const { return gaining.sum(); }

    /// Is there more to pay with than is lacking?
    [[nodiscard]] bool opens() const { return affordable() > amount(); }

    /// What each member gets, > 0, or pays, < 0 [n]; they sum to 0. There must be somebody who
    /// gains.
    [[nodiscard]] Vector transfers() const { return lacking - gaining * (amount() / affordable()); }
};

/// `lambda` [n] money for a unit of payoff, > 0; `bindingness` in (0, 1]. Nothing where red lines
/// clash, or a member has no reservation value or a lambda that is not finite. O(n K),
/// with an externality O(n^2 K), L times as much for an issue with L options.
[[nodiscard]] std::optional<Price> price_of_agreement(Table const& table, VectorView lambda,
                                                      double bindingness = 1.0);

}  // namespace parley
