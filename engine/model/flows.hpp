#pragma once

#include "model/states.hpp"

namespace parley {

/// The ways that people take through states: a share of the people of a corridor goes through
/// `via`.
struct Routes {
    std::vector<std::size_t> corridor;
    std::vector<StateId> via;
    /// the corridor from the same origin to `via`, of those stranded
    std::vector<std::size_t> halt;
    /// [routes] in (0, 1]; of several states crossed each may have 1
    Vector share = Vector::Zero(0);

    [[nodiscard]] std::size_t count() const { return corridor.size(); }
};

/// Migration between states, an entry a corridor: an origin, a destination and a pathway.
struct Flows {
    std::vector<StateId> origin;
    std::vector<StateId> destination;
    std::vector<Pathway> pathway;  ///< empty: all are `any`
    Vector persons;                ///< [corridors] base flow at the start, persons a year, >= 0
    /// [corridors] of what acts now, such as shocks; 1 in quiet times
    Vector factor;
    /// [corridors] growth of the base flow a year, > -1; empty: none
    Vector trend;
    Vector stock;  ///< [corridors] persons from the origin who live at the destination
    Routes routes;

    // what moves now, persons a year [corridors]; see `Migration`
    Vector unimpeded;  ///< base flow with trend and factor
    Vector stopped;    ///< what policy stops of it: deterred, stranded and diverted
    Vector deterred;   ///< people who stay at the origin
    Vector stranded;   ///< people who halt on their way, in that corridor
    Vector diverted;   ///< people who go to another destination, in the corridor that they take
    Vector now;        ///< people who arrive at the destination, stranded and diverted included

    [[nodiscard]] Eigen::Index count() const { return persons.size(); }

    /// Without any response to policy: base flows are what moves now, stocks are 0 where they are
    /// not given. O(corridors).
    void begin();

    /// Persons a year who leave, enter and cross each state now [states]. O(corridors), O(routes).
    [[nodiscard]] Vector leaving(Eigen::Index states) const;
    [[nodiscard]] Vector entering(Eigen::Index states) const;
    [[nodiscard]] Vector crossing(Eigen::Index states) const;

    /// Their sum: what migration weighs on a state [states].
    [[nodiscard]] Vector through(Eigen::Index states) const;
};

/// Numbers of corridors summed over the states that they end in, [states]. O(corridors).
[[nodiscard]] Vector by_state(std::vector<StateId> const& ends, VectorView numbers,
                              Eigen::Index states);

/// Exposure, saturating in flow per head: phi / (phi + half), phi persons a year per inhabitant.
/// Where flow or population is unknown or 0 it is 1: migration weighs as much as everywhere.
[[nodiscard]] Vector exposure_to(Flows const& flows, VectorView population, double half);

/// The exposure that a state of exposure `base` has when its flows are `ratio` times what they
/// were, along the same saturating curve: base ratio / (1 - base + base ratio).
[[nodiscard]] double exposure_at(double base, double ratio);

}  // namespace parley
