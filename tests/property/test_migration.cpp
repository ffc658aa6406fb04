// What must hold of people in every scenario that comes with the engine, whatever its policies do.

#include "catch.hpp"
#include "scenario/build.hpp"
#include "scenario/scenario_file.hpp"

#include <cmath>
#include <filesystem>

using namespace parley;

namespace {

std::vector<std::string> shipped_scenarios()
{
    std::vector<std::string> paths;
    for (std::string const folder : {"scenarios", "scenarios/tutorial"}) {
        for (auto const& file : std::filesystem::directory_iterator{folder}) {
            if (file.path().extension() == ".yaml") {
                paths.push_back(file.path().string());
            }
        }
    }
    std::ranges::sort(paths);
    return paths;
}

bool begins_or_ends(Scenario const& scenario, std::string const& state)
{
    return std::ranges::any_of(scenario.events, [&](written::Event const& event) {
        auto const* separation = event.as<Separation>();
        auto const* union_ = event.as<Union>();
        return (separation != nullptr && std::ranges::count(separation->states, state) > 0) ||
               (union_ != nullptr && std::ranges::count(union_->states, state) > 0);
    });
}

/// Every issue acts on flows, in turn closing and opening; profiles follow; people halt in their
/// neighbours.
Setup with_response(std::string const& path)
{
    Scenario scenario = read_scenario(path).scenario;
    for (double response = -3.0; auto& issue : scenario.issues) {
        issue.flow_response = response;
        response = -response * 0.8;
    }
    scenario.migration.profiles = written::Migration::Profiles::follow;
    scenario.migration.trend = 0.03;
    for (std::size_t c = 0; c + 1 < scenario.flows.size(); c += 2) {
        auto const& [to, from] = std::pair{scenario.flows[c], scenario.flows[c + 1]};
        bool const is_crossed = !begins_or_ends(scenario, from.destination);
        if (is_crossed && to.destination != from.destination && to.origin != from.destination) {
            scenario.routes.push_back({.origin = to.origin,
                                       .via = from.destination,
                                       .destination = to.destination,
                                       .share = 0.3});
        }
    }
    scenario.capacity.emplace();
    for (auto& organisation : scenario.organisations) {
        organisation.assistance = organisation.relief = organisation.development = 1e7;
    }
    scenario.time.ticks = std::min(scenario.time.ticks, 8);
    return set_up(scenario);
}

/// What policy would leave of an unimpeded flow, and what it adds to it: by the formula alone.
double opened(World const& world, Regime const& regime, double years)
{
    Flows const& flows = world.flows;
    double sum = 0.0;
    for (Eigen::Index c = 0; c < flows.count(); ++c) {
        Eigen::Index const o = flows.origin[StateId{c}.slot()].index();
        Eigen::Index const d = flows.destination[StateId{c}.slot()].index();
        double exponent = 0.0;
        Pathway const way = flows.pathway.empty() ? Pathway::any : flows.pathway[StateId{c}.slot()];
        for (Eigen::Index k = 0; k < world.issues.count(); ++k) {
            Pathway const governs = world.issues.pathway[IssueId{k}.slot()];
            if (governs != way && governs != Pathway::any && way != Pathway::any) {
                continue;
            }
            double const policy = regime.is_dyadic(IssueId{k})
                                      ? regime.dyads(IssueId{k}).policy(StateId{d}, StateId{o})
                                      : regime.in_effect()(d, k);
            exponent += world.issues.flow_response(k) * (policy - regime.status_quo()(d, k));
        }
        double const base =
            flows.persons(c) * std::pow(1.0 + flows.trend(c), years) * flows.factor(c);
        sum += std::max(0.0, base * std::exp(exponent) - base);
    }
    return sum;
}

}  // namespace

TEST_CASE("no policy loses or makes people, and profiles stay on the simplex")
{
    for (auto const& path : shipped_scenarios()) {
        CAPTURE(path);
        Simulation simulation{with_response(path), 1, 0};
        while (!simulation.finished()) {
            Regime const regime = simulation.world().regime;
            double const years = simulation.tick() * simulation.calendar().years_a_tick();
            auto const existing = simulation.world().states.existing();
            simulation.step({});
            World const& world = simulation.world();
            Flows const& flows = world.flows;
            double const before = flows.unimpeded.sum() + opened(world, regime, years);
            if (world.states.existing() == existing) {  // else policies were handed over, too
                CHECK(std::abs(flows.now.sum() + flows.deterred.sum() - before) <= 1e-12 * before);
            }
            CHECK((flows.now.array() >= 0.0).all());
            CHECK((flows.deterred.array() >= -1e-9 * before).all());
            CHECK((flows.stock.array() >= 0.0).all());
            CHECK((world.states.profile.array() >= 0.0).all());
            CHECK((world.states.profile.rowwise().sum().array() - 1.0).abs().maxCoeff() < 1e-12);
            CHECK((world.handling.load.array() >= 0.0).all());
            CHECK((world.handling.capacity.array() >= 0.0).all());
            CHECK(world.handling.capacity.sum() == Approx(world.handling.own.sum()));
            CHECK((world.regime.policy().array() >= 0.0).all());
            CHECK((world.regime.policy().array() <= 1.0).all());
            for (Eigen::Index i = 0; i < world.states.count(); ++i) {
                CHECK((world.states.exposure(i) > 0.0) == world.states.exists(StateId{i}));
            }
            CHECK((world.states.exposure.array() <= 1.0).all());
        }
    }
}
