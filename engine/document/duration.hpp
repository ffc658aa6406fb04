#pragma once

#include "document/number.hpp"
#include "support/month.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace parley {

/// A span of time, written `6 months`, `2 quarters`, `1 year` or, where it is allowed, `2 ticks`.
struct Duration {
    enum class Unit { months, ticks };
    int count = 1;  ///< >= 1
    Unit unit = Unit::months;

    friend constexpr bool operator==(Duration, Duration) = default;
};

/// A month of the calendar, written `2005-01`; `2005-Q2` is the first month of the quarter.
[[nodiscard]] std::variant<Month, Refusal> parse_month(std::string_view text);

/// The last month of what `parse_month` takes: of a quarter its third, else the month itself.
[[nodiscard]] Month last_month_of(std::string_view text);

/// At most 1000 years or a million ticks. When `repeated`, an `every` in front is passed over, and
/// `monthly`, `quarterly` and `yearly` are taken.
[[nodiscard]] std::variant<Duration, Refusal> parse_duration(std::string_view text, bool ticks,
                                                             bool repeated);

[[nodiscard]] std::string to_text(Duration duration);  ///< "6 months", "1 year", "1 tick"

}  // namespace parley
