#include "catch.hpp"
#include "sweep/sampling/shuffle.hpp"

#include <algorithm>
#include <map>
#include <numeric>

using namespace parley;

namespace {

std::vector<std::uint64_t> order(std::uint64_t count, std::uint64_t seed, std::uint64_t which)
{
    Shuffle const shuffle{count, seed, "test", which};
    std::vector<std::uint64_t> places(count);
    std::iota(places.begin(), places.end(), 0);
    std::ranges::transform(places, places.begin(), shuffle);
    return places;
}

}  // namespace

TEST_CASE("a shuffle puts each place somewhere else, one to one, for any count")
{
    for (std::uint64_t const count : {1U, 2U, 3U, 10U, 1000U, 4097U}) {
        auto places = order(count, 5, 0);
        std::ranges::sort(places);
        for (std::uint64_t i = 0; i < count; ++i) {
            REQUIRE(places[i] == i);
        }
    }
}

TEST_CASE("each order of four is equally likely")
{
    std::map<std::vector<std::uint64_t>, int> times;
    constexpr int shuffles = 24'000;
    for (std::uint64_t i = 0; i < shuffles; ++i) {
        ++times[order(4, 17, i)];
    }
    CHECK(times.size() == 24);
    double chi_square = 0.0;
    for (auto const& [unused, count] : times) {
        chi_square += (count - 1000.0) * (count - 1000.0) / 1000.0;
    }
    CHECK(chi_square < 49.7);  // 23 degrees of freedom: 1 in 1000 is above
}

TEST_CASE("shuffles of large counts are one to one where they are asked")
{
    Shuffle const shuffle{1'000'000'000, 3, "test", 0};
    std::vector<std::uint64_t> places(10'000);
    for (std::size_t i = 0; i < places.size(); ++i) {
        places[i] = shuffle(i * 99'991);
    }
    std::ranges::sort(places);
    CHECK(std::ranges::adjacent_find(places) == places.end());
    CHECK(places.back() < 1'000'000'000);
    double const mean = std::accumulate(places.begin(), places.end(), 0.0) / 1e4 / 1e9;
    CHECK_THAT(mean, WithinAbs(0.5, 0.012));  // 4 standard errors
}
