#include "catch.hpp"
#include "simulation/calendar.hpp"

using namespace parley;

TEST_CASE("a month falls to the first tick that begins at or after it")
{
    Calendar const calendar{.start = Month{2005, 1}, .tick_months = 6, .ticks = 10};
    CHECK(calendar.tick_at(Month{2005, 1}) == 0);
    CHECK(calendar.tick_at(Month{2005, 2}) == 1);
    CHECK(calendar.tick_at(Month{2005, 7}) == 1);
    CHECK(calendar.tick_at(Month{2004, 12}) == 0);
    CHECK(calendar.tick_at(Month{2004, 7}) == -1);
    CHECK(calendar.month_of(3).text() == "2006-07");
}

TEST_CASE("a span is rounded up to whole ticks")
{
    Calendar const calendar{.start = Month{2005, 1}, .tick_months = 6, .ticks = 10};
    CHECK(calendar.ticks_in(1) == 1);
    CHECK(calendar.ticks_in(6) == 1);
    CHECK(calendar.ticks_in(7) == 2);
    CHECK(calendar.ticks_in(42) == 7);
    CHECK(calendar.years_a_tick() == 0.5);
}
