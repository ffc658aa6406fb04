#pragma once

#include "scenario/scenario.hpp"

#include <array>
#include <string>
#include <vector>

namespace parley {

/// The pairs of states for which bilateral forums are generated, each in alphabetical order. Of
/// corridors, a pair is one whose stocks in both directions and of all pathways together reach the
/// minimum.
[[nodiscard]] std::vector<std::array<std::string, 2>> pairs_of(Scenario const& scenario);

}  // namespace parley
