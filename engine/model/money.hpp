#pragma once

#include "model/states.hpp"

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

}  // namespace parley
