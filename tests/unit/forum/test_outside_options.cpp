#include "catch.hpp"
#include "forum/meeting.hpp"
#include "forum/outside_options.hpp"
#include "unit/world.hpp"

#include <tuple>

using namespace parley;
using namespace parley::testing;

namespace {

constexpr ForumId region{0};
constexpr ForumId pair{1};
constexpr ForumId club{2};

std::vector<StateId> states(std::initializer_list<int> which)
{
    std::vector<StateId> ids;
    for (int const i : which) {
        ids.emplace_back(i);
    }
    return ids;
}

/// A region of states 0, 1 and 2, a pair of 0 and 1, and a club of 1 and 2; all treat two issues,
/// and what they are expected to bring is as given. Two forums more, of 0 and 2, have closed or not
/// yet opened.
struct Map {
    std::vector<Forum> forums{5};
    std::vector<Expectation> expected{5};
    OutsideOptions options{5};
    std::string asked;  ///< which forums, in order

    Map()
    {
        forums[region.slot()].members = states({0, 1, 2});
        forums[pair.slot()].members = states({0, 1});
        forums[club.slot()].members = states({2, 1});
        forums[3].members = forums[4].members = states({0, 2});
        forums[3].closing_tick = 0;
        forums[4].first_tick = Forum::never;
        for (Forum& forum : forums) {
            forum.agenda = {IssueId{0}, IssueId{1}};
        }
        for (Expectation& expectation : expected) {
            expectation = {.issues = forums[0].agenda, .gain = Matrix::Ones(3, 2)};
        }
        expected[pair.slot()].gain = Matrix{{0.84, -0.39}, {-0.39, 0.84}};
        expected[club.slot()].gain = Matrix{{0.1, -0.2}, {0.3, 0.1}};
        options.renew(forums, 3, 0);
    }

    Vector at(ForumId forum, std::vector<IssueId> const& issues)
    {
        return options(forums, forum, {forums[forum.slot()].members, issues}, [this](ForumId f) {
            asked += std::to_string(f.slot());
            return expected[f.slot()];
        });
    }
};

}  // namespace

TEST_CASE("an option is what the best other forum brings on the issues of the table, times belief")
{
    Map map;
    // both issues: the pair brings 0 and 1 0.84 - 0.39, the club 1 0.4 and 2 -0.1, which nobody
    // need take
    CHECK(map.at(region, {IssueId{0}, IssueId{1}}).isApprox(0.5 * Vector{{0.45, 0.45, 0.0}}));
    // one issue: what the pair gives and takes on the other is beside the point
    CHECK(map.at(region, {IssueId{0}}).isApprox(0.5 * Vector{{0.84, 0.3, 0.1}}));
    CHECK(map.at(region, {IssueId{1}}).isApprox(0.5 * Vector{{0.0, 0.84, 0.0}}));
    CHECK(map.at(club, {IssueId{1}}).isApprox(0.5 * Vector{{1.0, 1.0}}));  // the region
}

TEST_CASE("only what is still open in the other forum counts")
{
    Map map;
    map.expected[pair.slot()] = {.issues = {IssueId{1}}, .gain = Matrix{{0.2}, {0.84}}};
    map.expected[club.slot()] = {};
    CHECK(map.at(region, {IssueId{0}}).isZero(0.0));
    CHECK(map.at(region, {IssueId{0}, IssueId{1}}).isApprox(0.5 * Vector{{0.2, 0.84, 0.0}}));
}

TEST_CASE("belief follows the rule of succession, and an agreement refused at home was none")
{
    Map map;
    CHECK(map.options.belief(pair) == 0.5);
    map.options.note(pair, false);
    CHECK(map.options.belief(pair) == Approx(1.0 / 3.0));
    map.options.note(pair, true);
    CHECK(map.options.belief(pair) == Approx(2.0 / 4.0));
    CHECK(map.at(region, {IssueId{0}})(0) == Approx(0.5 * 0.84));
    map.options.note_refusal(pair);
    CHECK(map.options.belief(pair) == Approx(1.0 / 4.0));
    CHECK(map.at(region, {IssueId{0}})(0) == Approx(0.25 * 0.84));
    CHECK(map.options.belief(club) == 0.5);
}

TEST_CASE("a forum is asked when it is needed, once a tick, and again when it has agreed")
{
    Map map;
    map.forums[club.slot()].agenda = {IssueId{1}};
    std::ignore = map.at(region, {IssueId{0}});
    CHECK(map.asked == "1");  // the club treats something else
    std::ignore = map.at(region, {IssueId{1}});
    std::ignore = map.at(pair, {IssueId{0}, IssueId{1}});
    CHECK(map.asked == "120");
    map.options.note(pair, false);
    std::ignore = map.at(region, {IssueId{0}});
    CHECK(map.asked == "120");
    map.options.note(pair, true);
    std::ignore = map.at(region, {IssueId{0}});
    CHECK(map.asked == "1201");
    map.options.renew(map.forums, 3, 1);
    std::ignore = map.at(region, {IssueId{0}});
    CHECK(map.asked == "12011");
    map.forums[club.slot()].scope = Scope::comprehensive;  // may take up what is on no agenda
    std::ignore = map.at(region, {IssueId{0}});
    CHECK(map.asked == "120112");
}

namespace {

/// A sender and a receiver who want opposite things on two issues, each caring most for one of
/// them; 0.5 holds.
World log_rollers()
{
    return small_world((Matrix(2, 3) << 1, 0, 0, 0, 0, 1).finished(),
                       (Matrix(3, 2) << 1.0, 1.0, 0.5, 0.5, 0.0, 0.0).finished(),
                       (Matrix(3, 2) << 4.0, 1.0, 1.0, 1.0, 1.0, 4.0).finished());
}

Meeting meeting_of(World const& world)
{
    return Meeting{{.declaration = {.posturing = 0.0, .hiding = 0.0},
                    .discussion = {.learning = 0.0, .trust = 0.0},
                    .red_line = no_red_lines(world)}};
}

}  // namespace

TEST_CASE("a forum is expected to end at the Nash solution, issue by issue")
{
    World const world = log_rollers();
    Forum forum = small_forum(world, first_blocks());
    // by symmetry the weights of the Nash solution are equal: terms are (4 x 1 + 1 x 0) / 5 and its
    // mirror image
    Expectation const together = meeting_of(world).expectation(world, Sitting{forum, ForumId{0}});
    CHECK(together.issues == forum.agenda);
    CHECK(together.gain.isApprox(
        Matrix{{4 * (0.25 - 0.04), 0.25 - 0.64}, {0.25 - 0.64, 4 * (0.25 - 0.04)}}, 1e-8));
    forum.scope = Scope::single_issue;
    // no gain for both
    CHECK(meeting_of(world).expectation(world, Sitting{forum, ForumId{0}}).gain.isZero(0.0));
    forum.members.pop_back();
    CHECK(meeting_of(world).expectation(world, Sitting{forum, ForumId{0}}).issues.empty());
}

TEST_CASE("singly, each table of a forum is expected to end by itself")
{
    World world = small_world((Matrix(2, 3) << 1, 0, 0, 0, 0, 1).finished(),
                              (Matrix(3, 2) << 1.0, 1.0, 0.5, 0.5, 0.0, 1.0).finished(),
                              (Matrix(3, 2) << 1.0, 2.0, 1.0, 1.0, 1.0, 3.0).finished());
    Forum forum = small_forum(world, first_blocks());
    forum.scope = Scope::single_issue;
    Expectation const expected = meeting_of(world).expectation(world, Sitting{forum, ForumId{0}});
    // both want 1 of the second
    CHECK(expected.gain.isApprox(Matrix{{0.0, 2 * 0.25}, {0.0, 3 * 0.25}}, 1e-8));
    world.regime.add({.forum = ForumId{0},
                      .issues = {IssueId{1}},
                      .terms = Vector::Ones(1),
                      .signatories = forum.members});
    CHECK(meeting_of(world).expectation(world, Sitting{forum, ForumId{0}}).issues ==
          std::vector{IssueId{0}});
}

TEST_CASE("at the table reservation values are higher by what members hope for elsewhere")
{
    World world = log_rollers();
    Table seen;
    Protocol const watched = [&](Table const& table, RandomStream& random, Trace trace) {
        seen = table;
        return first_blocks()(table, random, trace);
    };
    Forum const forum = small_forum(world, watched);
    RandomStream random{1, "test", {}};
    auto const hope = [](Seating const& seating) -> Vector {
        CHECK(seating.issues.size() == 2);
        return Vector{{0.1, 0.0}};
    };
    auto const sessions =
        meeting_of(world)(world, Sitting{forum, ForumId{0}}, random, {.outside_option = hope});
    CHECK(seen.reservation(0) == Approx(-5 * 0.25 + 0.1));
    CHECK(seen.reservation(1) == -5 * 0.25);
    CHECK(sessions[0].outside_option == Vector{{0.1, 0.0}});
    CHECK(meeting_of(world)(world, Sitting{forum, ForumId{0}}, random)[0].outside_option.size() ==
          0);
    CHECK(seen.reservation(0) == -5 * 0.25);
}
