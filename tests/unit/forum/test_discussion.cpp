#include "../world.hpp"
#include "catch.hpp"
#include "forum/discussion.hpp"

using namespace parley;
using namespace parley::testing;

namespace {

/// One state, half sender and half receiver, sees only the sender; role ideals 0 and 1: tension
/// 1/4.
World torn_world()
{
    World world = small_world((Matrix(1, 3) << 0.5, 0.0, 0.5).finished(),
                              (Matrix(3, 1) << 0.0, 0.5, 1.0).finished(), Matrix::Ones(3, 1));
    world.states.recognition(0) = 0.2;
    world.states.disclosure(0) = 0.4;
    return world;
}

std::vector<StateId> const members{StateId{0}};
std::vector<IssueId> const issues{IssueId{0}};

}  // namespace

TEST_CASE("frank talk about hard issues teaches the torn, by the formula")
{
    World world = torn_world();
    Discussion const discussion{{.learning = 0.5, .trust = 0.3}};
    discussion(world, Seating{members, issues}, Vector::Constant(1, 0.8), 0.6);
    // T = 4 (1/4) 0.8 = 0.8
    CHECK(world.states.recognition(0) == Approx(0.2 + 0.6 * 0.5 * 0.8 * 0.8));
    CHECK(world.states.disclosure(0) == Approx(0.4 + 0.6 * 0.3 * 0.8 * 0.6));
}

TEST_CASE("talking about soft issues, or without frankness, teaches nothing")
{
    World world = torn_world();
    Discussion const discussion{{}};
    discussion(world, Seating{members, issues}, Vector::Zero(1), 1.0);
    discussion(world, Seating{members, issues}, Vector::Ones(1), 0.0);
    CHECK(world.states.recognition(0) == 0.2);
    CHECK(world.states.disclosure(0) == 0.4);
}

TEST_CASE("a deadlock costs a share of the disclosure")
{
    World world = torn_world();
    Discussion{{.deadlock_cost = 0.25}}.deadlock(world.states, members);
    CHECK(world.states.disclosure(0) == Approx(0.3));
    CHECK(world.states.recognition(0) == 0.2);
}

TEST_CASE("what was gained fades towards where it started")
{
    World world = torn_world();
    Discussion const discussion{{.decay = 0.1}};
    Outlook<EveryState> at_rest;
    at_rest.recognition = Vector::Constant(3, 0.1);
    at_rest.disclosure = Vector::Constant(3, 0.5);
    discussion.fade(world.states, StateId{0}, at_rest, 2.0);
    CHECK(world.states.recognition(0) == Approx(0.1 + 0.81 * 0.1));
    CHECK(world.states.disclosure(0) == Approx(0.5 - 0.81 * 0.1));
}

TEST_CASE("a discussion refuses parameters out of range")
{
    CHECK_THROWS_AS((Discussion{{.learning = 1.5}}), std::invalid_argument);
    CHECK_THROWS_AS((Discussion{{.decay = 1.0}}), std::invalid_argument);
}
