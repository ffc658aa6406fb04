#pragma once

#include "sweep/part_folder.hpp"
#include "sweep/shard.hpp"

namespace parley {

/// How much of a sweep is done, from the files on disk alone; also while it runs, anywhere.
struct SweepStatus {
    /// A whole result or a shard, of which there is a file or parts.
    struct Piece {
        Shard shard;
        RunRange runs;
        std::uint64_t done = 0;
        std::uint64_t failed = 0;
        bool complete = false;     ///< is its result written?
        std::size_t damaged = 0;   ///< parts that cannot be read
        bool other_study = false;  ///< what there is, is of another plan: not counted
    };

    std::uint64_t total = 0;
    std::uint64_t done = 0;  ///< each run once, however many files hold it
    std::uint64_t failed = 0;
    std::vector<RunRange> missing{};
    std::vector<Piece> pieces{};   ///< in order
    std::optional<double> rate{};  ///< runs a second, while any process was at work; from parts
    std::optional<double> last_part{};  ///< when the last part was closed, in seconds since 1970

    [[nodiscard]] bool is_complete() const { return done == total; }
};

/// Looks at what there is for an output. Heads of parts are read, not their runs.
[[nodiscard]] SweepStatus status_of(std::filesystem::path const& output,
                                    std::string const& plan_sha256, std::uint64_t plan_runs);

}  // namespace parley
