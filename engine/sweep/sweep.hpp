#pragma once

#include "output/provenance.hpp"
#include "output/row.hpp"
#include "sweep/harvest.hpp"
#include "sweep/shard.hpp"

#include <functional>

namespace parley {

/// What a sweep computes, whatever a run is made of.
struct SweepTask {
    /// What came of a run: its row as bytes, and whether it failed.
    struct Done {
        std::string row;
        bool failed = false;
    };

    Layout layout;
    Provenance provenance;  ///< with the plan in its `sweep`
    /// Carries out a run of the plan; the same bytes whoever asks. Called by many threads at once.
    /// It gives nothing when the run was cut short, and throws only when the machine fails.
    std::function<std::optional<Done>(std::uint64_t)> carry_out;
};

/// What to do with what an earlier sweep has left under the same name.
enum class Leftovers {
    refuse,
    resume,     ///< go on from it
    extend,     ///< go on from it; a result of a smaller plan is replaced when all runs are there
    overwrite,  ///< begin again; an older result is replaced once the new one is complete
};

struct SweepParams {
    std::filesystem::path output;  ///< of the whole sweep
    Shard shard{};
    unsigned threads = 1;  ///< at least 1
    Leftovers leftovers = Leftovers::refuse;
    bool fail_fast = false;    ///< begin no further run after one that failed
    bool allow_mixed = false;  ///< go on from runs that another build or machine computed
};

/// How far a sweep (or a shard of it) has come.
struct SweepProgress {
    std::uint64_t total = 0;
    std::uint64_t done = 0;      ///< with those of earlier calls
    std::uint64_t computed = 0;  ///< in this call
    std::uint64_t failed = 0;    ///< of all that are done
    double seconds = 0.0;        ///< since this call began
};

/// Runs a plan, or a shard of it, so that whatever ends it costs no more than the last moments.
///
/// Finished runs are closed into parts (see Harvest); once all are there, the whole result is
/// written in plan order, takes its name, and the parts go. Equal bytes however often a sweep is
/// ended and resumed, and on any number of threads.
class Sweep {
  public:
    /// Looks at what there is. Throws InputFileError when that is refused, or is of another plan or
    /// platform.
    Sweep(SweepTask task, SweepParams params);

    /// Where the result of this sweep (or shard) is found when it is complete.
    [[nodiscard]] std::filesystem::path const& target() const { return target_; }

    /// Is the result there already?
    [[nodiscard]] bool is_complete() const { return complete_; }

    /// What stands in the way of the parts that were found: they are damaged, and computed again.
    [[nodiscard]] std::vector<std::filesystem::path> const& damaged() const
    {
        return content_.damaged;
    }

    [[nodiscard]] SweepProgress progress() const;

    /// Runs what is missing as long as `go_on` says so, several times a second telling
    /// `on_progress` how far it is; then, if nothing is missing, writes the result. Throws
    /// OutputError, and what a run threw.
    void run(std::function<bool()> const& go_on,
             std::function<void(SweepProgress const&)> const& on_progress);

  private:
    void look();
    void require_same_kind() const;
    [[nodiscard]] bool is_ours(PartHead const& head) const;
    void gather(std::function<bool()> const& go_on,
                std::function<void(SweepProgress const&)> const& on_progress);
    void finish();
    [[nodiscard]] SweepProgress progress(Harvest const& harvest) const;

    SweepTask task_;
    SweepParams params_;
    std::filesystem::path target_;
    PartFolder folder_;
    PartKind kind_;
    RunRange range_;
    PartFolder::Content content_;
    RunSet done_;
    std::uint64_t failed_before_ = 0;
    std::uint64_t computed_ = 0;
    std::uint64_t failed_ = 0;
    bool complete_ = false;
    Harvest::Clock::time_point start_ = Harvest::Clock::now();
};

/// What the parts of this task have in common.
[[nodiscard]] PartKind kind_of(SweepTask const& task);

/// A text that is the same for equal platforms.
[[nodiscard]] std::string text_of(Platform const& platform);

/// What of a layout a row's bytes depend on, as SHA-256.
[[nodiscard]] std::string fingerprint(Layout const& layout);

}  // namespace parley
