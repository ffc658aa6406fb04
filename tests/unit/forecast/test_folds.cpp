#include "catch.hpp"
#include "forecast/folds.hpp"

#include <algorithm>
#include <numeric>

using namespace parley;

namespace {

std::vector<std::string> const groups{"d", "a", "c", "b", "e", "f", "g"};

}  // namespace

TEST_CASE("groups are dealt out evenly, whatever the order of the file")
{
    auto const fold = folds_of(groups, 3, 7);
    CHECK(std::ranges::count(fold, 0U) == 3);
    CHECK(std::ranges::count(fold, 1U) == 2);
    CHECK(std::ranges::count(fold, 2U) == 2);
    auto sorted = groups;
    std::ranges::sort(sorted);
    auto const again = folds_of(sorted, 3, 7);
    for (std::size_t g = 0; g < groups.size(); ++g) {
        auto const at = std::ranges::find(sorted, groups[g]) - sorted.begin();
        CHECK(fold[g] == again[static_cast<std::size_t>(at)]);
    }
    CHECK(folds_of(groups, 3, 8) != fold);
}

TEST_CASE("shuffles hold every number once and depend on seed and number alone")
{
    auto order = shuffled(50, 1, 3);
    CHECK(order == shuffled(50, 1, 3));
    CHECK(order != shuffled(50, 1, 4));
    std::ranges::sort(order);
    std::vector<std::size_t> all(50);
    std::iota(all.begin(), all.end(), std::size_t{0});
    CHECK(order == all);
}

TEST_CASE("a resample draws as many groups as there are")
{
    auto const times = resampled(20, 1, 0);
    CHECK(std::accumulate(times.begin(), times.end(), 0) == 20);
    CHECK(*std::ranges::max_element(times) > 1);
    CHECK(times != resampled(20, 1, 1));
}
