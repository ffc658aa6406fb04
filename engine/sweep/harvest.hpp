#pragma once

#include "sweep/part_folder.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace parley {

/// Gathers finished runs from many threads, and closes them into parts.
///
/// A part is due after 1 s or 1 % of the time that the sweep has taken, whichever is longer, but at
/// most 60 s; or when it holds 4 MiB. So a sweep that is killed loses little, and a long one does
/// not leave a great many files behind.
class Harvest {
  public:
    using Clock = std::chrono::steady_clock;

    Harvest(PartFolder folder, PartKind kind);

    /// Takes a finished run. Waits while four parts' worth of runs has not been written.
    void add(FinishedRun run, bool failed);

    /// Is it time to close a part?
    [[nodiscard]] bool is_due() const;

    /// Writes what has gathered as one part, if anything has. One thread does this. Throws
    /// OutputError; what had gathered is then lost.
    void close_part();

    /// Lets go of whoever waits in `add`: nothing will be written any more.
    void give_up();

    [[nodiscard]] std::uint64_t finished() const;
    [[nodiscard]] std::uint64_t failed() const;

  private:
    PartFolder folder_;
    PartKind kind_;
    Clock::time_point start_ = Clock::now();

    mutable std::mutex mutex_;
    std::condition_variable written_;
    std::vector<FinishedRun> runs_;
    std::size_t bytes_ = 0;
    std::uint64_t failed_here_ = 0;  // of those that have gathered
    Clock::time_point opened_ = start_;
    std::uint64_t finished_ = 0;  // of all that ever came
    std::uint64_t failed_ = 0;
    bool given_up_ = false;
};

}  // namespace parley
