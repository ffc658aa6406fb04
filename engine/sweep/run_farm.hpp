#pragma once

#include "simulation/threads.hpp"
#include "sweep/run_set.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <vector>

namespace parley {

/// Threads that carry out runs, each run once, in no promised order.
class RunFarm {
  public:
    struct Plan {
        std::vector<RunRange> runs;  ///< in the order in which they are begun
        unsigned threads = 1;        ///< at least 1
        /// Carries out a run and says whether to go on. Called by many threads at once.
        std::function<bool(std::uint64_t)> job;
    };

    /// Begins. Throws ThreadRefused where the system refuses a thread; no run has begun then.
    explicit RunFarm(Plan plan);
    RunFarm(RunFarm const&) = delete;
    RunFarm& operator=(RunFarm const&) = delete;

    /// Begins no further run, and waits for those under way.
    ~RunFarm();

    /// Begins no further run.
    void stop();

    /// Waits until all is done, but not longer than `time`; says whether all is done.
    bool wait(std::chrono::milliseconds time);

    /// Throws what a job threw first, if any did; a farm of which one job threw begins no further
    /// run.
    void rethrow() const;

  private:
    void work();
    [[nodiscard]] bool take(std::uint64_t& run);

    Plan plan_;
    std::mutex mutable mutex_;
    std::condition_variable changed_;
    std::size_t range_ = 0;    // the next run's
    std::uint64_t taken_ = 0;  // of that range
    unsigned working_;
    bool stopped_ = true;
    std::exception_ptr error_;
    std::vector<std::jthread> threads_;
};

}  // namespace parley
