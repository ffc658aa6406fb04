#pragma once

#include "model/money.hpp"
#include "negotiation/table.hpp"

#include <string>
#include <vector>

namespace parley {

/// What actors want on issues, as the literature on negotiation tabulates it: position, salience
/// and power, on scales of their own. Actors and issues stand in the order of their names, so that
/// the order of lines in a file is no part of the model.
struct Positions {
    std::vector<std::string> actors;  ///< [n]
    std::vector<std::string> issues;  ///< [K]
    Matrix position;                  ///< [n, K] NaN where the actor takes no part
    Matrix salience;                  ///< [n, K] >= 0; 0 where the actor takes no part
    Matrix red_line;     ///< [n, K] greatest loss on the issue, in payoff; infinity: none
    Vector power;        ///< [n] >= 0
    Vector status_quo;   ///< [K] NaN where it is not known
    Vector reservation;  ///< [n] payoff of no agreement; NaN where it is not given
    Vector gdp;          ///< [n] product, USD a year, > 0; NaN where it is not given
    /// [n, K] of an issue that is money: USD a year that the actor gets for each unit of position,
    /// < 0 where it pays; 0 elsewhere
    Matrix transfer;

    /// Money for a unit of payoff [n], USD a year, where one per cent of its product is worth
    /// `price` to an actor; NaN where its product is not given.
    [[nodiscard]] Vector money_for_payoff(double price) const { return gdp / (100.0 * price); }
};

/// What one per cent of its product is worth to an actor, in payoff, where nothing else is said.
inline constexpr double usual_price = Money{}.price;

/// The negotiating table of positions, under unanimity.
///
/// Payoffs are `- sum_k salience_ik (x_k - position_ik)^2`, never rescaled; the scale of an issue
/// is the hull of its positions and status quo. The reservation value is the one given, else the
/// payoff of the status quo, and -infinity (any terms are accepted) for those who take part in an
/// issue without one. An actor that takes no part in an issue is seated there at the mean of those
/// who do, weighted by power x salience, with no salience: its offers and proposals leave the issue
/// to them. Where there is no status quo, what is in force is that mean, too.
///
/// An issue that is money adds `transfer_ik x_k / money_for_payoff_i` instead: it has no ideal
/// points but the ends of its scale, which are 0 and the greatest position or status quo, and
/// nothing is paid without agreement unless a status quo says so. `price` > 0. O(n K).
[[nodiscard]] Table table_of(Positions const& positions, double price = usual_price);

}  // namespace parley
