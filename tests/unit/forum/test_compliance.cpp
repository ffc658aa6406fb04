#include "../world.hpp"
#include "catch.hpp"
#include "forum/compliance.hpp"

using namespace parley;
using namespace parley::testing;

namespace {

/// Two states that want nothing of themselves and everything of the other are bound to 0.6, from a
/// status quo of 0.
World bound_free_riders(double share)
{
    World world =
        small_world(Matrix::Constant(2, 3, 1.0 / 3.0), Matrix::Zero(3, 1), Matrix::Ones(3, 1));
    world.regime = Regime{Matrix::Zero(2, 1)};
    world.issues.externality = Vector::Constant(1, share);
    world.issues.role_expected = Matrix::Ones(3, 1);
    world.issues.dependence = {Dependence::uniform};
    world.interdependence = Interdependence{Ties{world.flows, 2, 10.0}};
    world.renew_interests();
    world.regime.add({.forum = ForumId{0},
                      .issues = {IssueId{0}},
                      .terms = Vector::Constant(1, 0.6),
                      .signatories = {StateId{0}, StateId{1}},
                      .bindingness = 0.5});
    return world;
}

}  // namespace

TEST_CASE("leaving is worth what the own burden costs, by hand")
{
    // bound half of the way to 0.6: 0.09 of a stake of 1, of which 0.7 do not depend on the other
    World const world = bound_free_riders(0.3);
    CHECK(gain_from_leaving(world, StateId{0}, ForumId{0}) == Approx(0.7 * 0.09));
    CHECK(gain_from_leaving(world, StateId{0}, ForumId{1}) == 0.0);
}

TEST_CASE("a party leaves exactly when that is worth more than the sanction")
{
    for (double const sanction : {0.06, 0.07}) {
        World world = bound_free_riders(0.3);
        Forum forum = small_forum(world, all_sign(0.6));
        forum.sanction = sanction;
        auto const defection = leave_if_worth_it(world, forum, ForumId{0}, StateId{0});
        CHECK(defection.has_value() == (sanction < 0.063));
        CHECK(world.regime.binds(StateId{0}, IssueId{0}) == (sanction > 0.063));
        CHECK(world.regime.binds(StateId{1}, IssueId{0}));
        if (defection) {
            CHECK(defection->issues == std::vector{IssueId{0}});
            CHECK(defection->left_behind == std::vector{StateId{1}});
        }
    }
}

TEST_CASE("without a sanction nobody leaves, and who gains by its own policy never does")
{
    World world = bound_free_riders(0.3);
    Forum forum = small_forum(world, all_sign(0.6));
    CHECK_FALSE(leave_if_worth_it(world, forum, ForumId{0}, StateId{0}));
    forum.sanction = 0.0;
    world.issues.role_ideal.setConstant(0.6);
    world.renew_interests();
    CHECK(gain_from_leaving(world, StateId{0}, ForumId{0}) < 0.0);
    CHECK_FALSE(leave_if_worth_it(world, forum, ForumId{0}, StateId{0}));
}

TEST_CASE("leaving one forum leaves what others bind")
{
    World world = bound_free_riders(0.3);
    world.regime.add({.forum = ForumId{1},
                      .issues = {IssueId{0}},
                      .terms = Vector::Constant(1, 0.6),
                      .signatories = {StateId{0}},
                      .bindingness = 0.5});
    // 0.6 (1 - 0.25) = 0.45 with both, 0.3 with the other alone
    CHECK(gain_from_leaving(world, StateId{0}, ForumId{0}) ==
          Approx(0.7 * (0.45 * 0.45 - 0.3 * 0.3)));
}

// Leaving is worth 0.063 of what is at stake. A sanction of 0.05 becomes 0.05 x 1.5 = 0.075.
TEST_CASE("who is watched pays more for leaving")
{
    World world = bound_free_riders(0.3);
    world.organisations = {{.id = "o", .name = "O", .mandate = {IssueId{0}}}};
    world.organisations[0].serves = {ForumId{0}};
    CHECK(pays_to_leave(world, StateId{0}, ForumId{0}, 0.05));
    world.organisations[0].monitoring = 0.5;
    CHECK_FALSE(pays_to_leave(world, StateId{0}, ForumId{0}, 0.05));
    CHECK(pays_to_leave(world, StateId{0}, ForumId{0}, 0.041));  // 0.0615
    world.organisations[0].mandate.clear();
    CHECK(pays_to_leave(world, StateId{0}, ForumId{0}, 0.05));
}

// Each of two with a product of 1 USD has 0.0008 USD a year of the fund, worth 0.25 x 100 x 0.0008.
TEST_CASE("a fund that is lost counts against leaving, by hand")
{
    World world = bound_free_riders(0.3);
    world.organisations = {{.id = "o", .name = "O", .mandate = {}}};
    world.organisations[0].serves = {ForumId{0}};
    world.organisations[0].funds = {{IssueId{0}, 0.0016}};
    CHECK(gain_from_leaving(world, StateId{0}, ForumId{0}) == Approx(0.063 - 0.02));
}
