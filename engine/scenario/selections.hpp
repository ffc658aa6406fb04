#pragma once

#include "scenario/scenario.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// The states that a selection names.
[[nodiscard]] std::vector<std::string> members_of(written::Selection const& selection,
                                                  Scenario const& scenario);

/// Does an issue of this kind belong to a group of issues? `all` is every issue that is neither
/// linkage nor transfer.
[[nodiscard]] bool is_in_group(IssueKind kind, std::string_view group);

/// The issues that a selection names.
[[nodiscard]] std::vector<std::string> issues_of(written::Selection const& selection,
                                                 Scenario const& scenario);

}  // namespace parley
