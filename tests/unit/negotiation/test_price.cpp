#include "catch.hpp"
#include "negotiation/solutions/price.hpp"
#include "tables.hpp"

using namespace parley;

namespace {

/// Two members want 0.1 and 0.9, and 0.5 is in force: nothing moves without money.
Table opposed()
{
    return line(vector({0.1, 0.9}), 0.5);
}

}  // namespace

TEST_CASE("who gains pays what the other loses, at the mean weighted by what payoff is worth")
{
    // To the second a unit of payoff is worth 3. x* = (0.1 + 3 0.9) / 4 = 0.7: the first falls from
    // -0.16 to -0.36 and lacks 0.2, the second rises to -0.04 and could pay 3 0.12.
    auto const price = price_of_agreement(opposed(), vector({1.0, 3.0}));
    REQUIRE(price);
    CHECK_THAT(price->terms(0), WithinAbs(0.7, 1e-14));
    CHECK_THAT(price->terms_if_alike(0), WithinAbs(0.5, 1e-14));
    CHECK_THAT(price->amount(), WithinAbs(0.2, 1e-14));
    CHECK_THAT(price->affordable(), WithinAbs(0.36, 1e-14));
    CHECK(price->opens());
    CHECK_THAT(price->transfers()(0), WithinAbs(0.2, 1e-14));
    CHECK_THAT(price->transfers()(1), WithinAbs(-0.2, 1e-14));
}

TEST_CASE("payoff counts at what a text moves, not at its words")
{
    // With half of the words in effect 0.7 takes 0.9 in the text; with a quarter, 1 brings policy
    // to 0.625: the first lacks 0.525^2 - 0.16, the second gains 0.16 - 0.275^2.
    auto const half = price_of_agreement(opposed(), vector({1.0, 3.0}), 0.5);
    REQUIRE(half);
    CHECK_THAT(half->terms(0), WithinAbs(0.9, 1e-14));
    CHECK_THAT(half->amount(), WithinAbs(0.2, 1e-14));

    auto const quarter = price_of_agreement(opposed(), vector({1.0, 3.0}), 0.25);
    REQUIRE(quarter);
    CHECK(quarter->terms(0) == 1.0);
    CHECK_THAT(quarter->amount(), WithinAbs(0.115625, 1e-14));
    CHECK_THAT(quarter->affordable(), WithinAbs(0.253125, 1e-14));
}

TEST_CASE("no money opens a table at which all together would lose")
{
    auto const price = price_of_agreement(opposed(), vector({1.0, 1.0}));
    REQUIRE(price);
    CHECK_THAT(price->terms(0), WithinAbs(0.5, 1e-14));
    CHECK_FALSE(price->opens());

    Table dear = opposed();
    dear.reservation += vector({0.1, 0.1});  // both hold out for more
    auto const held_out = price_of_agreement(dear, vector({1.0, 1.0}));
    REQUIRE(held_out);
    CHECK_THAT(held_out->amount(), WithinAbs(0.2, 1e-14));
    CHECK(held_out->affordable() == 0.0);
    CHECK_FALSE(held_out->opens());
}

TEST_CASE("red lines are not for sale")
{
    Table table = opposed();
    table.red_line(0, 0) = 0.05;  // the first bears (x - 0.1)^2 up to 0.21
    auto const price = price_of_agreement(table, vector({1.0, 3.0}));
    REQUIRE(price);
    CHECK_THAT(price->terms(0), WithinAbs(0.1 + std::sqrt(0.21), 1e-14));
    CHECK_THAT(price->amount(), WithinAbs(0.05, 1e-14));

    table.in_force = table.ideal;  // each has what it wants, and bears nothing else
    table.red_line.setZero();
    CHECK_FALSE(price_of_agreement(table, vector({1.0, 3.0})));
}

TEST_CASE("an option that all together like best is a price's term, too")
{
    // Three options at 0, 0.5 and 1, worth 0, 1, 2 to the first and 0, -1, -5 to the second, with
    // the first in force: weighed 1 to 3 the sums are 0, -2 and -13, weighed 3 to 1 0, 2 and 1.
    Table table = opposed();
    table.in_force.setZero();
    table.salience.setZero();
    table.options = {matrix({{0.0, 1.0, 2.0}, {0.0, -1.0, -5.0}})};
    table.ideal = table.declared = matrix({{1.0}, {0.0}});
    table.reservation = table.payoff_in_force();
    table.check();

    auto const dear = price_of_agreement(table, vector({1.0, 3.0}));
    REQUIRE(dear);
    CHECK(dear->terms(0) == 0.0);
    auto const cheap = price_of_agreement(table, vector({3.0, 1.0}));
    REQUIRE(cheap);
    CHECK(cheap->terms(0) == 0.5);
    CHECK_THAT(cheap->amount(), WithinAbs(1.0, 1e-14));
    CHECK_THAT(cheap->affordable(), WithinAbs(3.0, 1e-14));
}

TEST_CASE("without a reservation value or a worth of money there is no price")
{
    Table table = opposed();
    CHECK_FALSE(price_of_agreement(table, vector({1.0, std::numeric_limits<double>::quiet_NaN()})));
    table.reservation(0) = -std::numeric_limits<double>::infinity();
    CHECK_FALSE(price_of_agreement(table, vector({1.0, 1.0})));
}
