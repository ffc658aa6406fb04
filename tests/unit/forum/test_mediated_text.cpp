#include "../world.hpp"
#include "catch.hpp"

using namespace parley;
using namespace parley::testing;

namespace {

ForumId const id{0};

/// Two states want the opposite on two issues, from 0.5: one cares for the first four times as much
/// as for the second, the other the other way round.
World traders()
{
    return small_world(Matrix{{1.0, 0.0, 0.0}, {0.0, 0.0, 1.0}},
                       Matrix{{1.0, 1.0}, {0.5, 0.5}, {0.0, 0.0}},
                       Matrix{{4.0, 1.0}, {1.0, 1.0}, {1.0, 4.0}});
}

}  // namespace

// Neither issue has a gain for both. Together, with y = 1 - x by symmetry, each gains
// 4 (1/4 - (1 - x)^2) + (1/4 - x^2), most at 8 (1 - x) = 2 x: x = 0.8, where it gains 0.45.
TEST_CASE("a text that joins two issues settles what neither does alone, by hand")
{
    World world = traders();
    Forum const forum = small_forum(world, first_blocks());
    Meeting const meeting{{.declaration = {}, .red_line = no_red_lines(world)}};
    Sitting const sitting{forum, id};
    for (IssueId const k : forum.agenda) {
        CHECK_FALSE(meeting.mediate(world, sitting, {&k, 1}, 1.0, {}));
    }
    auto const text = meeting.mediate(world, sitting, forum.agenda, 1.0, {});
    REQUIRE(text);
    CHECK(text->agreed());
    CHECK(text->outcome.terms.isApprox(Vector{{0.8, 0.2}}, 1e-6));
    CHECK(text->signatories() == forum.members);
    CHECK(text->outcome.rounds == 1);
    CHECK(text->declared.isApprox(Matrix{{1.0, 1.0}, {0.0, 0.0}}));
}

// Both want 0.9 and declare a retreat to 0.5 (hiding 1): with disclosure 0.5 they declare 0.7. A
// mediator to whom they tell half of the rest knows 0.75 of the truth, 0.7 + 0.75 x 0.2 = 0.85.
TEST_CASE("the more members tell a mediator the better its text")
{
    World world = small_world(Matrix::Constant(2, 3, 1.0 / 3.0), Matrix::Constant(3, 1, 0.9),
                              Matrix::Ones(3, 1));
    world.states.disclosure.setConstant(0.5);
    Forum const forum = small_forum(world, first_blocks());
    Meeting const meeting{
        {.declaration = {.posturing = 0.0, .hiding = 1.0}, .red_line = no_red_lines(world)}};
    auto const terms = [&](double mediation) {
        return meeting.mediate(world, Sitting{forum, id}, forum.agenda, mediation, {})
            ->outcome.terms(0);
    };
    CHECK(terms(0.0) == Approx(0.8).epsilon(1e-6));
    CHECK(terms(0.5) == Approx(0.85).epsilon(1e-6));
    CHECK(terms(1.0) == Approx(0.9).epsilon(1e-6));
    // an organisation that stands at 0.6 with half of the weight of all members
    world.organisations = {{.id = "o", .name = "O", .mandate = {IssueId{0}}}};
    world.organisations[0].position = {{IssueId{0}, 0.6}};
    world.organisations[0].voice = 0.5;
    world.organisations[0].serves = {id};
    CHECK(terms(1.0) == Approx((0.9 + 0.5 * 0.6) / 1.5).epsilon(1e-6));
}

TEST_CASE("those who would lose by a text do not sign it, and it is none unless the rule carries")
{
    World world = traders();
    Forum forum = small_forum(world, first_blocks());
    forum.cost.signature = 0.2;  // of a stake of 5: more than 0.45
    Meeting const meeting{{.declaration = {}, .red_line = no_red_lines(world)}};
    CHECK_FALSE(meeting.mediate(world, Sitting{forum, id}, forum.agenda, 1.0, {}));
    forum.cost.signature = 0.08;
    CHECK(meeting.mediate(world, Sitting{forum, id}, forum.agenda, 1.0, {}));
}
