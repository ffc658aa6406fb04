#pragma once

#include "support/matrix.hpp"

#include <vector>

namespace parley {

/// What a number may turn out to be: finitely many places with their chances.
struct Distribution {
    std::vector<double> places;   ///< [m] increasing, m >= 1
    std::vector<double> chances;  ///< [m] > 0, sum 1

    [[nodiscard]] bool is_point() const { return places.size() == 1; }

    /// The least place up to which the chances sum to `share`, in [0, 1], but for 1e-12.
    [[nodiscard]] double quantile(double share) const;

    /// The middle of all medians: where the chances reach exactly one half at a place, the middle
    /// between it and the next.
    [[nodiscard]] double median() const;

    [[nodiscard]] double mean() const;

    /// Chance of less than `x`, and of `x` or less.
    [[nodiscard]] double below(double x) const;
    [[nodiscard]] double up_to(double x) const;

    /// Continuous ranked probability score of an observed value, in its unit, >= 0; of a point the
    /// absolute error. The integral of (F(x) - [x >= observed])^2 [Gneiting and Raftery 2007,
    /// Journal of the American Statistical Association 102:359]. O(m).
    [[nodiscard]] double crps(double observed) const;
};

/// The certain number.
[[nodiscard]] Distribution point_at(double place);

/// The distribution of places with weights >= 0 that need not sum to 1: equal places count
/// together, those without weight are left out. Where nothing has weight, all places count alike.
/// At least one place.
[[nodiscard]] Distribution distribution_of(VectorView places, VectorView weights);

}  // namespace parley
