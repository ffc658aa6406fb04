#pragma once

#include "negotiation/solutions/gains.hpp"

namespace parley {

/// Maximises `sum_i weight_i log gain_i(x)` over the box, from x [f] where all gains are positive.
///
/// `weight` [m] is > 0 and sums to about 1. A projected Newton method [Bertsekas 1982, "Projected
/// Newton methods for optimization problems with simple constraints"]: bounds that hold are reached
/// exactly. Small weights are approached through larger ones, tenfold a stage, since a logarithm of
/// little weight is nearly a wall. Returns x to 1e-10; where several transfers leave a choice, the
/// terms nearest to those it comes from.
[[nodiscard]] Vector maximise_log_gains(Gains const& gains, VectorView weight, Vector x);

}  // namespace parley
