// The ten states of the Western Mediterranean, from their files to the end of 2019: what a user
// waits for.

#include "scenario/build.hpp"
#include "scenario/scenario_file.hpp"

#include <benchmark/benchmark.h>

#include <string>

namespace {

using namespace parley;

std::string const path = "scenarios/western_mediterranean.yaml";

/// From two CSV files and a YAML file with fourteen what-ifs to scenarios.
void read_scenario_files(benchmark::State& state)
{
    for (auto _ : state) {
        benchmark::DoNotOptimize(read_scenario(path));
    }
}
BENCHMARK(read_scenario_files)->Unit(benchmark::kMillisecond);

void build_setup(benchmark::State& state)
{
    ScenarioFile const file = read_scenario(path);
    for (auto _ : state) {
        benchmark::DoNotOptimize(set_up(file.scenario));
    }
}
BENCHMARK(build_setup)->Unit(benchmark::kMicrosecond);

/// The first tick, in which all 29 forums meet.
void one_tick(benchmark::State& state)
{
    Setup const setup = set_up(read_scenario(path).scenario);
    for (auto _ : state) {
        state.PauseTiming();
        Simulation simulation{setup, 1, 0};
        state.ResumeTiming();
        simulation.step({});
    }
}
BENCHMARK(one_tick)->Unit(benchmark::kMillisecond);

/// Thirty ticks, 15 years, without observers.
void one_run(benchmark::State& state)
{
    Setup const setup = set_up(read_scenario(path).scenario);
    for (auto _ : state) {
        Simulation simulation{setup, 1, 0};
        simulation.run({});
        benchmark::DoNotOptimize(simulation.actual_payoff());
    }
}
BENCHMARK(one_run)->Unit(benchmark::kMillisecond);

}  // namespace
