#include "model/interdependence.hpp"

#include "catch.hpp"

using namespace parley;

TEST_CASE("states are tied by stocks and flows in both directions, and by those who cross them")
{
    Flows flows;
    flows.origin = {StateId{0}, StateId{1}};
    flows.destination = {StateId{1}, StateId{0}};
    flows.persons = Vector{{10.0, 4.0}};
    flows.stock = Vector{{100.0, 7.0}};
    flows.routes.corridor = {0};
    flows.routes.via = {StateId{2}};
    flows.routes.halt = {0};
    flows.routes.share = Vector{{0.5}};
    Interdependence const ties{flows, 4, 2.0};
    REQUIRE(ties.ties(StateId{0}).size() == 2);
    CHECK(ties.ties(StateId{0})[0].partner == StateId{1});
    CHECK(ties.ties(StateId{0})[0].weight == 100.0 + 7.0 + 2.0 * (10.0 + 4.0));
    CHECK(ties.ties(StateId{0})[1].weight == 2.0 * 0.5 * 10.0);  // across state 2
    CHECK(ties.ties(StateId{2})[1].partner == StateId{1});
    CHECK(ties.total()(2) == 20.0);
    CHECK(ties.ties(StateId{3}).empty());
}
