#include "catch.hpp"
#include "failures/failures.hpp"
#include "sweep/run_farm.hpp"

#include <atomic>
#include <new>

using namespace parley;

TEST_CASE("A farm that is refused a thread begins no run, and says which thread it was")
{
    std::atomic<int> begun{0};
    RunFarm::Plan const plan{.runs = {{0, 50}}, .threads = 4, .job = [&](std::uint64_t) {
                                 ++begun;
                                 return true;
                             }};
    for (int n = 1; n <= 4; ++n) {
        CAPTURE(n);
        refuse_thread(n);
        CHECK_THROWS_WITH(RunFarm{plan}, "cannot start thread " + std::to_string(n) +
                                             " of 4 (Resource temporarily unavailable)");
        CHECK(begun == 0);
    }
    refuse_thread(5);
    RunFarm farm{plan};
    refuse_thread(0);
    while (!farm.wait(std::chrono::seconds{1})) {
    }
    CHECK(begun == 50);
}

TEST_CASE("A farm whose run has no memory begins no other, and says so")
{
    std::atomic<int> begun{0};
    RunFarm farm{{.runs = {{0, 50}}, .threads = 1, .job = [&](std::uint64_t run) -> bool {
                      ++begun;
                      return run < 20 ? true : throw std::bad_alloc{};
                  }}};
    while (!farm.wait(std::chrono::seconds{1})) {
    }
    CHECK_THROWS_AS(farm.rethrow(), std::bad_alloc);
    CHECK(begun == 21);
}
