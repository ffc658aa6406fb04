#include "sweep/sampling/grid.hpp"

namespace parley {

Grid::Grid(std::vector<std::uint64_t> counts) : counts_{std::move(counts)}, stride_(counts_.size())
{
    for (std::size_t i = counts_.size(); i-- > 0;) {
        stride_[i] = points_;
        points_ *= counts_[i];
    }
}

Rank Grid::operator()(std::uint64_t point, std::size_t parameter) const
{
    return {point / stride_[parameter] % counts_[parameter]};
}

}  // namespace parley
