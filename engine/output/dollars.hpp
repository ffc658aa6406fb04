#pragma once

#include <string>

namespace parley {

/// A large number as people say it: "85 thousand", "90 million", "2.3 billion", with two figures at
/// least and three at most. `number` is finite.
[[nodiscard]] std::string in_thousands(double number);

/// An amount of money likewise: "90 million dollars".
[[nodiscard]] std::string dollars(double usd);

}  // namespace parley
