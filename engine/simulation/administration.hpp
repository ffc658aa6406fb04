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

    /// A part of a state adds its capacity of the start to that state's.
    void begin_as_part(StateId part, StateId of);

    /// A part of a state becomes one of its own: with a share of the capacity and of the load at
    /// the start, or, before the first tick, with the capacity that is given for it.
    void separate(World& world, StateId part, StateId from, double share);

    /// A state becomes a part of another, with its capacity and its load at the start.
    void unite(World& world, StateId part, StateId into);

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
