#include "../world.hpp"
#include "catch.hpp"
#include "simulation/simulation.hpp"

#include <algorithm>
#include <array>

using namespace parley;
using namespace parley::testing;

namespace {

/// Two states that want 0.9 on two issues, from 0.5, and an organisation that serves their forum.
Setup served(Protocol protocol)
{
    World world = small_world(Matrix{{1.0, 0.0, 0.0}, {1.0, 0.0, 0.0}}, Matrix::Constant(3, 2, 0.9),
                              Matrix::Ones(3, 2));
    world.organisations = {{.id = "o", .name = "The Office", .mandate = {IssueId{0}, IssueId{1}}}};
    world.organisations[0].serves = {ForumId{0}};
    return small_setup(std::move(world), std::move(protocol));
}

/// Two states that want the opposite on two issues, from 0.5, and can trade: see
/// tests/unit/forum/test_mediated_text.cpp.
Setup traders(double mediation)
{
    World world = small_world(Matrix{{1.0, 0.0, 0.0}, {0.0, 0.0, 1.0}},
                              Matrix{{1.0, 1.0}, {0.5, 0.5}, {0.0, 0.0}},
                              Matrix{{4.0, 1.0}, {1.0, 1.0}, {1.0, 4.0}});
    world.organisations = {{.id = "o",
                            .name = "The Office",
                            .mandate = {IssueId{0}, IssueId{1}},
                            .mediation = mediation,
                            .formula = 1.0,
                            .serves = {ForumId{0}}}};
    Setup setup = small_setup(std::move(world), first_blocks());
    setup.forums[0].scope = Scope::single_issue;
    return setup;
}

struct Watcher final : Observer {
    std::vector<Session> sessions;
    std::vector<std::string> events;
    std::vector<std::vector<IssueId>> agendas;

    void on_event(Simulation const&, Event const& event) override
    {
        events.push_back(std::string{kind_of(event)} + ": " + event.about);
    }

    void on_meeting(Simulation const&, ForumId, std::vector<Session> const& ended) override
    {
        sessions.insert(sessions.end(), ended.begin(), ended.end());
    }

    void on_tick(Simulation const& simulation) override
    {
        agendas.push_back(simulation.forums()[0].agenda);
    }
};

Watcher& watch(Simulation& simulation, int ticks, Watcher& watcher)
{
    std::array<Observer*, 1> const observers{&watcher};
    for (int tick = 0; tick < ticks; ++tick) {
        simulation.step(observers);
    }
    return watcher;
}

/// Ticks at which the first agreement of a forum is opened, first talked about and signed.
std::array<int, 3> first_talks(double expertise, std::vector<IssueId> mandate)
{
    Setup setup = served([](Table const& table, RandomStream& random, Trace trace) {
        Outcome outcome = all_sign(0.9)(table, random, trace);
        outcome.rounds = 3;
        return outcome;
    });
    setup.forums[0].talks = TalksRules{.mandate = 2, .round = 2.0};
    setup.world.organisations[0].expertise = expertise;
    setup.world.organisations[0].mandate = std::move(mandate);
    Simulation simulation{std::move(setup), 1, 0};
    Watcher watcher;
    watch(simulation, 10, watcher);
    Session const& first = watcher.sessions.at(0);
    return {first.talks->opened, first.talks->first_round, first.tick};
}

}  // namespace

// A mandate of 2 ticks, then 3 rounds of 2: signed at 8. Half of both: 1 and 3 rounds of 1. With
// half of the agenda in its mandate a quarter: 1.5, rounded up to 2, and 3 x 1.5 = 4.5, rounded up.
TEST_CASE("expertise shortens mandate and rounds of talks, by hand")
{
    std::vector const both{IssueId{0}, IssueId{1}};
    CHECK(first_talks(0.0, both) == std::array{0, 2, 8});
    CHECK(first_talks(0.5, both) == std::array{0, 1, 4});
    CHECK(first_talks(0.5, {IssueId{1}}) == std::array{0, 2, 7});
    CHECK(first_talks(1.0, both) == std::array{0, 0, 0});
}

// Bound fully to 0.9 a policy goes half of its way from 0.5 in a year: 0.7; watched with 1 it goes
// 1 - 0.5^2 of it: 0.8.
TEST_CASE("monitoring hastens implementation, by hand")
{
    for (double const monitoring : {0.0, 1.0}) {
        Setup setup = served(all_sign(0.9));
        setup.forums[0].bindingness = 1.0;
        setup.world.organisations[0].monitoring = monitoring;
        setup.world.organisations[0].mandate = {IssueId{0}};
        Simulation simulation{std::move(setup), 1, 0};
        Watcher watcher;
        watch(simulation, 1, watcher);
        Matrix const& policy = simulation.world().regime.policy();
        CHECK(policy(0, 0) == Approx(monitoring > 0.0 ? 0.8 : 0.7));
        CHECK(policy(0, 1) == Approx(0.7));
    }
}

// A chance of 1 a year brings the second issue up at once, for two years; while it is up it is not
// brought up again.
TEST_CASE("an organisation puts issues of its mandate on the agenda for a while")
{
    Setup setup = served(first_blocks());
    setup.forums[0].agenda = {IssueId{0}};
    Organisation& office = setup.world.organisations[0];
    office.mandate = {IssueId{1}};
    office.agenda = {.chance = 1.0, .factor = 3.0, .lasts = 2};
    Simulation simulation{std::move(setup), 1, 0};
    Watcher watcher;
    watch(simulation, 1, watcher);
    std::vector const both{IssueId{0}, IssueId{1}};
    CHECK(watcher.agendas.back() == both);
    CHECK(watcher.sessions.back().issues == both);
    CHECK(simulation.world().politics.attention(0, 1) == 3.0);
    CHECK(simulation.world().politics.attention(0, 0) == 1.0);
    CHECK(watcher.events ==
          std::vector<std::string>{"attention: The Office brings up issue_1 in forum"});
    watch(simulation, 4, watcher);
    CHECK(simulation.state().brought_up(0) == 3.0);  // in ticks 0, 2 and 4
    CHECK(simulation.world().politics.attention(0, 1) == 3.0);
}

TEST_CASE("an issue that was brought up leaves the agenda, unless it was put there for good")
{
    for (bool const stays : {false, true}) {
        Setup setup = served(first_blocks());
        setup.forums[0].agenda = {IssueId{0}};
        Organisation& office = setup.world.organisations[0];
        office.mandate = {IssueId{1}};
        office.agenda = {.chance = 1.0, .factor = 1.0, .lasts = 2};
        if (stays) {
            AgendaChange<ById> change;
            change.forum = ForumId{0};
            change.add = {IssueId{1}};
            setup.events.push_back({.about = "for good", .tick = 1, .what = change});
        }
        setup.forums[0].closing_tick = 2;  // and so nothing is brought up any more
        Simulation simulation{std::move(setup), 1, 0};
        Watcher watcher;
        watch(simulation, 3, watcher);
        CHECK(watcher.agendas.at(1).size() == 2);
        CHECK(watcher.agendas.at(2).size() == (stays ? 2 : 1));
    }
}

TEST_CASE("chance brings up issues as often as it should, and alike whatever else happens")
{
    Setup setup = served(first_blocks());
    setup.calendar.ticks = 4000;
    setup.world.organisations[0].agenda = {.chance = 0.2, .factor = 1.0, .lasts = 1};
    Simulation simulation{setup, 7, 0};
    Watcher watcher;
    watch(simulation, 4000, watcher);
    // 800 expected, with a standard deviation of sqrt(4000 x 0.16) = 25
    CHECK(std::abs(simulation.state().brought_up(0) - 800.0) < 100.0);
    setup.world.organisations.push_back(
        {.id = "other", .name = "Other", .mandate = {IssueId{0}}, .serves = {ForumId{0}}});
    std::swap(setup.world.organisations[0], setup.world.organisations[1]);
    Simulation again{setup, 7, 0};
    Watcher of_again;
    watch(again, 4000, of_again);
    CHECK(of_again.events == watcher.events);
}

// Alone each issue is blocked; the text that joins them gives each 0.8 and 0.2.
TEST_CASE("an organisation's formula settles at the same meeting what tables left open")
{
    Simulation simulation{traders(1.0), 1, 0};
    Watcher watcher;
    watch(simulation, 2, watcher);
    REQUIRE(watcher.sessions.size() == 3);  // and at the second meeting nothing is open
    CHECK_FALSE(watcher.sessions[0].agreed());
    CHECK_FALSE(watcher.sessions[1].agreed());
    CHECK(watcher.sessions[2].agreed());
    CHECK(watcher.sessions[2].outcome.terms.isApprox(Vector{{0.8, 0.2}}, 1e-6));
    CHECK(simulation.state().texts_agreed(0) == 1.0);
    CHECK(simulation.world().regime.binds(StateId{0}, IssueId{1}, ForumId{0}));
}

TEST_CASE("without mediation or mandate there is no formula")
{
    for (int const what : {0, 1, 2}) {
        Setup setup = traders(what == 0 ? 0.0 : 1.0);
        if (what == 1) {
            setup.world.organisations[0].mandate = {IssueId{0}};
        } else if (what == 2) {
            setup.world.organisations[0].serves = {};
        }
        Simulation simulation{std::move(setup), 1, 0};
        Watcher watcher;
        watch(simulation, 10, watcher);
        CHECK(simulation.state().texts_agreed(0) == 0.0);
        CHECK(watcher.sessions.size() == 20);
    }
}

// With mediation 0.5 each meeting has an even chance, so that the first text comes after one failed
// meeting on average.
TEST_CASE("mediation says how often a formula is found")
{
    double meetings = 0.0;
    for (std::uint64_t replicate = 0; replicate < 400; ++replicate) {
        Simulation simulation{traders(0.5), 1, replicate};
        Watcher watcher;
        watch(simulation, 10, watcher);
        meetings += static_cast<double>(watcher.sessions.size() / 2);
    }
    CHECK(std::abs(meetings / 400.0 - 2.0) < 0.25);  // 2.5 standard errors of 1.4 / 20 each
}
