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
    Table const table =
        set_table(world, Sitting{forum, ForumId{0}}, Seating{forum.members, issues},
                  no_red_lines(world), Declaration{{.posturing = 0.0, .hiding = 0.0}});
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
    auto const sessions = meeting_of(world)(world, Sitting{forum, ForumId{0}, 3}, random);
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
    auto const sessions = meeting_of(world)(world, Sitting{forum, ForumId{0}, 0}, random);
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
    CHECK(meeting(world, Sitting{forum, ForumId{0}, 0}, random).size() == 1);
    CHECK(meeting(world, Sitting{forum, ForumId{0}, 1}, random).empty());
    forum.members.pop_back();
    CHECK(meeting(world, Sitting{forum, ForumId{1}, 1}, random).empty());
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
    return set_table(world, Sitting{forum, ForumId{0}}, Seating{forum.members, forum.agenda},
                     no_red_lines(world), Declaration{{.posturing = 0.0, .hiding = 0.0}});
}

}  // namespace

TEST_CASE("the table knows what money is worth and who has any")
{
    World const world = with_fund();
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
    CHECK_FALSE(meeting_of(world)(world, Sitting{forum, ForumId{0}, 3}, random)[0].agreed());
    forum.scope = Scope::comprehensive;  // brings the fund to the table
    auto const sessions = meeting_of(world)(world, Sitting{forum, ForumId{0}, 3}, random);
    REQUIRE(sessions[0].agreed());
    CHECK(sessions[0].issues.size() == 2);
    // in money: both for x = argmax of -(x - 0.5)^2 - 2 (1 - x)^2, that is 5 / 6
    CHECK(sessions[0].outcome.terms(0) == Approx(5.0 / 6.0).epsilon(1e-8));
    CHECK(sessions[0].hardness[1].pattern == InterestPattern::conflicting);
    CHECK(sessions[0].hardness[1].hardness == Approx(1.0));
    CHECK(sessions[0].hardness[1].balance == Approx(1.0));
}

namespace {

Matrix random_matrix(RandomStream& random, Eigen::Index rows, Eigen::Index columns)
{
    return Matrix::NullaryExpr(rows, columns, [&] { return random.uniform(); });
}

/// Six states that see themselves as they are not, four issues of which the last has no
/// externality.
World random_world(std::uint64_t draw)
{
    RandomStream random{1, "externality", {draw, 0, 0}};
    World world = small_world(role_weights(random_matrix(random, 6, 3)),
                              random_matrix(random, 3, 4), random_matrix(random, 3, 4));
    world.issues.externality = random_matrix(random, 4, 1);
    world.issues.externality(3) = 0.0;
    world.issues.role_expected = random_matrix(random, 3, 4);
    world.issues.dependence = {Dependence::corridors, Dependence::corridors, Dependence::uniform,
                               Dependence::uniform};
    for (int c = 0; c < 9; ++c) {
        world.flows.origin.emplace_back(static_cast<int>(6.0 * random.uniform()));
        world.flows.destination.emplace_back(static_cast<int>(6.0 * random.uniform()));
    }
    world.flows.persons = random_matrix(random, 9, 1);
    world.interdependence = Interdependence{Ties{world.flows, 6, 10.0}};
    world.states.self_image = role_weights(random_matrix(random, 6, 3));
    world.states.recognition.setConstant(0.5);
    world.regime = Regime{random_matrix(random, 6, 4)};
    world.renew_interests();
    return world;
}

}  // namespace

TEST_CASE("a table with an externality gives the payoffs of the world that it would make")
{
    for (std::uint64_t draw = 0; draw < 50; ++draw) {
        World const world = random_world(draw);
        Forum forum = small_forum(world, all_sign(0.7));
        forum.members = {StateId{1}, StateId{2}, StateId{4}, StateId{5}};
        Table const table = table_of(world, forum);
        CHECK_NOTHROW(table.check());
        Vector const before = world.payoffs(world.perceived);
        std::vector<char> const signs{1, 0, 1, 1};
        Vector const terms = (Vector(4) << 0.1, 0.4, 0.6, 0.9).finished();
        Matrix policy = world.regime.policy();
        for (Eigen::Index const i : {1, 4, 5}) {
            policy.row(i) = terms.transpose();
        }
        World after = world;
        after.regime = Regime{policy};
        Vector const payoff = after.payoffs(after.perceived);
        for (Eigen::Index n = 0; n < 4; ++n) {
            Eigen::Index const i = forum.members[StateId{n}.slot()].index();
            CHECK(table.reservation(n) == Approx(before(i)).epsilon(1e-12));
            CHECK(table.payoff_when(n, signs, terms) == Approx(payoff(i)).epsilon(1e-12));
        }
        CommonInterests const common =
            common_interests(world, Seating{forum.members, forum.agenda});
        CHECK(common.ideal == table.ideal);
        CHECK(common.weight == table.weight());
    }
}

TEST_CASE("a state stays out of a treaty of the willing exactly when that pays it")
{
    // Of three, a pair gains (e / 2)^2 / (1 - e / 2) each, by terms x = (e / 2) / (1 - e / 2), and
    // who stays out e (1 - (1 - x)^2), always more than the e^2 that it has as one of three.
    double const e = 0.4;
    World world = three_free_riders(e);
    Forum forum = small_forum(world, find_protocol("nash_bargaining")->make({}));
    forum.rule = find_rule("opt_in");
    forum.rule_values = {{"minimum_participation", 2.0}};
    forum.bindingness = 1.0;
    RandomStream random = any_stream();
    Vector const before = world.payoffs(world.actual);
    auto const sessions = meeting_of(world)(world, Sitting{forum, ForumId{0}, 0}, random);
    REQUIRE(sessions[0].agreed());
    CHECK(sessions[0].outcome.signatories == std::vector<char>{0, 1, 1});
    double const x = 0.5 * e / (1 - 0.5 * e);
    CHECK(sessions[0].outcome.terms(0) == Approx(x));
    world.regime.implement(1.0);
    Vector const gain = world.payoffs(world.actual) - before;
    CHECK(gain(0) == Approx(e * (1 - (1 - x) * (1 - x))));
    CHECK(gain(1) == Approx(0.5 * e * x));
    CHECK(gain(0) > e * e);  // all three

    // who wants of itself what it wants of others has no reason to stay out
    world = three_free_riders(e);
    world.issues.role_ideal.setOnes();
    world.renew_interests();
    CHECK(meeting_of(world)(world, Sitting{forum, ForumId{0}, 0}, random)[0].outcome.signatories ==
          std::vector<char>{1, 1, 1});
}

TEST_CASE("who can act alone bargains from there")
{
    World world = two_states();
    world.issues.unilateral = (Vector(2) << 0.0, 0.5).finished();
    world.renew_alone();
    Table const table = table_of(world, small_forum(world, all_sign(0.7)));
    // issue 1: ideal points 1 and 0, saliences 2 and 1, status quo 0.5; half of the way is 0.75 and
    // 0.25
    CHECK(table.in_force.isApprox((Matrix(2, 2) << 0.5, 0.75, 0.5, 0.25).finished()));
    CHECK(table.reservation(0) == Approx(-0.16 - 2 * 0.0625));
    CHECK(table.reservation(1) == Approx(-0.09 - 0.0625));
}

TEST_CASE("where all act alone, an externality decides whether there is anything to agree on")
{
    // Both have what they want of themselves, theta = 0 and 1; of the other they want the same.
    // Common terms x: gains -(1 - e) x^2 - e (x^2 - 1) of the first, the same of the second from 1
    // - x: at x = 1/2 both gain e - 1/4.
    for (double const e : {0.0, 0.2, 0.3, 0.9}) {
        World world = small_world((Matrix(2, 3) << 1, 0, 0, 0, 0, 1).finished(),
                                  (Matrix(3, 1) << 0.0, 0.5, 1.0).finished(), Matrix::Ones(3, 1));
        world.issues.unilateral = Vector::Ones(1);
        world.issues.externality = Vector::Constant(1, e);
        world.issues.role_expected = world.issues.role_ideal;
        world.issues.dependence = {Dependence::uniform};
        world.interdependence = Interdependence{Ties{world.flows, 2, 10.0}};
        world.renew_interests();
        world.renew_alone();
        Forum const forum = small_forum(world, find_protocol("nash_bargaining")->make({}));
        RandomStream random = any_stream();
        auto const session = meeting_of(world)(world, Sitting{forum, ForumId{0}, 0}, random)[0];
        CHECK(session.agreed() == (e > 0.25));
        if (session.agreed()) {
            CHECK(session.outcome.terms(0) == Approx(0.5));
        }
    }
}
