#pragma once

#include <span>

namespace parley {

/// A value between those at even places from 0 to 1, the first at 0 and the last at 1: linear
/// between neighbours, and that of the nearer end outside. `values` has at least two entries. O(1).
[[nodiscard]] double interpolated(std::span<double const> values, double position);

}  // namespace parley
