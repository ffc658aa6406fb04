#pragma once

#include "sweep/sampling/place.hpp"
#include "sweep/sampling/shuffle.hpp"

#include <vector>

namespace parley {

/// As many strata of equal probability as points, and exactly one point in each stratum of each
/// parameter [McKay, Beckman, Conover 1979]:
///
///     share_ij = (pi_j(i) + U_ij) / n
///
/// with pi_j a random order of the strata for each parameter and U uniform in [0, 1).
class LatinHypercube {
  public:
    struct Params {
        std::uint64_t points = 1;  ///< n, >= 1
        std::size_t parameters = 1;
        std::uint64_t seed = 1;
    };

    explicit LatinHypercube(Params const& params);

    [[nodiscard]] std::uint64_t points() const { return params_.points; }

    [[nodiscard]] Share operator()(std::uint64_t point, std::size_t parameter) const;

  private:
    Params params_;
    std::vector<Shuffle> order_;  // of the strata, by parameter
};

}  // namespace parley
