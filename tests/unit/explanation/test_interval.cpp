#include "catch.hpp"
#include "explanation/interval.hpp"

#include <array>
#include <cmath>

using namespace parley;

TEST_CASE("Student's distribution is that of the tables")
{
    // two-sided 95 % points of Abramowitz and Stegun 1964, table 26.10
    CHECK_THAT(student_within(12.706, 1), WithinAbs(0.95, 1e-5));
    CHECK_THAT(student_within(4.303, 2), WithinAbs(0.95, 1e-5));
    CHECK_THAT(student_within(3.182, 3), WithinAbs(0.95, 3e-5));
    CHECK_THAT(student_within(2.776, 4), WithinAbs(0.95, 3e-5));
    CHECK_THAT(student_within(2.262, 9), WithinAbs(0.95, 3e-5));
    CHECK_THAT(student_within(2.228, 10), WithinAbs(0.95, 3e-5));
    CHECK_THAT(student_within(1.980, 120), WithinAbs(0.95, 3e-5));
    CHECK(student_within(0.0, 5) == 0.0);
}

TEST_CASE("An interval has the mean and the half width of the formula")
{
    // s^2 = 10 / 4, t = 2.776445: 2.776445 sqrt(2.5 / 5) = 1.963243
    auto const five = interval_of(std::array{1.0, 2.0, 3.0, 4.0, 5.0});
    CHECK(five.mean == 3.0);
    CHECK_THAT(five.half_width, WithinAbs(1.963243, 1e-6));
    CHECK(!five.holds_zero());
    // s = 2, t = 12.7062: 12.7062 x 2 / sqrt(2) > 1
    CHECK(interval_of(std::array{1.0 - std::sqrt(2.0), 1.0 + std::sqrt(2.0)}).holds_zero());
}

TEST_CASE("One number has no interval, and equal ones have a narrow one")
{
    CHECK(std::isnan(interval_of(std::array{0.2}).half_width));
    CHECK(!interval_of(std::array{0.2}).holds_zero());
    CHECK(interval_of(std::array{0.0}).holds_zero());
    CHECK(interval_of(std::array{0.25, 0.25, 0.25}).half_width == 0.0);
}
