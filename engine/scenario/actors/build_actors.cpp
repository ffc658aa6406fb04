#include "scenario/actors/build_actors.hpp"

#include "scenario/selections.hpp"
#include "support/members.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace parley {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The forums whose secretariat an organisation is, in order; generated ones are alike in this.
std::vector<ForumId> served_by(std::string const& organisation, Scenario const& scenario,
                               std::span<Forum const> forums)
{
    auto const serves = [&](written::Proceedings const& proceedings) {
        return std::ranges::count(proceedings.secretariat, organisation) > 0;
    };
    std::set<std::string_view> labels;
    for (auto const& forum : scenario.forums) {
        if (serves(forum.proceedings)) {
            labels.insert(forum.id);
        }
    }
    if (scenario.bilateral && serves(scenario.bilateral->proceedings)) {
        labels.insert("bilateral");
    }
    std::vector<ForumId> served;
    for (std::size_t f = 0; f < forums.size(); ++f) {
        if (labels.contains(forums[f].label)) {
            served.emplace_back(f);
        }
    }
    return served;
}

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

std::vector<Organisation> build_organisations(Scenario const& scenario, Indices const& indices,
                                              std::span<Forum const> forums)
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
                        .development = organisation.development},
             .formula = organisation.formula,
             .expertise = organisation.expertise,
             .monitoring = organisation.monitoring,
             .agenda = {},
             .funds = {},
             .position = {},
             .voice = organisation.voice,
             .serves = served_by(organisation.id, scenario, forums)});
        Organisation& built = organisations.back();
        if (auto const& agenda = organisation.agenda) {
            built.agenda = {.chance = agenda->chance,
                            .factor = agenda->factor,
                            .lasts = ticks_in(agenda->lasts, scenario.time)};
        }
        for (auto const& fund : organisation.funds) {
            built.funds.push_back({.issue = indices.issue(fund.issue), .amount = fund.amount});
        }
        for (auto const& [issue, position] : organisation.position.of) {
            built.position.push_back({.issue = indices.issue(issue), .position = position});
        }
    }
    return organisations;
}

}  // namespace parley
