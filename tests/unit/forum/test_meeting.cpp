#include "../world.hpp"
#include "catch.hpp"
#include "forum/meeting.hpp"
#include "forum/table_setting.hpp"
#include "negotiation/red_line_box.hpp"

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

namespace {

/// A poor sender and a rich receiver, a hard issue on which the sender can only lose, and money.
World with_fund()
{
    Matrix const profile = (Matrix(2, 3) << 1, 0, 0, 0, 0, 1).finished();
    World world = small_world(profile, (Matrix(3, 2) << 0.5, 1.0, 0.5, 0.5, 1.0, 0.0).finished(),
                              (Matrix(3, 2) << 0.5, 0.0, 0.5, 0.0, 1.0, 0.0).finished());
    world.issues.kind[1] = IssueKind::transfer;
    world.issues.role_value = (Matrix(3, 2) << 0.0, 0.5, 0.0, 0.5, 0.0, -0.5).finished();
    world.issues.amount = (Vector(2) << 0.0, 100.0).finished();
    world.issues.payable = (Vector(2) << 0.0, 0.5).finished();
    world.states.population = (Vector(2) << 1.0, 160.0).finished();
    Matrix quo = Matrix::Constant(2, 2, 0.5);
    quo.col(1).setZero();
    world.regime = Regime{quo};
    world.renew_interests();
    return world;
}

Table table_of(World const& world, Forum const& forum)
{
    return set_table(world, forum, Seating{forum.members, forum.agenda}, no_red_lines(world),
                     Declaration{{.posturing = 0.0, .hiding = 0.0}});
}

}  // namespace

TEST_CASE("the table knows what money is worth and who has any")
{
    World world = with_fund();
    Forum const forum = small_forum(world, all_sign(0.7));
    Table const table = table_of(world, forum);
    CHECK_NOTHROW(table.check());
    CHECK(table.value.isApprox((Matrix(2, 2) << 0.0, 0.5, 0.0, -0.5).finished()));
    CHECK(table.means(0, 1) == Approx(0.005));
    CHECK(table.means(1, 1) == Approx(0.8));
    CHECK(red_line_box(table).upper(1) == Approx(0.8));
    Vector const terms = (Vector(2) << 0.7, 0.4).finished();
    CHECK(table.payoff(0, terms) == Approx(0.5 * 0.4 - 0.5 * 0.04));
    CHECK(table.payoff(1, terms) == Approx(-0.5 * 0.4 - 0.09));
    CHECK(table.reservation(0) == Approx(0.0));
    CHECK(table.reservation(1) == Approx(-0.25));
}

TEST_CASE("money closes what substance alone does not")
{
    World world = with_fund();
    auto const protocol = find_protocol("nash_bargaining")->make({});
    Forum forum = small_forum(world, protocol);
    forum.agenda = {IssueId{0}};
    RandomStream random = any_stream();
    CHECK_FALSE(meeting_of(world)(world, forum, ForumId{0}, 3, random)[0].agreed());
    forum.scope = Scope::comprehensive;  // brings the fund to the table
    auto const sessions = meeting_of(world)(world, forum, ForumId{0}, 3, random);
    REQUIRE(sessions[0].agreed());
    CHECK(sessions[0].issues.size() == 2);
    // in money: both for x = argmax of -(x - 0.5)^2 - 2 (1 - x)^2, that is 5 / 6
    CHECK(sessions[0].outcome.terms(0) == Approx(5.0 / 6.0).epsilon(1e-8));
    CHECK(sessions[0].hardness[1].pattern == InterestPattern::conflicting);
    CHECK(sessions[0].hardness[1].hardness == Approx(1.0));
    CHECK(sessions[0].hardness[1].balance == Approx(1.0));
}
