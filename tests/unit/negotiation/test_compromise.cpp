#include "catch.hpp"
#include "negotiation/protocols/compromise.hpp"
#include "tables.hpp"

#include <stdexcept>

using namespace parley;

TEST_CASE("the compromise is the mean declared position by power and salience")
{
    auto table = table_of(matrix({{0.0, 0.5}, {1.0, 0.7}}), matrix({{3.0, 1.0}, {1.0, 1.0}}),
                          vector({0.5, 0.5}));
    table.declared = matrix({{0.1, 0.5}, {0.9, 0.7}});
    table.power = vector({1.0, 2.0});
    auto const terms = Compromise{{}}.proposal(table);
    CHECK_THAT(terms[0], WithinAbs((3 * 0.1 + 2 * 0.9) / 5, 1e-15));
    CHECK_THAT(terms[1], WithinAbs((0.5 + 2 * 0.7) / 3, 1e-15));
    auto const medians = Compromise{{.weighted_median = true}}.proposal(table);
    CHECK(medians[0] == 0.1);
    CHECK(medians[1] == 0.7);
}

TEST_CASE("an issue that nobody with power weighs stays where it is")
{
    auto table = table_of(matrix({{0.0, 0.5}, {1.0, 0.7}}), matrix({{1.0, 0.0}, {1.0, 1.0}}),
                          vector({0.5, 0.3}));
    table.power = vector({1.0, 0.0});
    CHECK(Compromise{{}}.proposal(table)[1] == 0.3);
}

// Median voter theorem [Black 1958]: on one issue the median ideal point beats any other by
// majority.
TEST_CASE("under a simple majority the median position passes against what is in force")
{
    auto table = line(vector({0.1, 0.4, 0.9}), 0.0);
    table.rule = DecisionRule::simple_majority(3);
    RandomStream random{1, "vote", {}};
    Compromise const median{{.weighted_median = true}};
    for (double const in_force : {0.0, 0.2, 0.39, 0.41, 0.6, 1.0}) {
        table.in_force.setConstant(in_force);
        table.reservation = table.payoff_in_force();
        auto const outcome = median(table, random, Trace::none);
        CHECK(outcome.status == Status::agreed);
        CHECK(outcome.terms[0] == 0.4);
    }
}

// The members' mean is (3 x 0.1 + 2 x 0.9) / 5 = 0.42; who speaks with a quarter of their weight
// for 1 makes it (0.42 + 0.25) / 1.25.
TEST_CASE("a position without a vote moves the proposal by its weight, by hand")
{
    auto table = table_of(matrix({{0.0, 0.5}, {1.0, 0.7}}), matrix({{3.0, 1.0}, {1.0, 1.0}}),
                          vector({0.5, 0.5}));
    table.declared = matrix({{0.1, 0.5}, {0.9, 0.7}});
    table.power = vector({1.0, 2.0});
    table.counsel = {.weight = vector({0.25, 0.0}), .position = vector({1.0, 0.0})};
    table.check();
    auto const terms = Compromise{{}}.proposal(table);
    CHECK_THAT(terms[0], WithinAbs((0.42 + 0.25) / 1.25, 1e-15));
    CHECK_THAT(terms[1], WithinAbs((0.5 + 2 * 0.7) / 3, 1e-15));
    CHECK(Compromise{{.weighted_median = true}}.proposal(table)[0] == (0.1 + 0.25) / 1.25);
    table.counsel.position[0] = 1.5;
    CHECK_THROWS_AS(table.check(), std::invalid_argument);
    table.counsel = {.weight = vector({0.25}), .position = vector({1.0})};
    CHECK_THROWS_AS(table.check(), std::invalid_argument);
}
