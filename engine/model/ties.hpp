#pragma once

#include "model/flows.hpp"

#include <span>

namespace parley {

/// What ties states to each other: people who live in one and come from the other, or move.
///
///     B_ij = S_ij + S_ji + h (F_ij + F_ji)
///
/// in persons, with S the stocks and F the base flows of all pathways, in both directions, and h
/// the years of flow that weigh as much as a stock; people who cross a state tie it to both ends of
/// their way, h share F_od each. B is symmetric. Ties change with stocks: those of the present
/// decide what a forum covers, those of the start of a run are what `Interdependence` is made of.
class Ties {
  public:
    struct Tie {
        StateId partner;
        double weight;  ///< B_ij > 0, persons
    };

    Ties() = default;

    /// Ties between N states by what stocks and base flows are now. O(C + N), C corridors and
    /// routes.
    Ties(Flows const& flows, Eigen::Index states, double flow_weight);

    [[nodiscard]] Eigen::Index states() const { return total_.size(); }

    /// The ties of a state, in order of its partners.
    [[nodiscard]] std::span<Tie const> of(StateId state) const;

    /// B_ij, persons; 0 without a tie. O(log ties).
    [[nodiscard]] double between(StateId i, StateId j) const;

    /// All ties of a state [N], persons: sum_j B_ij.
    [[nodiscard]] Vector const& total() const { return total_; }

  private:
    std::vector<Tie> ties_;
    std::vector<std::size_t> first_;  // [N + 1] where a state's ties begin
    Vector total_ = Vector::Zero(0);
};

}  // namespace parley
