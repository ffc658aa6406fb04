#include "catch.hpp"
#include "forum/routing.hpp"
#include "unit/world.hpp"

#include <algorithm>

using namespace parley;
using namespace parley::testing;

namespace {

constexpr ForumId pair{0};
constexpr ForumId region{1};
constexpr ForumId globe{2};
constexpr IssueId issue{0};

Vector nothing_expected(ForumId, IssueId)
{
    FAIL("only forum shopping asks for what is expected");
    return {};
}

/// Four states that care alike; one issue; a pair, a region of three and the globe, by level.
struct Map {
    World world =
        small_world(Matrix::Constant(4, 3, 1.0 / 3.0), Matrix::Ones(3, 1), Matrix::Ones(3, 1));
    std::vector<Forum> forums;

    Map()
    {
        world.flows.origin = {StateId{0}, StateId{1}, StateId{2}};
        world.flows.destination = {StateId{1}, StateId{2}, StateId{3}};
        world.flows.persons = Vector::Zero(3);
        world.flows.stock = Vector{{100.0, 100.0, 10.0}};
        add("pair", Level::bilateral, 2);
        add("region", Level::regional, 3);
        add("globe", Level::global, 4);
    }

    void add(std::string const& id, Level level, std::size_t members)
    {
        Forum forum = small_forum(world, all_sign(1.0));
        forum.id = id;
        forum.level = level;
        forum.members.resize(members);
        forums.push_back(forum);
    }

    /// Which of them take the issue up, as "pair region ".
    std::string taken(Routing& routing) const
    {
        Coverage const coverage{forums.size(), 0.0};
        routing.renew(world, coverage, forums, 0, nothing_expected);
        std::string ids;
        for (std::size_t f = 0; f < forums.size(); ++f) {
            ids += routing.takes_up(ForumId{f}, issue) ? forums[f].id + " " : "";
        }
        return ids;
    }

    static void deadlock(Routing& routing, ForumId forum)
    {
        routing.note(forum, {&issue, 1}, false);
    }
};

Routing routing_by(RoutingPolicy policy, double coverage = 0.5, int patience = 2)
{
    return {{.policy = policy, .coverage = coverage, .patience = patience}, 3, 1};
}

}  // namespace

TEST_CASE("agendas hold as they are written when routing is fixed")
{
    Map const map;
    Routing routing = routing_by(RoutingPolicy::fixed);
    Map::deadlock(routing, pair);
    Map::deadlock(routing, pair);
    CHECK(map.taken(routing) == "pair region globe ");
}

TEST_CASE("an issue goes to the lowest level that covers enough")
{
    // the pair covers 200 of 100 + 200, the region 400 of 100 + 200 + 110, the globe everything
    Map map;
    auto const taken = [&](double coverage) {
        Routing routing = routing_by(RoutingPolicy::subsidiarity, coverage);
        return map.taken(routing);
    };
    CHECK(taken(0.66) == "pair globe ");  // the region would serve one state more, the globe two
    CHECK(taken(0.67) == "region ");
    CHECK(taken(0.98) == "globe ");
    map.forums[1].agenda.clear();
    CHECK(taken(0.67) == "globe ");
    map.forums[2].closing_tick = 0;
    CHECK(taken(0.67) == "pair ");  // it covers too little, but there is no other
}

TEST_CASE("an issue rises after so many deadlocks in a row, and stays at the top")
{
    Map const map;
    Routing routing = routing_by(RoutingPolicy::bottom_up);
    CHECK(map.taken(routing) == "pair globe ");  // states 2 and 3 share no other forum
    Map::deadlock(routing, pair);
    CHECK(map.taken(routing) == "pair globe ");
    routing.note(pair, {&issue, 1}, true);  // an agreement: deadlocks are forgotten
    Map::deadlock(routing, pair);
    CHECK(map.taken(routing) == "pair globe ");
    Map::deadlock(routing, pair);
    CHECK(map.taken(routing) == "region ");
    Map::deadlock(routing, region);
    Map::deadlock(routing, region);
    CHECK(map.taken(routing) == "globe ");
    Map::deadlock(routing, globe);
    Map::deadlock(routing, globe);
    CHECK(map.taken(routing) == "globe ");
}

TEST_CASE("a dyadic issue is routed pair by pair, and a pair covers itself")
{
    // 0 and 1 share the pair, 1 and 2 the region, 2 and 3 the globe, and nothing ties others to
    // each other
    Map map;
    auto const dyadic = [&] {
        map.world.issues.dyadic = {1};
        map.world.issues.dependence = {Dependence::corridors};
        map.world.interdependence = Interdependence{Ties{map.world.flows, 4, 0.0}};
    };
    dyadic();
    Routing routing = routing_by(RoutingPolicy::subsidiarity, 0.98);
    CHECK(map.taken(routing) == "pair region globe ");
    Map::deadlock(routing, region);
    Map::deadlock(routing, region);
    CHECK(map.taken(routing) == "pair globe ");
    Map::deadlock(routing, pair);
    Map::deadlock(routing, pair);
    CHECK(map.taken(routing) == "globe ");
    map.world.flows.stock(2) = 0.0;  // state 3 has nothing to do with anybody
    dyadic();
    Routing another = routing_by(RoutingPolicy::bottom_up, 0.98);
    CHECK(map.taken(another) == "pair region ");
    Routing from_above = routing_by(RoutingPolicy::top_down);
    CHECK(map.taken(from_above) == "globe ");
}

TEST_CASE("authorities treat an issue for their states, from the lowest level on")
{
    // halves of 0 and 1 have ties of 50 + 100, and 50 of these between them: a third
    Map map;
    map.add("border", Level::local, 2);
    map.forums.back().parts = {{StateId{0}, 0.5}, {StateId{1}, 0.5}};
    auto const routing = [](RoutingPolicy policy, double coverage) {
        return Routing{{.policy = policy, .coverage = coverage, .patience = 1}, 4, 1};
    };
    Routing covered = routing(RoutingPolicy::subsidiarity, 0.33);
    CHECK(map.taken(covered) == "globe border ");  // 2 and 3 are served nowhere before
    Routing too_little = routing(RoutingPolicy::subsidiarity, 0.34);
    CHECK(map.taken(too_little) == "pair globe ");
    Routing rising = routing(RoutingPolicy::bottom_up, 0.5);
    CHECK(map.taken(rising) == "globe border ");
    Map::deadlock(rising, ForumId{3});
    CHECK(map.taken(rising) == "pair globe ");
}

TEST_CASE("authorities of one state take their agenda up, and nothing from others")
{
    Map map;
    map.add("districts", Level::local, 2);
    map.forums.back().parts = {{StateId{0}, 0.5}};
    Routing routing{{.policy = RoutingPolicy::bottom_up, .patience = 1}, 4, 1};
    CHECK(map.taken(routing) == "pair globe districts ");
    Map::deadlock(routing, ForumId{3});
    CHECK(map.taken(routing) == "pair globe districts ");
}

TEST_CASE("top-down an issue begins at the top and comes down")
{
    Map const map;
    Routing routing = routing_by(RoutingPolicy::top_down, 0.5, 1);
    CHECK(map.taken(routing) == "globe ");
    Map::deadlock(routing, globe);
    CHECK(map.taken(routing) == "region ");  // who is served there
    Map::deadlock(routing, region);
    CHECK(map.taken(routing) == "pair ");
    Map::deadlock(routing, pair);
    CHECK(map.taken(routing) == "pair ");
}

TEST_CASE("an issue returns when people move, so that a lower forum covers enough")
{
    Map map;
    Routing routing = routing_by(RoutingPolicy::subsidiarity, 0.6, 1);
    CHECK(map.taken(routing) == "pair globe ");
    Map::deadlock(routing, pair);
    CHECK(map.taken(routing) == "region ");
    map.world.flows.stock(1) = 150.0;  // the pair covers 200 of 100 + 250
    CHECK(map.taken(routing) == "region ");
    map.world.flows.stock(1) = 100.0;
    CHECK(map.taken(routing) == "pair globe ");
}

TEST_CASE("an issue returns when others sit in the lower forum")
{
    Map map;
    Routing routing = routing_by(RoutingPolicy::bottom_up, 0.5, 1);
    CHECK(map.taken(routing) == "pair globe ");
    Map::deadlock(routing, pair);
    CHECK(map.taken(routing) == "region ");
    map.forums[0].members.emplace_back(3);
    CHECK(map.taken(routing) == "pair ");
    Map::deadlock(routing, pair);
    CHECK(map.taken(routing) == "region ");
    map.forums[0].members.pop_back();
    CHECK(map.taken(routing) == "pair globe ");
}

TEST_CASE("shoppers go where they expect most, and power decides")
{
    Map map;
    map.world.states.power = Vector{{1.0, 3.0, 1.0, 1.0}};
    Coverage const coverage{3, 0.0};
    auto const taken = [&](Matrix const& gains) {  // [forum, state]
        Routing routing = routing_by(RoutingPolicy::forum_shopping);
        routing.renew(map.world, coverage, map.forums, 0, [&](ForumId f, IssueId) -> Vector {
            return gains.row(static_cast<Eigen::Index>(f.slot())).transpose();
        });
        std::string ids;
        for (std::size_t f = 0; f < 3; ++f) {
            ids += routing.takes_up(ForumId{f}, issue) ? map.forums[f].id + " " : "";
        }
        return ids;
    };
    // the states choose region, pair, region and globe: 3 of 4 in the pair, 2 of 5 in the region, 1
    // of 6
    CHECK(taken((Matrix(3, 4) << 1, 2, 0, 0, 2, 1, 1, 0, 0, 0, 0, 1).finished()) == "pair ");
    map.world.states.power(1) = 1.0;  // 1 of 2 in the pair, 2 of 3 in the region
    CHECK(taken((Matrix(3, 4) << 1, 2, 0, 0, 2, 1, 1, 0, 0, 0, 0, 1).finished()) == "pair region ");
    // of equals the lowest; alone nobody has half of the rest
    CHECK(taken(Matrix::Zero(3, 4)) == "pair ");
    CHECK(taken((Matrix(3, 4) << 1, 1, 0, 0, 1, 1, 1, 0, 2, 2, 2, 2).finished()) == "globe ");
}

TEST_CASE("coverage and patience out of range are refused")
{
    CHECK_THROWS_AS(routing_by(RoutingPolicy::subsidiarity, 1.1), std::invalid_argument);
    CHECK_THROWS_AS(routing_by(RoutingPolicy::subsidiarity, 0.5, 0), std::invalid_argument);
}
