#include "catch.hpp"
#include "negotiation/metrics.hpp"
#include "negotiation/nash_bargaining.hpp"
#include "tables.hpp"

#include <cmath>

using namespace parley;

namespace {

Outcome agreed_on(Vector terms)
{
    Outcome outcome;
    outcome.status = Status::agreed;
    outcome.terms = std::move(terms);
    return outcome;
}

Table trade()
{
    return table_of(matrix({{1.0, 0.0}, {0.0, 1.0}}), matrix({{3.0, 1.0}, {1.0, 3.0}}),
                    vector({0.5, 0.5}));
}

}  // namespace

TEST_CASE("the Nash bargaining solution has no gap, no distance, and all of the surplus")
{
    RandomStream random{1, "metrics", {}};
    auto const table = trade();
    auto const metrics = measure(table, NashBargaining{}(table, random, Trace::none));
    CHECK_THAT(metrics.pareto_gap, WithinAbs(0.0, 1e-8));
    CHECK_THAT(metrics.nash_distance, WithinAbs(0.0, 1e-8));
    CHECK_THAT(metrics.surplus_share, WithinAbs(1.0, 1e-8));
}

// At (3/4, 3/4) both gain 1 - (3/16 + 9/16) = 1/4 over what is in force, at (5/8, 5/8) less.
TEST_CASE("an inefficient agreement is measured by what all could still gain")
{
    auto const metrics = measure(trade(), agreed_on(vector({0.625, 0.625})));
    double const gain = 1.0 - 3 * 0.375 * 0.375 - 0.625 * 0.625;
    CHECK_THAT(metrics.pareto_gap, WithinAbs(0.25 - gain, 1e-9));
    CHECK_THAT(metrics.nash_distance, WithinAbs(std::sqrt(2.0) * (0.25 - gain), 1e-9));
    CHECK_THAT(metrics.surplus_share, WithinAbs(gain / 0.25, 1e-9));
}

TEST_CASE("a table that breaks off gains nothing of what it could")
{
    Outcome const outcome;
    auto const metrics = measure(trade(), outcome);
    CHECK_THAT(metrics.pareto_gap, WithinAbs(0.25, 1e-9));
    CHECK_THAT(metrics.nash_distance, WithinAbs(std::sqrt(2.0) * 0.25, 1e-9));
    CHECK(metrics.surplus_share == 0.0);
}

TEST_CASE("where nothing can be gained the share of the surplus is not a number")
{
    auto const metrics = measure(line(vector({0.1, 0.9}), 0.5), Outcome{});
    CHECK_THAT(metrics.pareto_gap, WithinAbs(0.0, 1e-9));
    CHECK(metrics.nash_distance == 0.0);
    CHECK(std::isnan(metrics.surplus_share));
}

TEST_CASE("behind clashing red lines nothing can be gained")
{
    auto table = line(vector({0.1, 0.9}), 0.5);
    table.in_force = vector({0.2, 0.8});
    table.red_line.setZero();
    CHECK(measure(table, Outcome{}).pareto_gap == 0.0);
}
