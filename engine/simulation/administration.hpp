#pragma once

#include "forum/forum.hpp"
#include "model/assistance.hpp"

#include <optional>

namespace parley {

/// How states handle those who move, and what organisations do for them.
struct AdministrationParams {
    std::optional<Capacity::Params> capacity{};  ///< none: every state can do all it must
    /// [N] at the start, persons a year; NaN: by means; empty: all by means
    Vector own_capacity{};
    Assistance::Params assistance{};
};

/// Loads, capacities and the work of organisations, tick by tick.
///
/// An organisation serves the members of the open forums whose secretariat it is; one that serves
/// no forum serves all states. Members whom a forum's agreements bind are a pool, lower levels
/// first.
class Administration {
  public:
    /// Throws std::invalid_argument when a parameter is out of range.
    Administration(AdministrationParams const& params, World const& world);

    /// Renews `world.handling` where capacity is modelled; the budgets of a tick work at once.
    void operator()(World& world, std::span<Forum const> forums, std::span<ForumId const> order,
                    int tick, double years);

    /// How fast each state implements [N], as a share of what it could: 1 where capacity is not
    /// modelled.
    [[nodiscard]] Vector ability(World const& world) const;

    /// Factors on departures [N] by the development so far.
    [[nodiscard]] Vector const& departures() const { return departures_; }

  private:
    void handle(World& world, std::vector<std::vector<StateId>> const& served, int tick,
                double years);
    void develop(World const& world, std::vector<std::vector<StateId>> const& served, double years);

    std::optional<Capacity> capacity_;
    Assistance assistance_;
    Vector own_capacity_;
    Vector load_at_start_;
    Vector departures_;
};

}  // namespace parley
