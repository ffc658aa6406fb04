#include "catch.hpp"
#include "negotiation/red_line_box.hpp"
#include "negotiation/solutions/common_gain.hpp"
#include "tables.hpp"

using namespace parley;

namespace {

CommonGain solve(Table const& table)
{
    auto gains = gains_over(table, red_line_box(table), everybody(table));
    auto const must_gain = who_must_gain(gains, table.power_share());
    return common_gain(std::move(gains), must_gain, Effort::to_the_end);
}

}  // namespace

TEST_CASE("who has no power, or is at its best already, need not gain")
{
    auto table = line(vector({0.5, 0.9, 0.9}), 0.5);
    table.power[2] = 0.0;
    auto const gains = gains_over(table, red_line_box(table), everybody(table));
    CHECK(who_must_gain(gains, table.power_share()) == std::vector<char>{0, 1, 0});
}

TEST_CASE("a member at its best pins its issue, and the others gain on the rest")
{
    auto const table = table_of(matrix({{0.5, 0.0}, {0.9, 0.9}, {0.1, 0.8}}),
                                matrix({{1.0, 0.0}, {1.0, 1.0}, {1.0, 1.0}}), vector({0.5, 0.2}));
    auto const common = solve(table);
    REQUIRE(common.exists);
    CHECK(common.open.issues == std::vector<Eigen::Index>{1});
    CHECK(common.open.members == std::vector<Eigen::Index>{1, 2});
    CHECK(common.open.complete(common.x)[0] == 0.5);
}

TEST_CASE("members without power who hold each other pin their issue, too")
{
    auto table =
        table_of(matrix({{0.1, 0.0}, {0.9, 0.0}, {0.3, 0.9}, {0.0, 0.8}}),
                 matrix({{1.0, 0.0}, {1.0, 0.0}, {0.0, 1.0}, {0.0, 1.0}}), vector({0.5, 0.2}));
    table.power = vector({0, 0, 1, 1});
    auto const common = solve(table);
    REQUIRE(common.exists);
    CHECK(common.open.issues == std::vector<Eigen::Index>{1});
    CHECK_THAT(common.open.complete(common.x)[0], WithinAbs(0.5, 1e-9));
}

TEST_CASE("a gain at the cost of a member without power does not count")
{
    auto table = line(vector({0.9, 0.1}), 0.5);
    table.power[1] = 0.0;
    auto const common = solve(table);
    CHECK_FALSE(common.exists);
    REQUIRE(common.blockers.size() == 2);
    CHECK(common.blockers[0].member == 0);
    CHECK(common.blockers[1].member == 1);
}

TEST_CASE("a member whom no terms satisfy blocks alone, by what it lacks")
{
    auto table = line(vector({0.9, 0.8, 0.7}), 0.5);
    table.reservation[1] = 0.1;
    auto const common = solve(table);
    CHECK_FALSE(common.exists);
    REQUIRE(common.blockers.size() == 1);
    CHECK(common.blockers[0].member == 1);
    CHECK_THAT(common.blockers[0].shortfall * table.unit(1), WithinAbs(0.1, 1e-6));
}
