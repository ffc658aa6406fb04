#pragma once

#include "model/flows.hpp"

#include <span>

namespace parley {

/// Whose policies a state feels, and how much: migration ties states to each other.
///
///     B_ij = S_ij + S_ji + h (F_ij + F_ji)
///
/// with S the stocks and F the base flows of all pathways, in both directions, and h the years of flow that
/// weigh as much as a stock; who crosses a state ties it to both ends of its way, h share F_od each. B is
/// symmetric.
class Interdependence {
  public:
    struct Tie {
        StateId partner;
        double weight;  ///< B_ij > 0, persons
    };

    Interdependence() = default;

    /// Ties between N states by what stocks and base flows are now. O(C log C), C corridors and routes.
    Interdependence(Flows const& flows, Eigen::Index states, double flow_weight);

    [[nodiscard]] Eigen::Index states() const { return total_.size(); }

    /// The ties of a state, in order of its partners.
    [[nodiscard]] std::span<Tie const> ties(StateId state) const;

    /// All ties of a state [N], persons: sum_j B_ij.
    [[nodiscard]] Vector const& total() const { return total_; }

  private:
    std::vector<Tie> ties_;
    std::vector<std::size_t> first_;  // [N + 1] where a state's ties begin
    Vector total_ = Vector::Zero(0);
};

}  // namespace parley
