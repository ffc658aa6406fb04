#include "../world.hpp"
#include "catch.hpp"
#include "simulation/simulation.hpp"

#include <algorithm>
#include <array>
#include <cmath>

using namespace parley;
using namespace parley::testing;

namespace {

/// States that want the same, 0.9 on one issue with the status quo 0.5: at 0.9 each gains
/// (0.9 - 0.5)^2 = 0.16, and 1 is at stake for each.
World alike(Eigen::Index states)
{
    Matrix profile = Matrix::Zero(states, role_count);
    profile.col(0).setOnes();
    return small_world(profile, Matrix::Constant(3, 1, 0.9), Matrix::Ones(3, 1));
}

/// A protocol by which all sign a position after so many rounds.
Protocol signs_after(int rounds, double position = 0.9)
{
    return [rounds, position](Table const& table, RandomStream& random, Trace trace) {
        Outcome outcome = all_sign(position)(table, random, trace);
        outcome.rounds = rounds;
        return outcome;
    };
}

struct Ended final : Observer {
    std::vector<Session> sessions;

    void on_meeting(Simulation const&, ForumId, std::vector<Session> const& ended) override
    {
        sessions.insert(sessions.end(), ended.begin(), ended.end());
    }
};

std::vector<Session> all_sessions(Setup setup)
{
    Simulation simulation{std::move(setup), 1, 0};
    Ended ended;
    std::array<Observer*, 1> const observers{&ended};
    simulation.run(observers);
    return std::move(ended.sessions);
}

/// Talks that open by decision, always as soon as there is something to gain.
TalksRules eager()
{
    return {.mandate = 0, .round = 0.0, .initiative = 1e12, .gain = 0.25, .team = false};
}

Event override_ideal(int tick, double ideal)
{
    Override<ById> what;
    what.state = StateId{0};
    what.issue = IssueId{0};
    what.ideal = ideal;
    return {.about = "an election", .tick = tick, .what = what};
}

}  // namespace

TEST_CASE("talks have a mandate, rounds that take time, and a day of signing")
{
    Setup setup = small_setup(alike(2), signs_after(3));
    setup.forums[0].talks = TalksRules{.mandate = 2, .round = 0.5};
    auto const sessions = all_sessions(setup);
    REQUIRE(sessions.size() == 1);  // opened in tick 0; nothing is left to open afterwards
    CHECK(sessions[0].agreed());
    REQUIRE(sessions[0].talks);
    CHECK(sessions[0].talks->opened == 0);
    CHECK(sessions[0].talks->first_round == 2);
    CHECK(sessions[0].tick == 4);  // 2 + 3 x 0.5, rounded up
}

TEST_CASE("talks that take no time end as a meeting does")
{
    Setup const plain = small_setup(alike(3), find_protocol("compromise")->make({}));
    Setup timed = plain;
    timed.forums[0].talks = TalksRules{};
    Simulation one{plain, 1, 0};
    Simulation other{timed, 1, 0};
    one.run({});
    other.run({});
    CHECK(one.world().regime.policy() == other.world().regime.policy());
    CHECK(one.world().states.recognition == other.world().states.recognition);
}

TEST_CASE("members open talks when all of them gain more than talks cost")
{
    Setup setup = small_setup(alike(2), signs_after(1));
    setup.forums[0].talks = eager();
    CHECK(all_sessions(setup).size() == 1);
    // a round costs 0.02 and half of 20 rounds are expected: 0.16 - 0.2 < 0
    setup.forums[0].cost = {.round = 0.02, .signature = 0.0};
    CHECK(all_sessions(setup).empty());
    setup.forums[0].deadline = 10;  // 0.16 - 0.1 > 0
    CHECK(all_sessions(setup).size() == 1);
    // what a signature costs is asked at the table, to which this protocol does not listen
    setup.forums[0].cost = {.round = 0.0, .signature = 0.17};
    CHECK(all_sessions(setup).size() == 1);
}

TEST_CASE("the rate of opening grows with the least gain")
{
    // ten rounds of 0.01 are expected, so that 0.16 - 0.1 = 0.06 is gained: 0.5 (0.06 / 0.001)^0.25
    // = 0.5 x 2.78316 a year
    Setup setup = small_setup(alike(2), signs_after(1));
    setup.calendar.tick_months = 6;
    setup.forums[0].talks = eager();
    setup.forums[0].talks->initiative = 0.5;
    setup.forums[0].cost.round = 0.01;
    Simulation simulation{setup, 1, 0};
    simulation.step({});
    CHECK(simulation.diplomacy().opening_chance(ForumId{0}) == Approx(0.5 * 0.5 * 2.783158));
}

TEST_CASE("talks open as often as their rate says")
{
    // rate 0.4 a year for one year: they open with the chance 1 - exp(-0.4) = 0.330
    Setup setup = small_setup(alike(2), signs_after(1));
    setup.calendar = {.start = Month{2005, 1}, .tick_months = 3, .ticks = 4};
    setup.forums[0].talks = eager();
    setup.forums[0].talks->initiative = 0.4;
    setup.forums[0].talks->gain = 0.0;
    auto const shared = std::make_shared<Setup const>(setup);
    int opened = 0;
    int const runs = 4000;
    for (int r = 0; r < runs; ++r) {
        Simulation simulation{shared, 7, static_cast<std::uint64_t>(r)};
        simulation.run({});
        opened += simulation.diplomacy().opened(ForumId{0});
    }
    double const chance = 1.0 - std::exp(-0.4);
    double const error = std::sqrt(chance * (1.0 - chance) / runs);
    CHECK(std::abs(opened / static_cast<double>(runs) - chance) < 4.0 * error);
}

TEST_CASE("a team negotiates once at a time, first where most is to be gained")
{
    // AAA has one team for two partners. CCC cares half as much: it gains 0.08 where BBB gains
    // 0.16.
    World world = alike(3);
    world.states.exposure(2) = 0.5;
    world.states.teams << 1.0, std::nan(""), std::nan("");
    world.renew_interests();
    Setup setup = small_setup(std::move(world), signs_after(2));
    Forum pair = setup.forums[0];
    pair.talks = eager();
    pair.talks->team = true;
    pair.talks->round = 1.0;
    setup.forums.clear();
    for (std::size_t const partner : {2U, 1U}) {  // in the order of their ids
        pair.id = partner == 2 ? "a_with_c" : "b_with_b";
        pair.members = {StateId{0}, StateId{partner}};
        setup.forums.push_back(pair);
    }
    auto const sessions = all_sessions(setup);
    REQUIRE(sessions.size() == 2);
    CHECK(sessions[0].forum == ForumId{1});  // with BBB, although the other comes first by id
    CHECK(sessions[0].tick == 2);
    CHECK(sessions[1].talks->opened == 3);  // the tick after the team has come home
    CHECK(sessions[1].tick == 5);
}

TEST_CASE("a government that was elected during the talks refuses to sign")
{
    Setup setup = small_setup(alike(2), signs_after(2));
    setup.calendar.ticks = 3;
    setup.forums[0].talks = TalksRules{.mandate = 0, .round = 1.0};
    setup.events = {override_ideal(1, 0.1)};  // it now prefers 0.5 to 0.9: 0.16 against 0.64
    auto const sessions = all_sessions(setup);
    REQUIRE(sessions.size() == 1);
    CHECK(sessions[0].outcome.status == Status::overtaken);
    CHECK_FALSE(sessions[0].agreed());
    CHECK(sessions[0].tick == 2);
    REQUIRE(sessions[0].outcome.blocked_by.size() == 1);
    CHECK(sessions[0].outcome.blocked_by[0].member == 0);
    CHECK(sessions[0].outcome.blocked_by[0].shortfall == Approx(0.64 - 0.16));
    CHECK(sessions[0].outcome.consenting == std::vector<char>{0, 1});
    CHECK(sessions[0].outcome.signatories == std::vector<char>{0, 0});

    setup.forums[0].talks->round = 0.25;  // the same talks end before the election
    auto const quick = all_sessions(setup);
    REQUIRE_FALSE(quick.empty());
    CHECK(quick[0].tick == 1);
    setup.events = {override_ideal(2, 0.1)};
    CHECK(all_sessions(setup)[0].agreed());
}

TEST_CASE("a member that has left during the talks signs nothing, one that has joined neither")
{
    Setup setup = small_setup(alike(4), signs_after(2));
    setup.calendar.ticks = 3;
    setup.forums[0].members.pop_back();
    setup.forums[0].talks = TalksRules{.mandate = 0, .round = 1.0};
    Withdrawal<ById> leaves;
    leaves.forum = ForumId{0};
    leaves.states = {StateId{0}};
    Accession<ById> joins;
    joins.forum = ForumId{0};
    joins.states = {StateId{3}};
    setup.events = {{.about = "", .tick = 1, .what = leaves},
                    {.about = "", .tick = 1, .what = joins}};
    auto const sessions = all_sessions(setup);
    REQUIRE_FALSE(sessions.empty());
    CHECK(sessions[0].agreed());
    CHECK(sessions[0].members.size() == 3);
    CHECK(sessions[0].outcome.signatories == std::vector<char>{0, 1, 1});
}

TEST_CASE("of a treaty of the willing those sign on the day who are no better off outside")
{
    // Three who want nothing of themselves and 1 of the others, on whom e = 0.6 of the payoff
    // depends; at 0 each has -e. When n sign x, one of them has
    // -(1 - e) x^2 - e ((n - 1) (1 - x)^2 + 3 - n) / 2, and who stays out
    // -e (n (1 - x)^2 + 2 - n) / 2. At x = 0.5 these are -0.25, -0.475 and -0.7 of one of three,
    // two, one; -0.15, -0.375 and -0.6 of who stays out beside two, one and none.
    Setup setup = small_setup(three_free_riders(0.6), signs_after(2, 0.5));
    setup.calendar.ticks = 3;
    setup.forums[0].rule = find_rule("opt_in");
    setup.forums[0].talks = TalksRules{.mandate = 0, .round = 1.0};
    // One stays out, for -0.15 in place of -0.25. Then two are left, and nothing comes of one: that
    // is -0.6, and both stay for -0.475.
    setup.forums[0].rule_values = {{"minimum_participation", 2.0}};
    auto sessions = all_sessions(setup);
    REQUIRE_FALSE(sessions.empty());
    CHECK(sessions[0].tick == 2);
    CHECK(sessions[0].agreed());
    CHECK(sessions[0].outcome.signatories == std::vector<char>{0, 1, 1});
    // With three or nothing, nobody can stay out and keep the treaty.
    setup.forums[0].rule_values = {{"minimum_participation", 3.0}};
    sessions = all_sessions(setup);
    REQUIRE_FALSE(sessions.empty());
    CHECK(sessions[0].outcome.signatories == std::vector<char>{1, 1, 1});
    // A treaty that any one may sign alone unravels: -0.375 is more than -0.475, and -0.6 than
    // -0.7.
    setup.forums[0].rule_values = {{"minimum_participation", 1.0}};
    sessions = all_sessions(setup);
    REQUIRE_FALSE(sessions.empty());
    CHECK(sessions[0].outcome.status == Status::overtaken);
    CHECK(sessions[0].outcome.signatories == std::vector<char>{0, 0, 0});
}

TEST_CASE("a caucus signs on the day as it spoke")
{
    // A caucus of two binds them to 0.9 in tick 0. During the talks of all three a government is
    // elected that would refuse by itself, as above; what it is bound to speaks for it.
    Setup setup = small_setup(alike(3), signs_after(2));
    setup.calendar.ticks = 4;
    setup.forums[0].level = Level::global;
    setup.forums[0].first_tick = 1;
    setup.forums[0].talks = TalksRules{.mandate = 0, .round = 1.0};
    setup.events = {override_ideal(2, 0.1)};
    auto const refused = all_sessions(setup);
    REQUIRE_FALSE(refused.empty());
    CHECK(refused[0].outcome.status == Status::overtaken);

    Forum caucus = setup.forums[0];
    caucus.id = caucus.name = caucus.label = "caucus";
    caucus.level = Level::regional;
    caucus.members.pop_back();
    caucus.protocol = all_sign(0.9);
    caucus.first_tick = 0;
    caucus.talks.reset();
    caucus.caucus = true;
    setup.forums.push_back(caucus);
    auto const sessions = all_sessions(setup);
    auto const of_all = std::ranges::find(sessions, ForumId{0}, &Session::forum);
    REQUIRE(of_all != sessions.end());
    REQUIRE(of_all->blocs.size() == 1);
    CHECK(of_all->agreed());
    CHECK(of_all->outcome.signatories == std::vector<char>{1, 1, 1});
}

TEST_CASE("what a forum may treat no longer on the day is left out of the text")
{
    Matrix profile = Matrix::Zero(2, role_count);
    profile.col(0).setOnes();
    World const world = small_world(profile, Matrix::Constant(3, 2, 0.9), Matrix::Ones(3, 2));
    Setup setup = small_setup(world, signs_after(2));
    setup.calendar.ticks = 3;
    setup.forums[0].talks = TalksRules{.mandate = 0, .round = 1.0};
    AgendaChange<ById> narrower;
    narrower.forum = ForumId{0};
    narrower.remove = {IssueId{0}};
    setup.events = {{.about = "", .tick = 1, .what = narrower}};
    auto sessions = all_sessions(setup);
    REQUIRE_FALSE(sessions.empty());
    CHECK(sessions[0].agreed());
    CHECK(sessions[0].issues.size() == 2);
    CHECK(sessions[0].kept() == std::vector<std::size_t>{1});
    Simulation simulation{setup, 1, 0};
    simulation.run({});
    CHECK_FALSE(simulation.world().regime.binds(StateId{0}, IssueId{0}, ForumId{0}));
    CHECK(simulation.world().regime.binds(StateId{0}, IssueId{1}, ForumId{0}));
    // with nothing left the talks are overtaken
    narrower.remove = {IssueId{0}, IssueId{1}};
    setup.events = {{.about = "", .tick = 1, .what = narrower}};
    sessions = all_sessions(setup);
    REQUIRE_FALSE(sessions.empty());
    CHECK(sessions[0].outcome.status == Status::overtaken);
    CHECK(sessions[0].kept().empty());
    CHECK(sessions[0].signatories().empty());
}

TEST_CASE("an agreement closes its issue until it reopens")
{
    Setup setup = small_setup(alike(2), signs_after(1));
    CHECK(all_sessions(setup).size() == 1);
    setup.forums[0].reopens = 3;
    auto const sessions = all_sessions(setup);
    REQUIRE(sessions.size() == 4);  // ten yearly meetings: 0, 3, 6, 9
    CHECK(sessions[3].tick == 9);
}

TEST_CASE("habit multiplies the rate and is forgotten by halves")
{
    // A yearly forum signs in tick 0. In tick 1 half of the agreement is forgotten after a year:
    // (1 + 0.5)^1.5 (1.5 x 1.5)^(0.8 / 2) = 1.5^2.3 = 2.54112 times the rate without.
    Setup setup = small_setup(alike(2), signs_after(1));
    setup.forums[0].talks = eager();
    setup.forums[0].talks->initiative = 1e6;
    setup.forums[0].talks->gain = 0.0;
    setup.forums[0].reopens = 1;
    setup.forums[0].habit = {.pair = 1.5, .state = 0.8, .memory = 1.0};
    Simulation simulation{setup, 1, 0};
    simulation.step({});
    double const before = simulation.diplomacy().opening_chance(ForumId{0});
    CHECK(before == Approx(1e6));
    simulation.step({});
    CHECK(simulation.diplomacy().opening_chance(ForumId{0}) - before ==
          Approx(1e6 * std::pow(1.5, 2.3)));
}

TEST_CASE("habit divides what rounds cost, and not what a signature does")
{
    // A round costs 0.02 of what is at stake and ten are expected: 0.2, more than the gain of 0.16.
    // Three agreements of the pair just before the start make it 0.2 / 4^1 = 0.05.
    Setup setup = small_setup(alike(2), find_protocol("compromise")->make({}));
    setup.forums[0].talks = eager();
    setup.forums[0].reopens = 1;
    setup.forums[0].cost.round = 0.02;
    setup.forums[0].deadline = 20;
    setup.forums[0].habit = {.pair = 1.0, .state = 0.0, .memory = 1e9};
    CHECK(all_sessions(setup).empty());
    Agreement const before{.forum = ForumId{0},
                           .issues = {IssueId{0}},
                           .terms = Vector::Constant(1, 0.5),
                           .signatories = {StateId{0}, StateId{1}},
                           .tick = -1};
    setup.record = {before, before, before};
    CHECK(std::ranges::any_of(all_sessions(setup), &Session::agreed));
    setup.forums[0].cost = {.round = 0.0, .signature = 0.17};
    CHECK(std::ranges::none_of(all_sessions(setup), &Session::agreed));
}

TEST_CASE("who signs must gain more than the signature costs, and outcomes are measured without")
{
    // compromise proposes 0.9, worth 0.16 to each: at a price of 0.17 both object
    Setup setup = small_setup(alike(2), find_protocol("compromise")->make({}));
    setup.forums[0].cost.signature = 0.17;
    auto const sessions = all_sessions(setup);
    REQUIRE_FALSE(sessions.empty());
    CHECK_FALSE(sessions[0].agreed());
    REQUIRE(sessions[0].outcome.blocked_by.size() == 2);
    CHECK(sessions[0].outcome.blocked_by[0].shortfall == Approx(0.01));
    setup.forums[0].cost.signature = 0.15;
    CHECK(all_sessions(setup)[0].agreed());
}

TEST_CASE("a run begins with what is in force")
{
    // B = 0.5: policy starts at 0.5 + 0.5 (0.9 - 0.5) = 0.7, and the issue is closed
    Setup setup = small_setup(alike(2), all_sign(0.1));
    Agreement const before{.forum = ForumId{0},
                           .issues = {IssueId{0}},
                           .terms = Vector::Constant(1, 0.9),
                           .signatories = {StateId{0}, StateId{1}},
                           .tick = -3,
                           .bindingness = 0.5};
    setup.record = {before};
    Simulation const simulation{setup, 1, 0};
    CHECK(simulation.world().regime.policy()(0, 0) == Approx(0.7));
    CHECK(all_sessions(setup).empty());

    SECTION("terms that the record lacks are those on which the parties would settle")
    {
        setup.record[0].terms(0) = std::nan("");  // both want 0.9
        Simulation const computed{setup, 1, 0};
        CHECK(computed.world().regime.policy()(0, 0) == Approx(0.7));
    }
    SECTION("what has lapsed binds nobody")
    {
        setup.record[0].lapses = 0;
        Simulation const lapsed{setup, 1, 0};
        CHECK(lapsed.world().regime.policy()(0, 0) == 0.5);
    }
    SECTION("and it may lapse during the run")
    {
        setup.record[0].lapses = 2;
        auto const sessions = all_sessions(setup);
        REQUIRE(sessions.size() == 1);
        CHECK(sessions[0].tick == 2);
    }
}

TEST_CASE("talks that opened before the run are under way, unless they were over by then")
{
    // Talks open as soon as they can and last 3 ticks.
    Setup setup = small_setup(alike(2), signs_after(3));
    setup.forums[0].talks = eager();
    setup.forums[0].talks->round = 1.0;
    setup.forums[0].talks->burn_in = 2;
    auto const sessions = all_sessions(setup);
    REQUIRE(sessions.size() == 1);
    CHECK(sessions[0].talks->opened == -2);
    CHECK(sessions[0].tick == 1);  // 3 ticks after the opening

    setup.forums[0].talks->burn_in = 4;  // over in tick -1: the record has to hold it
    auto const after = all_sessions(setup);
    REQUIRE(after.size() == 1);
    CHECK(after[0].talks->opened == 1);
}

TEST_CASE("an agreement renews itself for those whom leaving does not pay")
{
    // 0.9 at bindingness 1 from tick 0 on, for three ticks; the preferences of AAA change in tick
    // 1. Leaving brings it -(0.5 - 0.1)^2 + (0.9 - 0.1)^2 = 0.48 of what is at stake.
    Setup setup = small_setup(alike(3), all_sign(0.9));
    setup.calendar.ticks = 6;
    setup.forums[0].bindingness = 1.0;
    setup.forums[0].term = 3;
    setup.forums[0].interval = 100;  // one meeting
    setup.events = {override_ideal(1, 0.1)};
    IssueId const issue{0};
    auto const bound = [&](Setup const& with, StateId state) {
        Simulation simulation{with, 1, 0};
        simulation.run({});
        return simulation.world().regime.binds(state, issue);
    };
    CHECK_FALSE(bound(setup, StateId{0}));
    CHECK_FALSE(bound(setup, StateId{1}));
    setup.forums[0].renewal = Renewal::automatic;
    CHECK_FALSE(bound(setup, StateId{0}));
    CHECK(bound(setup, StateId{1}));
    CHECK(bound(setup, StateId{2}));
}

TEST_CASE("a renewal that is negotiated is talked about before the term is over")
{
    Setup setup = small_setup(alike(2), signs_after(1));
    setup.forums[0].term = 4;
    auto const lapsing = all_sessions(setup);  // yearly meetings: signed in 0, lapsed in 4 and 8
    REQUIRE(lapsing.size() == 3);
    CHECK(lapsing[1].tick == 4);
    setup.forums[0].renewal = Renewal::negotiated;
    setup.forums[0].notice = 1;
    auto const negotiated = all_sessions(setup);  // 0, 3, 6, 9
    REQUIRE(negotiated.size() == 4);
    CHECK(negotiated[1].tick == 3);
}
