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

}  // namespace parley
