#pragma once

#include "cli/commands.hpp"
#include "cli/comparison.hpp"
#include "cli/minutes_files.hpp"
#include "output/result_file.hpp"
#include "scenario/scenario_file.hpp"

#include <memory>
#include <optional>

namespace parley {

/// One variation of the scenario, ready to run.
struct Variation {
    std::string name;
    std::shared_ptr<Setup const> setup;
    Scenario const* scenario;  ///< as it is written
    std::vector<SettingOf> settings{};
};

/// Everything that the runs of one call have in common.
struct RunPlan {
    std::vector<Variation> variations;
    Labels labels;
    std::uint64_t seed;
    std::size_t replicates;
    bool trace;

    [[nodiscard]] std::size_t runs() const { return variations.size() * replicates; }
};

/// Makes the variations that are asked for. Throws InputFileError when the scenario lacks one of
/// them. The plan points into the file.
[[nodiscard]] RunPlan plan_of(ScenarioFile const& file, RunOptions const& options);

/// What the runs leave behind, beside the result.
struct PlanReport {
    std::vector<VariationTally> variations;
    std::size_t finished = 0;
};

/// Runs the plan and writes what its runs give, in order, until done or interrupted, minutes where
/// it traces; then why the what-ifs change what they change.
[[nodiscard]] PlanReport run_plan(RunPlan const& plan, unsigned threads, ResultFile& result,
                                  std::optional<GrowingMinutes>& minutes);

}  // namespace parley
