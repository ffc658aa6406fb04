#include "catch.hpp"
#include "simulation/workers.hpp"

#include <atomic>
#include <chrono>
#include <stdexcept>

using parley::OrderedWorkers;

TEST_CASE("workers hand over every result in order, whatever the number of threads")
{
    for (unsigned const threads : {1U, 2U, 8U}) {
        std::vector<std::size_t> seen;
        OrderedWorkers<std::size_t> workers{{.count = 100,
                                             .threads = threads,
                                             .job =
                                                 [](std::size_t i) {
                                                     auto const nap =
                                                         std::chrono::microseconds{(i * 37) % 11};
                                                     std::this_thread::sleep_for(nap);
                                                     return i * i;
                                                 },
                                             .sink =
                                                 [&](std::size_t i, std::size_t result) {
                                                     CHECK(result == i * i);
                                                     seen.push_back(i);
                                                 }}};
        CHECK(workers() == 100);
        REQUIRE(seen.size() == 100);
        CHECK(std::ranges::is_sorted(seen));
    }
}

TEST_CASE("workers throw what the first failing job threw, after the results before it")
{
    std::size_t handed_over = 0;
    OrderedWorkers<int> workers{{.count = 50,
                                 .threads = 4,
                                 .job =
                                     [](std::size_t i) {
                                         if (i == 7 || i == 9) {
                                             throw std::runtime_error{std::to_string(i)};
                                         }
                                         return 0;
                                     },
                                 .sink = [&](std::size_t, int) { ++handed_over; }}};
    CHECK_THROWS_WITH(workers(), "7");
    CHECK(handed_over == 7);
}

TEST_CASE("workers end early when told so, and hand over what has started")
{
    std::atomic<bool> go_on = true;
    std::size_t handed_over = 0;
    OrderedWorkers<int> workers{{.count = 1000,
                                 .threads = 2,
                                 .job = [](std::size_t) { return 1; },
                                 .sink =
                                     [&](std::size_t i, int) {
                                         ++handed_over;
                                         if (i == 20) {
                                             go_on = false;
                                         }
                                     },
                                 .go_on = [&] { return go_on.load(); }}};
    std::size_t const delivered = workers();
    CHECK(delivered == handed_over);
    CHECK(delivered > 20);
    CHECK(delivered < 40);
}

TEST_CASE("workers never run far ahead of a slow sink")
{
    std::atomic<std::size_t> started = 0;
    std::size_t most_ahead = 0;
    OrderedWorkers<int> workers{{.count = 200,
                                 .threads = 2,
                                 .job =
                                     [&](std::size_t) {
                                         ++started;
                                         return 0;
                                     },
                                 .sink =
                                     [&](std::size_t i, int) {
                                         std::this_thread::sleep_for(std::chrono::microseconds{50});
                                         most_ahead = std::max(most_ahead, started.load() - i);
                                     }}};
    CHECK(workers() == 200);
    CHECK(most_ahead <= 9);
}

TEST_CASE("workers with nothing to do do nothing")
{
    OrderedWorkers<int> workers{{.count = 0, .threads = 3, .job = {}, .sink = {}}};
    CHECK(workers() == 0);
}
