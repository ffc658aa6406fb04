#include "catch.hpp"
#include "negotiation/red_line_box.hpp"
#include "negotiation/solutions/gains.hpp"
#include "tables.hpp"

using namespace parley;

namespace {

Table two_by_three()
{
    auto table = table_of(matrix({{0.1, 0.5, 0.0}, {0.9, 0.7, 0.0}}),
                          matrix({{1.0, 2.0, 0.0}, {3.0, 1.0, 0.0}}), vector({0.5, 0.2, 0.4}));
    table.constant = vector({1.0, -1.0});
    table.reservation = table.payoff_in_force();
    return table;
}

}  // namespace

TEST_CASE("gains are payoffs above the reservation value in members' units")
{
    auto const table = two_by_three();
    auto const gains = gains_over(table, red_line_box(table), everybody(table));
    REQUIRE(gains.issues == std::vector<Eigen::Index>{0, 1});  // nobody weighs issue 2
    auto const terms = gains.complete(vector({0.3, 0.6}));
    CHECK(terms == vector({0.3, 0.6, 0.4}));
    Vector all(2);
    gains.gains(vector({0.3, 0.6}), all);
    for (Eigen::Index i = 0; i < 2; ++i) {
        double const expected = (table.payoff(i, terms) - table.reservation[i]) / table.unit(i);
        CHECK_THAT(gains.gain(i, vector({0.3, 0.6})), WithinAbs(expected, 1e-15));
        CHECK(all[i] == gains.gain(i, vector({0.3, 0.6})));
    }
}

TEST_CASE("pinning an issue moves its losses into the budgets")
{
    auto const table = two_by_three();
    auto const gains = gains_over(table, red_line_box(table), everybody(table));
    std::vector<Eigen::Index> const second{1};
    auto const rest = gains.restricted(second, std::vector<char>{0, 1}, vector({0.3, 0.6}));
    REQUIRE(rest.issues == std::vector<Eigen::Index>{1});
    REQUIRE(rest.members == std::vector<Eigen::Index>{1});
    CHECK(rest.terms[0] == 0.3);
    CHECK_THAT(rest.gain(0, vector({0.8})), WithinAbs(gains.gain(1, vector({0.3, 0.8})), 1e-15));
}

TEST_CASE("the largest gain is had at the ideal point, as near as the box allows")
{
    auto table = two_by_three();
    table.red_line(0, 0) = 0.0;
    auto const gains = gains_over(table, red_line_box(table), everybody(table));
    CHECK_THAT(gains.largest_gain(1), WithinAbs(gains.gain(1, vector({0.5, 0.7})), 1e-15));
}
