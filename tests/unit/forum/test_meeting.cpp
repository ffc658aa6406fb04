#include "forum/meeting.hpp"

#include "forum/table_setting.hpp"

#include "../world.hpp"

#include "catch.hpp"

using namespace parley;
using namespace parley::testing;

namespace {

RandomStream any_stream()
{
    return {1, "test", {}};
}

/// A sender, a receiver, and two issues on which they want the same and opposite things.
World two_states()
{
    return small_world((Matrix(2, 3) << 1, 0, 0, 0, 0, 1).finished(),
                       (Matrix(3, 2) << 0.9, 1.0, 0.5, 0.5, 0.8, 0.0).finished(),
                       (Matrix(3, 2) << 1.0, 2.0, 1.0, 1.0, 1.0, 1.0).finished());
}

Meeting meeting_of(World const& world)
{
    return Meeting{{.declaration = {.posturing = 0.0, .hiding = 0.0},
                    .discussion = {.learning = 0.0, .trust = 0.0, .deadlock_cost = 0.5},
                    .red_line = no_red_lines(world)}};
}

}  // namespace

TEST_CASE("the table shows what members want, say and have")
{
    World world = two_states();
    world.states.power(1) = 3.0;
    Forum const forum = small_forum(world, all_sign(0.7));
    std::vector<IssueId> const issues{IssueId{1}};
    Table const table = set_table(world, forum, Seating{forum.members, issues}, no_red_lines(world),
                                  Declaration{{.posturing = 0.0, .hiding = 0.0}});
    CHECK(table.ideal.isApprox((Matrix(2, 1) << 1.0, 0.0).finished()));
    CHECK(table.declared.isApprox(table.ideal));
    CHECK(table.salience.isApprox((Matrix(2, 1) << 2.0, 1.0).finished()));
    CHECK(table.in_force.isApproxToConstant(0.5));
    CHECK(table.reservation(0) == Approx(-0.5));  // - 2 (0.5 - 1)^2
    CHECK(table.power(1) == 3.0);
    CHECK_NOTHROW(table.check());
}

TEST_CASE("a package is one session and its agreement enters the regime")
{
    World world = two_states();
    Forum const forum = small_forum(world, all_sign(0.7));
    RandomStream random = any_stream();
    auto const sessions = meeting_of(world)(world, forum, ForumId{0}, 3, random);
    REQUIRE(sessions.size() == 1);
    CHECK(sessions[0].agreed());
    CHECK(sessions[0].issues.size() == 2);
    CHECK(sessions[0].tick == 3);
    CHECK(world.regime.binds(StateId{1}, IssueId{0}, ForumId{0}));
    CHECK(world.regime.target()(0, 0) == Approx(0.5 + 0.3 * 0.2));  // default bindingness
    CHECK(sessions[0].hardness[0].pattern == InterestPattern::common);
    CHECK(sessions[0].hardness[1].pattern == InterestPattern::conflicting);
}

TEST_CASE("singly, each issue is a session of its own, and a deadlock costs trust each time")
{
    World world = two_states();
    Forum forum = small_forum(world, first_blocks());
    forum.scope = Scope::single_issue;
    RandomStream random = any_stream();
    auto const sessions = meeting_of(world)(world, forum, ForumId{0}, 0, random);
    REQUIRE(sessions.size() == 2);
    CHECK(sessions[0].issues == std::vector{IssueId{0}});
    CHECK_FALSE(sessions[1].agreed());
    CHECK_FALSE(world.regime.binds(StateId{0}, IssueId{0}));
    CHECK(world.states.disclosure(0) == Approx(0.25));
}

TEST_CASE("a forum that has settled everything, or is left by all but one, holds no session")
{
    World world = two_states();
    Forum forum = small_forum(world, all_sign(0.7));
    RandomStream random = any_stream();
    Meeting const meeting = meeting_of(world);
    CHECK(meeting(world, forum, ForumId{0}, 0, random).size() == 1);
    CHECK(meeting(world, forum, ForumId{0}, 1, random).empty());
    forum.members.pop_back();
    CHECK(meeting(world, forum, ForumId{1}, 1, random).empty());
}
