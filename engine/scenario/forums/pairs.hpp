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

/// Further pairs, which have an agreement in force as the run begins: their forum never meets.
[[nodiscard]] std::vector<std::array<std::string, 2>> pairs_of_record(Scenario const& scenario);

/// Two states in alphabetical order.
[[nodiscard]] std::array<std::string, 2> sorted_pair(std::string const& a, std::string const& b);

/// The id of the forum of a sorted pair: "FRA_MAR".
[[nodiscard]] std::string id_of(std::array<std::string, 2> const& pair);

}  // namespace parley
