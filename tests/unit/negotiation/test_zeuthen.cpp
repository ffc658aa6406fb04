#include "catch.hpp"
#include "negotiation/protocols/nash_bargaining.hpp"
#include "negotiation/protocols/zeuthen.hpp"
#include "tables.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

using namespace parley;

namespace {

Outcome negotiate(Table const& table, double step = 0.01, Trace trace = Trace::none)
{
    RandomStream random{1, "zeuthen", {}};
    return Zeuthen{{.step = step}}(table, random, trace);
}

}  // namespace

TEST_CASE("two mirror images meet in the middle")
{
    auto const table =
        table_of(matrix({{1.0, 0.0}, {0.0, 1.0}}), matrix({{1, 1}, {1, 1}}), vector({0.0, 0.0}));
    // each weighs both issues alike, so that the middle of the line between the ideals is fair
    auto const outcome = negotiate(table, 0.001);
    REQUIRE(outcome.status == Status::agreed);
    CHECK_THAT(outcome.terms[0], WithinAbs(0.5, 0.001));
    CHECK_THAT(outcome.terms[1], WithinAbs(0.5, 0.001));
}

TEST_CASE("who has more to lose concedes first")
{
    auto table = line(vector({0.0, 1.0}), 0.0);
    table.reservation = vector({-1.0, -0.25});  // member 1 is content with half the way
    auto const outcome = negotiate(table, 0.01, Trace::moves);
    REQUIRE(outcome.status == Status::agreed);
    CHECK(outcome.terms[0] > 0.5);
    REQUIRE(outcome.trace.size() > 3);
    CHECK(outcome.trace[0].payoff == 0.0);
    CHECK(outcome.trace[1].payoff == 0.0);
    CHECK(outcome.trace[2].member == 0);
    CHECK(outcome.trace.back().kind == Move::Kind::proposal);
}

TEST_CASE(
    "talks without a common gain end when everybody is at its limit, and say who is in the way")
{
    auto const table = line(vector({0.0, 1.0}), 0.5);
    auto const outcome = negotiate(table, 0.1);
    CHECK(outcome.status == Status::broken_off);
    CHECK(outcome.rounds <= 21);
    REQUIRE(outcome.blocked_by.size() == 2);
    CHECK(outcome.blocked_by[0].shortfall < 1e-9);
}

TEST_CASE("the deadline of the table does not bind them")
{
    auto table = line(vector({0.5, 1.0, 0.7}), 0.0);
    table.deadline = 1;
    CHECK(negotiate(table).rounds > 1);
}

TEST_CASE("members walk away whom no terms can satisfy, and may be outvoted")
{
    auto table = line(vector({0.5, 1.0, 0.7}), 0.0);
    table.reservation[1] = 0.5;
    auto const alone = negotiate(table, 0.01, Trace::moves);
    CHECK(alone.status == Status::broken_off);
    REQUIRE(alone.trace.size() == 1);
    CHECK(alone.trace[0].kind == Move::Kind::walk_away);
    table.rule = DecisionRule::simple_majority(3);
    auto const outvoted = negotiate(table);
    CHECK(outvoted.status == Status::agreed);
    CHECK(outvoted.consenting == std::vector<char>{1, 0, 1});
    CHECK(outvoted.signatories == std::vector<char>{1, 1, 1});
}

TEST_CASE("monotonic concession needs a reservation value from everybody")
{
    auto table = line(vector({0.5, 1.0, 0.7}), 0.0);
    table.reservation[1] = -std::numeric_limits<double>::infinity();
    CHECK_THROWS_AS(negotiate(table), std::invalid_argument);
    CHECK_THROWS_WITH(negotiate(table), ContainsSubstring("zeuthen: member 1"));
}

TEST_CASE("a step lies between nothing and the whole range")
{
    CHECK_THROWS_AS((Zeuthen{{.step = 0.0}}), std::invalid_argument);
    CHECK_THROWS_AS((Zeuthen{{.step = 1.5}}), std::invalid_argument);
    CHECK_THROWS_AS((Zeuthen{{.step = NAN}}), std::invalid_argument);
}
