#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace parley {

/// Runs of a plan that follow each other: first, first + 1, ..., past - 1.
struct RunRange {
    std::uint64_t first = 0;
    std::uint64_t past = 0;

    [[nodiscard]] std::uint64_t count() const { return past - first; }
    friend bool operator==(RunRange, RunRange) = default;
};

/// Some runs of a plan. Its memory grows with the number of gaps, not of runs.
class RunSet {
  public:
    void add(RunRange range);
    void add(std::uint64_t run) { add({run, run + 1}); }

    [[nodiscard]] bool contains(std::uint64_t run) const;
    [[nodiscard]] std::uint64_t count() const;

    /// How many of these runs it holds.
    [[nodiscard]] std::uint64_t count(RunRange range) const;

    /// The first run of the range that it does not hold.
    [[nodiscard]] std::optional<std::uint64_t> first_missing(RunRange range) const;

    /// The runs of the range that it does not hold.
    [[nodiscard]] std::vector<RunRange> missing(RunRange range) const;

    /// What it holds, in order, neighbours joined.
    [[nodiscard]] std::vector<RunRange> ranges() const;

  private:
    std::map<std::uint64_t, std::uint64_t> past_;  // of each range, by its first run
};

}  // namespace parley
