#include "catch.hpp"
#include "negotiation/objection.hpp"
#include "negotiation/red_line_box.hpp"
#include "tables.hpp"

using namespace parley;

TEST_CASE("a member objects to less than its reservation value, and to a red line crossed")
{
    auto table = table_of(matrix({{1.0, 1.0}, {0.0, 1.0}}), Matrix::Ones(2, 2), vector({0.5, 0.5}));
    table.red_line(1, 0) = 0.0;
    CHECK_FALSE(objects(table, 0, vector({0.6, 0.6})));
    CHECK(objects(table, 0, vector({0.4, 0.5})));
    CHECK_FALSE(objects(table, 1, vector({0.5, 0.6})));
    CHECK(objects(table, 1, vector({0.51, 0.9})));  // gains, but gives way on issue 0
    CHECK(consent(table, vector({0.51, 0.9})) == std::vector<char>{1, 0});
}

TEST_CASE("the indifferent consent, to within rounding")
{
    auto const table = line(vector({0.9}), 0.3);
    CHECK_FALSE(objects(table, 0, vector({0.3})));
    CHECK_FALSE(objects(table, 0, vector({0.3 - 1e-10})));
    CHECK(objects(table, 0, vector({0.3 - 1e-8})));
}

TEST_CASE("objections say on which issue and by how much")
{
    auto table = table_of(matrix({{1.0, 1.0}, {0.0, 1.0}}), Matrix::Ones(2, 2), vector({0.5, 0.5}));
    table.red_line(1, 0) = 0.1;
    auto const terms = vector({0.8, 0.5});
    auto const blocks = objections(table, terms, consent(table, terms));
    REQUIRE(blocks.size() == 2);
    CHECK(blocks[0].member == 1);
    CHECK(blocks[0].issue == -1);
    CHECK(blocks[0].reason == Block::Reason::reservation_value);
    CHECK_THAT(blocks[0].shortfall, WithinAbs(0.64 - 0.25, 1e-12));
    CHECK(blocks[1].issue == 0);
    CHECK(blocks[1].reason == Block::Reason::red_line);
    CHECK_THAT(blocks[1].shortfall, WithinAbs(0.64 - 0.25 - 0.1, 1e-12));
}

TEST_CASE("a clash of red lines blocks by both members, in the order of members")
{
    auto table = line(vector({0.9, 0.1}), 0.5);
    table.in_force = vector({0.7, 0.3});
    table.red_line.setZero();
    auto const outcome = broken_off_by(table, red_line_box(table));
    CHECK(outcome.status == Status::broken_off);
    REQUIRE(outcome.blocked_by.size() == 2);
    CHECK(outcome.blocked_by[0].member == 0);
    CHECK(outcome.blocked_by[1].member == 1);
    CHECK(outcome.blocked_by[0].reason == Block::Reason::red_line);
    CHECK_THAT(outcome.blocked_by[0].shortfall, WithinAbs(0.16 - 0.04, 1e-12));
    CHECK_THAT(outcome.terms[0], WithinAbs(0.5, 1e-15));
}
