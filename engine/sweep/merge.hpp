#pragma once

#include "output/row_reader.hpp"
#include "sweep/run_set.hpp"

#include <functional>

namespace parley {

/// Reads what is left of a result's rows, which finds every damage. Throws InputFileError.
void verify(RowReader& reader, std::filesystem::path const& path);

/// Joins the finished shards of a sweep into its whole result: the same bytes as if it had never
/// been divided.
///
/// One shard is open at a time, and memory does not grow with their number.
class Merge {
  public:
    struct Params {
        std::vector<std::filesystem::path> shards;  ///< in any order
        bool allow_mixed = false;  ///< join runs that different builds or machines computed
    };

    /// Reads what every shard says of itself. Throws InputFileError when one is no shard, of
    /// another study or platform than the first, given twice, or when some are missing, which it
    /// lists.
    explicit Merge(Params params);

    [[nodiscard]] std::uint64_t runs() const { return plan_runs_; }

    /// Writes the result and counts the runs in it that failed. Throws OutputError, and
    /// InputFileError when a shard is damaged; then nothing is written.
    std::uint64_t operator()(std::filesystem::path const& target) const;

  private:
    /// What is known of a shard.
    struct Piece {
        std::filesystem::path path;
        RunRange runs;
        std::string shard;
    };

    void add(std::filesystem::path const& path);
    void require_all() const;

    Params params_;
    std::vector<Piece> pieces_;
    Layout layout_;
    Provenance provenance_;
    std::uint64_t plan_runs_ = 0;
};

}  // namespace parley
