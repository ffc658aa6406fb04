#include "catch.hpp"
#include "forum/caucus.hpp"
#include "forum/meeting.hpp"
#include "forum/table_setting.hpp"
#include "unit/world.hpp"

#include <cmath>
#include <limits>

using namespace parley;
using namespace parley::testing;

namespace {

constexpr ForumId region{0};
constexpr ForumId globe{1};

/// Three states with ideal points 1, 0.5 and 0 on two issues, powers 1, 3 and 2; a region of the
/// first two.
struct Map {
    World world =
        small_world(Matrix::Identity(3, 3), (Matrix(3, 2) << 1, 1, 0.5, 0.5, 0, 0).finished(),
                    Matrix::Ones(3, 2));
    std::vector<Forum> forums;

    Map()
    {
        world.states.power = Vector{{1.0, 3.0, 2.0}};
        Forum forum = small_forum(world, all_sign(0.6));
        forum.id = "globe";
        forum.level = Level::global;
        forums.push_back(forum);
        forum.id = "region";
        forum.level = Level::regional;
        forum.members.pop_back();
        forum.agenda = {IssueId{0}};
        forum.caucus = true;
        forums.insert(forums.begin(), forum);
    }

    void agree(double position, std::vector<StateId> states = {StateId{0}, StateId{1}})
    {
        world.regime.add({.forum = region,
                          .issues = {IssueId{0}},
                          .terms = Vector::Constant(1, position),
                          .signatories = std::move(states)});
    }

    [[nodiscard]] Seating seating() const { return {forums[1].members, forums[1].agenda}; }

    [[nodiscard]] std::vector<Bloc> blocs() const
    {
        return blocs_at(world, Caucuses{forums}, forums[1], seating());
    }

    [[nodiscard]] Table table() const
    {
        Voices const voices{blocs(), 3};
        Table merged = voices.merged(set_table(world, Sitting{forums[1], globe}, seating(),
                                               no_red_lines(world),
                                               Declaration{{.posturing = 0.0, .hiding = 0.0}}));
        merged.rule = rule_at(world, forums[1], seating(), voices);
        return merged;
    }

    std::vector<Session> meet()
    {
        Meeting const meeting{{.declaration = {.posturing = 0.0, .hiding = 0.0},
                               .discussion = {},
                               .red_line = no_red_lines(world)}};
        RandomStream random{1, "test", {}};
        return meeting(world, Sitting{forums[1], globe}, random, {.caucuses = Caucuses{forums}});
    }
};

}  // namespace

TEST_CASE("those whom a caucus has bound are a bloc above it, and nowhere else")
{
    Map map;
    CHECK(map.blocs().empty());
    map.agree(0.8);
    REQUIRE(map.blocs().size() == 1);
    CHECK(map.blocs()[0].caucus == region);
    CHECK(map.blocs()[0].seats == std::vector<std::size_t>{0, 1});
    CHECK(map.blocs()[0].agreed(0) == 0.8);
    CHECK(std::isnan(map.blocs()[0].agreed(1)));
    map.forums[1].level = Level::regional;
    CHECK(map.blocs().empty());
    map.forums[1].level = Level::global;
    map.forums[0].caucus = false;
    CHECK(map.blocs().empty());
}

TEST_CASE("one whom the agreement does not bind speaks for itself")
{
    Map map;
    map.agree(0.8, {StateId{0}});
    CHECK(map.blocs().empty());
    map.agree(0.8);
    map.forums[0].agenda.emplace_back(1);  // on which nothing is agreed
    CHECK(map.blocs().empty());
}

TEST_CASE("a bloc wants and declares what was agreed, with the power of all its states")
{
    Map map;
    map.agree(0.8);
    Table const table = map.table();
    REQUIRE(table.members() == 2);
    CHECK(table.power == Vector{{4.0, 2.0}});
    CHECK(table.ideal(0, 0) == 0.8);
    CHECK(table.declared(0, 0) == 0.8);
    CHECK(table.ideal(0, 1) == Approx((1.0 * 1.0 + 3.0 * 0.5) / 4.0));  // where nothing was agreed
    CHECK(table.ideal(1, 0) == 0.0);
    CHECK(table.in_force(0, 0) == Approx(0.5));
    CHECK(table.reservation(0) == Approx(table.payoff(0, Vector{{0.5, 0.5}})));
    CHECK_NOTHROW(table.check());
}

TEST_CASE("a bloc counts with all of its states where heads decide")
{
    Map map;
    map.forums[1].rule = find_rule("simple_majority");
    map.agree(0.8);
    std::vector<char> const bloc_alone{1, 0};
    CHECK(map.table().rule.passes(bloc_alone));  // two of three
}

TEST_CASE("the members of a bloc are bound by what it signs")
{
    Map map;
    map.agree(0.8);
    map.forums[1].protocol = [](Table const& table, RandomStream&, Trace) {
        REQUIRE(table.members() == 2);  // two voices
        return Outcome{.status = Status::agreed,
                       .terms = Vector::Constant(2, 0.6),
                       .signatories = {1, 0},
                       .consenting = {1, 0},
                       .rounds = 1,
                       .blocked_by = {},
                       .trace = {{.round = 0,
                                  .member = 1,
                                  .kind = Move::Kind::offer,
                                  .terms = Vector::Constant(2, 0.6)}}};
    };
    auto const sessions = map.meet();
    REQUIRE(sessions.size() == 1);
    CHECK(sessions[0].outcome.signatories == std::vector<char>{1, 1, 0});
    CHECK(sessions[0].declared(0, 0) == 0.8);
    CHECK(sessions[0].declared(1, 0) == 0.8);
    CHECK(sessions[0].declared(2, 0) == 0.0);
    CHECK(sessions[0].outcome.trace[0].member == 2);  // the second voice is that of the third state
    CHECK(map.world.regime.binds(StateId{0}, IssueId{1}, globe));
    CHECK(map.world.regime.binds(StateId{1}, IssueId{1}, globe));
    CHECK_FALSE(map.world.regime.binds(StateId{2}, IssueId{1}, globe));
}

TEST_CASE("a table of one voice is one of states")
{
    Map map;
    map.agree(0.8);
    map.forums[1].members.pop_back();
    auto const sessions = map.meet();
    REQUIRE(sessions.size() == 1);
    CHECK(sessions[0].blocs.empty());
    CHECK(sessions[0].agreed());
}

TEST_CASE("a bloc hopes for elsewhere what its states do, weighed by power")
{
    Map map;
    map.agree(0.8);
    Vector reservation;
    map.forums[1].protocol = [&](Table const& table, RandomStream& random, Trace trace) {
        reservation = table.reservation - table.payoff_in_force();
        return first_blocks()(table, random, trace);
    };
    Meeting const meeting{
        {.declaration = {}, .discussion = {}, .red_line = no_red_lines(map.world)}};
    RandomStream random{1, "test", {}};
    auto const sessions =
        meeting(map.world, Sitting{map.forums[1], globe}, random,
                {.caucuses = Caucuses{map.forums}, .outside_option = [](Seating const&) -> Vector {
                     return Vector{{0.1, 0.3, 0.2}};
                 }});
    double const of_bloc = (1.0 * 0.1 + 3.0 * 0.3) / 4.0;
    CHECK(reservation.isApprox(Vector{{of_bloc, 0.2}}));
    CHECK(sessions[0].outside_option.isApprox(Vector{{of_bloc, of_bloc, 0.2}}));
}

TEST_CASE("power weighs the terms of a bloc whose members are bound to different ones")
{
    Map map;
    map.agree(0.8, {StateId{0}});
    map.agree(0.4, {StateId{1}});
    CHECK(map.blocs()[0].agreed(0) == Approx((1.0 * 0.8 + 3.0 * 0.4) / 4.0));
}

TEST_CASE("a bloc of states alike feels of the others' policies what each of them does")
{
    World world = small_world((Matrix(3, 3) << 1, 0, 0, 1, 0, 0, 0, 0, 1).finished(),
                              (Matrix(3, 1) << 0.2, 0.5, 0.9).finished(), Matrix::Ones(3, 1));
    world.regime = Regime{(Matrix(3, 1) << 0.3, 0.3, 0.8).finished()};
    world.issues.externality = Vector::Constant(1, 0.6);
    world.issues.role_expected = (Matrix(3, 1) << 0.7, 0.5, 0.4).finished();
    world.issues.dependence = {Dependence::uniform};
    world.interdependence = Interdependence{Ties{world.flows, 3, 10.0}};
    world.renew_interests();
    Forum const forum = small_forum(world, all_sign(0.6));
    Table const plain =
        set_table(world, Sitting{forum, ForumId{0}}, Seating{forum.members, forum.agenda},
                  no_red_lines(world), Declaration{{.posturing = 0.0, .hiding = 0.0}});
    double const none = std::numeric_limits<double>::quiet_NaN();
    Voices const voices{{{.caucus = region, .seats = {0, 1}, .agreed = Vector::Constant(1, none)}},
                        3};
    Table const merged = voices.merged(plain);
    CHECK(merged.reservation(0) == Approx(plain.reservation(0)));
    CHECK(merged.reservation(1) == Approx(plain.reservation(2)));
    Vector const terms = Vector::Constant(1, 0.6);
    CHECK(merged.payoff(0, terms) == Approx(plain.payoff(0, terms)));
    CHECK(merged.payoff(1, terms) == Approx(plain.payoff(2, terms)));
}
