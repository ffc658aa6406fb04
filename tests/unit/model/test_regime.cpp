#include "catch.hpp"
#include "model/regime.hpp"

#include <array>

using namespace parley;

namespace {

StateId const first{0};
StateId const second{1};
IssueId const issue{0};
ForumId const dialogue{0};
ForumId const treaty{1};

Agreement agreement(ForumId forum, double terms, double bindingness,
                    std::vector<StateId> signatories = {first, second})
{
    return {.forum = forum,
            .issues = {issue},
            .terms = Vector::Constant(1, terms),
            .signatories = std::move(signatories),
            .bindingness = bindingness};
}

Regime regime_at(double status_quo)
{
    return Regime{Matrix::Constant(2, 1, status_quo)};
}

}  // namespace

TEST_CASE("without agreements policies stay at the status quo")
{
    Regime regime = regime_at(0.3);
    regime.implement(1.0);
    CHECK(regime.policy().isApproxToConstant(0.3));
    CHECK_FALSE(regime.binds(first, issue));
}

TEST_CASE("soft law moves policy less deep than hard law")
{
    Regime regime = regime_at(0.2);
    regime.add(agreement(dialogue, 1.0, 0.25));
    CHECK(regime.target()(0, 0) == Approx(0.4));  // 0.2 + 0.25 (1 - 0.2)
}

TEST_CASE("overlapping agreements have one common target")
{
    Regime regime = regime_at(0.2);
    regime.add(agreement(dialogue, 0.5, 0.2));
    regime.add(agreement(treaty, 1.0, 0.6, {first}));
    // B = 1 - 0.8 0.4 = 0.68, xbar = (0.2 0.5 + 0.6 1.0) / 0.8 = 0.875
    CHECK(regime.target()(0, 0) == Approx(0.2 + 0.68 * 0.675));
    CHECK(regime.target()(1, 0) == Approx(0.2 + 0.2 * 0.3));  // bound by the dialogue alone
}

TEST_CASE("a forum's later agreement takes the place of its earlier one")
{
    Regime regime = regime_at(0.0);
    regime.add(agreement(treaty, 1.0, 0.5));
    regime.add(agreement(treaty, 0.4, 0.5, {second}));
    CHECK(regime.target()(0, 0) == Approx(0.5));  // still bound by the first
    CHECK(regime.target()(1, 0) == Approx(0.2));
}

TEST_CASE("an agreement lapses at its tick and policy returns")
{
    Regime regime = regime_at(0.0);
    Agreement passing = agreement(treaty, 1.0, 1.0);
    passing.lapses = 4;
    regime.add(passing);
    regime.implement(1.0);
    CHECK(regime.policy()(0, 0) == Approx(1.0));
    regime.lapse(3);
    CHECK(regime.binds(first, issue, treaty));
    regime.lapse(4);
    CHECK_FALSE(regime.binds(first, issue, treaty));
    regime.implement(0.5);
    CHECK(regime.policy()(0, 0) == Approx(0.5));
}

TEST_CASE("who withdraws from a forum is released from its agreements alone")
{
    Regime regime = regime_at(0.0);
    regime.add(agreement(dialogue, 1.0, 0.5));
    regime.add(agreement(treaty, 1.0, 0.5));
    regime.release(first, treaty);
    CHECK_FALSE(regime.binds(first, issue, treaty));
    CHECK(regime.binds(first, issue, dialogue));
    CHECK(regime.binds(second, issue, treaty));
}

TEST_CASE("policies go the same share of what is left at every tick")
{
    Regime regime = regime_at(0.0);
    regime.add(agreement(treaty, 0.8, 1.0));
    regime.implement(0.5);
    CHECK(regime.policy()(0, 0) == Approx(0.4));
    regime.implement(0.5);
    CHECK(regime.policy()(0, 0) == Approx(0.6));
}

TEST_CASE("agreements start from what a state would do alone, which is kept apart")
{
    Regime regime = regime_at(0.2);
    regime.set_alone((Matrix(2, 1) << 0.6, 0.2).finished());
    regime.add(agreement(treaty, 1.0, 0.5, {first}));
    // z* = 0.6 + 0.5 (1 - 0.6)
    CHECK(regime.target()(0, 0) == Approx(0.8));
    CHECK(regime.target()(1, 0) == 0.2);
    regime.implement(0.5);
    CHECK(regime.policy()(0, 0) == Approx(0.5));
    CHECK(regime.policy_alone()(0, 0) == Approx(0.4));
    CHECK(regime.policy_alone()(1, 0) == 0.2);
    regime.release(first, treaty);
    CHECK(regime.target()(0, 0) == 0.6);
}

TEST_CASE("an agreement that must be ratified binds nobody until it is due")
{
    Regime regime = regime_at(0.0);
    regime.await(agreement(treaty, 1.0, 0.5), 3);
    regime.await(agreement(dialogue, 0.4, 0.5, {second}), 2);
    CHECK(regime.awaits(issue, treaty));
    CHECK_FALSE(regime.awaits(issue, ForumId{2}));
    CHECK_FALSE(regime.binds(first, issue));
    CHECK(regime.due(1).empty());
    auto const decided = regime.due(3);  // in the order of signing, whatever came to be due first
    REQUIRE(decided.size() == 2);
    CHECK(decided[0].forum == treaty);
    CHECK(decided[1].forum == dialogue);
    CHECK_FALSE(regime.awaits(issue, treaty));
    CHECK(regime.due(3).empty());
}

TEST_CASE("who withdraws is released from what has been signed and not yet ratified, too")
{
    Regime regime = regime_at(0.0);
    regime.await(agreement(treaty, 1.0, 0.5), 1);
    regime.await(agreement(dialogue, 1.0, 0.5), 1);
    regime.release(first, treaty);
    auto const decided = regime.due(1);
    REQUIRE(decided.size() == 2);
    CHECK(decided[0].signatories == std::vector{second});
    CHECK(decided[1].signatories == std::vector{first, second});
}

TEST_CASE("two states are bound together where the same agreement of a forum binds both")
{
    Regime regime = regime_at(0.0);
    regime.add(agreement(treaty, 0.8, 0.5));
    CHECK(regime.binds(first, second, issue, treaty));
    CHECK_FALSE(regime.binds(first, second, issue, dialogue));
    Agreement later = agreement(treaty, 0.6, 0.5, {second});
    later.tick = 4;
    regime.add(later);
    CHECK_FALSE(regime.binds(first, second, issue, treaty));  // each by another
    CHECK(regime.terms(first, issue, treaty) == 0.8);
    CHECK(regime.terms(second, issue, treaty) == 0.6);
    CHECK_FALSE(regime.terms(first, issue, dialogue).has_value());
}

TEST_CASE("without the agreements of a forum policies would head where the others lead")
{
    Regime regime = regime_at(0.2);
    regime.add(agreement(dialogue, 0.5, 0.2));
    regime.add(agreement(treaty, 1.0, 0.6));
    CHECK(regime.target_without(first, treaty)(0) == Approx(0.2 + 0.2 * (0.5 - 0.2)));
    CHECK(regime.target_without(first, dialogue)(0) == Approx(0.2 + 0.6 * (1.0 - 0.2)));
    CHECK(regime.target_without(first, ForumId{2})(0) == regime.target()(0, 0));
}

TEST_CASE("states implement at their own pace")
{
    Regime regime = regime_at(0.0);
    regime.add(agreement(treaty, 1.0, 1.0));
    regime.implement((Vector(2) << 0.25, 1.0).finished());
    CHECK(regime.policy()(0, 0) == 0.25);
    CHECK(regime.policy()(1, 0) == 1.0);
}

TEST_CASE("agreements on several issues bind on each of them by its own terms")
{
    Regime regime{Matrix::Zero(2, 3)};
    IssueId const last{2};
    regime.add({.forum = treaty,
                .issues = {issue, last},
                .terms = (Vector(2) << 0.3, 0.7).finished(),
                .signatories = {first}});
    CHECK(regime.target().row(0).isApprox((Eigen::RowVector3d{} << 0.3, 0.0, 0.7).finished()));
    CHECK(regime.target().row(1).isZero());
    CHECK_FALSE(regime.is_dyadic(last));
    Agreement passing = agreement(dialogue, 1.0, 1.0, {first});
    passing.lapses = 2;
    regime.add(passing);
    regime.lapse(2);
    CHECK(regime.terms(first, issue, treaty) == 0.3);  // the other forum's alone has lapsed
    CHECK(regime.terms(first, last, treaty) == 0.7);
}

// With a rate of 0.5 a policy that is watched with 1 goes 1 - 0.5^2 = 0.75 of its way.
TEST_CASE("policy follows faster where what binds is watched")
{
    Regime regime = regime_at(0.2);
    regime.add(agreement(dialogue, 1.0, 0.5, {first}));
    regime.add(agreement(treaty, 1.0, 0.5, {second}));
    auto const watch_treaty = [](ForumId forum, IssueId) { return forum == treaty ? 1.0 : 0.0; };
    regime.implement(Vector::Constant(2, 0.5), watch_treaty);
    CHECK(regime.policy()(0, 0) == Approx(0.2 + 0.5 * 0.4));
    CHECK(regime.policy()(1, 0) == Approx(0.2 + 0.75 * 0.4));
    CHECK(regime.policy_alone().isApproxToConstant(0.2));
}

TEST_CASE("a dyadic policy follows faster towards those alone with whom what holds is watched")
{
    Regime regime{Matrix::Constant(3, 1, 0.2), std::array{issue}};
    StateId const third{2};
    regime.add(agreement(dialogue, 1.0, 0.5, {first, second}));
    regime.add(agreement(treaty, 1.0, 0.5, {first, third}));
    auto const watch_treaty = [](ForumId forum, IssueId) { return forum == treaty ? 1.0 : 0.0; };
    regime.implement(Vector::Constant(3, 0.5), watch_treaty);
    CHECK(regime.dyads(issue).policy(first, second) == Approx(0.2 + 0.5 * 0.4));
    CHECK(regime.dyads(issue).policy(first, third) == Approx(0.2 + 0.75 * 0.4));
    CHECK(regime.policy().isApproxToConstant(0.2));
}

TEST_CASE("who joins a forum may be bound by what it agreed last on each issue")
{
    Regime regime{Matrix::Constant(4, 1, 0.5)};
    StateId const third{2}, newcomer{3};
    std::vector<StateId> const members{first, second, third, newcomer};
    regime.add(agreement(dialogue, 0.8, 0.6, {first, second}));
    regime.add(agreement(dialogue, 0.9, 0.4, {second, third}));  // the first keeps what it had
    regime.add(agreement(treaty, 0.1, 1.0, {first, second}));
    regime.join(newcomer, dialogue, members);
    CHECK(regime.terms(newcomer, issue, dialogue) == 0.9);
    CHECK(regime.held(newcomer, issue, dialogue)->bindingness == 0.4);
    CHECK_FALSE(regime.binds(newcomer, issue, treaty));
    CHECK(regime.binds(newcomer, second, issue, dialogue));
    CHECK_FALSE(regime.binds(newcomer, first, issue, dialogue));
    regime.join(newcomer, dialogue, members);  // once is enough
    CHECK(regime.held(newcomer, issue).size() == 1);
}

TEST_CASE("on a dyadic issue a newcomer is bound towards all whom the agreement binds")
{
    std::vector<IssueId> const dyadic{issue};
    Regime regime{Matrix::Constant(3, 1, 0.5), dyadic};
    StateId const newcomer{2};
    regime.add(agreement(dialogue, 0.8, 1.0));
    regime.join(newcomer, dialogue, std::vector<StateId>{first, second, newcomer});
    CHECK(regime.dyads(issue).between(newcomer, first)->terms == 0.8);
    regime.implement(1.0);
    CHECK(regime.dyads(issue).policy(newcomer, second) == Approx(0.8));
    CHECK(regime.dyads(issue).policy(second, newcomer) == Approx(0.8));
}
