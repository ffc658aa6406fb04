#pragma once

#include "cli/program.hpp"
#include "cli/sweep_progress.hpp"
#include "sweep/plan.hpp"
#include "sweep/shard.hpp"
#include "sweep/sweep.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace parley {

/// What `--slurm` leaves to the pilot is empty.
struct SlurmOptions {
    bool wanted = false;  ///< write batch scripts in place of running
    bool submit = false;
    std::optional<std::uint64_t> shards{};
    unsigned cpus = 1;
    std::optional<std::uint64_t> minutes{};
    std::optional<std::uint64_t> megabytes{};
    std::string partition{};
    std::string account{};
    std::vector<std::string> more{};
};

struct SweepOptions {
    std::string study;
    std::string output;    ///< empty: the study's name with .h5, here
    unsigned threads = 1;  ///< >= 1
    std::string shard;     ///< "3/16"; empty for the whole plan
    bool resume = false;
    bool extend = false;  ///< go on from a result of fewer points or replicates
    bool overwrite = false;
    bool dry_run = false;
    bool allow_mixed = false;
    std::string fail =
        "late";  ///< what a failed run does to the others: `late` nothing, `fast` it ends them
    std::string progress = "auto";  ///< one of `progress_names`
    SlurmOptions slurm{};
    bool json = false;  ///< of `status`: print JSON, and nothing else
    std::vector<std::string> command_line;
};

struct MergeOptions {
    std::vector<std::string> shards;
    std::string output;
    bool overwrite = false;
    bool allow_mixed = false;
    std::vector<std::string> command_line;
};

/// "3/16"; nothing where it is no shard.
[[nodiscard]] std::optional<Shard> parse_shard(std::string const& text);

/// Adds the commands `sweep`, `status` and `merge` to the program.
void add_sweep(CLI::App& app, SweepOptions& options);
void add_status(CLI::App& app, SweepOptions& options);
void add_merge(CLI::App& app, MergeOptions& options);

/// Where the result of a study goes.
[[nodiscard]] std::filesystem::path output_of(SweepOptions const& options);

/// Runs a study, or a shard of it, or says what that would take.
[[nodiscard]] Exit run_study(SweepOptions const& options);

/// The batch scripts that `prepare_slurm` writes for a result.
[[nodiscard]] std::vector<std::filesystem::path> scripts_of(std::filesystem::path const& output);

/// Writes the batch scripts with which Slurm runs a study, sized by a pilot, and submits them if
/// that is wanted.
[[nodiscard]] Exit prepare_slurm(Plan const& plan, SweepTask const& task,
                                 SweepOptions const& options);

/// Prints how much of a study is done.
[[nodiscard]] Exit show_status(SweepOptions const& options);

/// Joins shards into one result.
[[nodiscard]] Exit merge_shards(MergeOptions const& options);

}  // namespace parley
