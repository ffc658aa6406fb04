#include "catch.hpp"
#include "support/month.hpp"

using namespace parley;

TEST_CASE("months add up across years")
{
    Month const start{2005, 11};
    CHECK((start + 2).text() == "2006-01");
    CHECK((start + -11).text() == "2004-12");
    CHECK(Month{2006, 1} - start == 2);
    CHECK(Month{2005, 12} > start);
}

TEST_CASE("days are counted from 1970")
{
    CHECK(Month{1970, 1}.days_since_epoch() == 0);
    CHECK(Month{2005, 1}.days_since_epoch() == 12784);  // date -d 2005-01-01 +%s / 86400
    CHECK(Month{2000, 3}.days_since_epoch() == 11017);  // after a leap day in a century year
}
