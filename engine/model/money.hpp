#pragma once

#include "model/states.hpp"

#include <span>
#include <vector>

namespace parley {

/// What money is worth to states. The worth of m USD a year to state i is
///
///     price 100 m / GDP_i
///
/// with `price` what one per cent of its product is worth to a state, in units of a main concern: a
/// loss of 1 on an issue of salience 1.
struct Money {
    double price = 0.25;  ///< > 0; see Decisions in engine/README.md for where it comes from

    /// Payoff [payoff per USD a year] of one more USD a year to a state; NaN where its product is
    /// not known, infinity where that is 0.
    [[nodiscard]] double worth_of_one(States const& states, StateId state) const
    {
        return price * 100.0 / states.gdp(state);
    }
};

/// A transfer in dollars: who pays how much of it, and who gets how much of what is paid.
///
/// Of the whole, `amount`, state i pays the share GDP_i w_i,by of the sum of this over all states
/// that there are, at position 1; what is paid by those who are bound is shared among them in
/// proportion to population_i w_i,to. So what is paid is what is received, whoever is bound. Where
/// nobody who is bound may receive, nobody pays.
struct Purse {
    Vector pays;   ///< [N] USD a year at position 1, >= 0
    Vector share;  ///< [N] >= 0, any unit

    /// What some states [n] get, > 0, or pay, < 0, of positions [n], USD a year; sums to 0. O(n).
    [[nodiscard]] Vector net(std::span<StateId const> states, VectorView position) const;

    /// The same of all states [N].
    [[nodiscard]] Vector net(VectorView position) const;
};

/// The purses of transfers in dollars [K], empty for other issues; by actual profiles. Products and
/// populations must be known where there is one.
[[nodiscard]] std::vector<Purse> purses_of(States const& states, Issues const& issues);

}  // namespace parley
