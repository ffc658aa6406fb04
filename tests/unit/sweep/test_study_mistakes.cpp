// The same for studies: tests/cli/mistakes/studies.

#include "catch.hpp"
#include "sweep/study_file.hpp"
#include "unit/planted_mistakes.hpp"

using namespace parley;

TEST_CASE("every planted mistake of a study is reported to the letter")
{
    check_planted_mistakes("tests/cli/mistakes/studies",
                           [](std::string const& file) { (void)read_study(file); });
}
