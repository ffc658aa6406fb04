#include "../world.hpp"
#include "catch.hpp"
#include "forum/secretariat.hpp"
#include "negotiation/protocols/vote.hpp"

using namespace parley;
using namespace parley::testing;

namespace {

ForumId const forum{0};
std::array const both{IssueId{0}, IssueId{1}};

/// Of two organisations one is competent for the second issue, the other for both; a third serves
/// another forum.
std::vector<Organisation> three()
{
    return {{.id = "one",
             .name = "One",
             .mandate = {IssueId{1}},
             .mediation = 0.5,
             .expertise = 0.2,
             .monitoring = 1.0,
             .serves = {forum}},
            {.id = "two",
             .name = "Two",
             .mandate = {IssueId{0}, IssueId{1}},
             .mediation = 0.4,
             .expertise = 0.5,
             .monitoring = 0.25,
             .serves = {forum, ForumId{3}}},
            {.id = "three",
             .name = "Three",
             .mandate = {IssueId{0}, IssueId{1}},
             .mediation = 1.0,
             .serves = {ForumId{3}}}};
}

/// A small state that wants 0.75 and one of four times its product that wants 0.9; 0.5 is in force.
World small_and_large()
{
    World world = small_world(Matrix{{1.0, 0.0, 0.0}, {0.0, 0.0, 1.0}},
                              Matrix{{0.75}, {0.5}, {0.9}}, Matrix::Ones(3, 1));
    world.states.population(1) = 4.0;
    world.organisations = {{.id = "one", .name = "One", .mandate = {IssueId{0}}}};
    world.organisations[0].serves = {forum};
    return world;
}

}  // namespace

TEST_CASE("what several organisations do adds up as chances do, by the share of their mandate")
{
    auto const organisations = three();
    Secretariat const secretariat{organisations, forum};
    CHECK(secretariat.mediation(both) == Approx(1.0 - (1.0 - 0.5 / 2) * (1.0 - 0.4)));
    CHECK(secretariat.expertise(both) == Approx(1.0 - (1.0 - 0.2 / 2) * (1.0 - 0.5)));
    CHECK(secretariat.monitoring(IssueId{0}) == 0.25);
    CHECK(secretariat.monitoring(IssueId{1}) == 1.0);
    CHECK(Secretariat(organisations, ForumId{1}).mediation(both) == 0.0);
    CHECK(Secretariat(organisations, ForumId{3}).mediation(both) == 1.0);
    CHECK(secretariat.mediation({}) == 0.0);
}

TEST_CASE("positions are heard by their voices, on issues of the mandate alone")
{
    auto organisations = three();
    World const world = small_world(Matrix::Constant(2, 3, 1.0 / 3.0), Matrix::Constant(3, 2, 0.5),
                                    Matrix::Ones(3, 2));
    CHECK(Secretariat(organisations, forum).counsel(world.issues, both).is_empty());
    organisations[0].voice = 0.1;
    organisations[0].position = {{IssueId{0}, 0.9}, {IssueId{1}, 0.8}};
    organisations[1].voice = 0.3;
    organisations[1].position = {{IssueId{1}, 0.4}};
    Counsel const counsel = Secretariat(organisations, forum).counsel(world.issues, both);
    CHECK(counsel.weight(0) == 0.0);  // not its mandate
    CHECK(counsel.weight(1) == Approx(0.4));
    CHECK(counsel.position(1) == Approx((0.1 * 0.8 + 0.3 * 0.4) / 0.4));
}

TEST_CASE("small is who produces little beside the largest at the table")
{
    World world = small_and_large();
    std::array const members{StateId{0}, StateId{1}};
    CHECK(smallness(world.states, members).isApprox(Vector{{0.75, 0.0}}));
    CHECK(cost_saved(world, forum, members, {both.data(), 1}).size() == 0);
    world.organisations[0].expertise = 0.4;
    CHECK(cost_saved(world, forum, members, {both.data(), 1}).isApprox(Vector{{0.3, 0.0}}));
    // where the product of one is unknown power stands for it
    world.states.gdp_per_head(0) = std::numeric_limits<double>::quiet_NaN();
    world.states.power(0) = 2.0;
    CHECK(smallness(world.states, members).isApprox(Vector{{0.0, 0.5}}));
}

// At 0.9 the small state gains 0.25^2 - 0.15^2 = 0.04 and the large one 0.4^2 = 0.16, of a stake of
// 1. A signature costs each 0.1, but the small one 0.1 (1 - 0.75) = 0.025 with full expertise.
TEST_CASE("expertise lets the small sign what costs them too much alone")
{
    World world = small_and_large();
    Forum table = small_forum(world, [](Table const& at, RandomStream&, Trace trace) {
        return vote(at, Vector::Constant(1, 0.9), trace);
    });
    table.cost.signature = 0.1;
    Meeting const meeting{{.red_line = no_red_lines(world)}};
    RandomStream random{1, "test", {}};
    auto const agreed = [&] {
        return meeting.bargain(world, Sitting{table, forum}, table.agenda, random, {}).agreed();
    };
    CHECK_FALSE(agreed());
    world.organisations[0].expertise = 1.0;
    CHECK(agreed());
    world.organisations[0].expertise = 0.75;  // 0.1 (1 - 0.5625) = 0.04375 is too much
    CHECK_FALSE(agreed());
}

// Both want 0.9 and gain 0.16; rounds cost 0.1 of a stake of 1, the small one 0.1 (1 - 0.75) =
// 0.025.
TEST_CASE("what the member that gains least gains counts what expertise saves it")
{
    World world = small_and_large();
    world.issues.role_ideal.setConstant(0.9);
    world.issues.role_salience(0, 0) = 0.5;  // the small one gains 0.08 of a stake of 0.5
    world.renew_interests();
    Forum const table = small_forum(world, all_sign(0.9));
    Meeting const meeting{{.red_line = no_red_lines(world)}};
    auto const least = [&] {
        return meeting.least_net_gain(world, Sitting{table, forum}, table.agenda, 0.1).value();
    };
    CHECK(least() == Approx(0.08 - 0.1 * 0.5).epsilon(1e-6));
    world.organisations[0].expertise = 1.0;
    CHECK(least() == Approx(0.16 - 0.1).epsilon(1e-6));  // now the large one gains least
    world.organisations[0].expertise = 0.2;
    CHECK(least() == Approx(0.08 - 0.1 * (1.0 - 0.2 * 0.75) * 0.5).epsilon(1e-6));
}
