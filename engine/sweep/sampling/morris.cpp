#include "sweep/sampling/morris.hpp"

#include "support/random_stream.hpp"
#include "sweep/sampling/shuffle.hpp"

namespace parley {

Share Morris::operator()(std::uint64_t point, std::size_t parameter) const
{
    auto const trajectory = point / (params_.parameters + 1);
    auto const changes = point % (params_.parameters + 1);  // how many parameters have changed
    RandomStream random{params_.seed, "start", {.replicate = trajectory, .entity = parameter}};
    auto const half = params_.levels / 2;
    auto level = random.below(half);
    bool const upwards = random.bits() >> 63U == 0;
    Shuffle const order{params_.parameters, params_.seed, "order of changes", trajectory};
    bool const changed = order(parameter) < changes;
    level += upwards == changed ? half : 0;
    return {static_cast<double>(level) / static_cast<double>(params_.levels - 1)};
}

}  // namespace parley
