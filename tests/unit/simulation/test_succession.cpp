#include "../world.hpp"
#include "catch.hpp"
#include "simulation/gains.hpp"
#include "simulation/succession.hpp"

#include <stdexcept>

using namespace parley;
using namespace parley::testing;

namespace {

StateId const serbia{0}, montenegro{1}, germany{2};
ForumId const club{0}, first_pair{1}, second_pair{2};

Event at(int tick, Event::What what)
{
    return {.about = "", .tick = tick, .what = std::move(what)};
}

/// A state, its part and a partner that receives. One issue is general, the other dyadic; all meet
/// in a club, and the partner with each of the two.
Setup part_and_partner()
{
    World world =
        small_world((Matrix(3, 3) << 1, 0, 0, 1, 0, 0, 0, 0, 1).finished(),
                    (Matrix(3, 2) << 0.9, 0.9, 0.5, 0.5, 0.2, 0.2).finished(), Matrix::Ones(3, 2));
    world.states.population = (Vector(3) << 7.5e6, 0.5e6, 80e6).finished();
    world.states.gdp_per_head = (Vector(3) << 4000, 6000, 40000).finished();
    world.states.exposure = (Vector(3) << 0.8, 0.6, 0.5).finished();
    world.flows.origin = {serbia, montenegro, germany, montenegro};
    world.flows.destination = {germany, germany, serbia, serbia};
    world.flows.persons = (Vector(4) << 300, 100, 40, 50).finished();
    world.flows.stock = (Vector(4) << 6000, 2000, 800, 1500).finished();
    world.flows.begin();
    world.issues.externality = Vector::Zero(2);
    world.issues.role_expected = world.issues.role_ideal;
    world.issues.dependence.assign(2, Dependence::corridors);
    world.issues.dyadic = {0, 1};
    world.interdependence = Interdependence{Ties{world.flows, 3, 10.0}};
    std::vector<IssueId> const dyadic{IssueId{1}};
    world.regime = Regime{Matrix::Constant(3, 2, 0.5), dyadic};
    Setup setup = small_setup(std::move(world), first_blocks());
    setup.migration.attrition = 0.0;
    Forum pair = setup.forums[0];
    pair.label = "bilateral";
    pair.members = {serbia, germany};
    pair.id = pair.name = "serbia-germany";
    setup.forums.push_back(pair);
    pair.members = {montenegro, germany};
    pair.id = pair.name = "montenegro-germany";
    setup.forums.push_back(pair);
    return setup;
}

Setup separating(int tick, Treaties treaties = Treaties::continuity)
{
    Setup setup = part_and_partner();
    setup.events = {at(tick, Separation<ById>{{montenegro}, serbia, treaties})};
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

/// Serbia and the partner are bound in the club on both issues, and in the forum of their pair on
/// the dyadic one.
void bind(Setup& setup)
{
    setup.record = {{.forum = club,
                     .issues = {IssueId{0}, IssueId{1}},
                     .terms = Vector::Constant(2, 0.8),
                     .signatories = {serbia, germany},
                     .tick = -3,
                     .bindingness = 0.5,
                     .lapses = 6},
                    {.forum = first_pair,
                     .issues = {IssueId{1}},
                     .terms = Vector::Constant(1, 0.7),
                     .signatories = {serbia, germany},
                     .tick = -2,
                     .bindingness = 1.0}};
}

}  // namespace

TEST_CASE("before a state begins it is a part of another, and takes part in nothing")
{
    Simulation const before = after(separating(3), 2);
    World const& world = before.world();
    CHECK_FALSE(world.states.exists(montenegro));
    CHECK(world.states.existing() == 2);
    CHECK(before.forums()[0].members == std::vector{serbia, germany});
    CHECK(before.forums()[2].members == std::vector{germany});
    CHECK(world.states.population(0) == Approx(8e6));
    CHECK(world.states.population(1) == 0.0);
    CHECK(world.states.gdp_per_head(0) == Approx(33e9 / 8e6));
    CHECK(world.flows.leaving(3)(0) == Approx(400.0));
    CHECK(world.flows.through(3)(1) == 0.0);
    CHECK(world.flows.stock.sum() == Approx(8800.0 + 2 * 440));  // two years on
    // it counts for nobody: the ties of the other two are with each other alone
    CHECK(world.interdependence(serbia, germany, Dependence::corridors) == 1.0);
    CHECK(world.interdependence(germany, montenegro, Dependence::corridors) == 0.0);
    CHECK(world.interdependence(germany, serbia, Dependence::uniform) == 1.0);
    CHECK(world.weight(world.actual).row(1).isZero(0.0));
    CHECK(before.gain()(1) == 0.0);
}

TEST_CASE("a state begins with its people, its migrants, its seats and its exposure")
{
    Simulation const since = after(separating(3), 4);
    World const& world = since.world();
    CHECK(world.states.existing() == 3);
    CHECK(since.forums()[0].members == std::vector{serbia, montenegro, germany});
    CHECK(since.forums()[2].members == std::vector{montenegro, germany});
    CHECK(world.states.population == (Vector(3) << 7.5e6, 0.5e6, 80e6).finished());
    CHECK(world.states.gdp(montenegro) == Approx(3e9));
    // three years of 400 had gone there: 9200, of whom a quarter of the described 8000 are its own
    CHECK(world.flows.stock(1) == Approx(9200.0 / 4 + 100));
    CHECK(world.flows.stock(0) == Approx(9200.0 * 3 / 4 + 300));
    CHECK(world.flows.stock(3) == Approx(1500.0 + 50));  // whom the border makes migrants
    CHECK(world.states.exposure(1) == Approx(0.6));
    CHECK(world.states.exposure(0) == Approx(0.8));
    // ties as they are described: 10 years of flow weigh as much as a stock
    double const to_germany = 2000 + 10 * 100;
    double const to_serbia = 1500 + 10 * 50;
    CHECK(world.interdependence(montenegro, germany, Dependence::corridors) ==
          Approx(to_germany / (to_germany + to_serbia)));
    CHECK(world.interdependence(montenegro, germany, Dependence::uniform) == 0.5);
}

TEST_CASE("agreements bind a state that separates, in forums where it has a seat")
{
    Setup setup = separating(3);
    bind(setup);
    Simulation const since = after(setup, 4);
    Regime const& regime = since.world().regime;
    Commitment const* const held = regime.held(montenegro, IssueId{0}, club);
    REQUIRE(held != nullptr);
    CHECK(held->terms == 0.8);
    CHECK(held->bindingness == 0.5);
    CHECK(held->lapses == 6);
    CHECK(held->tick == -3);
    // with the partner it has what the other has, in the forum of its own pair
    CHECK(regime.terms(montenegro, IssueId{1}, second_pair) == 0.7);
    CHECK(regime.terms(germany, IssueId{1}, second_pair) == 0.7);
    CHECK(regime.terms(germany, IssueId{1}, first_pair) == 0.7);
    CHECK(regime.dyads(IssueId{1}).between(montenegro, germany)->forum == second_pair);
    // policies of the start: 0.65 is halfway from 0.5 to 0.8, and 0.7 what binds fully
    CHECK(regime.policy()(1, 0) == Approx(0.65));
    CHECK(regime.dyads(IssueId{1}).policy(montenegro, germany) == Approx(0.7));
    CHECK(regime.dyads(IssueId{1}).policy(germany, montenegro) == Approx(0.7));
    // between the two nothing was held while they were one state, and the club holds since
    CHECK(regime.dyads(IssueId{1}).between(serbia, montenegro)->forum == club);
    CHECK(regime.dyads(IssueId{1}).policy(serbia, montenegro) == Approx(0.5 + 0.5 * 0.15));
    CHECK(after(setup, 8).world().regime.held(montenegro, IssueId{0}, club) == nullptr);
}

TEST_CASE("a newly independent state begins with a clean slate, and the policies of before")
{
    Setup setup = separating(3, Treaties::clean_slate);
    bind(setup);
    Simulation const since = after(setup, 4);
    Regime const& regime = since.world().regime;
    for (int k : {0, 1}) {
        CHECK_FALSE(regime.binds(montenegro, IssueId{k}));
        CHECK(regime.binds(serbia, IssueId{k}));
    }
    // by the end of the tick half of the way back to 0.5
    CHECK(regime.policy()(1, 0) == Approx(0.575));
    CHECK(regime.policy()(0, 0) == Approx(0.65));
    CHECK(regime.dyads(IssueId{1}).policy(montenegro, germany) == Approx(0.6));
}

TEST_CASE("without a seat a state is not bound by what a forum has agreed")
{
    Setup setup = separating(3);
    bind(setup);
    std::erase(setup.forums[0].members, montenegro);
    Regime const regime = after(setup, 4).world().regime;
    CHECK_FALSE(regime.binds(montenegro, IssueId{0}));
    CHECK(regime.terms(montenegro, IssueId{1}, second_pair) == 0.7);
    // until it joins, and signs
    setup.events.push_back(at(2, Accession<ById>{club, {montenegro}}));  // it does not exist yet
    CHECK(after(setup, 3).forums()[0].members == std::vector{serbia, germany});
    setup.events.back().tick = 4;
    CHECK(after(setup, 5).forums()[0].members == std::vector{serbia, montenegro, germany});
}

TEST_CASE("a state that ends leaves its seats, and its people and flows are another's")
{
    Setup setup = part_and_partner();
    setup.events = {at(2, Union<ById>{{montenegro}, serbia})};
    setup.record = {{.forum = club,
                     .issues = {IssueId{0}},
                     .terms = Vector::Constant(1, 0.8),
                     .signatories = {serbia, montenegro, germany},
                     .tick = -3,
                     .bindingness = 0.5}};
    Simulation const since = after(setup, 3);
    World const& world = since.world();
    CHECK_FALSE(world.states.exists(montenegro));
    CHECK(since.forums()[0].members == std::vector{serbia, germany});
    CHECK_FALSE(world.regime.binds(montenegro, IssueId{0}));
    CHECK(world.regime.binds(serbia, IssueId{0}));
    CHECK(world.states.population == (Vector(3) << 8e6, 0, 80e6).finished());
    CHECK(world.flows.stock(0) == Approx(8000.0 + 3 * 400));
    CHECK(world.flows.stock(1) == 0.0);
    CHECK(world.flows.stock(3) == 0.0);  // no border is between them
    CHECK(world.flows.entering(3)(0) == Approx(40.0));
    CHECK(world.states.exposure(1) == 0.0);
    CHECK(world.states.exposure(0) == Approx(0.8));
}

TEST_CASE("a part of a part comes along when that separates")
{
    Setup setup = part_and_partner();
    setup.events = {at(2, Separation<ById>{{serbia}, germany}),
                    at(4, Separation<ById>{{montenegro}, serbia})};
    CHECK(after(setup, 1).world().states.holders == Holders{germany, germany, germany});
    CHECK(after(setup, 1).world().flows.now.sum() == 0.0);  // all live in one state
    Simulation const second = after(setup, 3);
    CHECK(second.world().states.holders == Holders{serbia, serbia, germany});
    CHECK(second.world().states.population(0) == Approx(8e6));
    CHECK(second.world().flows.leaving(3)(0) == Approx(400.0));
    CHECK(after(setup, 5).world().states.holders == own_territories(3));
    setup.events = {at(2, Separation<ById>{{serbia}, montenegro}),
                    at(4, Separation<ById>{{montenegro}, serbia})};
    CHECK_THROWS_AS(after(setup, 1), std::invalid_argument);
}

TEST_CASE("nothing separates from a state that does not exist, nor a state that exists")
{
    Setup setup = separating(1);
    setup.events.push_back(at(2, Separation<ById>{{montenegro}, serbia}));
    setup.events.push_back(at(3, Union<ById>{{montenegro}, montenegro}));
    CHECK(after(setup, 4).world().states.holders == own_territories(3));
    setup.events = {at(1, Union<ById>{{serbia}, germany}),
                    at(2, Separation<ById>{{montenegro}, serbia})};
    CHECK(after(setup, 4).world().states.holders == Holders{germany, germany, germany});
}

TEST_CASE("capacity goes with the people who move")
{
    Setup setup = separating(2);
    setup.administration.capacity.emplace();
    setup.administration.own_capacity = (Vector(3) << 800, 160, 500).finished();
    Simulation before{setup, 1, 0};
    before.step({});
    CHECK(before.world().handling.own(0) == Approx(960.0));
    CHECK(before.world().handling.load(1) == 0.0);
    before.step({});
    double const grown = before.world().handling.own(0);
    before.step({});
    // 150 of its own move, 50 of them over the new border, and 390 of the other: 150 of 540
    CHECK(before.world().handling.own(1) == Approx(grown * 1.02 * 150 / 540));
    CHECK(before.world().handling.own(0) == Approx(grown * 1.02 * 390 / 540));
    setup.events[0].tick = 0;
    Simulation at_once{setup, 1, 0};
    at_once.step({});
    CHECK(at_once.world().handling.own == (Vector(3) << 800, 160, 500).finished());
}

TEST_CASE("joint gain and losers are of the states that exist")
{
    Setup setup = separating(5);
    setup.forums[0].protocol = all_sign(0.9);  // the partner wants 0.2
    setup.forums[0].bindingness = 1.0;
    setup.forums.resize(1);
    Simulation simulation{setup, 1, 0};
    simulation.step({});
    Vector const gain = simulation.gain();
    CHECK(gain(1) == 0.0);
    CHECK(joint_gains(simulation.world(), gain)(0) == Approx((gain(0) + gain(2)) / 2));
    CHECK(losers(simulation.world(), gain) == 0.5);
}

TEST_CASE("what cannot be is refused")
{
    Setup crossed = separating(1);
    crossed.world.flows.routes = {
        .corridor = {0}, .via = {montenegro}, .halt = {3}, .share = Vector::Constant(1, 0.5)};
    CHECK_THROWS_AS(Simulation(crossed, 1, 0), std::invalid_argument);
    Setup bound = separating(1);
    bind(bound);
    bound.record[0].signatories.push_back(montenegro);
    CHECK_THROWS_AS(Simulation(bound, 1, 0), std::invalid_argument);
}
