#include "catch.hpp"
#include "negotiation/protocols/alternating_offers.hpp"
#include "tables.hpp"

#include <cmath>

using namespace parley;

namespace {

Outcome negotiate(Table const& table, Tactics::Params params = {}, Trace trace = Trace::none)
{
    RandomStream random{1, "offers", {}};
    return AlternatingOffers{params}(table, random, trace);
}

}  // namespace

// Ideals 1 and 0, reservation payoffs -0.36, deadline 9: the loss aspired to in round n is 0.04 (n
// + 1), so that offers are 1 - 0.2 sqrt(n + 1) and 0.2 sqrt(n + 1). They cross at loss 0.25, in
// round 6.
TEST_CASE("two members on a line make the offers that the formulas give")
{
    auto table = line(vector({1.0, 0.0}), 0.5);
    table.reservation.setConstant(-0.36);
    table.deadline = 9;
    auto const outcome = negotiate(table, {}, Trace::moves);
    REQUIRE(outcome.trace.size() == 13);
    for (int round = 0; round < 6; ++round) {
        double const reach = 0.2 * std::sqrt(round + 1.0);
        auto const& first = outcome.trace[2 * static_cast<std::size_t>(round)];
        auto const& second = outcome.trace[2 * static_cast<std::size_t>(round) + 1];
        CHECK(first.kind == Move::Kind::offer);
        CHECK(first.member == 0);
        CHECK(first.round == round);
        CHECK_THAT(first.terms[0], WithinAbs(1 - reach, 1e-9));
        CHECK_THAT(first.payoff, WithinAbs(-reach * reach, 1e-9));
        CHECK_THAT(second.terms[0], WithinAbs(reach, 1e-9));
    }
    CHECK(outcome.trace[12].kind == Move::Kind::accept);
    CHECK(outcome.status == Status::agreed);
    CHECK(outcome.rounds == 7);
}

TEST_CASE("offers are nearest to the others in the distance that counts for them")
{
    // member 0 cares for both issues alike, member 1 far more for issue 1: there it is given more
    auto table = table_of(matrix({{0.0, 0.0}, {1.0, 1.0}}), matrix({{1.0, 1.0}, {0.1, 1.0}}),
                          vector({0.5, 0.5}));
    auto const outcome = negotiate(table, {}, Trace::moves);
    auto const& offer = outcome.trace.front().terms;
    CHECK(offer[1] > 2 * offer[0]);
    CHECK_THAT(table.payoff(0, offer), WithinAbs(table.reservation[0] / table.deadline, 1e-9));
}

TEST_CASE("members who hide their ideal offer from what they show, and accept by what they have")
{
    auto table = line(vector({0.8, 0.1}), 0.4);
    table.declared(0, 0) = 1.0;
    table.disclosure[0] = 0.0;
    table.reservation.setConstant(-0.36);
    table.deadline = 100;
    auto const outcome = negotiate(table, {}, Trace::moves);
    CHECK(outcome.trace.front().terms[0] > 0.9);
    CHECK(outcome.status == Status::agreed);
    CHECK(outcome.consenting == std::vector<char>{1, 1});
}

TEST_CASE("nobody offers what it would not sign, though it shows another ideal")
{
    auto table = line(vector({0.5, 0.0}), 0.45);
    table.declared(0, 0) = 1.0;
    table.disclosure[0] = 0.0;
    table.deadline = 3;
    auto const outcome = negotiate(table, {}, Trace::moves);
    for (auto const& move : outcome.trace) {
        CHECK(move.payoff >= table.reservation[move.member] - table.tolerance(move.member));
    }
}

TEST_CASE("members on both sides of what is in force end there, which is no agreement")
{
    auto const outcome = negotiate(line(vector({0.1, 0.9}), 0.5));
    CHECK(outcome.status == Status::timed_out);
    CHECK_THAT(outcome.terms[0], WithinAbs(0.5, 1e-6));
    CHECK(outcome.consenting == std::vector<char>{0, 0});
    CHECK(outcome.blocked_by.size() == 2);
}

TEST_CASE("who wants more than the standing offer at the deadline is named")
{
    auto table = line(vector({0.1, 0.9}), 0.5);
    table.reservation = vector({-0.04, -0.04});  // 0.3 and 0.7: nothing satisfies both
    auto const outcome = negotiate(table);
    CHECK(outcome.status == Status::timed_out);
    CHECK(outcome.rounds == table.deadline);
    CHECK_THAT(outcome.terms[0], WithinAbs(0.7, 1e-6));  // the last word was member 1's
    REQUIRE(outcome.blocked_by.size() == 1);
    CHECK(outcome.blocked_by[0].member == 0);
    CHECK(outcome.blocked_by[0].reason == Block::Reason::reservation_value);
    CHECK_THAT(outcome.blocked_by[0].shortfall, WithinAbs(0.36 - 0.04, 1e-6));
}

TEST_CASE(
    "a member whom nothing satisfies walks away, and the table with it unless it may be outvoted")
{
    auto table = line(vector({0.9, 0.8, 0.7}), 0.5);
    table.reservation[1] = 0.1;
    auto outcome = negotiate(table, {}, Trace::moves);
    CHECK(outcome.status == Status::broken_off);
    CHECK(outcome.rounds == 0);
    REQUIRE(outcome.blocked_by.size() == 1);
    CHECK(outcome.blocked_by[0].member == 1);
    CHECK_THAT(outcome.blocked_by[0].shortfall, WithinAbs(0.1, 1e-12));
    CHECK(outcome.trace.front().kind == Move::Kind::walk_away);
    table.rule = DecisionRule::simple_majority(3);
    outcome = negotiate(table);
    CHECK(outcome.status == Status::agreed);
    CHECK(outcome.consenting == std::vector<char>{1, 0, 1});
}

TEST_CASE("talks end as soon as the rule passes, and who was not asked consents if it gains")
{
    auto table = line(vector({0.9, 0.9, 0.85, 0.1}), 0.5);
    table.rule = DecisionRule::simple_majority(4);
    auto const outcome = negotiate(table);
    CHECK(outcome.status == Status::agreed);
    CHECK(outcome.consenting == std::vector<char>{1, 1, 1, 0});
}

TEST_CASE("whoever carries the rule alone gets its first offer")
{
    auto table = line(vector({0.9, 0.1}), 0.5);
    table.rule = DecisionRule::consensus(std::vector<double>{95.0, 5.0}, 0.1);
    auto const outcome = negotiate(table);
    CHECK(outcome.rounds == 1);
    CHECK(outcome.consenting == std::vector<char>{1, 0});
}

TEST_CASE("who hardly cares abstains from an offer that it could accept, and holds nobody up")
{
    auto table = line(vector({0.9, 0.9, 0.5, 0.1}), 0.5);
    table.salience(2, 0) = 0.0;  // nothing is at stake for the third
    table.reservation = table.payoff_in_force();
    table.rule = DecisionRule::simple_majority(4);
    CHECK(negotiate(table).consenting == std::vector<char>{1, 1, 1, 0});
    table.rule = table.rule.with({.indifference = 0.01}, std::vector<double>(4, 1.0));
    auto const outcome = negotiate(table);
    CHECK(outcome.status == Status::agreed);  // 2 of 3
    CHECK(outcome.consenting == std::vector<char>{1, 1, 0, 0});
    CHECK(outcome.abstaining == std::vector<char>{0, 0, 1, 0});
    table.rule = DecisionRule::simple_majority(4).with(
        {.indifference = 0.01, .counts_against = true}, std::vector<double>(4, 1.0));
    CHECK(negotiate(table).status == Status::timed_out);
}

TEST_CASE("tit-for-tat concedes only when the others have")
{
    auto table = line(vector({0.9, 0.1}), 0.5);
    table.reservation.setConstant(-0.7);
    auto const both = negotiate(table, {.linear = 0.0, .tit_for_tat = 1.0}, Trace::moves);
    CHECK(both.status == Status::timed_out);  // neither begins
    CHECK(both.blocked_by.front().reason == Block::Reason::deadline);
    auto const mixed = negotiate(table, {.linear = 0.5, .tit_for_tat = 0.5});
    CHECK(mixed.status == Status::agreed);
}

TEST_CASE("a member alone at the table gets its ideal point")
{
    auto const outcome = negotiate(line(vector({0.9}), 0.5));
    CHECK(outcome.status == Status::agreed);
    CHECK_THAT(outcome.terms[0], WithinAbs(0.9, 1e-12));
}

// Ten linear members on packages that always have a common gain all agree by round 20, thanks to
// the minimum in the rule of acceptance.
TEST_CASE("ten linear members agree on packages that have a gain for all")
{
    RandomStream random{1, "ten", {}};
    auto const uniform = [&](Eigen::Index n, Eigen::Index k) {
        return Matrix{Matrix::NullaryExpr(n, k, [&] { return random.uniform(); })};
    };
    for (int i = 0; i < 200; ++i) {
        INFO("table " << i);
        Matrix const ideal = (0.3 + 0.7 * uniform(10, 5).array()).matrix();
        auto const table = table_of(ideal, uniform(10, 5), Vector::Constant(5, 0.1));
        REQUIRE(negotiate(table).status == Status::agreed);
    }
}
