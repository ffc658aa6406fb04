#include "../world.hpp"
#include "catch.hpp"
#include "forum/ratification.hpp"

using namespace parley;
using namespace parley::testing;

namespace {

/// A sender, a receiver that believes to send, and a sender; one issue, ideal points 1 and 0,
/// status quo 0.5.
World deluded()
{
    World world = small_world((Matrix(3, 3) << 1, 0, 0, 0, 0, 1, 1, 0, 0).finished(),
                              (Matrix(3, 1) << 1.0, 0.5, 0.0).finished(), Matrix::Ones(3, 1));
    world.states.self_image.row(1) << 1.0, 0.0, 0.0;
    world.states.recognition(1) = 0.0;
    world.renew_interests();
    return world;
}

Agreement signed_by_all()
{
    return {.forum = ForumId{0},
            .issues = {IssueId{0}},
            .terms = Vector::Constant(1, 0.8),
            .signatories = {StateId{0}, StateId{1}, StateId{2}},
            .bindingness = 1.0};
}

Forum ratifying(World const& world, double shock = 0.0, char const* rule = "unanimity")
{
    Forum forum = small_forum(world, all_sign(0.8));
    forum.ratification = Ratification{.delay = 1, .shock = shock};
    forum.rule = find_rule(rule);
    return forum;
}

double quiet(StateId)
{
    return 0.0;
}

}  // namespace

TEST_CASE("what an agreement brings at home is by actual interests")
{
    Vector const gain = gain_at_home(deluded(), signed_by_all());
    CHECK(gain(0) == Approx(0.25 - 0.04));
    CHECK(gain(1) == Approx(0.25 - 0.64));
}

TEST_CASE("what a parliament rejects binds nobody under unanimity")
{
    World world = deluded();
    Decision const decision = decide(world, ratifying(world), signed_by_all(), quiet);
    CHECK(decision.ratified == std::vector<char>{1, 0, 1});
    CHECK_FALSE(decision.in_force);
    enforce(world.regime, decision);
    CHECK_FALSE(world.regime.binds(StateId{0}, IssueId{0}));
}

TEST_CASE("where those who ratify carry the rule it binds them")
{
    World world = deluded();
    Decision const decision =
        decide(world, ratifying(world, 0.0, "opt_in"), signed_by_all(), quiet);
    CHECK(decision.in_force);
    enforce(world.regime, decision);
    CHECK(world.regime.binds(StateId{0}, IssueId{0}));
    CHECK_FALSE(world.regime.binds(StateId{1}, IssueId{0}));
    CHECK(world.regime.binds(StateId{2}, IssueId{0}));
}

TEST_CASE("a domestic shock counts by what is at stake")
{
    World const world = deluded();
    // it lacks 0.39, of a stake of 1
    for (double const normal : {1.9, 2.0}) {
        Decision const decision = decide(world, ratifying(world, 0.2), signed_by_all(),
                                         [&](StateId i) { return i == StateId{1} ? normal : 0.0; });
        CHECK(decision.in_force == (normal > 1.95));
    }
}

TEST_CASE("an agreement on its way to the parliaments is neither binding nor open to talks")
{
    World world = deluded();
    Forum const forum = ratifying(world);
    world.regime.await(signed_by_all(), 3);
    CHECK(open_issues(Sitting{forum, ForumId{0}}, world).empty());
    CHECK(open_issues(Sitting{forum, ForumId{1}}, world).size() == 1);
    CHECK_FALSE(world.regime.binds(StateId{0}, IssueId{0}));
    CHECK(world.regime.due(2).empty());
    world.regime.release(StateId{1}, ForumId{0});
    auto const due = world.regime.due(3);
    REQUIRE(due.size() == 1);
    CHECK(due[0].signatories == std::vector<StateId>{StateId{0}, StateId{2}});
    CHECK(decide(world, forum, due[0], quiet).in_force);
    CHECK(open_issues(Sitting{forum, ForumId{0}}, world).size() == 1);
}

TEST_CASE("a treaty needs two parties")
{
    World const world = deluded();
    Agreement agreement = signed_by_all();
    agreement.signatories = {StateId{0}};  // the others have withdrawn
    Decision const decision = decide(world, ratifying(world), agreement, quiet);
    CHECK(decision.ratified == std::vector<char>{1});
    CHECK_FALSE(decision.in_force);
}

TEST_CASE("nothing is left to ratify when all signatories have withdrawn")
{
    World const world = deluded();
    Agreement agreement = signed_by_all();
    agreement.signatories.clear();
    CHECK_FALSE(decide(world, ratifying(world), agreement, quiet).in_force);
}
