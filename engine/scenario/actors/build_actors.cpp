#include "scenario/actors/build_actors.hpp"

#include "scenario/selections.hpp"
#include "support/members.hpp"

#include <limits>

namespace parley {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

States build_states(Scenario const& scenario, Flows const& flows)
{
    auto const count = std::ssize(scenario.states);
    States states{standard_keys(count)};
    StateKeys<EveryState>& all = states;
    Matrix volumes(count, role_count);
    for (Eigen::Index i = 0; auto const& state : scenario.states) {
        states.id.push_back(state.id);
        states.name.push_back(state.name.empty() ? state.id : state.name);
        StateKeys<OneState> const& one = state;
        for_each_pair(all, one, [i](Vector& numbers, std::optional<double> number) {
            numbers(i) = number.value_or(numbers(i));
        });
        volumes.row(i) = as_vector(state.roles).transpose();
        ++i;
    }
    states.profile = role_weights(volumes);
    states.self_image = sharpened(states.profile, scenario.interests.self_image_sharpness);
    Vector const exposure = exposure_to(flows, states.population, scenario.interests.half_exposure);
    for (Eigen::Index i = 0; auto const& state : scenario.states) {
        if (state.self_image) {
            states.self_image.row(i) = role_weights(as_vector(*state.self_image).transpose());
        }
        states.own_self_image.push_back(state.self_image ? 1 : 0);
        states.exposure(i) = state.exposure.value_or(exposure(i));
        ++i;
    }
    return states;
}

Draws build_draws(Scenario const& scenario)
{
    auto const count = std::ssize(scenario.states);
    Draws draws{.concentration = Vector(count),
                .power_spread = Vector(count),
                .self_image_sharpness = scenario.interests.self_image_sharpness};
    for (Eigen::Index i = 0; auto const& state : scenario.states) {
        draws.concentration(i) = state.profile_concentration.value_or(infinity);
        draws.power_spread(i) = state.power_spread;
        draws.own_self_image.push_back(state.self_image ? 1 : 0);
        ++i;
    }
    return draws;
}

std::vector<Organisation> build_organisations(Scenario const& scenario, Indices const& indices)
{
    std::vector<Organisation> organisations;
    organisations.reserve(scenario.organisations.size());
    for (auto const& organisation : scenario.organisations) {
        organisations.push_back(
            {.id = organisation.id,
             .name = organisation.name.empty() ? organisation.id : organisation.name,
             .mandate = indices.issues(issues_of(organisation.mandate, scenario)),
             .mediation = organisation.mediation,
             .budget = {.assistance = organisation.assistance,
                        .relief = organisation.relief,
                        .development = organisation.development}});
    }
    return organisations;
}

}  // namespace parley
