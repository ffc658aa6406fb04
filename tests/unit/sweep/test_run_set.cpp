#include "catch.hpp"
#include "sweep/run_set.hpp"

#include <random>
#include <set>

using namespace parley;

TEST_CASE("Neighbouring runs become one range")
{
    RunSet set;
    set.add(4);
    set.add({0, 2});
    set.add({2, 4});
    CHECK(set.ranges() == std::vector<RunRange>{{0, 5}});
    CHECK(set.count() == 5);
    CHECK(set.missing({0, 5}).empty());
    CHECK(set.missing({3, 9}) == std::vector<RunRange>{{5, 9}});
}

TEST_CASE("An empty range adds nothing")
{
    RunSet set;
    set.add({7, 7});
    CHECK(set.count() == 0);
    CHECK(set.first_missing({7, 8}) == 7);
    CHECK(set.first_missing({7, 7}) == std::nullopt);
}

TEST_CASE("A set of runs agrees with a set of numbers, whatever is added in whatever order")
{
    std::mt19937_64 random;  // NOLINT: the same every time
    for (int repeat = 0; repeat < 200; ++repeat) {
        RunSet set;
        std::set<std::uint64_t> numbers;
        for (int i = 0; i < 12; ++i) {
            std::uint64_t const first = random() % 40;
            std::uint64_t const past = first + random() % 6;
            set.add({first, past});
            for (std::uint64_t run = first; run < past; ++run) {
                numbers.insert(run);
            }
        }
        CHECK(set.count() == numbers.size());
        std::uint64_t missing = 0;
        for (std::uint64_t run = 0; run < 50; ++run) {
            CHECK(set.contains(run) == numbers.contains(run));
            missing += numbers.contains(run) ? 0 : 1;
        }
        CHECK(set.count({0, 50}) == 50 - missing);
        auto const ranges = set.ranges();
        for (std::size_t r = 1; r < ranges.size(); ++r) {
            CHECK(ranges[r - 1].past < ranges[r].first);
        }
    }
}
