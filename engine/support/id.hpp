#pragma once

#include <Eigen/Core>

#include <compare>
#include <concepts>
#include <cstddef>

namespace parley {

/// A typed index, so that a state cannot be passed where an issue is wanted: `ideal(state.index(),
/// issue.index())` in a matrix, `names[state.slot()]` in a vector.
template <class Tag>
class Id {
  public:
    constexpr Id() = default;
    constexpr explicit Id(std::integral auto value) : value_{static_cast<Eigen::Index>(value)} {}

    [[nodiscard]] constexpr Eigen::Index index() const { return value_; }
    [[nodiscard]] constexpr std::size_t slot() const { return static_cast<std::size_t>(value_); }

    friend constexpr auto operator<=>(Id, Id) = default;

  private:
    Eigen::Index value_ = -1;  // none
};

using StateId = Id<struct StateTag>;
using IssueId = Id<struct IssueTag>;
using ForumId = Id<struct ForumTag>;
using OrganisationId = Id<struct OrganisationTag>;

}  // namespace parley
