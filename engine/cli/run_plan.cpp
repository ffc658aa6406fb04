#include "cli/run_plan.hpp"

#include "cli/interruption.hpp"
#include "cli/progress.hpp"
#include "document/nearest.hpp"
#include "explanation/explainer.hpp"
#include "output/minutes/transcript.hpp"
#include "output/recorder.hpp"
#include "scenario/build.hpp"
#include "simulation/workers.hpp"
#include "sweep/record_params.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace parley {
namespace {

/// What is kept of a run.
struct Finished {
    RunRecord record;
    Tally tally;
    std::optional<Trail> trail;  ///< where there are what-ifs to explain
    Minutes minutes;
};

Finished carry_out(RunPlan const& plan, std::size_t index)
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
        transcript.begin(variation.name, simulation);
        observers.push_back(&transcript);
    }
    std::optional<Follower> follower;
    if (plan.variations.size() > 1) {
        observers.push_back(&follower.emplace(simulation));
    }
    simulation.run(observers);
    return {recorder.take(),
            teller.take(),
            follower ? std::optional{follower->take()} : std::nullopt,
            {transcript.text(), transcript.data()}};
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

std::vector<DescribedVariation> described(RunPlan const& plan)
{
    std::vector<DescribedVariation> all;
    all.reserve(plan.variations.size());
    for (Variation const& variation : plan.variations) {
        all.push_back({variation.name, *variation.scenario, *variation.setup, variation.settings});
    }
    return all;
}

RunEnd end_of(Tally const& tally)
{
    return {.hard_movement = tally.hard_movement,
            .soft_movement = tally.soft_movement,
            .joint_gain = tally.joint_gain};
}

/// Adds to the report and to the result why the what-ifs change what they change.
void keep_explanations(Explainer const& explainer, PlanReport& report, ResultFile& result)
{
    auto explanations = explainer.explanations();
    if (explanations.empty()) {
        return;
    }
    std::vector<Explained> kept;
    for (Explanation& of : explanations) {
        kept.push_back({.what_if = of.what_if,
                        .text = fmt::format("{}", fmt::join(of.sentences, "\n")),
                        .facts = explainer.facts(of)});
        auto const own = std::ranges::find(report.variations, of.what_if, &VariationTally::name);
        own->why = std::move(of);
    }
    result.explain(kept);
}

}  // namespace

RunPlan plan_of(ScenarioFile const& file, RunOptions const& options)
{
    require_what_ifs(file, options);
    auto const is_asked_for = [&](std::string const& name) {
        return options.what_ifs.empty() || std::ranges::count(options.what_ifs, name) > 0;
    };
    Trace const trace = options.trace ? Trace::moves : Trace::none;
    auto baseline = std::make_shared<Setup const>(set_up(file.scenario, trace));
    Labels labels{*baseline, record_params(file.scenario)};
    RunPlan plan{.variations = {},
                 .labels = std::move(labels),
                 .seed = options.seed.value_or(file.scenario.seed),
                 .replicates = options.replicates.value_or(
                     static_cast<std::uint64_t>(file.scenario.replicates)),
                 .trace = options.trace};
    if (is_asked_for("baseline")) {
        plan.variations.push_back({"baseline", std::move(baseline), &file.scenario});
    }
    for (WhatIf const& what_if : file.what_ifs) {
        if (!is_asked_for(what_if.name)) {
            continue;
        }
        auto setup = std::make_shared<Setup const>(set_up(what_if.scenario, trace));
        plan.labels.include(*setup);
        plan.variations.push_back(
            {what_if.name, std::move(setup), &what_if.scenario, what_if.settings});
    }
    return plan;
}

PlanReport run_plan(RunPlan const& plan, unsigned threads, ResultFile& result,
                    std::optional<GrowingMinutes>& minutes)
{
    PlanReport report;
    for (Variation const& variation : plan.variations) {
        report.variations.push_back({variation.name, {}});
    }
    Explainer explainer{described(plan)};
    Progress progress{plan.runs()};
    auto const keep = [&](std::size_t index, Finished run) {
        result.add(run.record);
        std::size_t const variation = index / plan.replicates;
        if (run.trail) {
            explainer.add(variation, index % plan.replicates, std::move(*run.trail),
                          end_of(run.tally));
        }
        report.variations[variation].runs.push_back(std::move(run.tally));
        if (minutes) {
            minutes->add(run.minutes);
        }
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
    keep_explanations(explainer, report, result);
    return report;
}

}  // namespace parley
