#include "output/recorder.hpp"
#include "output/result_file.hpp"

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <limits>

using namespace parley;

// A world of the size of the Western Mediterranean: 10 states, 10 issues, 30 ticks, and one forum
// of all that treats each issue by itself and agrees on none, so that every meeting leaves ten
// sessions.

namespace {

Outcome break_off(Table const& table, RandomStream&, Trace)
{
    auto const members = static_cast<std::size_t>(table.members());
    return {.status = Status::broken_off,
            .terms = table.terms_in_force(),
            .signatories = std::vector<char>(members, 0),
            .consenting = std::vector<char>(members, 0),
            .rounds = 1,
            .blocked_by = {{.member = 0, .shortfall = 0.1}},
            .trace = {}};
}

Setup western_mediterranean_size()
{
    constexpr Eigen::Index n = 10;
    Issues issues;
    States states{standard_keys(n)};
    Forum forum;
    for (Eigen::Index i = 0; i < n; ++i) {
        issues.id.push_back("issue_" + std::to_string(i));
        issues.kind.push_back(i < 5 ? IssueKind::hard : IssueKind::soft);
        states.id.push_back("state_" + std::to_string(i));
        forum.members.emplace_back(i);
        forum.agenda.emplace_back(i);
    }
    RandomStream random{1, "benchmark", {}};
    auto const uniform = [&] { return random.uniform(); };
    issues.role_ideal = Matrix::NullaryExpr(role_count, n, uniform);
    issues.role_salience = Matrix::Ones(role_count, n);
    states.population = Vector::Ones(n);
    states.gdp_per_head = Vector::Ones(n);
    states.power = Vector::Ones(n);
    states.exposure = Vector::Ones(n);
    states.profile = role_weights(Matrix::NullaryExpr(n, role_count, uniform));
    states.self_image = states.profile;
    states.recognition = Vector::Constant(n, 0.5);
    states.disclosure = Vector::Constant(n, 0.5);
    forum.id = forum.name = forum.label = "five_plus_five";
    forum.scope = Scope::single_issue;
    forum.rule = find_rule("unanimity");
    forum.protocol = break_off;

    Setup setup{.calendar = {.start = {2005, 1}, .tick_months = 6, .ticks = 30},
                .world = {.issues = issues,
                          .states = states,
                          .flows = {},
                          .organisations = {},
                          .politics = DomesticPolitics::none(n, n),
                          .regime = Regime{Matrix::NullaryExpr(n, n, uniform)},
                          .actual = {},
                          .perceived = {}},
                .forums = {forum},
                .events = {},
                .meetings = {}};
    setup.meetings.red_line = Matrix::Constant(n, n, std::numeric_limits<double>::infinity());
    return setup;
}

/// Remembers a run so that it can be told again.
class Memory final : public Observer {
  public:
    [[nodiscard]] bool measures(Level) const override { return true; }
    void on_meeting(Simulation const&, ForumId, std::vector<Session> const& held) override
    {
        sessions = held;
    }
    std::vector<Session> sessions;
};

/// Ten sessions and a tick, as a recorder is told of them.
void record_a_tick(benchmark::State& state)
{
    Setup const setup = western_mediterranean_size();
    Labels const labels{setup, {}};
    Simulation simulation{setup, 1, 0};
    Memory memory;
    std::array<Observer* const, 1> const observers{&memory};
    simulation.step(observers);
    while (simulation.tick() + 1 < setup.calendar.ticks) {
        simulation.step({});
    }
    for (auto _ : state) {
        state.PauseTiming();
        Recorder recorder{labels, simulation};
        state.ResumeTiming();
        recorder.on_meeting(simulation, ForumId{0U}, memory.sessions);
        recorder.on_tick(simulation);
    }
}

void write_runs(benchmark::State& state)
{
    auto const runs = static_cast<std::size_t>(state.range(0));
    Setup const setup = western_mediterranean_size();
    Labels const labels{setup, {}};
    Simulation simulation{setup, 1, 0};
    Recorder recorder{labels, simulation};
    std::array<Observer* const, 1> const observers{&recorder};
    simulation.run(observers);
    RunRecord const run = recorder.take();
    auto const path = std::filesystem::temp_directory_path() /
                      ("parley-benchmark-" + std::to_string(::getpid()) + ".h5");
    for (auto _ : state) {
        ResultFile file{path, labels, {}, runs};
        for (std::size_t r = 0; r < runs; ++r) {
            file.add(run);
        }
        file.finish();
    }
    state.counters["bytes"] = static_cast<double>(std::filesystem::file_size(path));
    state.SetItemsProcessed(state.iterations() * state.range(0));
    std::filesystem::remove(path);
}

}  // namespace

BENCHMARK(record_a_tick)->Name("output/record a tick and ten sessions");
BENCHMARK(write_runs)->Name("output/write runs")->Arg(1)->Arg(100)->Unit(benchmark::kMillisecond);
