#include "simulation/draws.hpp"

#include "support/dirichlet.hpp"

#include <cmath>

namespace parley {

void draw(Draws const& draws, States& states, std::uint64_t seed, std::uint64_t replicate)
{
    for (Eigen::Index i = 0; i < draws.concentration.size(); ++i) {
        if (std::isinf(draws.concentration(i))) {
            continue;
        }
        RandomStream random{
            seed, "profile", {replicate, 0, hash_name(states.id[StateId{i}.slot()])}};
        Vector const around = draws.concentration(i) * states.profile.row(i).transpose();
        states.profile.row(i) = dirichlet(around, random).transpose();
        if (draws.own_self_image[StateId{i}.slot()] == 0) {
            states.self_image.row(i) = sharpened(states.profile.row(i), draws.self_image_sharpness);
        }
    }
    for (Eigen::Index i = 0; i < draws.power_spread.size(); ++i) {
        if (draws.power_spread(i) > 0.0) {
            RandomStream random{
                seed, "power", {replicate, 0, hash_name(states.id[StateId{i}.slot()])}};
            states.power(i) *= std::exp(draws.power_spread(i) * random.normal());
        }
    }
}

}  // namespace parley
