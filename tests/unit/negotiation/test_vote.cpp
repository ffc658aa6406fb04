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

namespace {

/// Four on a line with 0.5 in force, each with a stake of 1: terms of 0.8 bring the members with
/// these ideal points 0.5^2 - 0.2^2 = 0.21, 0.16 - 0.01 = 0.15, 0.16^2 - 0.14^2 = 0.006 and
/// 0.1^2 - 0.4^2 = -0.15.
Table assembly(DecisionRule::Abstention abstention)
{
    auto table = line(vector({1.0, 0.9, 0.66, 0.4}), 0.5);
    table.rule = DecisionRule::simple_majority(4).with(abstention, std::vector<double>(4, 1.0));
    return table;
}

}  // namespace

TEST_CASE("whom terms hardly touch abstains, and is bound all the same")
{
    auto const outcome = vote(assembly({.indifference = 0.01}), vector({0.8}), Trace::none);
    CHECK(outcome.status == Status::agreed);  // 2 of 3
    CHECK(outcome.consenting == std::vector<char>{1, 1, 0, 0});
    CHECK(outcome.abstaining == std::vector<char>{0, 0, 1, 0});
    CHECK(outcome.signatories == std::vector<char>{1, 1, 1, 1});
    CHECK(outcome.abstains(2));
    CHECK(vote_in_words(outcome, 0) == "votes in favour");
    CHECK(vote_in_words(outcome, 2) == "abstains");
    CHECK(vote_in_words(outcome, 3) == "votes against");
    // the band ends between 0.006 and 0.15: with 0.005 the third member votes, in favour
    CHECK(vote(assembly({.indifference = 0.005}), vector({0.8}), Trace::none).consenting ==
          std::vector<char>{1, 1, 1, 0});
    // and a loss of 0.15 is as little as a gain of 0.15
    CHECK(vote(assembly({.indifference = 0.151}), vector({0.8}), Trace::none).abstaining ==
          std::vector<char>{0, 1, 1, 1});
}

TEST_CASE("an abstention that counts against can bring a majority down, and is named")
{
    auto const against =
        vote(assembly({.indifference = 0.01, .counts_against = true}), vector({0.8}), Trace::none);
    CHECK(against.status == Status::broken_off);  // 2 of 4
    REQUIRE(against.blocked_by.size() == 2);
    CHECK(against.blocked_by[0] == Block{2, -1, Block::Reason::reservation_value, 0.0});
    CHECK(against.blocked_by[1].member == 3);
    auto const too_few =
        vote(assembly({.indifference = 0.01, .quorum = 0.8}), vector({0.8}), Trace::none);
    CHECK(too_few.status == Status::broken_off);  // 3 of 4 vote
    REQUIRE(too_few.blocked_by.size() == 1);      // those against, where there are any
    CHECK(too_few.blocked_by[0].member == 3);
}

TEST_CASE("who is indifferent objects where a red line is crossed")
{
    auto table = assembly({.indifference = 0.01});
    table.red_line(2, 0) = 0.0;  // 0.8 is farther than 0.5 from 0.66? no: 0.14 against 0.16
    CHECK(vote(table, vector({0.8}), Trace::none).abstains(2));
    table.ideal(2, 0) = table.declared(2, 0) = 0.645;  // 0.155 against 0.145: a loss of 0.003
    table.reservation = table.payoff_in_force();
    CHECK_FALSE(vote(table, vector({0.8}), Trace::none).abstains(2));
}
