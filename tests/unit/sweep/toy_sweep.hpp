#pragma once

#include "output/run_summary.hpp"
#include "sweep/sweep.hpp"
#include "unit/output/small_run.hpp"

#include <atomic>

namespace parley {

/// A sweep of a model that costs nothing: the progress of run r is r / runs, every hundredth fails.
inline SweepTask toy_task(std::uint64_t runs, std::atomic<std::uint64_t>* computed = nullptr)
{
    static Labels const labels{small_setup(), {}};
    static auto const variables = summary_variables();
    SweepTask task{
        .layout = summary_layout(labels), .provenance = small_provenance(), .carry_out = {}};
    task.provenance.study_text = "study: toy\n";
    task.provenance.sweep = SweepFacts{.plan_sha256 = "toy plan", .plan_runs = runs};
    task.carry_out = [runs, computed](std::uint64_t run) {
        RunIdentity const identity{.replicate = static_cast<std::int32_t>(run), .seed = 7};
        bool const failed = run % 100 == 99;
        RunRecord const record = failed_run(labels, identity, failed ? "out of luck" : "");
        RunSummary summary{labels, record};
        summary.status = static_cast<std::int8_t>(failed ? RunStatus::failed : RunStatus::finished);
        summary.hard_movement_final = static_cast<double>(run) / static_cast<double>(runs);
        Row row;
        add_values(row, variables, summary);
        if (computed != nullptr) {
            ++*computed;
        }
        return std::optional{SweepTask::Done{encoded(row), failed}};
    };
    return task;
}

inline void run_all(Sweep& sweep)
{
    sweep.run([] { return true; }, [](SweepProgress const&) {});
}

}  // namespace parley
