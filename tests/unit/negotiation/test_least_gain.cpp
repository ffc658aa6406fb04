#include "catch.hpp"
#include "negotiation/red_line_box.hpp"
#include "negotiation/solutions/least_gain.hpp"
#include "support/random_stream.hpp"
#include "tables.hpp"

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

TEST_CASE("many members who all lean to one side gain together, however little the least of them leans")
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
        Vector const salience = Vector::NullaryExpr(members, [&] { return random.uniform() + 0.05; });
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
