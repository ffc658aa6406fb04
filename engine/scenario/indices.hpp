#pragma once

#include "scenario/scenario.hpp"
#include "support/matrix.hpp"

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
    /// Their places where authorities meet, see `LocalLevel`.
    [[nodiscard]] std::vector<StateId> authorities(std::vector<std::string> const& ids) const;
    [[nodiscard]] std::vector<IssueId> issues(std::vector<std::string> const& ids) const;

  private:
    using Map = std::map<std::string_view, std::size_t>;  // views into the scenario
    Map states_;
    Map issues_;
    Map organisations_;
    Map authorities_;
};

/// The weights of the roles, in their order.
[[nodiscard]] Vector as_vector(written::Roles const& roles);

}  // namespace parley
