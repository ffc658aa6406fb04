#include "explanation/interval.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace parley {
namespace {

/// x such that P(|t| < x) = 0.95, by bisection.
double student_quantile(int degrees)
{
    double low = 1.0;
    double high = 13.0;  // 12.706 with one degree of freedom
    for (int halved = 0; halved < 60; ++halved) {
        double const middle = (low + high) / 2.0;
        (student_within(middle, degrees) < 0.95 ? low : high) = middle;
    }
    return (low + high) / 2.0;
}

}  // namespace

double student_within(double x, int degrees)
{
    double const angle = std::atan(x / std::sqrt(static_cast<double>(degrees)));
    double const cosine = std::cos(angle);
    bool const odd = degrees % 2 == 1;
    double term = odd ? cosine : 1.0;
    double sum = degrees == 1 ? 0.0 : term;
    for (int j = odd ? 3 : 2; j <= degrees - 2; j += 2) {
        term *= cosine * cosine * (j - 1) / j;
        sum += term;
    }
    sum *= std::sin(angle);
    return odd ? 2.0 / std::numbers::pi * (angle + sum) : sum;
}

bool Interval::holds_zero() const
{
    return std::isnan(half_width) ? mean == 0.0 : std::abs(mean) <= half_width;
}

Interval interval_of(std::span<double const> values)
{
    auto const n = static_cast<double>(values.size());
    double const mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    if (values.size() < 2) {
        return {mean, std::numeric_limits<double>::quiet_NaN()};
    }
    double squares = 0.0;
    for (double const value : values) {
        squares += (value - mean) * (value - mean);
    }
    double const deviation = std::sqrt(squares / (n - 1.0));
    return {mean, student_quantile(static_cast<int>(values.size()) - 1) * deviation / std::sqrt(n)};
}

}  // namespace parley
