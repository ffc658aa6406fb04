#pragma once

#include "model/flows.hpp"

#include <optional>
#include <span>

namespace parley {

/// What states must handle and what they can, in persons a year.
struct Handling {
    Vector load;      ///< [N] people who move, weighted by complexity, less what relief takes over
    Vector own;       ///< [N] capacity of a state's own
    Vector capacity;  ///< [N] with what it has from pools, less what it gives to them
};

/// States that share spare capacity: members bound by a forum's agreements.
struct Pool {
    std::vector<StateId> members;
    double bindingness = 1.0;  ///< in (0, 1]
};

/// How much a state must handle, and how much it can.
///
///     load_i     = through_i (1 + mixed m_i + irregular r_i)
///     capacity_i = load_i(0) most g_i / (g_i + half_means)    at the start
///
/// through_i all who leave, enter and cross; m_i how mixed the roles of the state are, 3/2 (1 -
/// sum_r w_ir^2), from 0 to 1; r_i the share of its flow that is irregular; g_i its product per
/// head (where that is unknown capacity is load). Means grow at the rate `growth`.
///
/// Within a pool, spare capacity up to the share `pooling` x bindingness goes to those who lack it,
/// in proportion to what they lack and never beyond.
class Capacity {
  public:
    struct Params {
        double mixed = 0.5;      ///< complexity of roles that are all alike, >= 0
        double irregular = 0.5;  ///< complexity of a flow that is all irregular, >= 0
        double most = 1.5;       ///< share of its load that the richest can handle, > 0
        /// product per head, USD a year, at which it is half that, > 0
        double half_means = 5000.0;
        double growth = 0.02;  ///< of capacity with means, a year, > -1
        double pooling = 0.3;  ///< share of spare capacity in a binding pool, in [0, 1]
    };

    /// Throws std::invalid_argument when a parameter is out of range.
    explicit Capacity(Params params);

    /// What states must handle now [N]. O(corridors).
    [[nodiscard]] Vector load(Flows const& flows, States const& states) const;

    /// Own capacity at the start [N]; `given` [N] where it is no NaN.
    [[nodiscard]] Vector at_start(VectorView load, VectorView gdp_per_head, VectorView given) const;

    /// Own capacity `years` later.
    void grow(Vector& own, double years) const;

    /// Shares spare capacity in each pool in turn: what one has taken is not there for the next.
    void share(Handling& handling, std::span<Pool const> pools) const;

  private:
    Params params_;
};

/// The management gap of some states: sum_i max(0, load_i - capacity_i) / sum_i load_i, in [0, 1];
/// 0 where there is no load.
[[nodiscard]] double management_gap(Handling const& handling, std::span<StateId const> states);

/// min(1, capacity / load) [N]: how fast a state implements what it has agreed to; 1 without load.
[[nodiscard]] Vector ability(Handling const& handling);

}  // namespace parley
