#include "catch.hpp"
#include "negotiation/protocols/vote.hpp"
#include "tables.hpp"

using namespace parley;

TEST_CASE("the outvoted sign without consent")
{
    auto table = line(vector({0.0, 0.9, 1.0}), 0.5);
    table.rule = DecisionRule::simple_majority(3);
    auto const outcome = vote(table, vector({0.8}), Trace::none);
    CHECK(outcome.status == Status::agreed);
    CHECK(outcome.consenting == std::vector<char>{0, 1, 1});
    CHECK(outcome.signatories == std::vector<char>{1, 1, 1});
    CHECK(outcome.blocked_by.empty());
    CHECK(outcome.rounds == 1);
}

TEST_CASE("under unanimity one objector breaks the table off and is named")
{
    auto const table = line(vector({0.0, 0.9, 1.0}), 0.5);
    auto const outcome = vote(table, vector({0.8}), Trace::moves);
    CHECK(outcome.status == Status::broken_off);
    CHECK(outcome.signatories == std::vector<char>{0, 0, 0});
    REQUIRE(outcome.blocked_by.size() == 1);
    CHECK(outcome.blocked_by[0].member == 0);
    REQUIRE(outcome.trace.size() == 4);
    CHECK(outcome.trace[0].kind == Move::Kind::proposal);
    CHECK(outcome.trace[1].kind == Move::Kind::vote);
    CHECK_THAT(outcome.trace[3].payoff, WithinAbs(-0.04, 1e-12));
}
