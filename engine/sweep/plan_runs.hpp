#pragma once

#include "output/labels.hpp"
#include "output/run_summary.hpp"
#include "sweep/plan.hpp"
#include "sweep/sweep.hpp"

#include <mutex>
#include <unordered_map>

namespace parley {

/// Carries out the runs of a plan, from any thread.
///
/// What is set up for a point is kept for its other replicates, up to 128 MiB for all points:
/// beyond that, points are set up anew each time. A run that throws is a failed run, with its
/// message; only a lack of memory ends a sweep.
class PlanRuns {
  public:
    /// `go_on` is asked at every tick; a run that it cuts short gives nothing. Throws InputError
    /// when the scenario as written has mistakes.
    PlanRuns(Plan plan, std::function<bool()> go_on);

    [[nodiscard]] Layout const& layout() const { return layout_; }

    [[nodiscard]] std::optional<SweepTask::Done> operator()(std::uint64_t run);

  private:
    struct Prepared;

    [[nodiscard]] std::shared_ptr<Prepared const> prepared(std::uint64_t point);
    [[nodiscard]] std::shared_ptr<Prepared const> prepare(std::uint64_t point) const;
    [[nodiscard]] std::optional<RunRecord> recorded(Prepared const& prepared,
                                                    RunIdentity const& identity) const;
    [[nodiscard]] SweepTask::Done kept(Prepared const& prepared, RunRecord const& record) const;

    Plan plan_;
    std::function<bool()> go_on_;
    Labels labels_;  // of the scenario as written
    std::vector<VariableOf<RunRecord>> series_;
    std::vector<VariableOf<RunSummary>> summary_;
    Layout layout_;
    std::mutex mutex_;
    std::unordered_map<std::uint64_t, std::shared_ptr<Prepared const>> by_point_;
    std::size_t kept_bytes_ = 0;
};

/// What a result of the plan says of its origin.
[[nodiscard]] Provenance provenance_of(Plan const& plan);

/// Plan and runs as a task.
[[nodiscard]] SweepTask task_of(Plan const& plan, std::shared_ptr<PlanRuns> runs);

}  // namespace parley
