#pragma once

#include <compare>
#include <string>

namespace parley {

/// A month of the Gregorian calendar, the finest date that a scenario knows.
class Month {
  public:
    constexpr Month() = default;

    /// year in 1 .. 9999, month in 1 .. 12.
    constexpr Month(int year, int month) : months_{year * 12 + month - 1} {}

    [[nodiscard]] constexpr int year() const { return months_ / 12; }
    [[nodiscard]] constexpr int month() const { return months_ % 12 + 1; }

    [[nodiscard]] constexpr Month operator+(int months) const { return Month{months_ + months}; }
    [[nodiscard]] constexpr int operator-(Month other) const { return months_ - other.months_; }
    friend constexpr auto operator<=>(Month, Month) = default;

    /// Days from 1970-01-01 to the first of the month.
    [[nodiscard]] int days_since_epoch() const;

    /// "2005-01"
    [[nodiscard]] std::string text() const;

  private:
    constexpr explicit Month(int months) : months_{months} {}
    int months_ = 0;
};

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
