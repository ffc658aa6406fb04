#pragma once

#include "negotiation/red_line_box.hpp"
#include "support/matrix.hpp"

#include <span>
#include <vector>

namespace parley {

/// Some members' gains over their reservation values, in a box of positions on some issues:
///
///     gain_i(x) = budget_i - sum_k (salience_ik (x_k - ideal_ik)^2 - value_ik (x_k - ideal_ik)),
///     lower <= x <= upper
///
/// concave, and what every computed solution of a table is computed from. Each member's gain is
/// measured in its own unit and each position as a share of the issue's scale, so that nothing
/// depends on how payoffs and issues are scaled. The other issues are pinned: their losses have
/// been taken from the budgets.
struct Gains {
    std::vector<Eigen::Index> members;  ///< [m] rows of the table
    std::vector<Eigen::Index> issues;   ///< [f] columns of the table that are open
    Matrix salience;                    ///< [m, f] divided by the member's unit
    Matrix ideal;                       ///< [m, f]
    Matrix value;                       ///< [m, f] of transfers, divided by the member's unit
    Vector budget;                      ///< [m] divided by the member's unit
    Vector lower, upper;                ///< [f]
    Vector terms;                       ///< [K] of the table: where the pinned issues stand
    Vector origin, range;  ///< [f] the scale: a position of the table is origin + range x
    Vector least, most;    ///< [f] `lower` and `upper` as positions of the table

    /// What a position on an open issue costs row i.
    [[nodiscard]] double loss(Eigen::Index i, Eigen::Index k, double position) const
    {
        double const distance = position - ideal(i, k);
        return salience(i, k) * distance * distance - value(i, k) * distance;
    }

    /// Does row i care for an open issue?
    [[nodiscard]] bool weighs(Eigen::Index i, Eigen::Index k) const
    {
        return salience(i, k) > 0.0 || value(i, k) != 0.0;
    }

    /// How much rows care for open issues [m, f]: salience, or |value|.
    [[nodiscard]] Matrix weight() const { return salience + value.cwiseAbs(); }

    /// The gain of row i at open positions x [f]. O(f).
    [[nodiscard]] double gain(Eigen::Index i, VectorView x) const;

    /// All gains at x into `out` [m]. O(m f), no allocation.
    void gains(VectorView x, Vector& out) const;

    /// The largest gain of row i anywhere in the box. O(f).
    [[nodiscard]] double largest_gain(Eigen::Index i) const;

    /// The terms [K] of the table that open positions x [f] complete.
    [[nodiscard]] Vector complete(VectorView x) const;

    /// The open positions [f] among terms [K] of the table, moved into the box.
    [[nodiscard]] Vector open_part(VectorView all) const;

    /// The same with only the given rows, and with the issues where `open` [f] is false pinned at
    /// x.
    [[nodiscard]] Gains restricted(std::span<Eigen::Index const> rows, std::span<char const> open,
                                   VectorView x) const;
};

/// The gains of the members with `seated[i]` true over `reservation` [n], inside a box without
/// clashes; `unit` [n] > 0 is each member's unit of payoff. An issue that none of them weighs is
/// pinned where it is in force, and one with a single position there.
[[nodiscard]] Gains gains_over(Table const& table, RedLineBox const& box,
                               std::span<char const> seated, VectorView reservation,
                               VectorView unit);

/// The same over the table's reservation values, in units of Table::unit.
[[nodiscard]] Gains gains_over(Table const& table, RedLineBox const& box,
                               std::span<char const> seated);

}  // namespace parley
