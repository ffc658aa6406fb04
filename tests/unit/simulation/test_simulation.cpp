#include "../world.hpp"
#include "catch.hpp"
#include "simulation/simulation.hpp"

#include <array>
#include <cmath>
#include <stdexcept>

using namespace parley;
using namespace parley::testing;

namespace {

/// A sender and a receiver with one issue: ideal points 0.9 and 0.2.
World two_states()
{
    return small_world((Matrix(2, 3) << 1, 0, 0, 0, 0, 1).finished(),
                       (Matrix(3, 1) << 0.9, 0.5, 0.2).finished(), Matrix::Ones(3, 1));
}

/// Nobody agrees on anything, so that only events act.
Setup quiet()
{
    return small_setup(two_states(), first_blocks());
}

Event at(int tick, Event::What what)
{
    return {.about = "", .tick = tick, .what = std::move(what)};
}

Simulation after(Setup setup, int ticks, std::uint64_t seed = 1, std::uint64_t replicate = 0)
{
    Simulation simulation{std::move(setup), seed, replicate};
    for (int t = 0; t < ticks; ++t) {
        simulation.step({});
    }
    return simulation;
}

struct Counter final : Observer {
    int events = 0;
    int meetings = 0;
    int ticks = 0;
    std::vector<std::string> order;

    void on_event(Simulation const&, Event const&) override { ++events; }
    void on_meeting(Simulation const& simulation, ForumId id, std::vector<Session> const&) override
    {
        ++meetings;
        order.push_back(simulation.forums()[id.slot()].id);
    }
    void on_tick(Simulation const&) override { ++ticks; }
};

}  // namespace

TEST_CASE("what is agreed is implemented tick by tick and paid for")
{
    Setup setup = small_setup(two_states(), all_sign(0.9));
    setup.forums[0].bindingness = 1.0;
    setup.implementation_rate = 0.5;
    Simulation const once = after(setup, 1);
    CHECK(once.world().regime.policy()(0, 0) == Approx(0.7));  // half of the way from 0.5 to 0.9
    CHECK(once.actual_payoff()(0) == Approx(-0.04));           // (0.7 - 0.9)^2
    CHECK(once.actual_payoff()(1) == Approx(-0.25));           // (0.7 - 0.2)^2
    CHECK(after(setup, 2).world().regime.policy()(0, 0) == Approx(0.8));
}

TEST_CASE("a rate a year is the same whatever the length of a tick")
{
    Setup const yearly = small_setup(two_states(), all_sign(0.9));
    Setup monthly = yearly;
    monthly.calendar.tick_months = 1;
    monthly.forums[0].interval = 12;
    CHECK(after(monthly, 12).world().regime.policy()(0, 0) ==
          Approx(after(yearly, 1).world().regime.policy()(0, 0)));
}

TEST_CASE("observers are told of events, meetings and ticks, and change nothing")
{
    Setup setup = quiet();
    setup.forums[0].interval = 3;
    setup.events = {
        at(4, OutlookChange<ById>{.states = {StateId{0}}, .outlook = {.disclosure = 0.5}})};
    Counter counter;
    std::vector<Observer*> const observers{&counter};
    Simulation watched{setup, 1, 0};
    watched.run(observers);
    CHECK(counter.events == 1);
    CHECK(counter.meetings == 4);  // ticks 0, 3, 6, 9
    CHECK(counter.ticks == 10);
    CHECK(watched.finished());
    CHECK(watched.actual_payoff() == after(setup, 10).actual_payoff());
}

TEST_CASE("outcomes are measured where an observer looks at them, and nothing else depends on that")
{
    struct Looker final : Observer {
        explicit Looker(Level at) : level{at} {}
        [[nodiscard]] bool measures(Level asked) const override { return asked == level; }
        void on_meeting(Simulation const&, ForumId, std::vector<Session> const& held) override
        {
            sessions.insert(sessions.end(), held.begin(), held.end());
        }
        Level level;
        std::vector<Session> sessions;
    };
    Setup const setup = small_setup(two_states(), all_sign(0.5));
    Looker looks{setup.forums[0].level};
    Looker elsewhere{Level::local};
    for (Looker* looker : {&looks, &elsewhere}) {
        std::vector<Observer*> const observers{looker};
        Simulation{setup, 1, 0}.run(observers);
    }
    REQUIRE(!looks.sessions.empty());
    REQUIRE(looks.sessions.size() == elsewhere.sessions.size());
    for (std::size_t s = 0; s < looks.sessions.size(); ++s) {
        CHECK(looks.sessions[s].metrics.pareto_gap >= 0.0);
        CHECK(std::isnan(elsewhere.sessions[s].metrics.pareto_gap));
        CHECK(looks.sessions[s].outcome.terms == elsewhere.sessions[s].outcome.terms);
    }
}

TEST_CASE("forums meet from the lowest level up, then by id, in whatever order they are given")
{
    Setup setup = quiet();
    setup.forums.resize(3, setup.forums[0]);
    setup.forums[0].id = "world";
    setup.forums[0].level = Level::global;
    setup.forums[1].id = "north";
    setup.forums[2].id = "east";
    Counter counter;
    std::vector<Observer*> const observers{&counter};
    Simulation simulation{setup, 1, 0};
    simulation.step(observers);
    CHECK(counter.order == std::vector<std::string>{"east", "north", "world"});
}

TEST_CASE("a flow shock raises exposure while it lasts")
{
    Setup setup = quiet();
    setup.world.states.exposure = Vector::Constant(2, 0.5);
    setup.world.flows.origin = {StateId{0}};
    setup.world.flows.destination = {StateId{1}};
    setup.world.flows.persons = Vector::Constant(1, 100.0);
    setup.events = {at(1, FlowShock<ById>{{StateId{0}}, {StateId{1}}, 3.0, 2})};
    CHECK(after(setup, 1).world().states.exposure(0) == Approx(0.5));
    CHECK(after(setup, 2).world().states.exposure(0) == Approx(0.75));
    CHECK(after(setup, 3).world().states.exposure(1) == Approx(0.75));
    CHECK(after(setup, 4).world().states.exposure(0) == Approx(0.5));
}

TEST_CASE("a closed border turns a state that sends into one of transit, then of receiving")
{
    // 0 sends 300 a year, who cross 1, to 2; 1 sends 10 a year to 2; 2 closes its border
    Matrix const profile = (Matrix(3, 3) << 1.0, 0.0, 0.0, 0.9, 0.1, 0.0, 0.0, 0.0, 1.0).finished();
    Setup setup = small_setup(small_world(profile, Matrix::Constant(3, 1, 0.5), Matrix::Ones(3, 1)),
                              all_sign(1.0));
    setup.calendar.ticks = 200;
    Flows& flows = setup.world.flows;
    flows.origin = {StateId{0}, StateId{1}, StateId{0}};
    flows.destination = {StateId{2}, StateId{2}, StateId{1}};
    flows.persons = Vector{{300.0, 10.0, 0.0}};
    flows.stock = Vector{{15000.0, 500.0, 0.0}};
    flows.routes = {.corridor = {0}, .via = {StateId{1}}, .halt = {2}, .share = Vector::Ones(1)};
    setup.migration = {.response = {.stranded = 1.0, .diverted = 0.0}, .profiles_follow = true};
    setup.world.issues.flow_response = Vector::Constant(1, -10.0);
    setup.world.issues.pathway = {Pathway::any};
    setup.forums[0].bindingness = 1.0;
    auto const largest_role = [&](int ticks) {
        Eigen::Index role = 0;
        after(setup, ticks).world().states.profile.row(1).maxCoeff(&role);
        return static_cast<Role>(role);
    };
    setup.forums[0].members = {StateId{2}, StateId{0}};
    CHECK(largest_role(1) == Role::sending);
    CHECK(after(setup, 3).world().flows.now(0) < 10.0);
    CHECK(after(setup, 3).world().flows.now(2) > 290.0);
    CHECK(largest_role(4) == Role::transit);
    CHECK(largest_role(100) == Role::receiving);
    SECTION("without their stranding it goes on sending")
    {
        setup.migration.response.stranded = 0.0;
        CHECK(largest_role(100) == Role::sending);
    }
    SECTION("and fixed profiles stay as they are")
    {
        setup.migration.profiles_follow = false;
        CHECK(after(setup, 100).world().states.profile == profile);
    }
}

TEST_CASE("attention raises salience while it lasts, and overlapping attention multiplies")
{
    Setup setup = quiet();
    setup.events = {at(1, Attention<ById>{{StateId{0}}, {IssueId{0}}, 2.0, 3}),
                    at(2, Attention<ById>{{StateId{0}}, {IssueId{0}}, 1.5, 1})};
    CHECK(after(setup, 1).world().actual.salience(0, 0) == Approx(1.0));
    CHECK(after(setup, 2).world().actual.salience(0, 0) == Approx(2.0));
    CHECK(after(setup, 3).world().actual.salience(0, 0) == Approx(3.0));
    CHECK(after(setup, 4).world().actual.salience(0, 0) == Approx(2.0));
    CHECK(after(setup, 5).world().actual.salience(0, 0) == Approx(1.0));
    CHECK(after(setup, 2).world().actual.salience(1, 0) == Approx(1.0));
}

TEST_CASE("profile, self-image and override events change what a state wants")
{
    Setup setup = quiet();
    SECTION("the actual profile moves by the weight")
    {
        setup.events = {at(0, ProfileChange<ById>{StateId{0}, {0.0, 0.0, 1.0}, 0.25})};
        CHECK(after(setup, 1).world().states.profile(0, 2) == Approx(0.25));
    }
    SECTION("the self-image is what is perceived without recognition")
    {
        setup.world.states.recognition(0) = 0.0;
        setup.events = {at(0, SelfImageChange<ById>{StateId{0}, {0.0, 0.0, 1.0}})};
        Simulation const simulation = after(setup, 1);
        CHECK(simulation.world().perceived.ideal(0, 0) == Approx(0.2));
        CHECK(simulation.world().actual.ideal(0, 0) == Approx(0.9));
    }
    SECTION("an override changes the ideal point")
    {
        setup.events = {
            at(0, Override<ById>{.state = StateId{0}, .issue = IssueId{0}, .ideal = 0.1})};
        CHECK(after(setup, 1).world().actual.ideal(0, 0) == Approx(0.1));
    }
}

TEST_CASE("a change of outlook is also what fading returns to")
{
    Setup setup = quiet();
    setup.forums[0].first_tick = 100;  // nobody meets
    setup.events = {
        at(2, OutlookChange<ById>{.states = {StateId{1}}, .outlook = {.recognition = 0.4}})};
    CHECK(after(setup, 9).world().states.recognition(1) == Approx(0.4));
    CHECK(after(setup, 9).world().states.recognition(0) == 1.0);
}

TEST_CASE("accession reopens what was settled, withdrawal releases")
{
    Setup setup = small_setup(two_states(), all_sign(0.9));
    setup.forums[0].members = {StateId{0}};
    ForumId const forum{0};
    setup.events = {at(1, Accession<ById>{forum, {StateId{1}}}),
                    at(4, Withdrawal<ById>{forum, {StateId{0}}})};
    CHECK_FALSE(after(setup, 1).world().regime.binds(StateId{0}, IssueId{0}));
    Simulation const joined = after(setup, 2);
    CHECK(joined.world().regime.binds(StateId{0}, IssueId{0}));
    CHECK(joined.world().regime.binds(StateId{1}, IssueId{0}));
    Simulation const left = after(setup, 5);
    CHECK_FALSE(left.world().regime.binds(StateId{0}, IssueId{0}));
    CHECK(left.world().regime.binds(StateId{1}, IssueId{0}));
}

TEST_CASE("an agenda can grow and shrink")
{
    Setup setup = quiet();
    setup.events = {
        at(1, AgendaChange<ById>{.forum = ForumId{0}, .add = {}, .remove = {IssueId{0}}}),
        at(3, AgendaChange<ById>{.forum = ForumId{0}, .add = {IssueId{0}}, .remove = {}})};
    CHECK(after(setup, 2).forums()[0].agenda.empty());
    CHECK(after(setup, 4).forums()[0].agenda == std::vector{IssueId{0}});
}

TEST_CASE("an agreement with a term lapses and is negotiated again")
{
    Setup setup = small_setup(two_states(), all_sign(0.9));
    setup.forums[0].term = 2;
    Counter counter;
    std::vector<Observer*> const observers{&counter};
    Simulation simulation{setup, 1, 0};
    int bound = 0;
    for (int t = 0; t < 6; ++t) {
        simulation.step(observers);
        bound += simulation.world().regime.binds(StateId{0}, IssueId{0}) ? 1 : 0;
    }
    CHECK(bound == 6);
}

TEST_CASE("random events happen at their hazard a year")
{
    Setup setup = quiet();
    setup.calendar = {.start = Month{2000, 1}, .tick_months = 3, .ticks = 400};
    setup.forums.clear();
    setup.events = {
        {.about = "", .hazard = 0.3, .what = OutlookChange<ById>{.states = {StateId{0}}}}};
    Counter counter;
    std::vector<Observer*> const observers{&counter};
    for (std::uint64_t replicate = 0; replicate < 50; ++replicate) {
        Simulation{setup, 7, replicate}.run(observers);
    }
    // 20 000 quarters at 1 - 0.7^(1/4) = 0.0853; standard deviation of the share 0.002
    CHECK(counter.events / 20000.0 == Approx(0.0853).margin(0.008));
}

TEST_CASE("runs depend on seed and replicate and on nothing else")
{
    Setup setup = quiet();
    setup.variation = 0.1;
    auto const ideal = [&](std::uint64_t seed, std::uint64_t replicate) {
        return Matrix{after(setup, 1, seed, replicate).world().actual.ideal};
    };
    CHECK(ideal(1, 0) == ideal(1, 0));
    CHECK(ideal(1, 0) != ideal(1, 1));
    CHECK(ideal(1, 0) != ideal(2, 0));
}

TEST_CASE("a state's national variation is its own, whoever else takes part")
{
    Setup pair = quiet();
    pair.variation = 0.1;
    Setup alone = small_setup(small_world((Matrix(1, 3) << 1, 0, 0).finished(),
                                          pair.world.issues.role_ideal, Matrix::Ones(3, 1)),
                              first_blocks());
    alone.variation = 0.1;
    CHECK(after(alone, 1).world().actual.ideal(0, 0) == after(pair, 1).world().actual.ideal(0, 0));
}

TEST_CASE("a simulation refuses a setup that contradicts itself")
{
    Setup setup = quiet();
    SECTION("red lines of another shape")
    {
        setup.meetings.red_line = Matrix::Ones(1, 1);
    }
    SECTION("no ticks")
    {
        setup.calendar.ticks = 0;
    }
    SECTION("no implementation")
    {
        setup.implementation_rate = 0.0;
    }
    SECTION("negative variation")
    {
        setup.variation = -0.1;
    }
    CHECK_THROWS_AS((Simulation{setup, 1, 0}), std::invalid_argument);
}

namespace {

/// Who meets on what, tick by tick.
class Places : public Observer {
  public:
    void on_meeting(Simulation const& simulation, ForumId id,
                    std::vector<Session> const& sessions) override
    {
        for (Session const& session : sessions) {
            text += std::to_string(session.tick) + simulation.forums()[id.slot()].id + " ";
        }
    }
    std::string text;
};

/// Three states, a pair that never agrees, and a region of all that always does.
Setup pair_and_region()
{
    World world =
        small_world(Matrix::Constant(3, 3, 1.0 / 3.0), Matrix::Ones(3, 1), Matrix::Ones(3, 1));
    Setup setup = small_setup(std::move(world), all_sign(1.0));
    setup.forums[0].id = setup.forums[0].label = "region";
    setup.forums[0].level = Level::regional;
    setup.forums[0].term = 1;
    Forum pair = setup.forums[0];
    pair.id = pair.label = "pair";
    pair.level = Level::bilateral;
    pair.members.pop_back();
    pair.protocol = first_blocks();
    setup.forums.insert(setup.forums.begin(), pair);
    setup.calendar.ticks = 6;
    return setup;
}

std::string places(Setup setup)
{
    Places places;
    std::vector<Observer*> const observers{&places};
    Simulation{std::move(setup), 1, 0}.run(observers);
    return places.text;
}

}  // namespace

TEST_CASE("an issue that blocks in a pair rises to the region, and returns when the pair grows")
{
    Setup setup = pair_and_region();
    setup.routing = {.policy = RoutingPolicy::bottom_up, .coverage = 0.0, .patience = 2};
    CHECK(places(setup) == "0pair 1pair 2region 3region 4region 5region ");
    setup.events.push_back(at(4, Accession<ById>{ForumId{0}, {StateId{2}}}));
    CHECK(places(setup) == "0pair 1pair 2region 3region 4pair 5pair ");
}

TEST_CASE("without routing all forums treat what is on their agendas")
{
    CHECK(places(pair_and_region()) ==
          "0pair 0region 1pair 1region 2pair 2region 3pair 3region 4pair 4region 5pair 5region ");
}

TEST_CASE("a flow that swells makes the pair able, and the issue returns to it")
{
    Setup setup = pair_and_region();
    setup.world.flows.origin = {StateId{0}, StateId{1}};
    setup.world.flows.destination = {StateId{1}, StateId{2}};
    setup.world.flows.persons = Vector{{1.0, 1.0}};
    setup.world.flows.stock = Vector{{1.0, 100.0}};
    setup.migration.attrition = 0.0;
    setup.migration.roles.flow_weight = 1.0;
    setup.routing = {.policy = RoutingPolicy::subsidiarity, .coverage = 0.5, .patience = 1};
    setup.events.push_back(at(3, FlowShock<ById>{{StateId{0}}, {StateId{1}}, 1000.0, 1}));
    // from tick 3 on the pair covers more than 2 x 1000 of 1000 + 1100; then it blocks, and the
    // issue rises
    CHECK(places(setup) == "0region 1region 2region 3pair 4region 5region ");
}

TEST_CASE("members shop for the forum that trades across issues, where they expect gains")
{
    // a sender and a receiver who want opposite things on two issues, each caring most for one of
    // them
    World world = small_world((Matrix(2, 3) << 1, 0, 0, 0, 0, 1).finished(),
                              (Matrix(3, 2) << 1.0, 1.0, 0.5, 0.5, 0.0, 0.0).finished(),
                              (Matrix(3, 2) << 4.0, 1.0, 1.0, 1.0, 1.0, 4.0).finished());
    Setup setup = small_setup(std::move(world), find_protocol("nash_bargaining")->make({}));
    setup.forums[0].id = setup.forums[0].label = "singly";
    setup.forums[0].level = Level::bilateral;
    setup.forums[0].scope = Scope::single_issue;
    setup.forums.push_back(setup.forums[0]);
    setup.forums[1].id = setup.forums[1].label = "together";
    setup.forums[1].level = Level::regional;
    setup.forums[1].scope = Scope::package;
    setup.calendar.ticks = 1;
    setup.routing.policy = RoutingPolicy::forum_shopping;
    CHECK(places(setup) == "0together ");
    setup.forums[1].scope = Scope::single_issue;
    CHECK(places(setup) == "0singly 0singly ");  // nothing to gain anywhere: the lowest
}

namespace {

/// What came of each table and, where a state stood in the way, what it hoped for elsewhere.
class Hopes : public Observer {
  public:
    void on_meeting(Simulation const& simulation, ForumId id,
                    std::vector<Session> const& sessions) override
    {
        for (Session const& session : sessions) {
            text += std::to_string(session.tick) + simulation.forums()[id.slot()].id +
                    (session.agreed() ? "+ " : "- ");
            last = session;
        }
    }
    std::string text;
    Session last;
};

/// Two states want 1, a third with power 28 wants 0.55; 0.5 holds. The region's proposal is the
/// mean by power,
///
///     x = (1 + 1 + 28 x 0.55) / 30 = 0.58,   which gives the two 0.5^2 - 0.42^2 = 0.0736 each;
///
/// the two alone would agree on 1, and gain 0.5^2, but never do.
Setup region_with_a_pair()
{
    World world = small_world(Matrix::Identity(3, 3), (Matrix(3, 1) << 1.0, 1.0, 0.55).finished(),
                              Matrix::Ones(3, 1));
    world.states.power(2) = 28.0;
    Setup setup = small_setup(std::move(world), find_protocol("compromise")->make({}));
    setup.forums[0].id = setup.forums[0].label = "region";
    setup.forums[0].level = Level::regional;
    Forum pair = setup.forums[0];
    pair.id = pair.label = "pair";
    pair.level = Level::bilateral;
    pair.members.pop_back();
    pair.protocol = first_blocks();
    setup.forums.push_back(pair);
    setup.calendar.ticks = 3;
    setup.outside_option = true;
    return setup;
}

}  // namespace

TEST_CASE(
    "who hopes for more in a pair holds out in the region, until the pair has failed too often")
{
    Setup setup = region_with_a_pair();
    Hopes hopes;
    std::vector<Observer*> const observers{&hopes};
    SECTION("as it is")
    {
        Simulation simulation{setup, 1, 0};
        simulation.step(observers);
        CHECK(hopes.text == "0pair- 0region- ");
        // the pair has failed once: belief is 1 / 3, and 0.25 / 3 is more than 0.0736
        CHECK(simulation.outside_options().belief(ForumId{1}) == Approx(1.0 / 3.0));
        CHECK(hopes.last.outside_option.isApprox(Vector{{0.25 / 3.0, 0.25 / 3.0, 0.0}}, 1e-8));
        REQUIRE(hopes.last.outcome.blocked_by.size() == 2);
        Block const block = hopes.last.outcome.blocked_by[1];
        CHECK(block.member == 1);
        CHECK(block.reason == Block::Reason::reservation_value);
        CHECK(block.shortfall == Approx(0.25 / 3.0 - 0.0736));
        simulation.step(observers);
        // twice: belief is 1 / 4, and 0.25 / 4 is less
        CHECK(hopes.text == "0pair- 0region- 1pair- 1region+ ");
        CHECK(hopes.last.outside_option(0) == Approx(0.25 / 4.0));
        CHECK(hopes.last.outcome.terms(0) == Approx(0.58));
    }
    auto const course = [&] {
        Simulation{setup, 1, 0}.run(observers);
        return hopes.text;
    };
    SECTION("when nobody looks elsewhere")
    {
        setup.outside_option = false;
        CHECK(course() == "0pair- 0region+ 1pair- 2pair- ");
    }
    SECTION("when the pair is closed")
    {
        setup.forums[1].closing_tick = 0;
        CHECK(course() == "0region+ ");
    }
    SECTION("when the pair opens later, and its issue is settled elsewhere till then")
    {
        setup.forums[1].first_tick = 1;
        CHECK(course() == "0region+ 1pair- 2pair- ");
    }
    SECTION("when the issue is routed away from the pair")
    {
        setup.routing.policy = RoutingPolicy::top_down;
        CHECK(course() == "0region+ ");
    }
    SECTION("when the two do agree, and have nothing more to hope for")
    {
        setup.forums[1].protocol = all_sign(1.0);
        CHECK(course() == "0pair+ 0region+ ");
    }
    SECTION("when what the pair signs is refused at home, and so counts as nothing")
    {
        setup.forums[1].protocol = all_sign(0.0);  // against the interests of both
        setup.forums[1].ratification = Ratification{.delay = 0, .shock = 0.0};
        // while it waits for the parliaments it is not open in the pair, and the region is free to
        // sign
        CHECK(course() == "0pair+ 0region+ 1pair+ 2pair+ ");
        Simulation simulation{setup, 1, 0};
        simulation.run({});
        CHECK(simulation.outside_options().belief(ForumId{1}) == Approx(1.0 / 5.0));
    }
}

TEST_CASE("an accession changes the majority")
{
    // power 3 for what the other refuses, until one joins who wants it too
    World world = small_world((Matrix(3, 3) << 1, 0, 0, 0, 0, 1, 1, 0, 0).finished(),
                              (Matrix(3, 1) << 1.0, 0.5, 0.0).finished(), Matrix::Ones(3, 1));
    world.states.power(0) = 3.0;
    Setup setup = small_setup(std::move(world), find_protocol("compromise")->make({}));
    setup.forums[0].rule = find_rule("simple_majority");
    setup.forums[0].members.pop_back();
    setup.events = {at(2, Accession<ById>{ForumId{0}, {StateId{2}}})};
    Simulation simulation{setup, 1, 0};
    simulation.step({});
    simulation.step({});
    CHECK_FALSE(simulation.world().regime.binds(StateId{0}, IssueId{0}));
    simulation.step({});
    CHECK(simulation.world().regime.binds(StateId{1}, IssueId{0}));  // outvoted
    CHECK(*simulation.world().regime.terms(StateId{1}, IssueId{0}, ForumId{0}) ==
          Approx((3.0 * 1.0 + 1.0 * 1.0) / 5.0));
}

TEST_CASE("a treaty changes how a forum decides, and a state that grows weighs more")
{
    // two of three want it, and the third stands in the way until a majority may decide
    World world = small_world((Matrix(3, 3) << 1, 0, 0, 0, 0, 1, 1, 0, 0).finished(),
                              (Matrix(3, 1) << 1.0, 0.5, 0.0).finished(), Matrix::Ones(3, 1));
    Setup setup = small_setup(std::move(world), find_protocol("compromise")->make({}));
    setup.forums[0].rule = find_rule("unanimity");
    setup.events = {
        at(1, Reform<ById>{ForumId{0}, ById::Rule{find_rule("simple_majority"), {}}, 0.5}),
        at(0, SizeChange<ById>{{StateId{0}}, 3e6, 2000.0, 3.0})};
    Simulation simulation{setup, 1, 0};
    simulation.step({});
    CHECK_FALSE(simulation.world().regime.binds(StateId{0}, IssueId{0}));
    CHECK(simulation.world().states.population(0) == 3e6);
    CHECK(simulation.world().states.gdp(StateId{0}) == 6e9);
    simulation.step({});
    Commitment const* held = simulation.world().regime.held(StateId{0}, IssueId{0}, ForumId{0});
    REQUIRE(held != nullptr);
    CHECK(held->bindingness == 0.5);
    CHECK(held->terms == Approx(4.0 / 5.0));  // the mean of 1, 0 and 1 by power 3, 1 and 1
}

TEST_CASE("a forum that deepens binds more from then on, and meets after those of lower levels")
{
    Setup setup = pair_and_region();
    setup.forums[0].protocol = all_sign(1.0);
    setup.forums[0].maturing =
        Maturing{.growth = 0.6, .steps = {{.at = 0.8, .level = Level::global, .bindingness = 0.9}}};
    CHECK(places(setup) ==
          "0pair 0region 1pair 1region 2region 2pair 3region 3pair 4region 4pair 5region 5pair ");
    Simulation simulation{setup, 1, 0};
    simulation.run({});
    // passed after the second agreement, 1 - 0.4^2
    CHECK(simulation.forums()[0].bindingness == 0.9);
}

TEST_CASE("policies move to what states do alone, also when nobody agrees")
{
    Setup setup = quiet();
    setup.world.issues.unilateral = Vector::Constant(1, 0.5);
    Matrix const policy = after(setup, 1).world().regime.policy();
    // half of the way from 0.5 to 0.7 and 0.35, at a rate of one half
    CHECK(policy(0, 0) == Approx(0.6));
    CHECK(policy(1, 0) == Approx(0.425));
}

namespace {

struct Aftermath final : Observer {
    std::vector<int> decided;
    std::vector<int> left;
    void on_ratification(Simulation const& simulation, Decision const&) override
    {
        decided.push_back(simulation.tick());
    }
    void on_defection(Simulation const& simulation, Defection const&) override
    {
        left.push_back(simulation.tick());
    }
};

}  // namespace

TEST_CASE("what is signed binds only once it is ratified")
{
    // good for the sender, bad for the receiver
    Setup setup = small_setup(two_states(), all_sign(0.6));
    setup.forums[0].ratification = Ratification{.delay = 2, .shock = 0.0};
    Aftermath aftermath;
    std::array<Observer*, 1> const observers{&aftermath};
    Simulation refused{setup, 1, 0};
    refused.run(observers);
    // signed at 0, refused at 2 after the meeting there, signed again at 3
    CHECK(aftermath.decided == std::vector{2, 5, 8});
    CHECK(refused.world().regime.policy().isApproxToConstant(0.5));
    CHECK_FALSE(refused.world().regime.binds(StateId{0}, IssueId{0}));

    setup.world.issues.role_ideal.setConstant(0.6);
    CHECK_FALSE(after(setup, 2).world().regime.binds(StateId{1}, IssueId{0}));
    CHECK(after(setup, 3).world().regime.binds(StateId{1}, IssueId{0}));
}

TEST_CASE("domestic shocks follow from seed, replicate and names alone")
{
    Setup setup = small_setup(two_states(), all_sign(0.55));
    setup.forums[0].ratification = Ratification{.delay = 0, .shock = 0.3};
    auto const in_force = [&](std::uint64_t replicate) {
        return after(setup, 1, 1, replicate).world().regime.binds(StateId{0}, IssueId{0});
    };
    int count = 0;
    for (std::uint64_t r = 0; r < 400; ++r) {
        CHECK(in_force(r) == in_force(r));
        count += in_force(r) ? 1 : 0;
    }
    // the sender gains 0.16 - 0.1225, the receiver loses 0.1225 - 0.09, stakes 1, sd 0.3: both
    // ratify with probability Phi(0.125) Phi(-0.108) = 0.550 x 0.457 = 0.251; three standard errors
    // are 0.065
    CHECK(std::abs(count / 400.0 - 0.251) < 0.065);
}

TEST_CASE("who leaves costs all parties trust, and is bound no more")
{
    Setup setup = small_setup(two_states(), all_sign(0.9));
    setup.meetings.discussion = {
        .learning = 0.0, .trust = 0.0, .decay = 0.0, .defection_cost = 0.25};
    setup.forums[0].interval = 100;
    // bound to 0.5 + 0.3 0.4 = 0.62, the receiver gains 0.42^2 - 0.3^2
    setup.forums[0].sanction = 0.05;
    Aftermath aftermath;
    std::array<Observer*, 1> const observers{&aftermath};
    Simulation simulation{setup, 1, 0};
    simulation.run(observers);
    CHECK(aftermath.left == std::vector{0});
    CHECK(simulation.world().regime.binds(StateId{0}, IssueId{0}));
    CHECK_FALSE(simulation.world().regime.binds(StateId{1}, IssueId{0}));
    CHECK(simulation.world().states.disclosure(0) == Approx(0.75));
    CHECK(simulation.world().states.disclosure(1) == Approx(0.75));
}
