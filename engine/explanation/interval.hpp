#pragma once

#include <span>

namespace parley {

/// The mean of independent numbers and half the width of its 95 % interval,
///
///     t s / sqrt(n),   t the 0.975 quantile of Student's distribution with n - 1 degrees
///
/// of freedom; NaN where n < 2.
struct Interval {
    double mean = 0.0;
    double half_width = 0.0;

    /// Does it hold 0? An interval that is not known holds what the mean is.
    [[nodiscard]] bool holds_zero() const;
};

/// Of at least one number.
[[nodiscard]] Interval interval_of(std::span<double const> values);

/// P(|t| < x) of Student's distribution, x >= 0, `degrees` >= 1 [Abramowitz and Stegun 1964,
/// 26.7.3 and 26.7.4].
[[nodiscard]] double student_within(double x, int degrees);

}  // namespace parley
