#include "catch.hpp"
#include "negotiation/solutions/nash_solution.hpp"
#include "negotiation/solutions/two_members.hpp"
#include "random_table.hpp"

#include <array>

// The Nash solution of two members has a path of its own. Over random tables of all sorts it is
// that of the path for any number, where both gain by it.

using namespace parley;

TEST_CASE("two members settle where any number would")
{
    RandomTables tables{20061};
    int agreed = 0;
    int refused = 0;
    while (agreed < 4000 || refused < 1000) {
        Table table = tables();
        if (!has_two_members(table)) {
            continue;
        }
        if (tables.random().uniform() < 0.1) {
            table.power.setZero();
        }
        RedLineBox const box = red_line_box(table);
        if (!box.clashes.empty()) {
            continue;
        }
        auto const quick = nash_solution_of_two(table, box);
        NashSolution const general = nash_solution(table, box, std::array<char, 2>{1, 1});
        bool both_gain = general.exists;
        for (Eigen::Index i = 0; i < 2; ++i) {
            both_gain = both_gain &&
                        table.payoff(i, general.terms) - table.reservation(i) > table.tolerance(i);
        }
        REQUIRE(quick.has_value() == both_gain);
        if (quick) {
            ++agreed;
            for (Eigen::Index i = 0; i < 2; ++i) {
                CHECK(table.payoff(i, *quick) ==
                      Approx(table.payoff(i, general.terms)).margin(1e-8 * table.unit(i)));
            }
            CHECK((*quick - general.terms).cwiseAbs().maxCoeff() < 1e-7);
        } else {
            ++refused;
        }
    }
}
