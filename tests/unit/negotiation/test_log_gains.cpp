#include "catch.hpp"
#include "negotiation/red_line_box.hpp"
#include "negotiation/solutions/log_gains.hpp"
#include "tables.hpp"

using namespace parley;

namespace {

Gains gains_of(Table const& table)
{
    return gains_over(table, red_line_box(table), everybody(table));
}

}  // namespace

TEST_CASE("a member alone gets its ideal point")
{
    auto const gains = gains_of(line(vector({0.8}), 0.5));
    CHECK_THAT(maximise_log_gains(gains, vector({1.0}), vector({0.6}))[0], WithinAbs(0.8, 1e-10));
}

TEST_CASE("a bound that holds is reached exactly")
{
    auto table = line(vector({0.8, 0.1}), 0.5);
    table.reservation.setConstant(-2.0);
    table.red_line(1, 0) = 0.0;  // up to 0.5
    table.power = vector({20, 1});
    CHECK(maximise_log_gains(gains_of(table), vector({0.95, 0.05}), vector({0.3}))[0] == 0.5);
}

TEST_CASE("a member of vanishing weight is a wall where it gains nothing")
{
    auto table = line(vector({1.0, 0.0}), 0.5);
    table.reservation = vector({-1.0, -0.36});  // the second bears up to 0.6
    auto const x = maximise_log_gains(gains_of(table), vector({1.0, 1e-12}), vector({0.3}));
    CHECK_THAT(x[0], WithinAbs(0.6, 1e-9));
}
