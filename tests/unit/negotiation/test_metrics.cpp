#include "catch.hpp"
#include "negotiation/metrics.hpp"
#include "negotiation/protocols/nash_bargaining.hpp"
#include "tables.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

using namespace parley;

namespace {

Outcome agreed_on(Vector terms)
{
    Outcome outcome;
    outcome.status = Status::agreed;
    outcome.terms = std::move(terms);
    outcome.signatories = outcome.consenting = {1, 1};
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

TEST_CASE("who has not signed keeps its reservation value")
{
    auto outcome = agreed_on(vector({0.75, 0.75}));
    outcome.signatories = {1, 0};
    CHECK_THAT(measure(trade(), outcome).surplus_share, WithinAbs(0.5, 1e-9));
}

TEST_CASE(
    "without reservation values the distance is not known, the gap and the utilitarian point are")
{
    auto table = trade();
    table.reservation.setConstant(-std::numeric_limits<double>::infinity());
    auto const metrics = measure(table, agreed_on(vector({0.625, 0.625})));
    double const gain = 1.0 - 3 * 0.375 * 0.375 - 0.625 * 0.625;
    CHECK_THAT(metrics.pareto_gap, WithinAbs(0.25 - gain, 1e-9));
    CHECK(std::isnan(metrics.nash_distance));
    CHECK(std::isnan(metrics.surplus_share));
    auto const points = reference_points(table);
    CHECK(points.nash.size() == 0);
    CHECK(points.kalai_smorodinsky.size() == 0);
    CHECK(points.egalitarian.size() == 0);
    CHECK(points.utilitarian.size() == table.issues());
}

TEST_CASE("between mirror images all solutions are the same")
{
    auto const points = reference_points(trade());
    for (auto const& point :
         {points.nash, points.kalai_smorodinsky, points.egalitarian, points.utilitarian}) {
        REQUIRE(point.size() == 2);
        CHECK((point - vector({0.75, 0.75})).cwiseAbs().maxCoeff() < 1e-8);
    }
}

// Gains .01 - (x - .6)^2 and .16 - (x - .9)^2. The second can have .12 at most, at .7, where the
// first is back at its reservation value: equal shares of .01 and .12 at x = 7.1 / 11.
TEST_CASE("solutions of a lopsided line, by hand")
{
    auto const points = reference_points(line(vector({0.6, 0.9}), 0.5));
    CHECK_THAT(points.kalai_smorodinsky[0], WithinAbs(7.1 / 11, 1e-8));
    CHECK_THAT(points.egalitarian[0], WithinAbs(0.6, 1e-6));
    CHECK_THAT(points.utilitarian[0], WithinAbs(0.75, 1e-12));
}

TEST_CASE("scaling a member's payoff leaves Kalai and Smorodinsky's solution where it is")
{
    auto table = table_of(matrix({{0.9, 0.1, 0.6}, {0.2, 0.8, 0.7}, {0.7, 0.7, 0.2}}),
                          matrix({{1.0, 0.2, 0.3}, {0.2, 1.0, 0.4}, {0.9, 0.6, 0.1}}),
                          vector({0.2, 0.2, 0.3}));
    auto const before = reference_points(table);
    table.salience.row(1) *= 37.0;
    table.reservation[1] *= 37.0;
    auto const after = reference_points(table);
    CHECK((after.kalai_smorodinsky - before.kalai_smorodinsky).cwiseAbs().maxCoeff() < 1e-6);
    CHECK((after.nash - before.nash).cwiseAbs().maxCoeff() < 1e-6);
    CHECK((after.egalitarian - before.egalitarian).cwiseAbs().maxCoeff() > 1e-3);
}

TEST_CASE("where not all can gain there is a utilitarian point only, behind red lines none")
{
    auto table = line(vector({0.1, 0.9}), 0.5);
    auto const points = reference_points(table);
    CHECK(points.nash.size() == 0);
    CHECK(points.kalai_smorodinsky.size() == 0);
    CHECK(points.utilitarian[0] == 0.5);
    table.in_force = vector({0.2, 0.8});
    table.red_line.setZero();
    CHECK(reference_points(table).utilitarian.size() == 0);
}

TEST_CASE("where nobody can gain anything there is no solution but the utilitarian one")
{
    auto const points = reference_points(line(vector({0.5, 0.5}), 0.5));
    CHECK(points.nash.size() == 0);
    CHECK(points.kalai_smorodinsky.size() == 0);
    CHECK(points.egalitarian.size() == 0);
    CHECK(points.utilitarian == vector({0.5}));
}
