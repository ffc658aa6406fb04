#include "catch.hpp"
#include "negotiation/secretariat_text.hpp"
#include "tables.hpp"

using namespace parley;

// Two who want 0.9 and declare 0.5, from 0.2: told nothing but that the text is 0.5, told a quarter
// 0.5 + 0.25 x 0.4.
TEST_CASE("a secretariat proposes what it knows of, by hand")
{
    auto table = line(vector({0.9, 0.9}), 0.2);
    table.declared.setConstant(0.5);
    auto const text = [&](double told) {
        return secretariat_text(table, red_line_box(table), Vector::Constant(2, told))[0];
    };
    CHECK_THAT(text(0.0), WithinAbs(0.5, 1e-6));
    CHECK_THAT(text(0.25), WithinAbs(0.6, 1e-6));
    CHECK_THAT(text(1.0), WithinAbs(0.9, 1e-6));
    table.counsel = {.weight = vector({1.0}), .position = vector({0.1})};
    CHECK_THAT(text(1.0), WithinAbs(0.5, 1e-6));  // with as much weight as both: half of the way
    // a member that bears a loss of 0.04 on the issue goes down to 0.7 - 0.2 = 0.5 at most, ...
    table.red_line.setConstant(0.0);  // and one that bears none to what is as good as 0.2
    CHECK_THAT(text(1.0), WithinAbs(0.5, 1e-6));
}

TEST_CASE("there is no text where not all can gain")
{
    auto const table = line(vector({0.0, 1.0}), 0.5);
    CHECK(secretariat_text(table, red_line_box(table), Vector::Ones(2)).size() == 0);
}
