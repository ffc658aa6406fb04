#include "../world.hpp"
#include "catch.hpp"
#include "simulation/accounts.hpp"
#include "simulation/gains.hpp"

#include <cmath>

using namespace parley;
using namespace parley::testing;

namespace {

/// A race to the bottom: two states receive and two send, half of what rights are worth is about
/// what others do, all of them alike, and rights stand at 0.6. Those who receive want 0.1, those
/// who send 1, all with salience 1.
World race()
{
    Matrix profile = Matrix::Zero(4, 3);
    profile.topRows(2).col(2).setOnes();
    profile.bottomRows(2).col(0).setOnes();
    World world =
        small_world(profile, (Matrix(3, 1) << 1.0, 0.5, 0.1).finished(), Matrix::Ones(3, 1));
    world.issues.externality = Vector::Constant(1, 0.5);
    world.issues.role_expected = world.issues.role_ideal;
    world.issues.dependence = {Dependence::uniform};
    world.issues.dyadic = {0};
    world.interdependence = Interdependence{Ties{world.flows, 4, 1.0}};
    world.regime = Regime{Matrix::Constant(4, 1, 0.6)};
    world.renew_interests();
    return world;
}

/// Both who receive sign 0.1, and do it.
World run_race()
{
    World world = race();
    world.regime.add({.forum = ForumId{0},
                      .issues = {IssueId{0}},
                      .terms = Vector::Constant(1, 0.1),
                      .signatories = {StateId{0}, StateId{1}}});
    world.regime.implement(1.0);
    return world;
}

Vector gains_in(World const& world)
{
    return gains(world, world.payoffs(world.actual));
}

}  // namespace

TEST_CASE("nobody has gained where nothing has moved")
{
    World const world = race();
    CHECK(gains_in(world) == Vector::Zero(4));
    CHECK(losers(world, gains_in(world)) == 0.0);
    CHECK_FALSE(substantive(1.0, joint_gains(world, gains_in(world))));
}

TEST_CASE("in a race to the bottom those who are not at the table lose more than the others gain")
{
    World const world = run_race();
    Vector const gained = gains_in(world);

    // Who receives has -(0.5 0.25 + 0.5 0.25) = -0.25 before. Afterwards its own policy is what it
    // wants, and of the others one does so, too, and two stay at 0.6: -0.5 (0 + 0.25 + 0.25) / 3.
    CHECK_THAT(gained(0), WithinAbs(0.25 - 0.25 / 3.0, 1e-15));
    CHECK_THAT(gained(1), WithinAbs(0.25 - 0.25 / 3.0, 1e-15));
    // Who sends has -0.16 before, and -(0.5 0.16 + 0.5 (0.81 + 0.81 + 0.16) / 3) afterwards.
    CHECK_THAT(gained(2), WithinAbs(0.08 - 0.5 * 1.78 / 3.0, 1e-15));
    CHECK_THAT(gained(3), WithinAbs(0.08 - 0.5 * 1.78 / 3.0, 1e-15));

    // (2 0.5 / 3 - 2 0.65 / 3) / 4
    CHECK_THAT(joint_gains(world, gained)(0), WithinAbs(-0.025, 1e-15));
    CHECK(losers(world, gained) == 0.5);
    CHECK_FALSE(substantive(0.4, joint_gains(world, gained)));
}

TEST_CASE("the best for all together is found policy by policy")
{
    // The policy of one who receives is best at 0.5 0.1 + 0.5 (0.1 + 1 + 1) / 3 = 0.4, that of one
    // who sends at 0.5 1 + 0.5 (1 + 0.1 + 0.1) / 3 = 0.7, each with weight 1/4 for all together:
    // 2 (0.2^2 + 0.1^2) / 4 = 0.025.
    Vector const best = best_joint_gains(race());
    CHECK_THAT(best(0), WithinAbs(0.025, 1e-15));

    World const world = run_race();
    Vector const joint = joint_gains(world, gains_in(world));
    CHECK_THAT(joint_gain_shares(joint, best_joint_gains(world))(0), WithinAbs(-1.0, 1e-12));
}

TEST_CASE("states count by their population and their power")
{
    World world = run_race();
    world.states.population << 1.0, 1.0, 3.0, 3.0;
    world.states.power << 3.0, 3.0, 1.0, 1.0;
    Vector const joint = joint_gains(world, gains_in(world));

    // with what those who receive gain, 0.5 / 3, and those who send, -0.65 / 3
    CHECK_THAT(joint(1), WithinAbs((0.5 - 3.0 * 0.65) / 12.0, 1e-15));
    CHECK_THAT(joint(2), WithinAbs((3.0 * 0.5 - 0.65) / 12.0, 1e-15));
    CHECK_FALSE(substantive(0.4, joint));
}

TEST_CASE("an unknown population leaves one weighting out and no other")
{
    World world = run_race();
    world.states.population(2) = std::numeric_limits<double>::quiet_NaN();
    Vector const joint = joint_gains(world, gains_in(world));
    CHECK(std::isnan(joint(1)));
    CHECK(std::isnan(best_joint_gains(world)(1)));
    CHECK(std::isfinite(joint(0)));
    CHECK(substantive(0.1, (Vector(3) << 0.01, joint(1), 0.01).finished()));
    CHECK_FALSE(substantive(0.09, (Vector(3) << 0.01, joint(1), 0.01).finished()));
}

TEST_CASE("between two states the policy of each is felt by the other alone")
{
    World world = race();
    world.issues.dyadic = {1};
    std::array const dyadic{IssueId{0}};
    world.regime = Regime{Matrix::Constant(4, 1, 0.6), dyadic};
    world.regime.add({.forum = ForumId{0},
                      .issues = {IssueId{0}},
                      .terms = Vector::Constant(1, 0.1),
                      .signatories = {StateId{0}, StateId{1}}});
    world.regime.implement(1.0);

    // Of three partners, a third of what matters, one now does as both want: 0.25 / 3 each.
    Vector const gained = gains_in(world);
    CHECK_THAT(gained(0), WithinAbs(0.25 / 3.0, 1e-15));
    CHECK_THAT(gained(2), WithinAbs(0.0, 1e-15));
    CHECK(losers(world, gained) == 0.0);

    // Best are 0.1 between the two who receive, 1 between the two who send, and half of the way,
    // 0.55, between others, each policy with weight 1/4 1/3: (2 0.25 + 2 0.16 + 8 0.05^2) / 12
    CHECK_THAT(best_joint_gains(world)(0), WithinAbs(0.84 / 12.0, 1e-15));
}

TEST_CASE("what agreements have no part in is kept until what it follows from has changed")
{
    World world = run_race();
    WithoutAgreements kept;
    auto const holds = [&] {
        CHECK(kept.payoffs(world) == world.payoffs_alone(world.actual));
        CHECK(kept.best(world) == best_joint_gains(world));
    };
    holds();
    holds();
    world.actual.ideal(0, 0) += 0.1;
    holds();
    world.actual.expected(1, 0) -= 0.1;
    holds();
    world.actual.salience(2, 0) *= 2.0;
    holds();
    world.actual.tension(3, 0) += 0.1;
    holds();
    world.regime.set_alone(Matrix::Constant(4, 1, 0.3));
    world.regime.implement(1.0);
    holds();
    world.states.population(1) = 7.0;
    holds();
    world.states.power(2) = 5.0;
    holds();
}
