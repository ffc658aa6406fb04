#pragma once

#include <string>

namespace parley {

/// An amount of money as people say it: "85 thousand dollars", "90 million dollars", "2.3 billion
/// dollars", with two figures at least and three at most. `usd` is finite.
[[nodiscard]] std::string dollars(double usd);

}  // namespace parley
