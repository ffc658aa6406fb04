#pragma once

#include "sweep/plan.hpp"
#include "sweep/sweep.hpp"

#include <optional>

namespace parley {

/// The same plan with fewer points and replicates: `plan_runs` runs in all, and `plan_sha256` its
/// hash. Nothing where there is none.
///
/// Points of a Sobol sequence, Saltelli's of it and Morris's trajectories nest: the first of a
/// larger sample are those of a smaller one. Those of other designs do not, so that only replicates
/// differ. Costs a hash for each divisor of `plan_runs`.
[[nodiscard]] std::optional<Plan> smaller_plan(Plan const& plan, std::uint64_t plan_runs,
                                               std::string const& plan_sha256);

/// What `extend` found.
struct Extended {
    std::uint64_t taken = 0;  ///< runs that an earlier result had, now in parts
    /// results of the same study but for the length of its runs: none of theirs can be taken, since
    /// no state at the end of a run is kept
    std::vector<std::filesystem::path> of_other_length{};
};

/// Puts the runs of earlier, smaller results of a study into the parts of a larger sweep, which
/// then goes on from them.
///
/// Looked for are the result of the whole sweep and, for a shard, the shard's own. Runs that parts
/// have already are left alone. Results stay as they are until the sweep replaces them. Throws
/// InputFileError when a result is damaged, of another platform, or of another study than the
/// plan's, whatever its size.
[[nodiscard]] Extended extend(Plan const& plan, SweepTask const& task, SweepParams const& params);

}  // namespace parley
