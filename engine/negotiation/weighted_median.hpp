#pragma once

#include "support/matrix.hpp"

namespace parley {

/// The lowest value at which the cumulated weight reaches half of the total (within 1e-9 of it).
/// `values` and `weights` >= 0 have equal length; the total weight is positive. O(n log n).
[[nodiscard]] double weighted_median(VectorView values, VectorView weights);

}  // namespace parley
