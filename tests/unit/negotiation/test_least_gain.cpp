#include "catch.hpp"
#include "negotiation/red_line_box.hpp"
#include "negotiation/solutions/least_gain.hpp"
#include "support/random_stream.hpp"
#include "tables.hpp"

#include <algorithm>
#include <cmath>

using namespace parley;

namespace {

LeastGain solve(Table const& table, Effort effort = Effort::to_the_end)
{
    return largest_least_gain(gains_over(table, red_line_box(table), everybody(table)), effort);
}

}  // namespace

TEST_CASE(
    "of two members at the ends of a line with nothing in force, each gains the same in the middle")
{
    auto table = line(vector({0.0, 1.0}), 0.5);
    table.reservation.setConstant(-1.0);
    auto const least = solve(table);
    CHECK_THAT(least.x[0], WithinAbs(0.5, 1e-10));
    CHECK_THAT(least.gain, WithinAbs(0.75 / 2, 1e-12));  // a unit is 1 + |0 - -1|
    CHECK_THAT(least.blame[0], WithinAbs(0.5, 1e-6));
}

TEST_CASE("on an efficient point the least gain is zero to twelve digits")
{
    auto const least = solve(line(vector({0.2, 0.9}), 0.5));
    CHECK_THAT(least.gain, WithinAbs(0.0, 1e-12));
    CHECK_THAT(least.x[0], WithinAbs(0.5, 1e-6));
    CHECK_THAT(least.blame.sum(), WithinAbs(1.0, 1e-12));
}

TEST_CASE("what one member alone can gain lies at its ideal point, or at the end of the box")
{
    auto table = line(vector({0.9}), 0.5);
    CHECK_THAT(solve(table).x[0], WithinAbs(0.9, 1e-6));
    table.ideal(0, 0) = 1.0;
    CHECK_THAT(solve(table).x[0], WithinAbs(1.0, 1e-6));
}

TEST_CASE("who falls short most decides when not all can be satisfied")
{
    auto table = line(vector({0.0, 1.0, 0.5}), 0.5);
    table.reservation = vector({-0.01, -0.01, -0.9});
    auto const least = solve(table);
    CHECK(least.gain < -0.1);
    CHECK_THAT(least.x[0], WithinAbs(0.5, 1e-8));
    CHECK(least.blame[2] < 1e-9);
}

TEST_CASE("no point gives a larger least gain, and a clear one is at least half of it")
{
    RandomStream random{1, "least", {}};
    auto const uniform = [&](Eigen::Index n, Eigen::Index k) {
        return Matrix{Matrix::NullaryExpr(n, k, [&] { return random.uniform(); })};
    };
    for (int i = 0; i < 200; ++i) {
        INFO("table " << i);
        auto const n = static_cast<Eigen::Index>(1 + random.below(6));
        auto const k = static_cast<Eigen::Index>(1 + random.below(5));
        auto const table = table_of(uniform(n, k), uniform(n, k), uniform(k, 1).col(0));
        auto const gains = gains_over(table, red_line_box(table), everybody(table));
        auto const best = largest_least_gain(gains, Effort::to_the_end);
        Vector all(n);
        for (int j = 0; j < 200; ++j) {
            double const size = std::pow(10.0, -5 * random.uniform());
            Vector const x = (best.x + size * (uniform(k, 1).col(0).array() - 0.5).matrix())
                                 .cwiseMax(0)
                                 .cwiseMin(1);
            gains.gains(x, all);
            REQUIRE(all.minCoeff() <= best.gain + 1e-12);
        }
        auto const clear = largest_least_gain(gains, Effort::until_clear);
        REQUIRE((best.gain < 1e-9 || clear.gain >= 0.49 * best.gain));
    }
}

TEST_CASE("without members the least gain is infinite, without issues it is what members have")
{
    auto table = line(vector({0.9}), 0.5);
    auto const nobody = gains_over(table, red_line_box(table), std::vector<char>{0});
    CHECK(std::isinf(largest_least_gain(nobody, Effort::to_the_end).gain));
    table.salience(0, 0) = 0.0;
    table.reservation[0] = -2.0;
    auto const nothing = gains_over(table, red_line_box(table), everybody(table));
    CHECK_THAT(largest_least_gain(nothing, Effort::to_the_end).gain, WithinAbs(1.0, 1e-15));
}

TEST_CASE(
    "many members who all lean to one side gain together, however little the least of them leans")
{
    for (std::uint64_t draw = 0; draw < 300; ++draw) {
        RandomStream random{1, "one side", {draw}};
        auto const members = static_cast<Eigen::Index>(2 + 198 * random.uniform());
        double const in_force = 0.05 + 0.5 * random.uniform();
        double const least = 0.002 + 0.02 * random.uniform();
        Vector ideal = Vector::NullaryExpr(members, [&] {
            return in_force + least + (1.0 - in_force - least) * random.uniform();
        });
        ideal[0] = in_force + least;
        Vector const salience =
            Vector::NullaryExpr(members, [&] { return random.uniform() + 0.05; });
        auto const table = table_of(ideal, salience, Vector::Constant(1, in_force));
        for (auto const effort : {Effort::until_clear, Effort::to_the_end}) {
            CAPTURE(draw, members, in_force, least);
            auto const found = solve(table, effort);
            CHECK(found.gain > 0.0);
            CHECK(found.x[0] > in_force);
            CHECK(found.x[0] < in_force + 2.0 * least);
        }
    }
}

TEST_CASE("on one issue the least gain is that of a fine grid, and the blame balances")
{
    for (std::uint64_t draw = 0; draw < 300; ++draw) {
        CAPTURE(draw);
        RandomStream random{2, "one issue", {draw}};
        auto const members = static_cast<Eigen::Index>(1 + random.below(12));
        auto const uniform = [&] {
            return Vector{Vector::NullaryExpr(members, [&] { return random.uniform(); })};
        };
        auto table = table_of(uniform(), uniform(), Vector::Constant(1, random.uniform()));
        table.reservation += 0.2 * (uniform().array() - 0.7).matrix();
        auto const gains = gains_over(table, red_line_box(table), everybody(table));
        auto const best = largest_least_gain(gains, Effort::to_the_end);
        Vector all(members);
        double on_grid = -10.0;
        int constexpr points = 2000;
        for (int p = 0; p <= points; ++p) {
            gains.gains(Vector::Constant(1, 1.0 * p / points), all);
            on_grid = std::max(on_grid, all.minCoeff());
        }
        CHECK(best.gain >= on_grid);
        CHECK(best.gain <= on_grid + 2.0 / points);  // slopes are at most 2 in members' units
        CHECK_THAT(best.blame.sum(), WithinAbs(1.0, 1e-12));
        CHECK(best.blame.minCoeff() >= 0.0);
        double pull = 0.0;
        for (Eigen::Index i = 0; i < members; ++i) {
            pull -= best.blame[i] * 2.0 * gains.salience(i, 0) * (best.x[0] - gains.ideal(i, 0));
            bool const least = gains.gain(i, best.x) <= best.gain + 1e-9;
            CHECK((least || best.blame[i] == 0.0));
        }
        bool const at_an_end = best.x[0] == gains.lower[0] || best.x[0] == gains.upper[0];
        CHECK((at_an_end || std::abs(pull) < 1e-9));
    }
}

TEST_CASE("all who stand in the way alike share the blame, and nobody who would go along")
{
    auto table = line(vector({0.1, 0.1, 0.9, 0.8, 0.5}), 0.5);
    table.reservation = vector({-0.01, -0.01, -0.01, -0.9, -0.9});
    auto const least = solve(table);
    CHECK_THAT(least.x[0], WithinAbs(0.5, 1e-12));
    for (Eigen::Index const i : {0, 1, 2}) {
        CHECK(least.blame[i] > 0.1);
    }
    CHECK(least.blame[3] == 0.0);
    CHECK(least.blame[4] == 0.0);
}

TEST_CASE("at the end of the box those who would go further share the blame")
{
    auto table = line(vector({0.0, 0.0, 1.0}), 0.0);
    table.reservation = vector({1.0, 1.0, -2.0});  // two want more than their best
    auto const least = solve(table);
    CHECK(least.x[0] == 0.0);
    CHECK_THAT(least.blame[0], WithinAbs(0.5, 1e-12));
    CHECK_THAT(least.blame[1], WithinAbs(0.5, 1e-12));
}
