#include "sweep/sampling/saltelli.hpp"

namespace parley {

Saltelli::Saltelli(Params const& params)
    : params_{params},
      base_{{.points = params.size, .parameters = 2 * params.parameters, .seed = params.seed}}
{
}

Share Saltelli::operator()(std::uint64_t point, std::size_t parameter) const
{
    auto const k = params_.parameters;
    auto const within = point % block();
    bool const exchanged =
        within == parameter + 1 || (params_.order == 2 && within == k + parameter + 1);
    bool const mostly_b = within > k;
    return base_(point / block(), parameter + (mostly_b != exchanged ? k : 0));
}

}  // namespace parley
