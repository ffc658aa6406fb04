#include "catch.hpp"
#include "negotiation/protocols/exchange.hpp"
#include "tables.hpp"

#include <cmath>
#include <stdexcept>

using namespace parley;

TEST_CASE("two members trade what they care less about, and both gain the same")
{
    // A cares for q, B for p. Before, p stands at 10 x 4/5 = 8 and q at 2; A may move p from 8 to
    // 10, B q from 2 to 0.
    auto const round =
        Exchange::trade(matrix({{0, 0}, {10, 10}}), matrix({{1, 4}, {4, 1}}), vector({1, 1}));
    REQUIRE(round.trades.size() == 1);
    auto const& trade = round.trades[0];
    CHECK(trade.first == 0);
    CHECK(trade.second == 1);
    CHECK(trade.given == 0);
    CHECK(trade.taken == 1);
    CHECK_THAT(trade.shift_given, WithinAbs(2.0, 1e-12));
    CHECK_THAT(trade.shift_taken, WithinAbs(2.0, 1e-12));
    CHECK_THAT(trade.gain, WithinAbs(2.0 * 4 - 2.0 * 1, 1e-12));
    CHECK((round.vote - matrix({{10, 0}, {10, 0}})).cwiseAbs().maxCoeff() < 1e-12);
    CHECK((round.outcome - vector({10, 0})).cwiseAbs().maxCoeff() < 1e-12);
}

TEST_CASE("who weigh all issues alike, or agree on one of two, have nothing to trade")
{
    CHECK(Exchange::trade(matrix({{0, 0}, {10, 10}}), Matrix::Ones(2, 2), vector({1, 1}))
              .trades.empty());
    CHECK(Exchange::trade(matrix({{0, 5}, {10, 5}}), matrix({{1, 4}, {4, 1}}), vector({1, 1}))
              .trades.empty());
    CHECK(Exchange::trade(matrix({{0}, {10}}), Matrix::Ones(2, 1), vector({1, 1})).trades.empty());
}

TEST_CASE("an issue without weight is left alone")
{
    auto table =
        table_of(matrix({{0.0, 0.1}, {1.0, 0.9}}), matrix({{1, 0}, {1, 0}}), vector({0.5, 0.3}));
    CHECK(std::isnan(Exchange::trade(table.declared, table.salience, table.power).outcome(1)));
    RandomStream random{1, "exchange", {}};
    CHECK(Exchange{{}}(table, random, Trace::none).terms(1) == 0.3);
}

TEST_CASE("the standings begin with the compromise, and further rounds follow what was voted")
{
    auto table =
        table_of(matrix({{0, 0}, {1, 1}}), matrix({{0.1, 0.4}, {0.4, 0.1}}), vector({0.5, 0.5}));
    RandomStream random{1, "exchange", {}};
    auto const once = Exchange{{}}(table, random, Trace::moves);
    REQUIRE(once.standings.size() == 2);
    CHECK_THAT(once.standings[0].mean(0), WithinAbs(0.8, 1e-12));
    CHECK(once.standings[0].position == table.declared);
    CHECK_THAT(once.standings[1].mean(0), WithinAbs(1.0, 1e-12));
    CHECK(once.status == Status::agreed);
    auto const twice = Exchange{{.rounds = 2}}(table, random, Trace::moves);
    REQUIRE(twice.standings.size() == 3);
    CHECK(twice.standings[1].position == once.standings[1].position);
    CHECK(twice.rounds == 2);
    // A starts the second round at 0 + (1 - 0) (0.4 x 0.9 + 0.1) = 0.46 on p, and gives way from
    // there
    CHECK_THAT(twice.standings[2].position(0, 0), WithinAbs(1.0, 1e-12));
}

TEST_CASE("exchange needs at least one round")
{
    CHECK_THROWS_AS((Exchange{{.rounds = 0}}), std::invalid_argument);
}
