#include "support/interpolation.hpp"

#include <algorithm>
#include <cstddef>

namespace parley {

double interpolated(std::span<double const> values, double position)
{
    auto const last = values.size() - 1;
    double const way = std::clamp(position, 0.0, 1.0) * static_cast<double>(last);
    auto const below = std::min(static_cast<std::size_t>(way), last - 1);
    double const part = way - static_cast<double>(below);
    return (1.0 - part) * values[below] + part * values[below + 1];
}

}  // namespace parley
