#include "catch.hpp"
#include "negotiation/metrics.hpp"
#include "negotiation/protocols/single_text.hpp"
#include "tables.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

using namespace parley;

namespace {

Outcome negotiate(Table const& table, SingleText::Params const& params = {},
                  Trace trace = Trace::none)
{
    RandomStream random{1, "single text", {}};
    return SingleText{params}(table, random, trace);
}

/// Four members, three issues, room for packages.
Table package()
{
    return table_of(matrix({{0.9, 0.1, 0.6}, {0.2, 0.8, 0.7}, {0.7, 0.7, 0.2}, {0.5, 0.9, 0.9}}),
                    matrix({{1.0, 0.2, 0.3}, {0.2, 1.0, 0.4}, {0.9, 0.6, 0.1}, {0.3, 0.7, 1.0}}),
                    vector({0.2, 0.2, 0.3}));
}

}  // namespace

TEST_CASE("no adopted change makes a hill-climber worse off, and the text ends near the frontier")
{
    auto const table = package();
    auto const outcome = negotiate(table, {}, Trace::moves);
    REQUIRE(outcome.status == Status::agreed);
    CHECK(outcome.rounds == table.deadline);
    Vector last = table.reservation;
    for (auto const& move : outcome.trace) {
        if (move.kind == Move::Kind::proposal) {
            for (Eigen::Index i = 0; i < 4; ++i) {
                double const payoff = table.payoff(i, move.terms);
                CHECK(payoff >= last[i] - table.tolerance(i));
                last[i] = payoff;
            }
        }
    }
    CHECK(measure(table, outcome).pareto_gap < 0.02);
}

TEST_CASE("a good secretariat ends where the Nash bargaining solution of open members lies")
{
    auto table = package();
    table.mediation = 1.0;
    auto const guided = measure(table, negotiate(table)).nash_distance;
    table.mediation = 0.0;
    auto const unguided = measure(table, negotiate(table)).nash_distance;
    CHECK(guided < unguided);
}

TEST_CASE("what a secretariat is worth depends on what members disclose")
{
    auto table = package();
    auto const unguided = negotiate(table);
    table.mediation = 1.0;
    auto const open = negotiate(table);
    table.declared = table.in_force;  // behind what is in force there is nothing to find
    auto const hidden = negotiate(table);
    CHECK(hidden.terms == unguided.terms);
    CHECK(open.terms != unguided.terms);
}

TEST_CASE("annealers risk losses, but none below their reservation value")
{
    auto const table = package();
    auto const outcome = negotiate(table, {.annealing = true, .temperature = 0.3}, Trace::moves);
    REQUIRE(outcome.status == Status::agreed);
    bool lost = false;
    Vector last = table.reservation;
    for (auto const& move : outcome.trace) {
        for (Eigen::Index i = 0; i < 4 && move.kind == Move::Kind::proposal; ++i) {
            double const payoff = table.payoff(i, move.terms);
            CHECK(payoff >= table.reservation[i] - table.tolerance(i));
            lost = lost || payoff < last[i] - 1e-6;
            last[i] = payoff;
        }
    }
    CHECK(lost);
}

TEST_CASE("a text that leaves all where they are is not signed")
{
    auto const table = line(vector({0.0, 1.0}), 0.5);
    auto const outcome = negotiate(table);
    CHECK(outcome.status == Status::broken_off);
    CHECK(outcome.terms[0] == 0.5);
    REQUIRE(outcome.blocked_by.size() == 2);
    CHECK(outcome.blocked_by[0].shortfall == 0.0);
}

TEST_CASE("outvoted members do not hold up the text")
{
    auto table = line(vector({0.0, 0.9, 1.0}), 0.5);
    table.rule = DecisionRule::simple_majority(3);
    auto const outcome = negotiate(table);
    REQUIRE(outcome.status == Status::agreed);
    CHECK(outcome.terms[0] > 0.8);
    CHECK(outcome.consenting == std::vector<char>{0, 1, 1});
}

TEST_CASE("the single text needs reservation values, some temperature and some proposals")
{
    auto table = package();
    table.reservation[2] = -std::numeric_limits<double>::infinity();
    CHECK_THROWS_WITH(negotiate(table), ContainsSubstring("single_text: member 2"));
    CHECK_THROWS_AS((SingleText{{.temperature = 0.0}}), std::invalid_argument);
    CHECK_THROWS_AS((SingleText{{.proposals = 0}}), std::invalid_argument);
}
