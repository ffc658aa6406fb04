#include "catch.hpp"
#include "forecast/distribution.hpp"
#include "unit/negotiation/tables.hpp"

using namespace parley;

TEST_CASE("places that are the same count together, and those without weight are left out")
{
    auto const made = distribution_of(vector({3, 1, 3, 2}), vector({1, 2, 1, 0}));
    CHECK(made.places == std::vector{1.0, 3.0});
    CHECK(made.chances == std::vector{0.5, 0.5});
    CHECK(distribution_of(vector({3, 1}), vector({0, 0})).chances == std::vector{0.5, 0.5});
}

TEST_CASE("quantiles are the least places that reach a share, the median the middle of all medians")
{
    auto const made = distribution_of(vector({0, 10, 50, 90}), vector({1, 4, 3, 2}));
    CHECK(made.quantile(0.0) == 0.0);
    CHECK(made.quantile(0.1) == 0.0);
    CHECK(made.quantile(0.11) == 10.0);
    CHECK(made.quantile(1.0) == 90.0);
    CHECK(made.median() == 30.0);  // half of the chances are at 10 or below
    CHECK_THAT(made.mean(), WithinAbs(37.0, 1e-12));
    CHECK_THAT(made.below(50.0), WithinAbs(0.5, 1e-15));
    CHECK_THAT(made.up_to(50.0), WithinAbs(0.8, 1e-15));
    CHECK(distribution_of(vector({0, 1, 2}), vector({1, 1, 1})).median() == 1.0);
}

TEST_CASE("the score is the expected distance less half of that among the places")
{
    // E|X - y| - E|X - X'| / 2 with X 0 or 10, even, y = 4: (4 + 6) / 2 - (10 / 2) / 2 = 2.5.
    auto const even = distribution_of(vector({0, 10}), vector({1, 1}));
    CHECK_THAT(even.crps(4.0), WithinAbs(2.5, 1e-14));
    CHECK_THAT(even.crps(-3.0), WithinAbs(3.0 + 2.5, 1e-14));    // (3 + 13) / 2 - 2.5
    CHECK_THAT(even.crps(12.0), WithinAbs(2.0 + 2.5, 1e-14));    // (12 + 2) / 2 - 2.5
    CHECK_THAT(point_at(7.0).crps(4.5), WithinAbs(2.5, 1e-15));  // the absolute error
    auto const three = distribution_of(vector({0, 20, 70}), vector({5, 3, 2}));
    double direct = 0.0;
    for (std::size_t i = 0; i < 3; ++i) {
        direct += three.chances[i] * std::abs(three.places[i] - 33.0);
        for (std::size_t j = 0; j < 3; ++j) {
            direct -= 0.5 * three.chances[i] * three.chances[j] *
                      std::abs(three.places[i] - three.places[j]);
        }
    }
    CHECK_THAT(three.crps(33.0), WithinAbs(direct, 1e-13));
}
