#include "cli/commands.hpp"
#include "cli/file_kind.hpp"
#include "cli/interruption.hpp"
#include "cli/memory.hpp"
#include "cli/minutes_files.hpp"
#include "cli/overwriting.hpp"
#include "cli/run_plan.hpp"
#include "cli/standard_streams.hpp"
#include "cli/summary.hpp"
#include "cli/warnings.hpp"
#include "document/reading_library.hpp"
#include "output/call_record.hpp"
#include "scenario/description.hpp"
#include "scenario/scenario_file.hpp"
#include "sweep/scenario_provenance.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

namespace parley {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_of(RunPlan const& plan)
{
    std::vector<std::string> names;
    names.reserve(plan.variations.size());
    for (Variation const& variation : plan.variations) {
        names.push_back(variation.name);
    }
    return names;
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
        auto const [text, data] = MinutesFiles{output};
        outputs.insert(outputs.end(), {text, data});
    }
    return outputs;
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
void print_summary(RunPlan const& plan, std::vector<VariationTally> told, ScenarioFile const& file)
{
    std::erase_if(told, [](VariationTally const& variation) { return variation.runs.empty(); });
    if (!told.empty()) {
        say_text(summary(file.scenario.name, *plan.variations.front().setup, plan.seed, told));
    }
}

/// What a verbose call is about to do.
void tell_the_plan(RunPlan const& plan, ScenarioFile const& file, RunOptions const& options)
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
    MinutesFiles const files{output};
    refuse_to_overwrite(inputs_of(file, options.scenario), outputs_of(output, options.trace));
    RunPlan const plan = plan_of(file, options);
    std::size_t const standing =
        options.overwrite
            ? 0
            : refuse_to_lose({.path = output,
                              .minutes = options.trace ? std::vector{files.text, files.data}
                                                       : std::vector<fs::path>{},
                              .title = file.scenario.name,
                              .runs = plan.runs(),
                              .what_ifs = names_of(plan)});
    tell_warnings(file.warnings, options.scenario);
    stopwatch.lap("reading");
    tell_the_plan(plan, file, options);
    ResultFile result{output, plan.labels, provenance_of(file, options, plan.seed), plan.runs()};
    std::optional<GrowingMinutes> minutes;
    if (options.trace) {
        minutes.emplace(files);
    }
    PlanReport report = run_plan(plan, options.threads, result, minutes);
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
    if (minutes) {
        minutes->commit();
    }
    print_summary(plan, std::move(report.variations), file);
    say("\nResult: {} (machine and times: {})\n", output.string(),
        call_record_of(output).filename().string());
    if (options.trace) {
        say("Minutes: {}, as data {}\n", files.text.string(), files.data.string());
    }
    if (!complete) {
        warn("parley: interrupted; {} of {} runs are finished and saved\n", report.finished,
             plan.runs());
    }
    return complete ? Exit::done : Exit::interrupted;
}

}  // namespace parley
