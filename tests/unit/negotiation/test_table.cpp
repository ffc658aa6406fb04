#include "catch.hpp"
#include "negotiation/red_line_box.hpp"
#include "tables.hpp"

#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>

using namespace parley;

TEST_CASE("payoff is quadratic around the ideal point")
{
    auto table = table_of(matrix({{0.2, 0.9}}), matrix({{2.0, 3.0}}), vector({0.0, 0.5}));
    table.constant[0] = 7.0;
    CHECK(table.payoff(0, vector({0.2, 0.9})) == 7.0);
    CHECK_THAT(table.payoff(0, vector({0.3, 0.7})), WithinAbs(7.0 - 2 * 0.01 - 3 * 0.04, 1e-15));
    CHECK_THAT(table.payoff_in_force()[0], WithinAbs(7.0 - 2 * 0.04 - 3 * 0.16, 1e-15));
}

TEST_CASE("a member's unit of payoff grows with its stakes and is never zero")
{
    auto table = table_of(matrix({{0.2, 0.9}, {0.0, 0.0}}), matrix({{2.0, 3.0}, {0.0, 0.0}}),
                          vector({0.2, 0.5}));
    CHECK_THAT(table.unit(0), WithinAbs(5.0 + 3 * 0.16, 1e-15));
    CHECK(table.unit(1) == 1.0);
    CHECK_THAT(table.tolerance(1), WithinRel(1e-9, 1e-12));
}

TEST_CASE("power is shared out, equally where nobody has any")
{
    auto table = line(vector({0.1, 0.2, 0.3}), 0.0);
    table.power = vector({1, 0, 3});
    CHECK(table.power_share() == vector({0.25, 0, 0.75}));
    table.power.setZero();
    CHECK_THAT(table.power_share()[2], WithinAbs(1.0 / 3, 1e-15));
}

TEST_CASE("terms in force are the common ones exactly, else their mean by power")
{
    auto table = line(vector({0.1, 0.2, 0.3}), 0.1);
    table.power = vector({0.3, 0.3, 0.4});
    CHECK(table.terms_in_force()[0] == 0.1);
    table.in_force = vector({0.0, 0.5, 1.0});
    CHECK_THAT(table.terms_in_force()[0], WithinAbs(0.55, 1e-15));
}

TEST_CASE("a table that cannot be negotiated is refused by the name of the field")
{
    auto const refused = [](std::function<void(Table&)> const& spoil, std::string const& field) {
        auto table = line(vector({0.1, 0.2}), 0.5);
        spoil(table);
        REQUIRE_THROWS_AS(table.check(), std::invalid_argument);
        REQUIRE_THROWS_WITH(table.check(), ContainsSubstring(field));
    };
    refused([](Table& t) { t.ideal(0, 0) = 1.5; }, "ideal");
    refused([](Table& t) { t.ideal(0, 0) = NAN; }, "ideal");
    refused([](Table& t) { t.declared.resize(1, 1); }, "declared");
    refused([](Table& t) { t.salience(1, 0) = -1; }, "salience");
    refused([](Table& t) { t.salience(1, 0) = INFINITY; }, "salience");
    refused([](Table& t) { t.in_force(1, 0) = -0.1; }, "in_force");
    refused([](Table& t) { t.red_line(1, 0) = -0.1; }, "red_line");
    refused([](Table& t) { t.red_line(1, 0) = NAN; }, "red_line");
    refused([](Table& t) { t.constant[0] = NAN; }, "constant");
    refused([](Table& t) { t.reservation[0] = INFINITY; }, "reservation");
    refused([](Table& t) { t.reservation[0] = NAN; }, "reservation");
    refused([](Table& t) { t.lower.resize(0); }, "lower");
    refused([](Table& t) { t.upper[0] = NAN; }, "upper");
    refused([](Table& t) { t.upper[0] = -1; }, "upper");
    refused([](Table& t) { t.lower[0] = 0.2; }, "ideal");
    refused([](Table& t) { t.mediation = 1.5; }, "mediation");
    refused([](Table& t) { t.disclosure[0] = 2; }, "disclosure");
    refused([](Table& t) { t.power[0] = -2; }, "power");
    refused([](Table& t) { t.deadline = 0; }, "deadline");
    refused([](Table& t) { t.rule = DecisionRule::unanimity(3); }, "rule");
}

TEST_CASE("a red line is an interval around the ideal point, the box what all of them leave")
{
    auto table = line(vector({0.3, 0.9}), 0.5);
    table.red_line(0, 0) = 0.05;  // (x - 0.3)^2 <= 0.04 + 0.05
    auto box = red_line_box(table);
    CHECK_THAT(box.lower[0], WithinAbs(0.0, 1e-15));
    CHECK_THAT(box.upper[0], WithinAbs(0.6, 1e-15));
    CHECK(box.clashes.empty());
    table.red_line(1, 0) = 0.0;
    box = red_line_box(table);
    CHECK(box.lower[0] == 0.5);
}

TEST_CASE("red lines at zero on both sides leave exactly what is in force")
{
    auto table = line(vector({0.123, 0.789}), 0.3);
    table.red_line.setZero();
    auto const box = red_line_box(table);
    CHECK(box.clashes.empty());
    CHECK(box.lower[0] == 0.3);
    CHECK(box.upper[0] == 0.3);
}

TEST_CASE("red lines that leave no position open are told by issue and members")
{
    auto table = line(vector({0.1, 0.5, 0.9}), 0.0);
    table.in_force = vector({0.2, 0.5, 0.8});
    table.red_line(0, 0) = table.red_line(2, 0) = 0.0;
    auto const box = red_line_box(table);
    REQUIRE(box.clashes.size() == 1);
    CHECK(box.clashes[0].issue == 0);
    CHECK(box.clashes[0].member == 0);
    CHECK(box.clashes[0].other == 2);
    CHECK(box.lower[0] > box.upper[0]);
}

TEST_CASE("who does not weigh an issue has no red line on it")
{
    auto table = table_of(matrix({{0.1}}), matrix({{0.0}}), vector({0.1}));
    table.red_line(0, 0) = 0.0;
    auto const box = red_line_box(table);
    CHECK(box.lower[0] == 0.0);
    CHECK(box.upper[0] == 1.0);
}

TEST_CASE("scales may have any ends, and units of payoff follow them")
{
    auto table = line(vector({0.3, 0.9}), 0.5);
    table.ideal *= 100;
    table.declared *= 100;
    table.in_force *= 100;
    table.upper[0] = 100;
    table.reservation = table.payoff_in_force();
    table.red_line(0, 0) = 500;  // (x - 30)^2 <= 400 + 500
    table.check();
    CHECK(table.stake(0) == 10000.0);
    CHECK(table.unit(0) == 10000.0 + 400.0);
    CHECK_THAT(red_line_box(table).upper[0], WithinAbs(60.0, 1e-12));
    CHECK(red_line_box(table).lower[0] == 0.0);
}

TEST_CASE("a member without reservation value is named to the protocol that needs one")
{
    auto table = line(vector({0.3, 0.9}), 0.5);
    CHECK_NOTHROW(table.demand_reservation("haggling"));
    table.reservation[1] = -std::numeric_limits<double>::infinity();
    CHECK_NOTHROW(table.check());
    CHECK(table.unit(1) == 1.0);
    CHECK_THROWS_AS(table.demand_reservation("haggling"), std::invalid_argument);
    CHECK_THROWS_WITH(table.demand_reservation("haggling"),
                      ContainsSubstring("haggling: member 1"));
}

TEST_CASE("some members of a table make a table of their own, under unanimity")
{
    auto table = line(vector({0.1, 0.2, 0.3}), 0.0);
    table.power = vector({1, 2, 3});
    auto const some = table.with_only(std::vector<char>{1, 0, 1});
    some.check();
    CHECK(some.members() == 2);
    CHECK(some.ideal == matrix({{0.1}, {0.3}}));
    CHECK(some.power == vector({1, 3}));
    CHECK(some.reservation[1] == table.reservation[2]);
    CHECK_FALSE(some.rule.binds_the_outvoted());
}

namespace {

/// A payer, a receiver and one who does not care, over one issue of substance and one transfer.
Table with_transfer()
{
    auto table = table_of(matrix({{0.9, 0.0}, {0.2, 1.0}, {0.5, 0.0}}),
                          matrix({{1.0, 0.0}, {0.5, 0.0}, {1.0, 0.0}}), vector({0.4, 0.25}));
    table.value = matrix({{0.0, -2.0}, {0.0, 1.0}, {0.0, 0.0}});
    table.reservation = table.payoff_in_force();
    table.check();
    return table;
}

}  // namespace

TEST_CASE("a transfer is worth its value for every unit, from the end that suits")
{
    auto const table = with_transfer();
    CHECK_THAT(table.payoff(0, vector({0.9, 0.5})), WithinAbs(-1.0, 1e-15));
    CHECK_THAT(table.payoff(1, vector({0.2, 0.5})), WithinAbs(-0.5, 1e-15));
    CHECK_THAT(table.stake(0), WithinAbs(1.0 + 2.0, 1e-15));
    CHECK(table.weight()(1, 1) == 1.0);
    CHECK(table.weight()(1, 0) == 0.5);
}

TEST_CASE("who pays and who receives is public, whatever is declared")
{
    auto table = with_transfer();
    table.disclosure.setZero();
    table.declared.setConstant(0.3);
    CHECK(table.shown().col(1) == table.ideal.col(1));
    CHECK(table.shown()(0, 0) == 0.3);
}

TEST_CASE("red lines on a transfer are as far off as the loss they bear")
{
    auto table = with_transfer();
    table.red_line(0, 1) = 0.3;
    table.red_line(1, 1) = 0.1;
    auto const box = red_line_box(table);
    CHECK_THAT(box.upper[1], WithinAbs(0.25 + 0.3 / 2.0, 1e-15));
    CHECK_THAT(box.lower[1], WithinAbs(0.25 - 0.1 / 1.0, 1e-15));
}

TEST_CASE(
    "a transfer is bounded by the means of those who pay, and never by less than is paid already")
{
    auto table = with_transfer();
    table.means = matrix({{0.0, 0.6}, {0.0, 0.7}, {0.0, 0.8}});
    CHECK(red_line_box(table).upper[1] == 0.6);
    table.means(0, 1) = 0.1;
    CHECK(red_line_box(table).upper[1] == 0.25);
    CHECK(red_line_box(table.with_only(std::vector<char>{0, 1, 1})).upper[1] ==
          0.25);  // nobody pays
}

TEST_CASE(
    "a transfer that is weighed by salience, or whose ideal points are not at its ends, is refused")
{
    auto table = with_transfer();
    table.salience(2, 1) = 0.5;
    CHECK_THROWS_WITH(table.check(), ContainsSubstring("salience"));
    table = with_transfer();
    table.ideal(0, 1) = 0.5;
    CHECK_THROWS_WITH(table.check(), ContainsSubstring("ideal"));
    table = with_transfer();
    table.means = Matrix::Constant(3, 2, -1.0);
    CHECK_THROWS_WITH(table.check(), ContainsSubstring("means"));
}
