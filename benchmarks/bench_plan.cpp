// What a point of a study costs before its first run: the values of its parameters, and the
// scenario read with them.

#include "sweep/plan.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace parley;

void scenario_of_a_point(benchmark::State& state, char const* study)
{
    Plan const plan{read_study(study)};
    std::uint64_t point = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(plan.scenario(point++ % plan.points()));
    }
}
BENCHMARK_CAPTURE(scenario_of_a_point, two_states, "scenarios/studies/smoke.yaml")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(scenario_of_a_point, western_mediterranean,
                  "scenarios/studies/western_mediterranean_sensitivity.yaml")
    ->Unit(benchmark::kMicrosecond);

void values_of_a_point(benchmark::State& state, char const* study)
{
    Plan const plan{read_study(study)};
    std::uint64_t point = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(plan.values(point++ % plan.points()));
    }
}
BENCHMARK_CAPTURE(values_of_a_point, latin_hypercube_of_4, "scenarios/studies/smoke.yaml")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(values_of_a_point, saltelli_of_10,
                  "scenarios/studies/western_mediterranean_sensitivity.yaml")
    ->Unit(benchmark::kMicrosecond);

}  // namespace
