#pragma once

#include <string>

namespace parley {

/// A first scenario with comments. Its states, 2 or more, are invented. In turn one sends, one is
/// crossed, one receives; of two, one sends and one receives.
[[nodiscard]] std::string first_scenario(int states);

}  // namespace parley
