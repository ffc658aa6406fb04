// All members of the United Nations at 25 forums and in more than a thousand pairs: what a run of
// the world costs, and how that grows with corridors and with ticks.

#include "output/recorder.hpp"
#include "output/result_file.hpp"
#include "scenario/build.hpp"
#include "scenario/scenario_file.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>

namespace {

using namespace parley;

std::string const path = "scenarios/high_level_dialogue.yaml";
// as the scenario says
RecordParams const yearly{.every = 2, .sessions = SessionFilter::multilateral};

RunRecord run(Setup const& setup, Labels const& labels)
{
    Simulation simulation{setup, 1, 0};
    Recorder recorder{labels, simulation};
    std::array<Observer* const, 1> const observers{&recorder};
    simulation.run(observers);
    return recorder.take();
}

/// From two CSV files and a YAML file with nine what-ifs to a world that can be run.
void all_states_read_and_built(benchmark::State& state)
{
    for (auto _ : state) {
        benchmark::DoNotOptimize(set_up(read_scenario(path).scenario));
    }
}
BENCHMARK(all_states_read_and_built)->Unit(benchmark::kMillisecond);

/// Sixty ticks, 30 years, and the result on disk.
void all_states_to_the_result(benchmark::State& state)
{
    Setup const setup = set_up(read_scenario(path).scenario);
    Labels const labels{setup, yearly};
    auto const result =
        std::filesystem::temp_directory_path() / fmt::format("parley-all-states-{}.h5", ::getpid());
    for (auto _ : state) {
        ResultFile file{result, labels, {}, 1};
        file.add(run(setup, labels));
        file.finish();
    }
    std::filesystem::remove(result);
}
BENCHMARK(all_states_to_the_result)->Unit(benchmark::kMillisecond);

/// The scenario as it is, for fewer and more ticks.
void all_states_over_ticks(benchmark::State& state)
{
    auto scenario = read_scenario(path).scenario;
    scenario.time.ticks = static_cast<int>(state.range(0));
    Setup const setup = set_up(scenario);
    Labels const labels{setup, yearly};
    for (auto _ : state) {
        benchmark::DoNotOptimize(run(setup, labels));
    }
    state.SetComplexityN(state.range(0));
}
BENCHMARK(all_states_over_ticks)
    ->ArgName("ticks")
    ->Arg(30)
    ->Arg(60)
    ->Arg(120)
    ->Arg(240)
    ->Arg(480)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

/// Pairs alone, one for any two states with migrants between them, among the first corridors of the
/// world.
void all_states_over_corridors(benchmark::State& state)
{
    auto scenario = read_scenario(path).scenario;
    scenario.flows.resize(static_cast<std::size_t>(state.range(0)));
    scenario.bilateral.value().corridors.value().minimum_stock = 1.0;
    scenario.forums.clear();
    scenario.events.clear();
    Setup const setup = set_up(scenario);
    Labels const labels{setup, yearly};
    for (auto _ : state) {
        benchmark::DoNotOptimize(run(setup, labels));
    }
    state.counters["pairs"] = static_cast<double>(setup.forums.size());
    state.SetComplexityN(state.range(0));
}
BENCHMARK(all_states_over_corridors)
    ->ArgName("corridors")
    ->Arg(150)
    ->Arg(300)
    ->Arg(600)
    ->Arg(1200)
    ->Arg(2400)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

}  // namespace
