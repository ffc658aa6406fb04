#include "model/money.hpp"

#include "catch.hpp"

#include <cmath>

using namespace parley;

namespace {

/// Thirty million people with 3 000 USD a year each, a product of 90 billion, and a state of which
/// nothing is known.
States two_states()
{
    States states;
    static_cast<StateKeys<EveryState>&>(states) = standard_keys(2);
    states.population(0) = 30e6;
    states.gdp_per_head(0) = 3000.0;
    return states;
}

}  // namespace

TEST_CASE("one per cent of its product is worth the price to a state")
{
    Money const money{.price = 0.25};
    States const states = two_states();

    // 1 % of 90 billion is 900 million
    CHECK_THAT(900e6 * money.worth_of_one(states, StateId{0}), WithinRel(0.25, 1e-15));
    // a shortfall of 0.021 is worth 0.021 x 90e9 / (100 x 0.25) = 75.6 million a year
    CHECK_THAT(0.021 / money.worth_of_one(states, StateId{0}), WithinRel(75.6e6, 1e-12));
}

TEST_CASE("money has no worth that anybody knows to a state of unknown product")
{
    CHECK(std::isnan(Money{}.worth_of_one(two_states(), StateId{1})));
}
