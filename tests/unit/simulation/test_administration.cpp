#include "../world.hpp"
#include "catch.hpp"
#include "simulation/measures.hpp"

#include <cmath>

using namespace parley;
using namespace parley::testing;

namespace {

/// 0 sends 1000 a year to 1, both of one role alone, so that loads are 1000; 1 can handle 400.
Setup two_loads()
{
    Matrix const profile = (Matrix(2, 3) << 1.0, 0.0, 0.0, 0.0, 0.0, 1.0).finished();
    Setup setup = small_setup(small_world(profile, Matrix::Constant(3, 1, 0.9), Matrix::Ones(3, 1)),
                              all_sign(0.9));
    setup.world.flows.origin = {StateId{0}};
    setup.world.flows.destination = {StateId{1}};
    setup.world.flows.persons = Vector::Constant(1, 1000.0);
    setup.world.organisations = {{.id = "iom", .name = "", .mandate = {}}};
    setup.calendar.ticks = 40;
    setup.administration.capacity = {.growth = 0.0, .pooling = 0.0};
    setup.administration.own_capacity = Vector{{1000.0, 400.0}};
    return setup;
}

Simulation after(Setup const& setup, int ticks)
{
    Simulation simulation{setup, 1, 0};
    for (int t = 0; t < ticks; ++t) {
        simulation.step({});
    }
    return simulation;
}

Event at(int tick, Event::What what)
{
    return {.about = "", .tick = tick, .what = std::move(what)};
}

}  // namespace

// gap(t) = max(0, 600 - t budget / place_cost) / 2000
TEST_CASE("assistance closes a management gap at the rate that it is paid for")
{
    Setup setup = two_loads();
    setup.world.organisations[0].budget.assistance = 100'000.0;
    setup.administration.assistance.place_cost = 2000.0;  // 50 persons a year, each year
    Simulation simulation{setup, 1, 0};
    for (int t = 0; t < 15; ++t) {
        simulation.step({});
        CHECK(management_gap(simulation) == Approx(std::max(0.0, 600.0 - 50.0 * t) / 2000.0));
    }
    SECTION("in as many ticks as there are in a year")
    {
        setup.calendar = {.start = Month{2005, 1}, .tick_months = 3, .ticks = 40};
        CHECK(management_gap(after(setup, 17)) == Approx(400.0 / 2000.0));
    }
    SECTION("and not without a budget")
    {
        setup.world.organisations[0].budget = {};
        CHECK(management_gap(after(setup, 15)) == Approx(0.3));
    }
}

TEST_CASE("who cannot handle its load implements more slowly, in proportion")
{
    Setup setup = two_loads();
    setup.forums[0].bindingness = 1.0;
    setup.implementation_rate = 0.5;
    Simulation const once = after(setup, 1);
    // half of the way to 0.9
    CHECK(once.world().regime.policy()(0, 0) == Approx(0.7));
    CHECK(once.world().regime.policy()(1, 0) == Approx(0.5 + 0.5 * 0.4 * 0.4));
    setup.administration.capacity.reset();
    CHECK(after(setup, 1).world().regime.policy()(1, 0) == Approx(0.7));
    CHECK(std::isnan(management_gap(after(setup, 1))));
}

TEST_CASE("the gap of a level is that of the members of its open forums")
{
    Setup setup = two_loads();
    setup.forums[0].members = {StateId{1}};
    setup.forums[0].level = Level::regional;
    CHECK(management_gap(after(setup, 1), Level::regional) == Approx(0.6));
    CHECK(std::isnan(management_gap(after(setup, 1), Level::global)));
    setup.forums[0].first_tick = 3;
    CHECK(std::isnan(management_gap(after(setup, 1), Level::regional)));
}

TEST_CASE("relief takes over what a shock adds to a load, while it lasts")
{
    Setup setup = two_loads();
    setup.events = {at(1, FlowShock<ById>{{StateId{0}}, {StateId{1}}, 3.0, 2})};
    CHECK(after(setup, 2).world().handling.load(1) == Approx(3000.0));
    setup.world.organisations[0].budget.relief = 1'000'000.0;
    setup.administration.assistance.relief_cost = 1000.0;  // 1000 persons of 2 x 2000
    CHECK(after(setup, 2).world().handling.load(1) == Approx(2500.0));
    CHECK(after(setup, 4).world().handling.load(1) == Approx(1000.0));
}

// departures(t) = goal + (1 - goal) exp(-t / time)
TEST_CASE("development makes fewer leave, slowly")
{
    Setup setup = two_loads();
    setup.world.organisations[0].budget.development = 4'000'000.0;
    setup.administration.assistance = {.departure_cost = 20'000.0, .development_time = 10.0};
    CHECK(after(setup, 1).world().flows.now(0) == 1000.0);
    CHECK(after(setup, 11).world().flows.now(0) == Approx(800.0 + 200.0 * std::exp(-1.0)));
}

TEST_CASE("an organisation serves the members of the forums whose secretariat it is")
{
    Setup setup = two_loads();
    setup.administration.own_capacity = Vector{{500.0, 400.0}};
    setup.world.organisations[0].budget.assistance = 100'000.0;
    setup.world.organisations[0].serves = {ForumId{0}};
    setup.forums[0].members = {StateId{0}};
    CHECK(after(setup, 2).world().handling.own.isApprox(Vector{{550.0, 400.0}}));
    setup.forums[0].first_tick = Forum::never;  // it serves none, so it serves all
    CHECK(after(setup, 2).world().handling.own.isApprox(Vector{{500.0, 450.0}}));
}

TEST_CASE("those whom a forum's agreement binds lend each other spare capacity")
{
    Setup setup = two_loads();
    setup.administration.own_capacity = Vector{{1800.0, 400.0}};
    setup.administration.capacity->pooling = 0.5;
    setup.forums[0].bindingness = 0.5;
    CHECK(after(setup, 1).world().handling.capacity.isApprox(Vector{{1800.0, 400.0}}));
    CHECK(after(setup, 2).world().handling.capacity.isApprox(Vector{{1600.0, 600.0}}));
}

TEST_CASE("capacity grows with means")
{
    Setup setup = two_loads();
    setup.administration.capacity->growth = 0.1;
    CHECK(after(setup, 3).world().handling.own(1) == Approx(484.0));
}

TEST_CASE("an event opens a forum, or changes what an organisation spends")
{
    Setup setup = two_loads();
    setup.forums[0].first_tick = Forum::never;
    setup.events = {
        at(2, ForumOpening<ById>{ForumId{0}}),
        at(3, Funding<ById>{.organisation = OrganisationId{0}, .assistance = 100'000.0})};
    CHECK_FALSE(after(setup, 2).world().regime.binds(StateId{0}, IssueId{0}));
    CHECK(after(setup, 3).world().regime.binds(StateId{0}, IssueId{0}));
    CHECK(after(setup, 3).world().handling.own(1) == 400.0);
    CHECK(after(setup, 4).world().handling.own(1) == Approx(450.0));
}

TEST_CASE("a simulation refuses capacities for other states")
{
    Setup setup = two_loads();
    setup.administration.own_capacity = Vector::Ones(3);
    CHECK_THROWS_AS((Simulation{setup, 1, 0}), std::invalid_argument);
}
