#include "catch.hpp"
#include "negotiation/protocols/nash_bargaining.hpp"
#include "negotiation/red_line_box.hpp"
#include "tables.hpp"

#include <cmath>

using namespace parley;

namespace {

Outcome negotiate(Table const& table)
{
    RandomStream random{1, "nash", {}};
    return NashBargaining{}(table, random, Trace::none);
}

}  // namespace

TEST_CASE("equal members on a line with a common reservation value meet in the middle")
{
    auto table = line(vector({0.2, 0.8}), 0.5);
    table.reservation.setConstant(-0.5);
    auto const outcome = negotiate(table);
    CHECK(outcome.status == Status::agreed);
    CHECK_THAT(outcome.terms[0], WithinAbs(0.5, 1e-10));
    CHECK(outcome.consenting == std::vector<char>{1, 1});
}

// Ideals 0 and 1, reservation -1, powers a and 1 - a: the first-order condition is
// 2 a x / (1 - x^2) = 2 (1 - a) (1 - x) / (1 - (1 - x)^2).
TEST_CASE("the more powerful member gets more, by the first-order condition")
{
    auto table = line(vector({0.0, 1.0}), 0.5);
    table.reservation.setConstant(-1.0);
    for (double const share : {0.1, 0.5, 0.8}) {
        table.power = vector({share, 1 - share});
        double const x = negotiate(table).terms[0];
        double const first = share * x / (1 - x * x);
        double const second = (1 - share) * (1 - x) / (1 - (1 - x) * (1 - x));
        CHECK_THAT(first, WithinAbs(second, 1e-8));
    }
}

TEST_CASE("on one issue members on both sides of what is in force break off, indifferent")
{
    auto const outcome = negotiate(line(vector({0.4, 0.5, 0.9}), 0.45));
    CHECK(outcome.status == Status::broken_off);
    CHECK_THAT(outcome.terms[0], WithinAbs(0.45, 1e-6));
    REQUIRE_FALSE(outcome.blocked_by.empty());
    CHECK(outcome.blocked_by.front().member == 0);
    for (auto const& block : outcome.blocked_by) {
        CHECK_THAT(block.shortfall, WithinAbs(0.0, 1e-9));
    }
}

TEST_CASE("a trade across issues agrees where each issue alone breaks off")
{
    auto const table = table_of(matrix({{1.0, 0.0}, {0.0, 1.0}}), matrix({{3.0, 1.0}, {1.0, 3.0}}),
                                vector({0.5, 0.5}));
    auto const outcome = negotiate(table);
    CHECK(outcome.status == Status::agreed);
    CHECK_THAT(outcome.terms[0], WithinAbs(0.75, 1e-9));
    CHECK_THAT(outcome.terms[1], WithinAbs(0.75, 1e-9));
}

TEST_CASE("an issue that nobody weighs stays where it is")
{
    auto const table = table_of(matrix({{0.9, 0.1}, {0.8, 0.2}}), matrix({{1.0, 0.0}, {1.0, 0.0}}),
                                vector({0.3, 0.7}));
    CHECK(negotiate(table).terms[1] == 0.7);
}

TEST_CASE("a member without salience neither blocks nor moves anything")
{
    auto table =
        table_of(matrix({{0.9}, {0.6}, {0.0}}), matrix({{1.0}, {2.0}, {0.0}}), vector({0.3}));
    auto const with = negotiate(table);
    auto const without =
        negotiate(table_of(matrix({{0.9}, {0.6}}), matrix({{1.0}, {2.0}}), vector({0.3})));
    CHECK(with.status == Status::agreed);
    CHECK_THAT(with.terms[0], WithinAbs(without.terms[0], 1e-12));
    CHECK(with.consenting == std::vector<char>{1, 1, 1});
}

TEST_CASE("a member without power is not robbed")
{
    auto table = table_of(matrix({{1.0, 1.0}, {0.0, 1.0}}), Matrix::Ones(2, 2), vector({0.5, 0.5}));
    table.power[1] = 0.0;
    auto const outcome = negotiate(table);
    CHECK(outcome.status == Status::agreed);
    // the powerful one takes all that the other's reservation value leaves: x_0^2 + (1 - x_1)^2 =
    // 0.5
    CHECK_THAT(outcome.terms[0], WithinAbs(std::sqrt(0.5), 1e-8));
    CHECK_THAT(outcome.terms[1], WithinAbs(1.0, 1e-8));
}

TEST_CASE("where nobody has power, all have the same")
{
    auto table = line(vector({0.2, 0.8}), 0.5);
    table.reservation.setConstant(-0.5);
    table.power.setZero();
    CHECK_THAT(negotiate(table).terms[0], WithinAbs(0.5, 1e-10));
}

TEST_CASE("where nobody can gain, everybody with power is in the way")
{
    auto const outcome = negotiate(line(vector({0.5, 0.5}), 0.5));
    CHECK(outcome.status == Status::broken_off);
    CHECK(outcome.blocked_by.size() == 2);
}

TEST_CASE("red lines hold")
{
    auto table = line(vector({0.9, 0.8}), 0.3);
    table.in_force(0, 0) = 0.3;
    table.ideal(1, 0) = 0.35;
    table.red_line(1, 0) = 0.0;  // 0.3 .. 0.4
    table.reservation = vector({-0.5, -0.5});
    table.power = vector({100, 1});
    CHECK(negotiate(table).terms[0] == red_line_box(table).upper[0]);
}

TEST_CASE("clashing red lines break off without a search")
{
    auto table = line(vector({0.1, 0.9}), 0.5);
    table.in_force = vector({0.2, 0.8});
    table.red_line.setZero();
    auto const outcome = negotiate(table);
    CHECK(outcome.status == Status::broken_off);
    CHECK(outcome.blocked_by.front().reason == Block::Reason::red_line);
}

TEST_CASE("a majority agrees without those in the way, who are bound without consent")
{
    auto table = line(vector({0.1, 0.7, 0.9}), 0.5);
    table.rule = DecisionRule::simple_majority(3);
    auto const outcome = negotiate(table);
    CHECK(outcome.status == Status::agreed);
    CHECK(outcome.terms[0] > 0.7);
    CHECK(outcome.consenting == std::vector<char>{0, 1, 1});
    CHECK(outcome.signatories == std::vector<char>{1, 1, 1});
}

// Two want up on the first issue, which brings each 0.08 of its stake or more at 0.85; the third
// has its stake on the other, and loses 0.05 (0.37^2 - 0.02^2) = 0.007 of 1.05.
TEST_CASE("unanimity of those who vote agrees without a member that abstains")
{
    auto table = table_of(matrix({{0.8, 0.5}, {0.9, 0.5}, {0.48, 0.5}}),
                          matrix({{1.0, 0.0}, {1.0, 0.0}, {0.05, 1.0}}), vector({0.5, 0.5}));
    CHECK(negotiate(table).status == Status::broken_off);
    std::vector<double> const heads(3, 1.0);
    table.rule = DecisionRule::unanimity(3).with({.indifference = 0.05}, heads);
    auto const wide = negotiate(table);
    CHECK(wide.status == Status::agreed);
    CHECK(wide.terms[0] > 0.7);
    CHECK(wide.abstains(2));
    CHECK(wide.signatories == std::vector<char>{1, 1, 1});
    table.rule = DecisionRule::unanimity(3).with({.indifference = 1e-5}, heads);
    CHECK(negotiate(table).status == Status::broken_off);
}

TEST_CASE("a solution that hardly touches anybody is not agreed, since nobody votes for it")
{
    auto table = line(vector({0.51, 0.52}), 0.5);  // gains of 0.0004 at most
    CHECK(negotiate(table).status == Status::agreed);
    table.rule =
        DecisionRule::unanimity(2).with({.indifference = 0.01}, std::vector<double>(2, 1.0));
    auto const outcome = negotiate(table);
    CHECK(outcome.status == Status::broken_off);
    CHECK(outcome.blocked_by.size() == 2);
}

TEST_CASE("many members and issues are solved, too")
{
    RandomStream random{1, "many", {}};
    auto const uniform = [&](Eigen::Index n, Eigen::Index k) {
        return Matrix{Matrix::NullaryExpr(n, k, [&] { return random.uniform(); })};
    };
    Matrix const ideal = (0.4 + 0.6 * uniform(193, 20).array()).matrix();
    auto const table = table_of(ideal, uniform(193, 20), Vector::Constant(20, 0.2));
    auto const outcome = negotiate(table);
    CHECK(outcome.status == Status::agreed);
    CHECK(outcome.consenting == everybody(table));
}
