#pragma once

#include <string>

namespace parley {

/// A first scenario with comments: so many invented states, at least 2, of which every third sends,
/// is crossed, or receives (of two, one sends and one receives).
[[nodiscard]] std::string first_scenario(int states);

}  // namespace parley
