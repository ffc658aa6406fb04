#include "../world.hpp"
#include "catch.hpp"
#include "model/authorities.hpp"

using namespace parley;
using namespace parley::testing;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// A sender and a receiver, with ideal points 0.9 and 0.2; half of what authorities do counts.
World two_states()
{
    World world = small_world((Matrix(2, 3) << 1, 0, 0, 0, 0, 1).finished(),
                              (Matrix(3, 1) << 0.9, 0.5, 0.2).finished(), Matrix::Ones(3, 1));
    world.issues.devolved = Vector::Constant(1, 0.5);
    world.issues.latitude = Vector::Constant(1, 0.2);
    return world;
}

/// A quarter of the sender that is all transit, and half of the receiver that is as its state.
Authorities two_authorities()
{
    Authorities all{.id = {"port", "valley"},
                    .name = {"The Port", "The Valley"},
                    .of = {StateId{0}, StateId{1}},
                    .share = Vector{{0.25, 0.5}}};
    all.keys = standard_keys(2);
    all.keys.population = all.keys.gdp_per_head = all.keys.power = Vector::Constant(2, none);
    all.keys.exposure = all.keys.recognition = all.keys.disclosure = Vector::Constant(2, none);
    all.profile = Matrix{{0.0, 1.0, 0.0}, {0.0, 0.0, 0.0}};
    all.self_image = all.profile;
    all.own_profile = {1, 0};
    all.own_self_image = {1, 0};
    return all;
}

void sign(LocalLevel& local, double terms, double bindingness)
{
    local.world().regime.add({.forum = ForumId{0},
                              .issues = {IssueId{0}},
                              .terms = Vector::Constant(1, terms),
                              .signatories = {StateId{0}, StateId{1}},
                              .bindingness = bindingness});
}

Vector whole_way(World const& world)
{
    return Vector::Ones(world.states.count());
}

}  // namespace

TEST_CASE("an authority is its state in all that it does not give")
{
    World world = two_states();
    world.states.power = Vector{{3.0, 7.0}};
    world.states.exposure = Vector{{0.5, 0.8}};
    world.politics.attention(1, 0) = 2.0;
    Authorities given = two_authorities();
    given.keys.power(0) = 0.5;
    LocalLevel const local{given, world};
    States const& own = local.world().states;
    CHECK(own.id == std::vector<std::string>{"port", "valley"});
    CHECK(own.power == Vector{{0.5, 7.0}});
    CHECK(own.exposure == Vector{{0.5, 0.8}});
    CHECK(local.world().actual.ideal(0, 0) == Approx(0.5));  // of transit, its own role
    CHECK(local.world().actual.ideal(1, 0) == Approx(0.2));  // of its state
    CHECK(local.world().actual.salience(1, 0) == Approx(0.8 * 2.0));
}

TEST_CASE("exposures move with the traffic of the state, given or not")
{
    World world = two_states();
    Authorities given = two_authorities();
    given.keys.exposure(0) = 0.5;
    LocalLevel local{given, world};
    world.states.exposure = Vector{{1.0, 0.25}};
    local.renew(world, Vector{{3.0, 1.0}});
    CHECK(local.world().states.exposure(0) == Approx(0.75));  // 0.5 3 / (1 - 0.5 + 0.5 3)
    CHECK(local.world().states.exposure(1) == Approx(0.25));
}

TEST_CASE("what binds authorities moves them from their states, and the states by their shares")
{
    World world = two_states();
    LocalLevel local{two_authorities(), world};
    sign(local, 0.7, 0.5);
    local.implement(world, Vector{{1.0, 0.5}});
    CHECK(local.deviation()(0, 0) == Approx(0.1));   // 0.5 (0.7 - 0.5)
    CHECK(local.deviation()(1, 0) == Approx(0.05));  // half of the way there
    CHECK(world.regime.policy() == Matrix::Constant(2, 1, 0.5));
    CHECK(world.regime.in_effect()(0, 0) == Approx(0.5125));       // 0.5 + 0.5 0.25 0.1
    CHECK(world.regime.in_effect()(1, 0) == Approx(0.5125));       // 0.5 + 0.5 0.5 0.05
    CHECK(local.payoff()(0) == Approx(-0.01));                     // (0.6 - 0.5)^2
    CHECK(local.payoff()(1) == Approx(-0.1225));                   // (0.55 - 0.2)^2
    CHECK(world.payoffs(world.actual)(1) == Approx(-0.09765625));  // (0.5125 - 0.2)^2
}

TEST_CASE("nobody goes further than the latitude, nor off the scale")
{
    World world = two_states();
    world.regime = Regime{Matrix{{0.5}, {0.95}}};
    LocalLevel local{two_authorities(), world};
    sign(local, 1.0, 1.0);
    local.implement(world, whole_way(world));
    CHECK(local.deviation()(0, 0) == Approx(0.2));  // not 0.5
    CHECK(local.deviation()(1, 0) == Approx(0.05));
    CHECK(local.world().regime.policy()(1, 0) == 1.0);
    CHECK(local.world().lowest(0, 0) == Approx(0.3));
    CHECK(local.world().highest(1, 0) == 1.0);
    world.regime.set_shift(Matrix{{-0.8}, {0.3}});
    CHECK(world.regime.in_effect() == Matrix{{0.0}, {1.0}});
}

TEST_CASE("a deviation follows its state, and returns to it when nothing binds any more")
{
    World world = two_states();
    LocalLevel local{two_authorities(), world};
    sign(local, 0.7, 0.5);
    local.implement(world, whole_way(world));
    world.regime.set_policy(Matrix::Constant(2, 1, 0.6));
    local.implement(world, whole_way(world));
    CHECK(local.deviation()(0, 0) == Approx(0.05));  // 0.5 (0.7 - 0.6)
    CHECK(local.world().regime.policy()(0, 0) == Approx(0.65));
    local.world().regime.release(StateId{0}, ForumId{0});
    local.implement(world, whole_way(world));
    CHECK(local.deviation()(0, 0) == Approx(0.0).margin(1e-15));
    CHECK(local.deviation()(1, 0) == Approx(0.05));
}

TEST_CASE("nothing is left to authorities of an issue that is not devolved, or between two states")
{
    World world = two_states();
    auto const deviation_with = [&](double devolved, double latitude) {
        world.issues.devolved = Vector::Constant(1, devolved);
        world.issues.latitude = Vector::Constant(1, latitude);
        LocalLevel local{two_authorities(), world};
        sign(local, 0.7, 0.5);
        local.implement(world, whole_way(world));
        return local.deviation()(0, 0);
    };
    CHECK(deviation_with(0.5, 0.2) > 0.0);
    CHECK(deviation_with(0.0, 0.2) == 0.0);
    CHECK(deviation_with(0.5, 0.0) == 0.0);
    world.issues.dyadic = {1};
    world.issues.externality = Vector::Zero(1);
    world.issues.dependence = {Dependence::uniform};
    world.issues.role_expected = world.issues.role_ideal;
    world.interdependence = Interdependence{Ties{world.flows, 2, 10.0}};
    IssueId const between{0};
    world.regime = Regime{Matrix::Constant(2, 1, 0.5), {&between, 1}};
    CHECK(deviation_with(0.5, 0.2) == 0.0);
}
