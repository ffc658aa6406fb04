#pragma once

#include "scenario/scenario.hpp"

#include <string>
#include <vector>

namespace parley {

/// The states that a selection names.
[[nodiscard]] std::vector<std::string> members_of(written::Selection const& selection,
                                                  Scenario const& scenario);

/// The issues that a selection names.
[[nodiscard]] std::vector<std::string> issues_of(written::Selection const& selection,
                                                 Scenario const& scenario);

}  // namespace parley
