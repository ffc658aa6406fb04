#include "cli/commands.hpp"
#include "cli/file_kind.hpp"
#include "cli/interruption.hpp"
#include "cli/memory.hpp"
#include "cli/overwriting.hpp"
#include "cli/progress.hpp"
#include "cli/standard_streams.hpp"
#include "cli/summary.hpp"
#include "cli/warnings.hpp"
#include "document/nearest.hpp"
#include "document/reading_library.hpp"
#include "output/call_record.hpp"
#include "output/pending_file.hpp"
#include "output/recorder.hpp"
#include "output/result_file.hpp"
#include "output/transcript.hpp"
#include "scenario/build.hpp"
#include "scenario/description.hpp"
#include "scenario/scenario_file.hpp"
#include "simulation/workers.hpp"
#include "sweep/record_params.hpp"
#include "sweep/scenario_provenance.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <utility>

namespace parley {
namespace {

namespace fs = std::filesystem;

/// One variation of the scenario, ready to run.
struct Variation {
    std::string name;
    std::shared_ptr<Setup const> setup;
};

/// What is kept of a run.
struct Finished {
    RunRecord record;
    Tally tally;
    std::string minutes;
};

/// Everything that the runs of one call have in common.
struct Plan {
    std::vector<Variation> variations;
    Labels labels;
    std::uint64_t seed;
    std::size_t replicates;
    bool trace;

    [[nodiscard]] std::size_t runs() const { return variations.size() * replicates; }
};

std::vector<std::string> names_of(Plan const& plan)
{
    std::vector<std::string> names;
    names.reserve(plan.variations.size());
    for (Variation const& variation : plan.variations) {
        names.push_back(variation.name);
    }
    return names;
}

Finished carry_out(Plan const& plan, std::size_t index)
{
    Variation const& variation = plan.variations[index / plan.replicates];
    std::size_t const replicate = index % plan.replicates;
    Simulation simulation{variation.setup, plan.seed, replicate};
    Recorder recorder{plan.labels, simulation, variation.name};
    Teller teller{simulation};
    Transcript transcript;
    InterruptionCheck interruption;
    std::vector<Observer*> observers{&recorder, &teller, &interruption};
    if (plan.trace) {
        observers.push_back(&transcript);
    }
    simulation.run(observers);
    std::string minutes;
    if (plan.trace) {
        minutes = fmt::format("Minutes of {}, replicate {}\n\n{}", variation.name, replicate,
                              transcript.text());
    }
    return {recorder.take(), teller.take(), std::move(minutes)};
}

std::vector<Setting> settings_of(RunOptions const& options)
{
    std::vector<Setting> settings;
    settings.reserve(options.settings.size());
    for (std::string const& text : options.settings) {
        settings.push_back({.text = text});
    }
    return settings;
}

/// Throws InputFileError when the scenario lacks one of the what-ifs that are asked for.
void require_what_ifs(ScenarioFile const& file, RunOptions const& options)
{
    std::vector<std::string> known{"baseline"};
    for (WhatIf const& what_if : file.what_ifs) {
        known.push_back(what_if.name);
    }
    for (std::string const& name : options.what_ifs) {
        if (std::ranges::count(known, name) == 0) {
            throw InputFileError{options.scenario, fmt::format("has no what-if '{}'; {}", name,
                                                               suggestion(name, known))};
        }
    }
}

Plan plan_of(ScenarioFile const& file, RunOptions const& options)
{
    require_what_ifs(file, options);
    auto const is_asked_for = [&](std::string const& name) {
        return options.what_ifs.empty() || std::ranges::count(options.what_ifs, name) > 0;
    };
    Trace const trace = options.trace ? Trace::moves : Trace::none;
    auto baseline = std::make_shared<Setup const>(set_up(file.scenario, trace));
    Labels labels{*baseline, record_params(file.scenario)};
    Plan plan{.variations = {},
              .labels = std::move(labels),
              .seed = options.seed.value_or(file.scenario.seed),
              .replicates =
                  options.replicates.value_or(static_cast<std::uint64_t>(file.scenario.replicates)),
              .trace = options.trace};
    if (is_asked_for("baseline")) {
        plan.variations.push_back({"baseline", std::move(baseline)});
    }
    for (WhatIf const& what_if : file.what_ifs) {
        if (!is_asked_for(what_if.name)) {
            continue;
        }
        auto setup = std::make_shared<Setup const>(set_up(what_if.scenario, trace));
        plan.labels.include(*setup);
        plan.variations.push_back({what_if.name, std::move(setup)});
    }
    return plan;
}

Provenance provenance_of(ScenarioFile const& file, RunOptions const& options, std::uint64_t seed)
{
    Provenance provenance = provenance_of(file.scenario, file.source);
    provenance.seed = seed;
    provenance.settings = text_of(settings_of(options));
    return provenance;
}

fs::path output_of(RunOptions const& options)
{
    return options.output.empty() ? fs::path{options.scenario}.stem().concat(".h5")
                                  : fs::path{options.output};
}

fs::path transcript_of(fs::path const& output)
{
    return fs::path{output}.replace_extension(".transcript.txt");
}

std::vector<InputFile> inputs_of(ScenarioFile const& file, fs::path const& scenario)
{
    std::vector<InputFile> inputs{{scenario, "the scenario itself"}};
    for (TextFile const& table : file.source.tables) {
        inputs.push_back({scenario.parent_path() / table.path, "a table of the scenario"});
    }
    return inputs;
}

std::vector<fs::path> outputs_of(fs::path const& output, bool trace)
{
    std::vector<fs::path> outputs{output, call_record_of(output)};
    if (trace) {
        outputs.push_back(transcript_of(output));
    }
    return outputs;
}

/// What the runs leave behind, beside the result.
struct Report {
    std::vector<VariationTally> variations;
    std::string minutes;
    std::size_t finished = 0;
};

/// Runs the plan and writes what its runs give, in order, until done or interrupted.
Report run_plan(Plan const& plan, unsigned threads, ResultFile& result)
{
    Report report;
    for (Variation const& variation : plan.variations) {
        report.variations.push_back({variation.name, {}});
    }
    Progress progress{plan.runs()};
    auto const keep = [&](std::size_t index, Finished run) {
        result.add(run.record);
        report.variations[index / plan.replicates].runs.push_back(std::move(run.tally));
        report.minutes += run.minutes;
        progress.show(report.finished = index + 1);
    };
    OrderedWorkers<Finished> workers{
        {.count = plan.runs(),
         .threads = threads,
         .job = [&](std::size_t index) { return carry_out(plan, index); },
         .sink = keep,
         .go_on = [] { return !interrupted(); }}};
    try {
        workers();
    } catch (Interrupted const&) {  // NOLINT(bugprone-empty-catch)
        // what was finished before is kept
    }
    return report;
}

/// Splits the time that a call takes by what it was spent on.
class Stopwatch {
  public:
    using Clock = std::chrono::system_clock;

    void lap(std::string what)
    {
        auto const now = Clock::now();
        seconds_.emplace_back(std::move(what), std::chrono::duration<double>(now - last_).count());
        tell("{} took {:.3f} s", seconds_.back().first, seconds_.back().second);
        last_ = now;
    }

    [[nodiscard]] CallRecord record(RunOptions const& options) const
    {
        return {.command_line = options.command_line,
                .threads = options.threads,
                .start = start_,
                .end = last_,
                .seconds = seconds_};
    }

  private:
    Clock::time_point start_ = Clock::now();
    Clock::time_point last_ = start_;
    std::vector<std::pair<std::string, double>> seconds_;
};

/// Of the variations of which there are runs.
void print_summary(Plan const& plan, std::vector<VariationTally> told, ScenarioFile const& file)
{
    std::erase_if(told, [](VariationTally const& variation) { return variation.runs.empty(); });
    if (!told.empty()) {
        say_text(summary(file.scenario.name, *plan.variations.front().setup, plan.seed, told));
    }
}

/// What a verbose call is about to do.
void tell_the_plan(Plan const& plan, ScenarioFile const& file, RunOptions const& options)
{
    tell("scenario '{}': {} states, {} issues, {} forums, {} ticks", file.scenario.name,
         file.scenario.states.size(), file.scenario.issues.size(), file.scenario.forums.size(),
         file.scenario.time.ticks);
    for (TextFile const& table : file.source.tables) {
        tell("table {} ({} bytes)", table.path, table.text.size());
    }
    tell("{} x {} replicates = {} runs, seed {}, {} threads", fmt::join(names_of(plan), ", "),
         plan.replicates, plan.runs(), plan.seed, options.threads);
}

}  // namespace

Exit run_scenario(RunOptions const& options)
{
    save_when_asked();
    keep_freed_memory(options.threads);
    Stopwatch stopwatch;
    refuse_other_kind(options.scenario, {FileKind::scenario}, "run");
    ScenarioFile const file = read_scenario(options.scenario, settings_of(options));
    fs::path const output = output_of(options);
    refuse_to_overwrite(inputs_of(file, options.scenario), outputs_of(output, options.trace));
    Plan const plan = plan_of(file, options);
    std::size_t const standing =
        options.overwrite
            ? 0
            : refuse_to_lose({.path = output,
                              .minutes = options.trace ? transcript_of(output) : fs::path{},
                              .title = file.scenario.name,
                              .runs = plan.runs(),
                              .what_ifs = names_of(plan)});
    tell_warnings(file.warnings, options.scenario);
    stopwatch.lap("reading");
    tell_the_plan(plan, file, options);
    ResultFile result{output, plan.labels, provenance_of(file, options, plan.seed), plan.runs()};
    Report report = run_plan(plan, options.threads, result);
    stopwatch.lap("running");
    bool const complete = report.finished == plan.runs();
    if (report.finished == 0) {
        warn("parley: interrupted before the first run was finished; nothing is saved\n");
        return Exit::interrupted;
    }
    if (report.finished < standing && !complete) {
        warn("parley: interrupted; {} of {} runs are finished and not saved, since '{}' holds {}\n",
             report.finished, plan.runs(), output.string(), standing);
        return Exit::interrupted;
    }
    result.finish();
    stopwatch.lap("writing");
    write_call_record(output, stopwatch.record(options));
    if (options.trace) {
        write_text_file(transcript_of(output), report.minutes);
    }
    print_summary(plan, std::move(report.variations), file);
    say("\nResult: {}{}\n", output.string(),
        options.trace ? ", minutes: " + transcript_of(output).string() : "");
    if (!complete) {
        warn("parley: interrupted; {} of {} runs are finished and saved\n", report.finished,
             plan.runs());
    }
    return complete ? Exit::done : Exit::interrupted;
}

}  // namespace parley
