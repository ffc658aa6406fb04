#include "catch.hpp"
#include "negotiation/weighted_median.hpp"
#include "tables.hpp"

using namespace parley;

TEST_CASE("the weighted median is the lowest value that reaches half of the weight")
{
    CHECK(weighted_median(vector({0.9, 0.1, 0.5}), vector({1, 1, 1})) == 0.5);
    CHECK(weighted_median(vector({0.9, 0.1, 0.5}), vector({3, 1, 1})) == 0.9);
    CHECK(weighted_median(vector({0.1, 0.9}), vector({1, 1})) == 0.1);
    CHECK(weighted_median(vector({0.1, 0.9}), vector({0.1, 0.1 + 1e-15})) == 0.1);
}

TEST_CASE("values without weight are not the median")
{
    CHECK(weighted_median(vector({0.1, 0.2, 0.3}), vector({0, 1, 0})) == 0.2);
    CHECK(weighted_median(vector({0.3}), vector({2})) == 0.3);
}
