#include "scenario/indices.hpp"

#include <algorithm>
#include <iterator>

namespace parley {

Indices::Indices(Scenario const& scenario)
{
    auto const fill = [](Map& map, auto const& sections) {
        for (auto const& section : sections) {
            map.emplace(section.id, map.size());
        }
    };
    fill(states_, scenario.states);
    fill(issues_, scenario.issues);
    fill(organisations_, scenario.organisations);
    fill(authorities_, scenario.authorities);
}

std::vector<StateId> Indices::states(std::vector<std::string> const& ids) const
{
    std::vector<StateId> result;
    std::ranges::transform(ids, std::back_inserter(result),
                           [this](auto const& id) { return state(id); });
    return result;
}

std::vector<StateId> Indices::authorities(std::vector<std::string> const& ids) const
{
    std::vector<StateId> result;
    std::ranges::transform(ids, std::back_inserter(result),
                           [this](auto const& id) { return StateId{authorities_.at(id)}; });
    return result;
}

std::vector<IssueId> Indices::issues(std::vector<std::string> const& ids) const
{
    std::vector<IssueId> result;
    std::ranges::transform(ids, std::back_inserter(result),
                           [this](auto const& id) { return issue(id); });
    return result;
}

Vector as_vector(written::Roles const& roles)
{
    Vector weights(role_count);
    weights << roles.sending, roles.transit, roles.receiving;
    return weights;
}

}  // namespace parley
