#include "catch.hpp"
#include "model/territories.hpp"

#include <cmath>
#include <stdexcept>

using namespace parley;

namespace {

/// State 0, of which state 1 is to become a part or ceases to be one, and a partner 2.
///
///     0 -> 2: 300 a year, 6000 settled     1 -> 2: 100 a year, 2000 settled
///     2 -> 0:  40 a year,  800 settled     1 -> 0:  50 a year, 1500 settled
Flows three_states()
{
    Flows flows;
    flows.origin = {StateId{0}, StateId{1}, StateId{2}, StateId{1}};
    flows.destination = {StateId{2}, StateId{2}, StateId{0}, StateId{0}};
    flows.persons = (Vector(4) << 300, 100, 40, 50).finished();
    flows.stock = (Vector(4) << 6000, 2000, 800, 1500).finished();
    flows.begin();
    return flows;
}

std::vector<std::vector<StateId>> heirs()
{
    return {{StateId{0}}, {StateId{1}, StateId{0}}, {StateId{2}}};
}

Holders const apart = own_territories(3);
Holders const together{StateId{0}, StateId{0}, StateId{2}};

}  // namespace

TEST_CASE("people who move go with the territory that they come from or go to")
{
    Flows const own = three_states();
    Flows flows = own;
    add_corridors(flows, heirs());
    CHECK(flows.count() == 4);  // 0 -> 2 is there for those of 1, too; 1 -> 0 is within a state
    move_migrants(flows, own, apart, together);
    CHECK(flows.persons == (Vector(4) << 400, 0, 40, 0).finished());
    CHECK(flows.stock == (Vector(4) << 8000, 0, 800, 0).finished());
    // ten years on there are half as many again; a quarter of those in 2 are from territory 1
    flows.stock *= 1.5;
    move_migrants(flows, own, together, apart);
    CHECK(flows.stock == (Vector(4) << 9000, 3000, 1200, 1500).finished());
    CHECK(flows.persons == own.persons);
}

TEST_CASE("a corridor that only a part of a state has is one of the whole state")
{
    Flows own = three_states();
    own.destination[0] = StateId{1};  // 0 -> 1 in place of 0 -> 2
    Flows flows = own;
    add_corridors(flows, heirs());
    REQUIRE(flows.count() == 5);
    CHECK(flows.origin[4] == StateId{0});
    CHECK(flows.destination[4] == StateId{2});
    move_migrants(flows, own, apart, together);
    CHECK(flows.persons == (Vector(5) << 0, 0, 40, 0, 100).finished());
    Flows none = own;
    CHECK_THROWS_AS(move_migrants(none, own, apart, together), std::invalid_argument);
}

TEST_CASE("nobody is left in a corridor of a state that has ended")
{
    Flows own = three_states();
    own.persons(1) = own.stock(1) = 0.0;
    Flows flows = own;
    add_corridors(flows, heirs());
    flows.stock(1) = 70.0;  // who came since, by another way
    move_migrants(flows, own, apart, together);
    CHECK(flows.stock(1) == 0.0);
    CHECK(flows.stock(0) == 6070.0);
}

TEST_CASE("flows of territories are those of their holders")
{
    Flows const held = held_by(three_states(), together);
    CHECK(held.origin == std::vector{StateId{0}, StateId{0}, StateId{2}, StateId{0}});
    CHECK(held.destination == std::vector{StateId{2}, StateId{2}, StateId{0}, StateId{0}});
}

TEST_CASE("people and product add up, whoever holds a territory")
{
    States own{standard_keys(3)};
    own.profile = Matrix::Constant(3, 3, 1.0 / 3.0);
    own.population = (Vector(3) << 7.5e6, 0.5e6, 2e6).finished();
    own.gdp_per_head = (Vector(3) << 4000, 6000, 1000).finished();
    States states = own;
    move_people(states, own, apart, together);
    CHECK(states.population == (Vector(3) << 8e6, 0, 2e6).finished());
    CHECK(states.gdp_per_head(0) == Approx(33e9 / 8e6));  // 30 and 3 billion
    // the state shrinks by a tenth and becomes richer by a fifth before its part separates
    states.population(0) *= 0.9;
    states.gdp_per_head(0) *= 1.2;
    double const product = states.gdp(StateId{0});
    move_people(states, own, together, apart);
    CHECK(states.population(0) == Approx(0.9 * 7.5e6));
    CHECK(states.population(1) == Approx(0.9 * 0.5e6));
    CHECK(states.gdp(StateId{1}) == Approx(product * 3 / 33));
    CHECK(states.gdp(StateId{0}) == Approx(product * 30 / 33));
    CHECK(states.population(2) == 2e6);
    CHECK(states.gdp_per_head(2) == 1000.0);
}

TEST_CASE("what is not known of a territory stays unknown, and changes nothing else")
{
    States own{standard_keys(3)};
    own.profile = Matrix::Constant(3, 3, 1.0 / 3.0);
    own.population = (Vector(3) << 7.5e6, NAN, 2e6).finished();
    own.gdp_per_head = (Vector(3) << 4000, 6000, 1000).finished();
    States states = own;
    move_people(states, own, apart, together);
    CHECK(states.population == (Vector(3) << 7.5e6, 0, 2e6).finished());
    move_people(states, own, together, apart);
    CHECK(states.population(0) == 7.5e6);
    CHECK(std::isnan(states.population(1)));
    CHECK(states.gdp_per_head == own.gdp_per_head);
    // a product that is not known is that of the state, per head
    own.population(1) = 0.5e6;
    own.gdp_per_head(1) = NAN;
    states = own;
    move_people(states, own, apart, together);
    CHECK(states.gdp_per_head(0) == Approx(4000.0));
    move_people(states, own, together, apart);
    CHECK(states.gdp_per_head(0) == Approx(states.gdp_per_head(1)));
}
