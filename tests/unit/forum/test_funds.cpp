#include "../world.hpp"
#include "catch.hpp"
#include "forum/funds.hpp"
#include "forum/ratification.hpp"
#include "negotiation/protocols/vote.hpp"

using namespace parley;
using namespace parley::testing;

namespace {

ForumId const forum{0};
IssueId const issue{0};

/// Three states with products of 1, 4 and 8 thousand million USD, and a payer of two million for
/// the first of two issues. One USD is worth 0.25 x 100 / GDP = 2.5e-8 to the first.
World with_a_fund()
{
    World world = small_world(Matrix::Constant(3, 3, 1.0 / 3.0), Matrix::Constant(3, 2, 0.5),
                              Matrix::Ones(3, 2));
    world.states.population = Vector{{1e6, 1e6, 1e6}};
    world.states.gdp_per_head = Vector{{1e3, 4e3, 8e3}};
    world.organisations = {{.id = "payer", .name = "Payer", .mandate = {issue}}};
    world.organisations[0].funds = {{issue, 2e6}};
    world.organisations[0].serves = {forum, ForumId{2}};
    return world;
}

void bind(World& world, std::vector<StateId> states, ForumId by = forum)
{
    world.regime.add({.forum = by,
                      .issues = {issue},
                      .terms = Vector::Constant(1, 0.7),
                      .signatories = std::move(states)});
}

}  // namespace

TEST_CASE("those who sign share a fund equally, and what it is worth depends on their product")
{
    World world = with_a_fund();
    std::array const members{StateId{0}, StateId{1}};
    std::array const both{issue, IssueId{1}};
    // a million each: 1e6 x 2.5e-8, and a quarter of it
    CHECK(worth_of_funds(world, {members, both, forum}).isApprox(Vector{{0.025, 0.00625}}));
    CHECK(worth_of_funds(world, {members, both, ForumId{1}}).size() == 0);  // served by nobody
    CHECK(worth_of_funds(world, {members, {&both[1], 1}, forum}).size() == 0);
    world.money.price = 0.5;
    CHECK(worth_of_funds(world, {members, both, forum}).isApprox(Vector{{0.05, 0.0125}}));
    world.states.population(1) = std::numeric_limits<double>::quiet_NaN();
    CHECK(worth_of_funds(world, {members, both, forum}).isApprox(Vector{{0.05, 0.0}}));
}

TEST_CASE("who is bound already has its share, which the others' signatures make smaller")
{
    World world = with_a_fund();
    bind(world, {StateId{0}, StateId{2}}, ForumId{2});
    std::array const members{StateId{0}, StateId{1}};
    // three share: 2/3 of a million to the second
    CHECK(worth_of_funds(world, {members, {&issue, 1}, forum})
              .isApprox(Vector{{0.0, 2e6 / 3 * 6.25e-9}}));
    CHECK(funds_paid(world).isApproxToConstant(2e6));
    CHECK(funds_received(world).isApprox(Vector{{1e6, 0.0, 1e6}}));
    CHECK(worth_of_staying(world, StateId{0}, ForumId{2}) == Approx(0.025));
    CHECK(worth_of_staying(world, StateId{0}, forum) == 0.0);
    bind(world, {StateId{0}, StateId{1}});  // now either agreement is enough
    CHECK(worth_of_staying(world, StateId{0}, ForumId{2}) == 0.0);
    CHECK(funds_received(world)(0) == Approx(2e6 / 3));
    world.organisations[0].serves = {};
    CHECK(funds_paid(world).isZero());
}

// Both want 0.5, which is in force; 0.6 costs each 0.01 of a stake of 1. The first would have 0.025
// of the fund, the second 0.00625.
TEST_CASE("a fund lowers what no agreement is worth, at the table and at home")
{
    World world = with_a_fund();
    Forum table = small_forum(world, [](Table const& at, RandomStream&, Trace trace) {
        return vote(at, Vector::Constant(1, 0.6), trace);
    });
    table.members = {StateId{0}, StateId{1}};
    Meeting const meeting{{.red_line = no_red_lines(world)}};
    RandomStream random{1, "test", {}};
    auto const session = [&] {
        return meeting.bargain(world, Sitting{table, forum}, {&issue, 1}, random, {});
    };
    CHECK(session().outcome.consenting == std::vector<char>{1, 0});
    world.organisations[0].funds[0].amount = 3.3e6;  // 0.0103 to the second
    CHECK(session().agreed());
    table.ratification = Ratification{.delay = 0, .shock = 0.0};
    Agreement const agreement{.forum = forum,
                              .issues = {issue},
                              .terms = Vector::Constant(1, 0.6),
                              .signatories = table.members};
    auto const ratified = [&] {
        return decide(world, table, agreement, [](StateId) { return 0.0; }).ratified;
    };
    CHECK(ratified() == std::vector<char>{1, 1});
    world.organisations[0].funds[0].amount = 2e6;
    CHECK(ratified() == std::vector<char>{1, 0});
}
