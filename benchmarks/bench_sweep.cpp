#include "output/run_summary.hpp"
#include "scenario/build.hpp"
#include "scenario/scenario_file.hpp"
#include "sweep/merge.hpp"
#include "sweep/sweep.hpp"

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <ctime>
#include <filesystem>

using namespace parley;

// What a sweep costs beside its runs: rows of summaries, parts, and the result at the end. The runs
// are those of a model that computes nothing, or nothing useful for a millisecond of processor
// time, so that the figures do not depend on what else the machine does.

namespace {

/// The state of one run of the first tutorial, recorded once.
struct Example {
    Setup setup = set_up(read_scenario("scenarios/tutorial/01_two_states.yaml").scenario);
    Labels labels{setup, {}};
    std::vector<VariableOf<RunSummary>> variables = summary_variables();

    [[nodiscard]] RunRecord record(std::int32_t replicate) const
    {
        return failed_run(labels, {.replicate = replicate, .seed = 1}, "");
    }
};

Example const& example()
{
    static Example const made;
    return made;
}

void spend_processor_time(double seconds)
{
    auto const now = [] {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    };
    for (double const end = now() + seconds; now() < end;) {
    }
}

SweepTask task(std::uint64_t runs, double seconds_a_run)
{
    SweepTask made{.layout = summary_layout(example().labels), .provenance = {}, .carry_out = {}};
    made.provenance.sweep = SweepFacts{.plan_sha256 = "benchmark", .plan_runs = runs};
    made.carry_out = [seconds_a_run](std::uint64_t run) {
        spend_processor_time(seconds_a_run);
        RunSummary summary{example().labels, example().record(static_cast<std::int32_t>(run))};
        summary.status = 0;
        summary.hard_movement_final = 1.0 / static_cast<double>(run + 1);
        Row row;
        add_values(row, example().variables, summary);
        return std::optional{SweepTask::Done{encoded(row), false}};
    };
    return made;
}

/// A folder that goes with the benchmark.
struct Place {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("parley-benchmark-" + std::to_string(::getpid()));
    Place() { std::filesystem::create_directories(path); }
    Place(Place const&) = delete;
    Place& operator=(Place const&) = delete;
    ~Place() { std::filesystem::remove_all(path); }
};

void run(SweepTask made, std::filesystem::path const& output, Shard shard, unsigned threads)
{
    Sweep sweep{
        std::move(made),
        {.output = output, .shard = shard, .threads = threads, .leftovers = Leftovers::overwrite}};
    sweep.run([] { return true; }, [](SweepProgress const&) {});
}

/// A whole sweep of runs that cost nothing: processor time a run is what all bookkeeping takes.
void bookkeeping(benchmark::State& state)
{
    Place const place;
    auto const runs = static_cast<std::uint64_t>(state.range(0));
    for (auto _ : state) {
        run(task(runs, 0.0), place.path / "out.h5", {}, 2);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
    state.counters["us_a_run"] =
        benchmark::Counter(1e-6 * static_cast<double>(state.iterations() * state.range(0)),
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
    state.counters["bytes_a_run"] =
        static_cast<double>(std::filesystem::file_size(place.path / "out.h5")) /
        static_cast<double>(runs);
}

/// A whole sweep of runs of a millisecond: `busy` is the share of all threads' time that runs take.
void efficiency(benchmark::State& state)
{
    Place const place;
    constexpr std::uint64_t runs = 4000;
    constexpr double seconds_a_run = 1e-3;
    auto const threads = static_cast<unsigned>(state.range(0));
    for (auto _ : state) {
        run(task(runs, seconds_a_run), place.path / "out.h5", {}, threads);
    }
    state.counters["busy"] =
        benchmark::Counter(static_cast<double>(state.iterations() * runs) * seconds_a_run / threads,
                           benchmark::Counter::kIsRate);
}

void merging(benchmark::State& state)
{
    Place const place;
    auto const count = static_cast<std::uint64_t>(state.range(0));
    std::uint64_t const runs = 100 * count;
    std::vector<std::filesystem::path> files;
    for (std::uint64_t index = 0; index < count; ++index) {
        run(task(runs, 0.0), place.path / "out.h5", {index, count}, 1);
        files.push_back(Shard{index, count}.file(place.path / "out.h5"));
    }
    for (auto _ : state) {
        Merge const merge{{.shards = files}};
        benchmark::DoNotOptimize(merge(place.path / "out.h5"));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(runs));
}

}  // namespace

BENCHMARK(bookkeeping)
    ->Name("sweep/bookkeeping of runs that cost nothing")
    ->Arg(1000)
    ->Arg(100'000)
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(efficiency)
    ->Name("sweep/runs of a millisecond on threads")
    ->Arg(1)
    ->Arg(2)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(merging)
    ->Name("sweep/merging shards of 100 runs")
    ->Arg(16)
    ->Arg(256)
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);
