#include "cli/file_kind.hpp"
#include "cli/interruption.hpp"
#include "cli/memory.hpp"
#include "cli/overwriting.hpp"
#include "cli/standard_streams.hpp"
#include "cli/sweep_options.hpp"
#include "cli/sweep_summary.hpp"
#include "cli/warnings.hpp"
#include "output/call_record.hpp"
#include "sweep/extension.hpp"
#include "sweep/pilot.hpp"
#include "sweep/plan_runs.hpp"

#include <fmt/format.h>

#include <chrono>
#include <limits>

namespace parley {
namespace {

namespace fs = std::filesystem;

std::vector<InputFile> inputs_of(Plan const& plan, fs::path const& study)
{
    auto const source = plan.file().document.source();
    fs::path const scenario{source.file.path};
    std::vector<InputFile> inputs{{study, "the study itself"},
                                  {scenario, "the scenario of the study"}};
    if (plan.file().points) {
        inputs.push_back(
            {study.parent_path() / plan.file().points->path, "the table of the study's points"});
    }
    for (TextFile const& table : source.tables) {
        inputs.push_back({scenario.parent_path() / table.path, "a table of the scenario"});
    }
    return inputs;
}

std::vector<fs::path> outputs_of(fs::path const& output, SweepOptions const& options)
{
    auto const target = parse_shard(options.shard).value_or(Shard{}).file(output);
    auto outputs = options.slurm.wanted ? scripts_of(output) : std::vector<fs::path>{};
    outputs.insert(outputs.end(), {target, call_record_of(target), parts_folder(target)});
    return outputs;
}

void refuse_too_many(Plan const& plan, std::string const& study)
{
    constexpr std::uint64_t most_runs = std::numeric_limits<std::int32_t>::max();
    constexpr std::size_t most_categories = std::numeric_limits<std::int16_t>::max();
    if (plan.runs() > most_runs) {
        throw InputFileError{
            study, fmt::format("has {} runs, and a result holds at most {}; divide it into "
                               "several studies",
                               plan.runs(), most_runs)};
    }
    for (StudyParameter const& parameter : plan.parameters()) {
        if (parameter.categories().size() > most_categories) {
            throw InputFileError{
                study,
                fmt::format("has {} values that are no numbers for '{}', and a result holds "
                            "at most {}; divide it into several studies",
                            parameter.categories().size(), parameter.path(), most_categories)};
        }
    }
}

Leftovers leftovers_of(SweepOptions const& options)
{
    if (options.extend) {
        return Leftovers::extend;
    }
    if (options.resume) {
        return Leftovers::resume;
    }
    return options.overwrite ? Leftovers::overwrite : Leftovers::refuse;
}

std::string bytes_text(double bytes)
{
    return bytes < 1e7 ? fmt::format("{:.0f} kB", bytes / 1e3 + 1.0)
                       : fmt::format("{:.0f} MB", bytes / 1e6);
}

Exit tell_what_it_takes(Plan const& plan, SweepTask const& task, SweepOptions const& options)
{
    Shard const shard = parse_shard(options.shard).value_or(Shard{});
    RunRange const range = shard.runs(plan.runs());
    Pilot const pilot = pilot_of(task, range, 2.0);
    auto const runs = static_cast<double>(range.count());
    double const seconds = runs * pilot.seconds_a_run / options.threads;
    say("{}: {} points x {} replicates = {} runs\n", plan.study().name, plan.points(),
        plan.replicates(), plan.runs());
    if (!shard.is_whole()) {
        say("shard {}: {} runs\n", shard.text(), range.count());
    }
    say("about {} on {} threads ({:.3g} ms a run, from {} runs)\n", duration_text(seconds),
        options.threads, 1e3 * pilot.seconds_a_run, pilot.runs);
    say("at most {} for the result, and as much again until it is complete\n",
        bytes_text(runs * pilot.bytes_a_run));
    if (pilot.failed > 0) {
        say("{} of these runs failed\n", pilot.failed);
    }
    return interrupted() ? Exit::interrupted : Exit::done;
}

/// What is told at the end of a call, by how it ended.
Exit tell_the_end(Plan const& plan, Sweep const& sweep)
{
    SweepProgress const progress = sweep.progress();
    auto const parts = parts_folder(sweep.target()).string();
    if (!sweep.is_complete()) {
        warn("parley: {}; {} of {} runs are finished and saved in {}; go on with --resume\n",
             interrupted() ? "interrupted" : "ended by a failed run", progress.done, progress.total,
             parts);
        return interrupted() ? Exit::interrupted : Exit::runs_failed;
    }
    SweepSummary const summary{plan, sweep.target()};
    say("{}\nResult: {}\n", summary.text(), sweep.target().string());
    if (loudness() == Loudness::quiet && summary.failed() > 0) {
        warn("parley: {} of {} runs failed\n", summary.failed(), progress.total);
    }
    return summary.failed() == 0 ? Exit::done : Exit::runs_failed;
}

/// Goes on from a smaller result, and says what that spares.
void take_earlier_runs(Plan const& plan, SweepTask const& task, SweepParams const& params)
{
    auto const extended = extend(plan, task, params);
    if (extended.taken > 0) {
        say("{} runs are taken from what was there\n", extended.taken);
    }
    for (fs::path const& path : extended.of_other_length) {
        say("{} holds runs of another length: all runs are computed again, since the state at the "
            "end of a run is not kept\n",
            path.string());
    }
}

void run_what_is_missing(Sweep& sweep, SweepOptions const& options)
{
    bool const silent = loudness() == Loudness::quiet && options.progress == "auto";
    SweepReporter reporter{silent ? "none" : options.progress};
    try {
        sweep.run([] { return !interrupted(); },
                  [&](SweepProgress const& progress) { reporter(progress); });
    } catch (std::exception const&) {
        if (fs::exists(parts_folder(sweep.target()))) {
            warn("parley: what was saved before stays in {}; go on with --resume\n",
                 parts_folder(sweep.target()).string());
        }
        throw;
    }
}

}  // namespace

fs::path output_of(SweepOptions const& options)
{
    return options.output.empty() ? fs::path{options.study}.stem().concat(".h5")
                                  : fs::path{options.output};
}

Exit run_study(SweepOptions const& options)
{
    save_when_asked();
    keep_freed_memory(options.threads);
    CallRecord call{.command_line = options.command_line,
                    .threads = options.threads,
                    .shard = options.shard,
                    .start = std::chrono::system_clock::now()};
    refuse_other_kind(options.study, {FileKind::study}, "sweep");
    Plan const plan{read_study(options.study)};
    auto const output = output_of(options);
    tell("study '{}': {} points x {} replicates = {} runs, {} threads, plan {}", plan.study().name,
         plan.points(), plan.replicates(), plan.runs(), options.threads, plan.hash());
    refuse_too_many(plan, options.study);
    refuse_to_overwrite(inputs_of(plan, options.study), outputs_of(output, options));
    auto const target = parse_shard(options.shard).value_or(Shard{}).file(output);
    if (!options.overwrite && !options.slurm.wanted && !options.dry_run) {
        refuse_to_lose_record(target);
    }
    tell_warnings(plan.file().warnings, options.study);
    auto task = task_of(plan, std::make_shared<PlanRuns>(plan, [] { return !interrupted(); }));
    if (options.slurm.wanted) {
        return prepare_slurm(plan, task, options);
    }
    if (options.dry_run) {
        return tell_what_it_takes(plan, task, options);
    }
    SweepParams const params{.output = output,
                             .shard = parse_shard(options.shard).value_or(Shard{}),
                             .threads = options.threads,
                             .leftovers = leftovers_of(options),
                             .fail_fast = options.fail == "fast",
                             .allow_mixed = options.allow_mixed};
    if (options.extend) {
        take_earlier_runs(plan, task, params);
    }
    Sweep sweep{std::move(task), params};
    for (fs::path const& path : sweep.damaged()) {
        warn("parley: '{}' is damaged or cut off; its runs are computed again\n", path.string());
    }
    bool const was_complete = sweep.is_complete();
    run_what_is_missing(sweep, options);
    if (sweep.is_complete() && !was_complete) {
        call.end = std::chrono::system_clock::now();
        write_call_record(sweep.target(), call);
    }
    return tell_the_end(plan, sweep);
}

}  // namespace parley
