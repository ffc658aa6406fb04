#pragma once

#include "sweep/run_set.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace parley {

/// One of `count` parts into which a plan is divided, so that each can be run by itself, anywhere.
/// The 0-th of 1 is the whole plan.
struct Shard {
    std::uint64_t index = 0;  ///< from 0
    std::uint64_t count = 1;

    [[nodiscard]] bool is_whole() const { return count == 1; }

    /// Its runs: neighbours, and as many as those of the others, or one more.
    [[nodiscard]] RunRange runs(std::uint64_t plan_runs) const;

    /// Where it ends: for OUT.h5 OUT.shard-I-of-N.h5, for the whole plan OUT.h5 itself.
    [[nodiscard]] std::filesystem::path file(std::filesystem::path const& output) const;

    /// "3/16"; empty for the whole plan.
    [[nodiscard]] std::string text() const;

    friend bool operator==(Shard, Shard) = default;
};

/// Where the runs of a result wait until it is whole.
[[nodiscard]] std::filesystem::path parts_folder(std::filesystem::path const& file);

/// The shards of an output of which there is a file or a folder of parts, in order.
[[nodiscard]] std::vector<Shard> shards_beside(std::filesystem::path const& output);

}  // namespace parley
