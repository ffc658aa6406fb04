#include "../world.hpp"
#include "catch.hpp"
#include "forum/sitting.hpp"

using namespace parley;
using namespace parley::testing;

namespace {

World two_issues()
{
    return small_world(Matrix::Constant(2, 3, 1.0 / 3.0), Matrix::Constant(3, 2, 0.5),
                       Matrix::Ones(3, 2));
}

}  // namespace

TEST_CASE("a forum meets at its first tick, then at every interval, until it closes")
{
    Forum forum;
    forum.first_tick = 2;
    forum.interval = 3;
    forum.closing_tick = 8;
    std::vector<int> met;
    for (int tick = 0; tick < 12; ++tick) {
        if (forum.meets(tick)) {
            met.push_back(tick);
        }
    }
    CHECK(met == std::vector{2, 5});
}

TEST_CASE("a secretariat raises frankness as far as its mandate goes")
{
    Forum forum;
    forum.frankness = 0.4;
    forum.agenda = {IssueId{0}, IssueId{1}};
    std::vector<Organisation> organisations{{.id = "iom",
                                             .name = "IOM",
                                             .mandate = {IssueId{1}},
                                             .mediation = 0.5,
                                             .serves = {ForumId{0}}}};
    CHECK(Sitting(forum, ForumId{0}).frankness_with(organisations) ==
          Approx(0.4 + 0.6 * 0.5 * 0.5));
    organisations[0].serves = {ForumId{1}};
    CHECK(Sitting(forum, ForumId{0}).frankness_with(organisations) == 0.4);
}

TEST_CASE("an issue is open until an agreement of this forum binds all present members")
{
    World world = two_issues();
    Forum const forum = small_forum(world, all_sign(0.7));
    ForumId const id{0};
    CHECK(open_issues(Sitting{forum, id}, world) == forum.agenda);
    world.regime.add({.forum = id,
                      .issues = {IssueId{0}},
                      .terms = Vector::Constant(1, 0.7),
                      .signatories = {StateId{0}}});
    CHECK(open_issues(Sitting{forum, id}, world) == forum.agenda);  // the other is free
    world.regime.add({.forum = id,
                      .issues = {IssueId{0}},
                      .terms = Vector::Constant(1, 0.7),
                      .signatories = {StateId{1}}});
    CHECK(open_issues(Sitting{forum, id}, world) == std::vector{IssueId{1}});
    // another forum settles nothing here
    CHECK(open_issues(Sitting{forum, ForumId{1}}, world) == forum.agenda);
}

TEST_CASE("a comprehensive forum brings the linkage issues to its table")
{
    World world = two_issues();
    world.issues.kind[1] = IssueKind::linkage;
    Forum forum = small_forum(world, all_sign(0.7));
    forum.agenda = {IssueId{0}};
    CHECK(open_issues(Sitting{forum, ForumId{0}}, world) == std::vector{IssueId{0}});
    forum.scope = Scope::comprehensive;
    CHECK(open_issues(Sitting{forum, ForumId{0}}, world) == std::vector{IssueId{0}, IssueId{1}});
}
