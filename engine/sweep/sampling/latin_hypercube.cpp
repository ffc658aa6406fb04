#include "sweep/sampling/latin_hypercube.hpp"

#include "support/random_stream.hpp"

namespace parley {

LatinHypercube::LatinHypercube(Params const& params) : params_{params}
{
    for (std::size_t i = 0; i < params.parameters; ++i) {
        order_.emplace_back(params.points, params.seed, "order of strata", i);
    }
}

Share LatinHypercube::operator()(std::uint64_t point, std::size_t parameter) const
{
    auto const stratum = static_cast<double>(order_[parameter](point));
    RandomStream random{
        params_.seed, "place in stratum", {.replicate = point, .entity = parameter}};
    return {(stratum + random.uniform()) / static_cast<double>(params_.points)};
}

}  // namespace parley
