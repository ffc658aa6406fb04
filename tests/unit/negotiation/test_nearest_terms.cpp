#include "catch.hpp"
#include "negotiation/solutions/nearest_terms.hpp"
#include "tables.hpp"

using namespace parley;

TEST_CASE("where one alone is in the way the terms of all others are named")
{
    // 0.5 is in force. Two want more, 0.8 and 0.9, the third wants 0.2: nobody can gain without
    // somebody's loss. Units are stakes and losses in force: 1.09, 1.16, 1.09. Without the third
    // the least gain, 0.09 - (x - 0.8)^2 over 1.09 of the first, is greatest at 0.8; there the
    // third loses 0.6^2 - 0.3^2.
    auto const near = nearest_terms(line(vector({0.8, 0.9, 0.2}), 0.5));
    REQUIRE(near);
    CHECK_FALSE(near->all_could_gain());
    CHECK_THAT(near->terms(0), WithinAbs(0.5, 1e-8));
    CHECK_THAT(near->least_gain, WithinAbs(0.0, 1e-9));
    REQUIRE(near->all_but == 2);
    CHECK_THAT(near->terms_of_others(0), WithinAbs(0.8, 1e-8));
    CHECK_THAT(near->lost, WithinAbs(0.27, 1e-8));
}

TEST_CASE("where all could gain nobody is in the way")
{
    auto const near = nearest_terms(line(vector({0.7, 0.9, 0.6}), 0.5));
    REQUIRE(near);
    CHECK(near->all_could_gain());
    CHECK_FALSE(near->all_but);
}

TEST_CASE("two against two, nobody is alone in the way; and of two each would be")
{
    auto const four = nearest_terms(line(vector({0.8, 0.9, 0.2, 0.1}), 0.5));
    REQUIRE(four);
    CHECK_FALSE(four->all_could_gain());
    CHECK_FALSE(four->all_but);

    auto const two = nearest_terms(line(vector({0.8, 0.2}), 0.5));
    REQUIRE(two);
    CHECK_FALSE(two->all_but);
}

TEST_CASE("a member that has nothing at stake is not asked, and a red line is not for sale")
{
    Table table = line(vector({0.7, 0.9, 0.1}), 0.5);
    table.salience(2, 0) = 0.0;
    table.reservation = table.payoff_in_force();
    auto const near = nearest_terms(table);
    REQUIRE(near);
    CHECK(near->all_could_gain());

    table.in_force << 0.7, 0.9, 0.1;
    table.red_line.setZero();  // nobody moves from where it is
    CHECK_FALSE(nearest_terms(table));
}
