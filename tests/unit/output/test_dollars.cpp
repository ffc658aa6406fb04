#include "catch.hpp"
#include "output/dollars.hpp"

using namespace parley;

TEST_CASE("an amount is told as people say it")
{
    CHECK(dollars(0.0) == "0 dollars");
    CHECK(dollars(950.0) == "950 dollars");
    CHECK(dollars(2300.0) == "2.3 thousand dollars");
    CHECK(dollars(90e6) == "90 million dollars");
    CHECK(dollars(9.96e6) == "10 million dollars");
    CHECK(dollars(-2.34e9) == "-2.3 billion dollars");
    CHECK(dollars(999.6e6) == "1.0 billion dollars");
    CHECK(dollars(5e15) == "5000 trillion dollars");
}
