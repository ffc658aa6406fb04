#pragma once

#include "sweep/sampling/place.hpp"

#include <cstddef>

namespace parley {

/// Trajectories for elementary effects: from a random start each parameter is changed once, in
/// random order and direction, by the same step [Morris 1991].
///
///     levels 0, 1/(p-1), ..., 1;   step p / (2 (p-1));   k + 1 points a trajectory
///
/// Points stand trajectory by trajectory, as SALib's analysis expects them [Herman and Usher 2017].
class Morris {
  public:
    struct Params {
        std::uint64_t trajectories = 10;  ///< >= 1
        std::size_t parameters = 1;       ///< k
        std::uint64_t levels = 4;         ///< p, even
        std::uint64_t seed = 1;
    };

    explicit Morris(Params const& params) : params_{params} {}

    [[nodiscard]] std::uint64_t points() const
    {
        return params_.trajectories * (params_.parameters + 1);
    }

    [[nodiscard]] Share operator()(std::uint64_t point, std::size_t parameter) const;

  private:
    Params params_;
};

}  // namespace parley
