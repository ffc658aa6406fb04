#include "sweep/run_farm.hpp"

#include <utility>

namespace parley {

RunFarm::RunFarm(Plan plan) : plan_{std::move(plan)}, working_{plan_.threads}
{
    std::lock_guard const lock{mutex_};  // nobody takes a run before all threads are there
    start_threads(threads_, plan_.threads, [this] { work(); });
    // NOLINTNEXTLINE(cppcoreguidelines-prefer-member-initializer): not before they are there
    stopped_ = false;
}

RunFarm::~RunFarm()
{
    stop();
    threads_.clear();
}

void RunFarm::stop()
{
    std::lock_guard const lock{mutex_};
    stopped_ = true;
}

bool RunFarm::wait(std::chrono::milliseconds time)
{
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, time, [this] { return working_ == 0; });
}

void RunFarm::rethrow() const
{
    std::lock_guard const lock{mutex_};
    if (error_) {
        std::rethrow_exception(error_);
    }
}

bool RunFarm::take(std::uint64_t& run)
{
    std::lock_guard const lock{mutex_};
    while (range_ < plan_.runs.size() && taken_ == plan_.runs[range_].count()) {
        ++range_;
        taken_ = 0;
    }
    if (stopped_ || range_ == plan_.runs.size()) {
        return false;
    }
    run = plan_.runs[range_].first + taken_++;
    return true;
}

void RunFarm::work()
{
    try {
        for (std::uint64_t run = 0; take(run) && plan_.job(run);) {
        }
    } catch (...) {
        std::lock_guard const lock{mutex_};
        error_ = error_ ? error_ : std::current_exception();
        stopped_ = true;
    }
    std::lock_guard const lock{mutex_};
    --working_;
    changed_.notify_all();
}

}  // namespace parley
