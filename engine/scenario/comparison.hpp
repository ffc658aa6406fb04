#pragma once

#include <string>

namespace parley {

struct Scenario;

/// What makes the results of `other` stand apart from those of `scenario`, such as "time" or "which
/// states there are"; "" where they can stand side by side.
[[nodiscard]] std::string difference(Scenario const& scenario, Scenario const& other);

}  // namespace parley
