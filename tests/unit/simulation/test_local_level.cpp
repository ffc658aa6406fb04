#include "../world.hpp"
#include "catch.hpp"
#include "simulation/simulation.hpp"

using namespace parley;
using namespace parley::testing;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// A sender and a receiver with ideal points 0.9 and 0.2, who never agree, and an authority of each
/// that is as its state: a quarter of the sender and half of the receiver. What these do counts by
/// half, they go as far as 0.2, and every tick brings them the whole way.
Setup with_authorities(Protocol local)
{
    World world = small_world((Matrix(2, 3) << 1, 0, 0, 0, 0, 1).finished(),
                              (Matrix(3, 1) << 0.9, 0.5, 0.2).finished(), Matrix::Ones(3, 1));
    world.issues.devolved = Vector::Constant(1, 0.5);
    world.issues.latitude = Vector::Constant(1, 0.2);
    Setup setup = small_setup(std::move(world), first_blocks());
    setup.implementation_rate = 1.0;
    Authorities& all = setup.authorities;
    all = {.id = {"port", "valley"},
           .name = {"The Port", "The Valley"},
           .of = {StateId{0}, StateId{1}},
           .share = Vector{{0.25, 0.5}}};
    all.keys = standard_keys(2);
    for (Vector* numbers : {&all.keys.population, &all.keys.gdp_per_head, &all.keys.power,
                            &all.keys.exposure, &all.keys.recognition, &all.keys.disclosure}) {
        numbers->setConstant(none);
    }
    all.profile = all.self_image = Matrix::Zero(2, 3);
    all.own_profile = all.own_self_image = {0, 0};
    Forum forum = small_forum(setup.world, std::move(local));
    forum.id = forum.label = forum.name = "straits";
    forum.level = Level::local;
    forum.bindingness = 0.5;
    forum.parts = {{StateId{0}, 0.25}, {StateId{1}, 0.5}};
    setup.forums.push_back(forum);  // after "forum", and meets before it
    return setup;
}

Simulation after(Setup setup, int ticks)
{
    Simulation simulation{std::move(setup), 1, 0};
    for (int t = 0; t < ticks; ++t) {
        simulation.step({});
    }
    return simulation;
}

}  // namespace

TEST_CASE("authorities settle what their states leave to them, though these agree on nothing")
{
    Simulation const run = after(with_authorities(all_sign(0.7)), 1);
    CHECK(run.local()->deviation() == Matrix::Constant(2, 1, 0.5 * (0.7 - 0.5)));
    CHECK(run.world().regime.policy() == Matrix::Constant(2, 1, 0.5));
    // 0.5 + 0.5 share 0.1
    CHECK(run.world().policies_in_effect()(0, 0) == Approx(0.5125));
    CHECK(run.world().policies_in_effect()(1, 0) == Approx(0.525));
    CHECK(run.actual_payoff()(0) == Approx(-0.3875 * 0.3875));  // from 0.9
    CHECK(run.actual_payoff()(1) == Approx(-0.325 * 0.325));    // from 0.2
    CHECK(run.authority_payoff()(0) == Approx(-0.09));          // 0.6 from 0.9
    CHECK(run.authority_payoff()(1) == Approx(-0.16));          // 0.6 from 0.2
}

TEST_CASE("what authorities agreed lapses, and they return to their states")
{
    Setup setup = with_authorities(all_sign(0.7));
    setup.forums[1].interval = 5;
    setup.forums[1].term = 2;
    CHECK(after(setup, 2).local()->deviation()(0, 0) == Approx(0.1));
    CHECK(after(setup, 3).local()->deviation()(0, 0) == 0.0);
    CHECK(after(setup, 3).world().policies_in_effect() == Matrix::Constant(2, 1, 0.5));
}

TEST_CASE("tables of authorities hold what they can reach, and those of states what authorities do")
{
    std::vector<Table> tables;
    auto const note = [&](Protocol const& talks) {
        return [&tables, talks](Table const& table, RandomStream& random, Trace trace) {
            tables.push_back(table);
            return talks(table, random, trace);
        };
    };
    Setup setup = with_authorities(note(all_sign(0.7)));
    setup.forums[0].protocol = note(first_blocks());
    (void)after(setup, 2);
    REQUIRE(tables.size() == 3);  // what authorities have settled is not open again
    Table const& local = tables[0];
    CHECK(local.lower(0) == Approx(0.3));
    CHECK(local.upper(0) == Approx(0.7));
    CHECK(local.ideal == Matrix{{0.9}, {0.2}});
    CHECK(local.declared == Matrix{{0.7}, {0.3}});
    CHECK(tables[1].ideal == Matrix{{0.9}, {0.2}});
    CHECK(tables[2].in_force == Matrix::Constant(2, 1, 0.5));
    CHECK(tables[2].ideal(0, 0) == Approx(0.9 - 0.0125));
    CHECK(tables[2].ideal(1, 0) == Approx(0.2 - 0.025));
    // the reservation value is what is in effect
    CHECK(tables[2].reservation(0) == Approx(-0.3875 * 0.3875));
    CHECK(tables[2].reservation(1) == Approx(-0.325 * 0.325));
}

TEST_CASE("authorities ratify, or do not, and leave where that pays")
{
    Setup ratified = with_authorities(all_sign(0.7));
    ratified.forums[1].ratification = Ratification{.delay = 1, .shock = 0.0};
    CHECK(after(ratified, 1).local()->deviation()(0, 0) == 0.0);
    CHECK(after(ratified, 3).local()->deviation()(0, 0) == 0.0);  // the valley would lose by it
    Setup left = with_authorities(all_sign(0.7));
    left.forums[1].sanction = 0.0;
    // the valley, at 0.2, is better off at 0.5 than at 0.6; the port stays
    CHECK(after(left, 1).local()->deviation()(1, 0) == 0.0);
    CHECK(after(left, 1).local()->deviation()(0, 0) == Approx(0.1));
}

TEST_CASE("talks between authorities take their time, and become habit")
{
    Setup setup = with_authorities(all_sign(0.7));
    setup.forums[1].talks = TalksRules{.mandate = 1};
    setup.forums[1].habit = {.pair = 1.0, .state = 1.0};
    CHECK(after(setup, 1).local()->deviation()(0, 0) == 0.0);
    Simulation const signed_then = after(setup, 2);
    CHECK(signed_then.local()->deviation()(0, 0) == Approx(0.1));
    CHECK(signed_then.diplomacy().habit(ForumId{1}, signed_then.forums()[1]) == Approx(4.0));
    setup.forums[1].talks->round = 1.0;  // on the day of signing the valley sees what it would lose
    CHECK(after(setup, 4).local()->deviation()(0, 0) == 0.0);
}

TEST_CASE("authorities learn where they meet, and their states do not")
{
    Setup setup = with_authorities(first_blocks());
    setup.world.states.recognition.setConstant(0.2);
    setup.world.states.disclosure.setConstant(0.2);
    setup.forums[0].first_tick = Forum::never;
    Simulation const run = after(setup, 1);
    CHECK(run.local()->world().states.disclosure(0) != 0.2);
    CHECK(run.world().states.disclosure(0) == Approx(0.2));
    CHECK(&run.world_of(ForumId{1}) == &run.local()->world());
    CHECK(&run.world_of(ForumId{0}) == &run.world());
}

TEST_CASE("shocks and attention of a state are those of its authorities")
{
    Setup setup = with_authorities(first_blocks());
    setup.events = {
        {.about = "",
         .tick = 0,
         .what = Attention<ById>{
             .states = {StateId{1}}, .issues = {IssueId{0}}, .factor = 3.0, .lasts = 5}}};
    Simulation const run = after(setup, 1);
    CHECK(run.local()->world().actual.salience(1, 0) == Approx(3.0));
    CHECK(run.local()->world().actual.salience(0, 0) == Approx(1.0));
}
