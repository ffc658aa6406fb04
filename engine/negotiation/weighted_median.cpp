#include "negotiation/weighted_median.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace parley {

double weighted_median(VectorView values, VectorView weights)
{
    std::vector<Eigen::Index> order(static_cast<std::size_t>(values.size()));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    std::ranges::sort(order, {}, [&](Eigen::Index i) { return values[i]; });
    double const half = (0.5 - 1e-9) * weights.sum();
    double cumulated = 0.0;
    for (auto const i : order) {
        cumulated += weights[i];
        if (cumulated >= half && weights[i] > 0.0) {
            return values[i];
        }
    }
    return values[order.back()];
}

}  // namespace parley
