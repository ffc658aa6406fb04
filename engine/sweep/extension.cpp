#include "sweep/extension.hpp"

#include "output/errors.hpp"
#include "output/row_reader.hpp"
#include "sweep/assembly.hpp"
#include "sweep/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace parley {
namespace {

namespace fs = std::filesystem;

/// Bytes of a part.
constexpr std::size_t enough = std::size_t{4} << 20U;

/// A study whose design has another size, so that it has `points` points; nothing where the points
/// of its design do not nest, or never are as many.
std::optional<Study> with_points(Plan const& plan, std::uint64_t points)
{
    Study study = plan.study();
    if (points == plan.points()) {
        return study;
    }
    auto& design = study.design;
    auto& size = design.sample == Study::Sample::morris ? design.trajectories : design.size;
    bool const nests = design.sample == Study::Sample::sobol ||
                       design.sample == Study::Sample::saltelli ||
                       design.sample == Study::Sample::morris;
    if (!nests || points > plan.points() || !size) {
        return std::nullopt;
    }
    std::uint64_t const block = plan.points() / *size;  // points of a unit of the size
    if (points % block != 0) {
        return std::nullopt;
    }
    size = points / block;
    return study;
}

/// A resolved scenario without what says how long it runs.
std::string without_length(std::string const& scenario)
{
    std::istringstream lines{scenario};
    std::string rest;
    bool in_time = false;
    for (std::string line; std::getline(lines, line);) {
        in_time = line.starts_with(' ') ? in_time : line.starts_with("time:");
        bool const length = line.starts_with("  ticks:") || line.starts_with("  end:");
        if (!in_time || !length) {
            rest += line + '\n';
        }
    }
    return rest;
}

/// Adds the runs of one earlier result to parts.
class Taking {
  public:
    Taking(Plan const& plan, Plan const& smaller, PartFolder folder, PartHead head)
        : plan_{plan}, smaller_{smaller}, folder_{std::move(folder)}, head_{std::move(head)}
    {
    }

    void operator()(RowReader& reader, FailureCheck const& failed, RunRange range,
                    RunSet const& held)
    {
        std::uint64_t earlier = reader.provenance().sweep->first_run;
        while (Row const* row = reader.next()) {
            auto const run = plan_.index(smaller_.run(earlier++));
            if (run < range.first || run >= range.past || held.contains(run)) {
                continue;
            }
            runs_.push_back({run, encoded(*row)});
            bytes_ += runs_.back().row.size();
            head_.failed += failed(*row) ? 1 : 0;
            ++taken_;
            if (bytes_ > enough) {
                close_part();
            }
        }
        close_part();
    }

    [[nodiscard]] std::uint64_t taken() const { return taken_; }

  private:
    void close_part()
    {
        if (!runs_.empty()) {
            folder_.add(head_, runs_);
        }
        runs_.clear();
        bytes_ = 0;
        head_.failed = 0;
    }

    Plan const& plan_;
    Plan const& smaller_;
    PartFolder folder_;
    PartHead head_;
    std::vector<FinishedRun> runs_;
    std::size_t bytes_ = 0;
    std::uint64_t taken_ = 0;
};

void require_same_platform(RowReader const& reader, SweepTask const& task, fs::path const& path,
                           bool allow_mixed)
{
    bool const mixed = reader.provenance().platform != task.provenance.platform ||
                       reader.provenance().sweep->mixed_platforms;
    if ((mixed && !allow_mixed) || fingerprint(reader.layout()) != fingerprint(task.layout)) {
        throw InputFileError{path,
                             "was computed by another build or machine, so that last digits may "
                             "differ; extend it where it was computed, begin again with "
                             "--overwrite, or accept it with --allow-mixed"};
    }
}

/// Is it a result of the same study and scenario, but for the length of its runs?
bool differs_in_length(Provenance const& there, Provenance const& here)
{
    return there.study_resolved == here.study_resolved &&
           without_length(there.scenario_resolved) == without_length(here.scenario_resolved);
}

}  // namespace

std::optional<Plan> smaller_plan(Plan const& plan, std::uint64_t plan_runs,
                                 std::string const& plan_sha256)
{
    for (std::uint64_t replicates = 1; replicates <= std::min(plan.replicates(), plan_runs);
         ++replicates) {
        if (plan_runs % replicates != 0) {
            continue;
        }
        if (auto study = with_points(plan, plan_runs / replicates)) {
            study->replicates = static_cast<int>(replicates);
            Plan smaller = plan.of_study(*study);
            if (smaller.hash() == plan_sha256) {
                return smaller;
            }
        }
    }
    return std::nullopt;
}

Extended extend(Plan const& plan, SweepTask const& task, SweepParams const& params)
{
    Extended extended;
    auto const target = params.shard.file(params.output);
    PartFolder const folder{parts_folder(target)};
    RunRange const range = params.shard.runs(plan.runs());
    std::vector<fs::path> results{params.output};
    if (!params.shard.is_whole()) {
        results.push_back(target);
    }
    PartKind const kind = kind_of(task);
    for (fs::path const& path : results) {
        if (!fs::exists(path)) {
            continue;
        }
        RowReader reader{path};
        SweepFacts const& its = *reader.provenance().sweep;
        if (its.plan_sha256 == kind.plan_sha256) {
            continue;  // finished already, or a shard of what is
        }
        auto const smaller = smaller_plan(plan, its.plan_runs, its.plan_sha256);
        if (!smaller && differs_in_length(reader.provenance(), task.provenance)) {
            extended.of_other_length.push_back(path);
            continue;
        }
        if (!smaller) {
            throw InputFileError{
                path,
                "is no result that this study extends: more than its replicates and the size "
                "of its design has changed, it has become smaller, or its design does not "
                "nest (sobol, saltelli and morris do); name another result with -o, or begin "
                "again with --overwrite"};
        }
        require_same_platform(reader, task, path, params.allow_mixed);
        verify(reader, path);
        RowReader again{path};
        Taking taking{plan, *smaller, folder,
                      PartHead{.plan_sha256 = kind.plan_sha256,
                               .layout = kind.layout,
                               .platform = text_of(reader.provenance().platform)}};
        taking(again, FailureCheck{task.layout}, range, folder.content(true).runs());
        extended.taken += taking.taken();
    }
    return extended;
}

}  // namespace parley
