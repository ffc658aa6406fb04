#pragma once

#include "scenario/format/key.hpp"

namespace parley {

// Ranges that keys of several subjects have.

inline constexpr Range share{.least = 0.0, .most = 1.0};
inline constexpr Range positive_share{.least = 0.0, .most = 1.0, .above = true};
inline constexpr Range budget{.least = 0.0, .most = 1e15, .unit = "USD a year"};

}  // namespace parley
