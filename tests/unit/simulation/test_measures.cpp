#include "../world.hpp"
#include "catch.hpp"
#include "simulation/measures.hpp"

using namespace parley;
using namespace parley::testing;

namespace {

/// Two states, a hard and a soft issue of equal salience, status quo 0.5.
World two_issues()
{
    World world = small_world(Matrix::Constant(2, 3, 1.0 / 3.0), Matrix::Constant(3, 2, 0.5),
                              Matrix::Ones(3, 2));
    world.issues.kind[1] = IssueKind::soft;
    return world;
}

void bind_first_state(World& world)
{
    world.regime.add({.forum = ForumId{0},
                      .issues = {IssueId{0}},
                      .terms = Vector::Constant(1, 0.9),
                      .signatories = {StateId{0}}});
    world.regime.implement(1.0);
}

}  // namespace

TEST_CASE("nothing agreed is no progress")
{
    CHECK(movement(two_issues(), IssueKind::hard) == 0.0);
    CHECK(regime_coverage(two_issues()) == 0.0);
    CHECK(movement(two_issues(), IssueKind::linkage) == 0.0);  // there is no such issue
}

TEST_CASE("progress is depth by coverage, for each kind of issue")
{
    World world = two_issues();
    bind_first_state(world);
    // one of two equal states moved 0.4 of the 0.5 that it could
    CHECK(movement(world, IssueKind::hard) == Approx(0.4));
    CHECK(movement(world, IssueKind::soft) == 0.0);
    CHECK(regime_coverage(world) == Approx(0.25));
}

TEST_CASE("states count by the flows through them")
{
    World world = two_issues();
    world.flows.origin = {StateId{0}, StateId{1}};
    world.flows.destination = {StateId{0}, StateId{0}};
    world.flows.persons = (Vector(2) << 100.0, 100.0).finished();  // 300 : 100
    world.flows.begin();
    bind_first_state(world);
    CHECK(movement(world, IssueKind::hard) == Approx(0.75 * 0.8));
}

TEST_CASE("what states do alone is no progress, and agreements count from there")
{
    World world = two_issues();
    Matrix alone = world.regime.status_quo();
    alone(0, 0) = 0.7;
    world.regime.set_alone(alone);
    world.regime.implement(1.0);
    CHECK(movement(world, IssueKind::hard) == 0.0);
    bind_first_state(world);
    // from 0.7 to 0.9, of the 0.7 that one state could have moved, and 0 of 0.5
    CHECK(movement(world, IssueKind::hard) == Approx(0.2 / 1.2));
}
