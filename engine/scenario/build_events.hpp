#pragma once

#include "scenario/scenario.hpp"
#include "simulation/event.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// Where the names of a scenario stand in the arrays that are built from it.
class Indices {
  public:
    explicit Indices(Scenario const& scenario);

    [[nodiscard]] StateId state(std::string_view id) const { return StateId{states_.at(id)}; }
    [[nodiscard]] IssueId issue(std::string_view id) const { return IssueId{issues_.at(id)}; }
    [[nodiscard]] OrganisationId organisation(std::string_view id) const
    {
        return OrganisationId{organisations_.at(id)};
    }

    [[nodiscard]] std::vector<StateId> states(std::vector<std::string> const& ids) const;
    [[nodiscard]] std::vector<IssueId> issues(std::vector<std::string> const& ids) const;

  private:
    using Map = std::map<std::string_view, std::size_t>;  // views into the scenario
    Map states_;
    Map issues_;
    Map organisations_;
};

/// The weights of the roles, in their order.
[[nodiscard]] Vector as_vector(Scenario::Roles const& roles);

[[nodiscard]] Override build_override(Scenario::Override const& given, Indices const& indices);

/// The events of a scenario; `forums` are those of the setup that they happen in.
[[nodiscard]] std::vector<Event> build_events(Scenario const& scenario, Indices const& indices,
                                              std::vector<Forum> const& forums,
                                              Calendar const& calendar);

}  // namespace parley
