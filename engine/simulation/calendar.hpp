#pragma once

#include "support/month.hpp"

namespace parley {

/// The ticks of a run: tick t begins `start` + t `tick_months`.
struct Calendar {
    Month start{2000, 1};
    int tick_months = 12;  ///< >= 1
    int ticks = 1;         ///< >= 1

    [[nodiscard]] Month month_of(int tick) const { return start + tick * tick_months; }

    /// First tick that begins at or after a month; it may lie before 0 or beyond the end.
    [[nodiscard]] int tick_at(Month month) const;

    /// Ticks in a span of months, at least 1: rounded up.
    [[nodiscard]] int ticks_in(int months) const;

    [[nodiscard]] double years_a_tick() const { return tick_months / 12.0; }
};

}  // namespace parley
