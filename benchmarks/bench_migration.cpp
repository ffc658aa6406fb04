// People who move between 193 states and respond to policy: a tick of flows, stocks and roles,
// whose cost must grow with the number of corridors alone.

#include "model/migration.hpp"
#include "model/role_volumes.hpp"
#include "support/random_stream.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace parley;

constexpr Eigen::Index states = 193;

/// Corridors of all lengths, every tenth with a route.
Flows corridors(Eigen::Index count)
{
    RandomStream random{1, "corridors", {}};
    Flows flows;
    flows.persons = Vector(count);
    for (Eigen::Index c = 0; c < count; ++c) {
        auto const origin = random.below(states);
        flows.origin.emplace_back(origin);
        flows.destination.emplace_back((origin + 1 + random.below(states - 1)) % states);
        flows.persons(c) = 1000.0 * random.uniform();
        if (c % 10 == 0) {
            flows.routes.corridor.push_back(StateId{c}.slot());
            flows.routes.via.emplace_back(random.below(states));
            flows.routes.halt.push_back(random.below(static_cast<std::uint64_t>(c) + 1));
        }
    }
    flows.routes.share = Vector::Constant(static_cast<Eigen::Index>(flows.routes.count()), 0.5);
    flows.begin();
    return flows;
}

void tick_of_migration(benchmark::State& state)
{
    Issues issues;
    issues.flow_response = Vector::Zero(15);
    issues.flow_response.head(3) = Vector{{-1.0, 0.5, -0.3}};
    issues.pathway.resize(15, Pathway::any);
    Regime const regime{Matrix::Constant(states, 15, 0.5)};
    Flows flows = corridors(state.range(0));
    Migration const migrate{{}, flows, issues};
    Matrix const profile = Matrix::Constant(states, 3, 1.0 / 3.0);
    RoleVolumes const roles{{}, flows, profile};
    for (auto _ : state) {
        migrate(flows, regime, 1.0);
        renew_stocks(flows, 0.02, 0.5);
        benchmark::DoNotOptimize(roles.profiles(flows));
    }
    state.SetComplexityN(state.range(0));
}
BENCHMARK(tick_of_migration)
    ->RangeMultiplier(4)
    ->Range(1500, 96'000)
    ->Unit(benchmark::kMicrosecond)
    ->Complexity(benchmark::oN);

}  // namespace
