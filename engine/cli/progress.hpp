#pragma once

#include <chrono>
#include <cstddef>

namespace parley {

/// A line on the terminal that says how far a long command has come; silent where standard error is
/// no terminal and in the first half second.
class Progress {
  public:
    explicit Progress(std::size_t total);
    Progress(Progress const&) = delete;
    Progress& operator=(Progress const&) = delete;

    /// Clears the line.
    ~Progress();

    void show(std::size_t done);

  private:
    using Clock = std::chrono::steady_clock;

    std::size_t total_;
    bool terminal_;
    bool shown_ = false;
    Clock::time_point start_ = Clock::now();
    Clock::time_point next_;
};

}  // namespace parley
