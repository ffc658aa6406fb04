#pragma once

#include "support/matrix.hpp"
#include "support/random_stream.hpp"

namespace parley {

/// Random weights with sum 1, from the Dirichlet distribution: g_i / sum_j g_j with g_i from the
/// gamma distributions of shape `concentration_i` [Devroye 1986], these by rejection [Marsaglia and
/// Tsang 2000]. Their mean is concentration_i / sum_j concentration_j; (1, 1, 1) is uniform on the
/// triangle.
///
/// concentration [n], n >= 1, each >= 0, not all 0; what has concentration 0 has weight 0. Throws
/// std::invalid_argument otherwise.
[[nodiscard]] Vector dirichlet(VectorView concentration, RandomStream& random);

}  // namespace parley
