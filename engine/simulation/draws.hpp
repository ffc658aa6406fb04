#pragma once

#include "model/states.hpp"

#include <cstdint>
#include <vector>

namespace parley {

/// What a run draws of its states before it begins. Empty vectors draw nothing.
///
/// The profile is drawn around the one that is given, w ~ Dirichlet(concentration x given): large
/// concentrations keep close to it, 3 around equal weights is uniform on the triangle. Power is
/// multiplied by exp(spread xi), xi standard normal.
struct Draws {
    Vector concentration{};              ///< [N] > 0; infinity: the profile as it is given
    Vector power_spread{};               ///< [N] >= 0
    std::vector<char> own_self_image{};  ///< [N] is it given, and does not follow from the profile?
    double self_image_sharpness = 1.0;   ///< >= 1, of self-images that follow
};

/// Draws profiles, the self-images that follow from them, and powers. Each state has streams of its
/// own, by its name, so that a run depends on (seed, replicate) and not on who else takes part.
void draw(Draws const& draws, States& states, std::uint64_t seed, std::uint64_t replicate);

}  // namespace parley
