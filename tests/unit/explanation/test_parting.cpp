#include "../world.hpp"
#include "catch.hpp"
#include "explanation/effect.hpp"

#include <array>

using namespace parley;
using namespace parley::testing;

namespace {

/// Two states that want 0.9 on each issue, from 0.5; a forum of both meets in each of ten years.
Setup two_states(Protocol protocol, Eigen::Index issues = 1)
{
    Matrix profile = Matrix::Zero(2, role_count);
    profile.col(0).setOnes();
    Setup setup =
        small_setup(small_world(profile, Matrix::Constant(3, issues, 0.9), Matrix::Ones(3, issues)),
                    std::move(protocol));
    setup.implementation_rate = 1.0;
    setup.forums[0].bindingness = 0.25;
    return setup;
}

Trail trail_of(Setup const& setup)
{
    Simulation simulation{setup, 1, 0};
    Follower follower{simulation};
    std::array<Observer*, 1> const observers{&follower};
    simulation.run(observers);
    return follower.take();
}

PairOfRuns compared(Setup const& first, Setup const& second)
{
    return compare_runs({first, trail_of(first)}, {}, {second, trail_of(second)}, {});
}

/// Where they part, which they must.
Parting parting(Setup const& first, Setup const& second)
{
    auto const pair = compared(first, second);
    REQUIRE(pair.any);
    return *pair.any;
}

std::vector<IssueId> const the_issue{IssueId{0}};

}  // namespace

TEST_CASE("Runs of one setup do not part")
{
    Setup const setup = two_states(all_sign(0.9));
    auto const pair = compared(setup, setup);
    CHECK(pair.are_the_same());
    CHECK(pair.agreements_then == std::vector{1});
    CHECK(pair.policy_change == std::vector{0.0});
    Effect const effect = effect_of({pair, pair});
    CHECK(effect.same == 2);
    CHECK(effect.ends_alike());
}

TEST_CASE("Runs part at the first meeting that agrees on other terms, and policies follow")
{
    auto const pair = compared(two_states(all_sign(0.9)), two_states(all_sign(0.7)));
    REQUIRE(pair.any);
    CHECK(pair.any->tick == 0);
    CHECK(pair.any->forum == "forum");
    REQUIRE(pair.any->moved.size() == 1);
    CHECK(pair.any->moved[0].from == 0.9);
    CHECK(pair.any->moved[0].to == 0.7);
    CHECK(!pair.any->turns());
    CHECK(!pair.turned);
    CHECK(pair.policies_part == 0);
    // a quarter of the way from 0.5: to 0.6, and to 0.55
    CHECK_THAT(pair.policy_change[0], WithinAbs(-0.05, 1e-12));
}

TEST_CASE("An agreement that is lost goes back to who blocks it, and by which mechanism")
{
    Setup const first = two_states(all_sign(0.9));
    Setup const second = two_states([](Table const& table, RandomStream& random, Trace trace) {
        Outcome outcome = first_blocks()(table, random, trace);
        outcome.blocked_by = {
            {.member = 1, .issue = 0, .reason = Block::Reason::red_line, .shortfall = 0.1}};
        return outcome;
    });
    auto const lost = parting(first, second);
    CHECK(lost.lost == the_issue);
    CHECK(lost.won.empty());
    CHECK(lost.mechanism == Mechanism::red_line);
    CHECK(lost.blocked_by == StateId{1});
    CHECK(lost.absence == Absence::none);
    auto const won = parting(second, first);
    CHECK(won.won == the_issue);
    CHECK(won.lost.empty());
    CHECK(won.mechanism == Mechanism::red_line);
    CHECK(won.blocked_by == StateId{1});
}

TEST_CASE("A failure for another reason is told, and is no other agreement")
{
    auto const pair =
        compared(two_states(first_blocks()),
                 two_states([](Table const& table, RandomStream& random, Trace trace) {
                     Outcome outcome = first_blocks()(table, random, trace);
                     outcome.blocked_by[0].reason = Block::Reason::deadline;
                     return outcome;
                 }));
    REQUIRE(pair.any);
    CHECK(pair.any->fails_otherwise);
    CHECK(pair.any->mechanism == Mechanism::out_of_time);
    CHECK(pair.any->mechanism_then == Mechanism::gains_too_little);
    CHECK(!pair.agreements);
    CHECK(!pair.policies_part);
}

TEST_CASE("Who is bound otherwise is told")
{
    Setup const first = two_states(all_sign(0.9));
    Setup const second = two_states([](Table const& table, RandomStream& random, Trace trace) {
        Outcome outcome = all_sign(0.9)(table, random, trace);
        outcome.signatories[1] = 0;
        return outcome;
    });
    CHECK(parting(first, second).bound_then == std::vector{StateId{1}});
    CHECK(parting(second, first).bound_now == std::vector{StateId{1}});
}

TEST_CASE("Where a run has no such table, the reason is looked up in that run")
{
    Setup const first = two_states(all_sign(0.9));
    Setup second = first;
    SECTION("the forum opens later")
    {
        second.forums[0].first_tick = 3;
        auto const found = parting(first, second);
        CHECK(found.lost == the_issue);
        CHECK(found.untabled == the_issue);
        CHECK(found.absence == Absence::closed);
        CHECK(!found.absent_in_first);
        CHECK(parting(second, first).absent_in_first);
        CHECK(parting(second, first).won == the_issue);
    }
    SECTION("the issue is not on the agenda")
    {
        second.forums[0].agenda.clear();
        CHECK(parting(first, second).absence == Absence::off_agenda);
    }
    SECTION("there is one member")
    {
        second.forums[0].members.pop_back();
        CHECK(parting(first, second).absence == Absence::few_members);
    }
    SECTION("there is no such forum")
    {
        second.forums.clear();
        CHECK(parting(first, second).absence == Absence::no_forum);
    }
    SECTION("it meets every second year")
    {
        Setup failing = two_states(first_blocks());
        second = failing;
        second.forums[0].interval = 2;
        auto const found = parting(failing, second);
        CHECK(found.tick == 1);
        CHECK(found.absence == Absence::no_meeting);
        CHECK(!found.turns());
    }
    SECTION("what was agreed still stands")
    {
        Setup lapsing = first;
        lapsing.forums[0].term = 2;
        auto const found = parting(lapsing, first);
        CHECK(found.tick == 2);
        CHECK(found.absence == Absence::still_settled);
    }
    SECTION("talks take longer")
    {
        Setup quick = first;
        quick.forums[0].talks = TalksRules{};
        second.forums[0].talks = TalksRules{.mandate = 2};
        CHECK(parting(quick, second).absence == Absence::other_time);
    }
    SECTION("no team is free")
    {
        Setup with_teams = first;
        with_teams.forums[0].talks = TalksRules{.team = true};
        with_teams.world.states.teams = Vector{{1.0, 1.0}};
        second = with_teams;
        second.world.states.teams(1) = 0.0;
        auto const found = parting(with_teams, second);
        CHECK(found.absence == Absence::no_team);
        auto const missed = trail_of(second).missed;
        REQUIRE(missed.size() == 10);  // each year
        CHECK(missed[3].tick == 3);
        CHECK(missed[3].missed.without_team == std::vector{StateId{1}});
    }
}

TEST_CASE("Issues that lie together otherwise are told")
{
    Setup const first = two_states(all_sign(0.9), 2);
    Setup second = first;
    second.forums[0].scope = Scope::single_issue;
    auto const pair = compared(first, second);
    CHECK(!pair.agreements);  // all sign either way
    CHECK(!pair.any);
    second.forums[0].protocol = [](Table const& table, RandomStream& random, Trace trace) {
        return table.issues() == 1 ? first_blocks()(table, random, trace)
                                   : all_sign(0.9)(table, random, trace);
    };
    auto const found = parting(first, second);
    CHECK(found.regrouped);
    CHECK(found.lost == std::vector{IssueId{0}, IssueId{1}});
}

TEST_CASE("What members bring to the table otherwise is found member by member")
{
    auto const of = [](Parting const& found, Brought what) {
        return found.brought[static_cast<std::size_t>(what)];
    };
    Setup const first = two_states(find_protocol("nash_bargaining")->make({}));
    Setup second = first;
    second.world.states.exposure(1) = 0.5;  // it weighs all half as much
    second.world.issues.role_ideal(0, 0) = 0.8;
    auto const found = parting(first, second);
    CHECK(of(found, Brought::interests) == std::vector{StateId{0}, StateId{1}});
    CHECK(of(found, Brought::declared) == std::vector{StateId{0}, StateId{1}});
    CHECK(of(found, Brought::in_force).empty());
    CHECK(of(found, Brought::hopes).empty());
}

TEST_CASE("The parting that most pairs share is told with their number")
{
    Setup const first = two_states(all_sign(0.9));
    auto const moved = compared(first, two_states(all_sign(0.7)));
    auto const moved_too = compared(first, two_states(all_sign(0.6)));
    auto const lost = compared(first, two_states(first_blocks()));
    Effect const effect = effect_of({lost, moved, compared(first, first), moved_too});
    REQUIRE(effect.any);
    CHECK(effect.any->runs == 2);
    CHECK(effect.any->parted == 3);
    CHECK(effect.any->parting.moved.at(0).to == 0.7);
    CHECK(effect.same == 1);
    REQUIRE(effect.turned);
    CHECK(effect.turned->parted == 1);
    CHECK(effect.policies_part == 3);
    CHECK(effect.agreements_then == std::vector{1.0});
    CHECK(effect.agreements_now == std::vector{0.75});
    // -0.1, -0.05, 0 and -0.075
    CHECK_THAT(effect.policy_change[0], WithinAbs(-0.05625, 1e-12));
}
