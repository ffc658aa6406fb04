#pragma once

#include <cstdint>

namespace parley {

/// Where a sample puts a point along one parameter: at the i-th of its values.
struct Rank {
    std::uint64_t index = 0;
};

/// ... or at a share of its distribution: a probability from 0 to 1.
struct Share {
    double value = 0.0;
};

}  // namespace parley
