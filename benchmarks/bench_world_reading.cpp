// A scenario of the size of the world: 193 states, as the United Nations have members, and 2000
// migration corridors between them, read from two CSV files.

#include "scenario/scenario_file.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace {

using namespace parley;

constexpr int states = 193;
constexpr int corridors = 2'000;

/// The files of the scenario, in a folder of their own that goes with them.
class WorldFiles {
  public:
    WorldFiles()
        : folder_{std::filesystem::temp_directory_path() /
                  fmt::format("parley_world_{}", ::getpid())}
    {
        std::filesystem::create_directory(folder_);
        write("states.csv", states_table());
        write("flows.csv", flows_table());
        write("world.yaml", scenario());
    }
    ~WorldFiles()
    {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    WorldFiles(WorldFiles const&) = delete;
    WorldFiles& operator=(WorldFiles const&) = delete;

    [[nodiscard]] std::string scenario_path() const { return folder_ / "world.yaml"; }

  private:
    void write(char const* name, std::string const& text) const
    {
        std::ofstream{folder_ / name} << text;
    }

    static std::string states_table()
    {
        std::string text =
            "id,name,sending,transit,receiving,population,gdp_per_head,power,exposure\n";
        for (int i = 0; i < states; ++i) {
            text += fmt::format("S{0},State number {0},{1},{2},{3},{4},{5},0.0735,0.431\n", i,
                                1599647 + i, 587418 + i, 191145 + i, 33109249 + i, 3233 + i);
        }
        return text;
    }

    static std::string flows_table()
    {
        std::string text = "origin,destination,persons\n";
        for (int i = 0; i < corridors; ++i) {
            int const origin = i % states;
            int const destination = (origin + 1 + i / states) % states;
            text += fmt::format("S{},S{},{}.6\n", origin, destination, 48121 + i);
        }
        return text;
    }

    static std::string scenario()
    {
        std::string text = R"(parley: 1
name: The world
time: {start: 2005-01, tick: 6 months, ticks: 30}
states: {from: states.csv}
flows: {from: flows.csv}
issues:
)";
        for (int i = 0; i < 10; ++i) {
            text += fmt::format(R"(  issue_{}:
    kind: hard
    status_quo: 0.2
    ideal: {{sending: 0.1, transit: 0.2, receiving: 0.9}}
    salience: {{sending: 0.7, transit: 0.8, receiving: 1}}
)",
                                i);
        }
        return text + R"(forums:
  assembly: {level: global, members: all, agenda: all, meets: every 1 year}
)";
    }

    std::filesystem::path folder_;
};

void read_193_states_and_2000_flows(benchmark::State& state)
{
    WorldFiles const files;
    for (auto _ : state) {
        benchmark::DoNotOptimize(read_scenario(files.scenario_path()));
    }
}
BENCHMARK(read_193_states_and_2000_flows)->Unit(benchmark::kMillisecond);

}  // namespace
