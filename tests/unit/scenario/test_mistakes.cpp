// Planted mistakes: every tests/cli/mistakes/NAME.yaml is read, and what is said must be
// NAME.expected to the letter.

#include "catch.hpp"
#include "scenario/scenario_file.hpp"
#include "unit/planted_mistakes.hpp"

using namespace parley;

TEST_CASE("every planted mistake is reported to the letter")
{
    check_planted_mistakes("tests/cli/mistakes",
                           [](std::string const& file) { (void)read_scenario(file); });
}
