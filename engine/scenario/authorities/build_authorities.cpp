#include "forum/forum.hpp"
#include "model/authorities.hpp"
#include "scenario/authorities/authorities.hpp"
#include "scenario/indices.hpp"
#include "support/members.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace parley {

namespace {

constexpr double of_its_state = std::numeric_limits<double>::quiet_NaN();

written::State const* state_of(written::Authority const& authority, Scenario const& scenario)
{
    auto const found = std::ranges::find(scenario.states, authority.of, &written::State::id);
    return found == scenario.states.end() ? nullptr : &*found;
}

/// Numbers that an authority has, or NaN.
void put_keys(StateKeys<EveryState>& keys, Eigen::Index a, written::Authority const& given,
              Scenario const& scenario)
{
    keys.population(a) = population_of(given, scenario).value_or(of_its_state);
    keys.power(a) = given.power.value_or(of_its_state);
    keys.exposure(a) = given.exposure.value_or(of_its_state);
    keys.recognition(a) = given.recognition.value_or(of_its_state);
    keys.disclosure(a) = given.disclosure.value_or(of_its_state);
}

}  // namespace

std::optional<written::Roles> roles_of(written::Authority const& authority)
{
    if (!authority.sending || !authority.transit || !authority.receiving) {
        return std::nullopt;
    }
    return written::Roles{*authority.sending, *authority.transit, *authority.receiving};
}

std::optional<double> share_of(written::Authority const& authority, Scenario const& scenario)
{
    auto const* state = state_of(authority, scenario);
    if (authority.share || state == nullptr || !state->population || !authority.population) {
        return authority.share;
    }
    return *authority.population / *state->population;
}

std::optional<double> population_of(written::Authority const& authority, Scenario const& scenario)
{
    auto const* state = state_of(authority, scenario);
    auto const share = share_of(authority, scenario);
    if (!authority.population && state != nullptr && state->population && share) {
        return *share * *state->population;
    }
    return authority.population;
}

std::vector<std::string> authorities_of(written::Selection const& selection,
                                        Scenario const& scenario)
{
    std::vector<std::string> ids = selection.ids;
    for (auto const& authority : scenario.authorities) {
        if (!selection.group.empty()) {
            ids.push_back(authority.id);
        }
    }
    return ids;
}

Authorities build_authorities(Scenario const& scenario, Indices const& indices)
{
    auto const count = std::ssize(scenario.authorities);
    Authorities all{.id = {}, .name = {}, .of = {}, .share = Vector::Zero(count)};
    StateKeys<OneState> const one;
    for_each_pair(all.keys, one, [&](Vector& numbers, std::optional<double>) {
        numbers = Vector::Constant(count, of_its_state);
    });
    all.profile = Matrix::Zero(count, role_count);
    all.self_image = Matrix::Zero(count, role_count);
    double const sharpness = scenario.interests.self_image_sharpness;
    for (Eigen::Index a = 0; auto const& given : scenario.authorities) {
        all.id.push_back(given.id);
        all.name.push_back(given.name.empty() ? given.id : given.name);
        all.of.push_back(indices.state(given.of));
        all.share(a) = share_of(given, scenario).value_or(0.0);
        put_keys(all.keys, a, given, scenario);
        auto const roles = roles_of(given);
        all.own_profile.push_back(roles ? 1 : 0);
        all.own_self_image.push_back(roles || given.self_image ? 1 : 0);
        if (roles) {
            all.profile.row(a) = role_weights(as_vector(*roles).transpose());
            all.self_image.row(a) = sharpened(all.profile.row(a), sharpness);
        }
        if (given.self_image) {
            all.self_image.row(a) = role_weights(as_vector(*given.self_image).transpose());
        }
        ++a;
    }
    return all;
}

std::vector<StatePart> parts_of(std::vector<std::string> const& authorities,
                                Scenario const& scenario, Indices const& indices)
{
    std::map<StateId, double> shares;
    for (auto const& authority : scenario.authorities) {
        if (std::ranges::count(authorities, authority.id) > 0) {
            shares[indices.state(authority.of)] += share_of(authority, scenario).value_or(0.0);
        }
    }
    std::vector<StatePart> parts;
    for (auto const& [state, share] : shares) {
        parts.push_back({state, std::min(1.0, share)});
    }
    return parts;
}

}  // namespace parley
