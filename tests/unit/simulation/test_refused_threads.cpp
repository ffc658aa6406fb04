#include "catch.hpp"
#include "failures/failures.hpp"
#include "simulation/workers.hpp"

#include <new>

using namespace parley;

namespace {

OrderedWorkers<int>::Plan four_threads(std::size_t& handed_over)
{
    return {.count = 50,
            .threads = 4,
            .job = [](std::size_t) { return 1; },
            .sink = [&](std::size_t, int one) { handed_over += static_cast<std::size_t>(one); }};
}

}  // namespace

TEST_CASE("workers that are refused a thread begin no job, and say which thread it was")
{
    for (int n = 1; n <= 4; ++n) {
        CAPTURE(n);
        std::size_t handed_over = 0;
        OrderedWorkers<int> workers{four_threads(handed_over)};
        refuse_thread(n);
        CHECK_THROWS_WITH(workers(), "cannot start thread " + std::to_string(n) +
                                         " of 4 (Resource temporarily unavailable)");
        CHECK(handed_over == 0);
    }
    std::size_t handed_over = 0;
    refuse_thread(5);
    CHECK(OrderedWorkers<int>{four_threads(handed_over)}() == 50);
    refuse_thread(0);
    CHECK(handed_over == 50);
}

TEST_CASE("workers whose job has no memory say so")
{
    std::size_t handed_over = 0;
    auto plan = four_threads(handed_over);
    plan.job = [](std::size_t i) -> int { return i < 20 ? 1 : throw std::bad_alloc{}; };
    CHECK_THROWS_AS(OrderedWorkers<int>{plan}(), std::bad_alloc);
    CHECK(handed_over == 20);
}
