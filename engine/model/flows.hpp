#pragma once

#include "model/states.hpp"

namespace parley {

/// Migration flows between states, one entry a corridor.
struct Flows {
    std::vector<StateId> origin;
    std::vector<StateId> destination;
    Vector persons;  ///< [corridors] base flow, persons a year, >= 0
    Vector factor;   ///< [corridors] of shocks that act now; 1 in quiet times

    [[nodiscard]] Eigen::Index count() const { return persons.size(); }

    /// Persons a year that leave or enter each state now [states]. O(corridors).
    [[nodiscard]] Vector through(Eigen::Index states) const;
};

/// Exposure, saturating in flow per head: phi / (phi + half), phi persons a year per inhabitant.
/// Where flow or population is unknown or 0 it is 1: migration weighs as much as everywhere.
[[nodiscard]] Vector exposure_to(Flows const& flows, VectorView population, double half);

/// The exposure that a state of exposure `base` has when its flows are `ratio` times what they were,
/// along the same saturating curve: base ratio / (1 - base + base ratio).
[[nodiscard]] double exposure_at(double base, double ratio);

}  // namespace parley
