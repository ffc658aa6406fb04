#pragma once

#include "model/flows.hpp"

#include <span>

namespace parley {

/// Whose policies a state feels, and how much: migration ties states to each other.
///
///     B_ij = S_ij + S_ji + h (F_ij + F_ji),    G_ij = B_ij / sum_j B_ij
///
/// with S the stocks and F the base flows of all pathways, in both directions, and h the years of
/// flow that weigh as much as a stock; people who cross a state tie it to both ends of their way, h
/// share F_od each. B is symmetric; rows of G sum to 1. A state without ties depends on all others
/// alike, G_ij = 1 / (N - 1); on issues that are global public goods every state does
/// (`Dependence::uniform`). A single state depends on nobody.
class Interdependence {
  public:
    struct Tie {
        StateId partner;
        double weight;  ///< B_ij > 0, persons
    };

    Interdependence() = default;

    /// Ties between N states by what stocks and base flows are now. O(C log C), C corridors and
    /// routes.
    Interdependence(Flows const& flows, Eigen::Index states, double flow_weight);

    [[nodiscard]] Eigen::Index states() const { return total_.size(); }

    /// The ties of a state, in order of its partners.
    [[nodiscard]] std::span<Tie const> ties(StateId state) const;

    /// All ties of a state [N], persons: sum_j B_ij.
    [[nodiscard]] Vector const& total() const { return total_; }

    /// G_ij; 0 for i = j. O(log ties).
    [[nodiscard]] double operator()(StateId i, StateId j, Dependence dependence) const;

    /// The mean over others, sum_j G_ij of(j); 0 for a single state. O(ties), or O(N) where it
    /// depends on all alike.
    template <typename Of>
    [[nodiscard]] double mean(StateId i, Dependence dependence, Of const& of) const;

    /// What a state feels of the others' positions [N]: sum_j G_ij (position_j - ideal)^2.
    [[nodiscard]] double square_felt(StateId i, Dependence dependence, VectorView position,
                                     double ideal) const;

  private:
    [[nodiscard]] bool on_all_alike(StateId i, Dependence dependence) const
    {
        return dependence == Dependence::uniform || !(total_(i.index()) > 0.0);
    }

    std::vector<Tie> ties_;
    std::vector<std::size_t> first_;  // [N + 1] where a state's ties begin
    Vector total_ = Vector::Zero(0);
};

template <typename Of>
double Interdependence::mean(StateId i, Dependence dependence, Of const& of) const
{
    double sum = 0.0;
    if (on_all_alike(i, dependence)) {
        for (Eigen::Index j = 0; j < states(); ++j) {
            sum += j != i.index() ? of(StateId{j}) : 0.0;
        }
        return states() > 1 ? sum / static_cast<double>(states() - 1) : 0.0;
    }
    for (Tie const& tie : ties(i)) {
        sum += tie.weight * of(tie.partner);
    }
    return sum / total_(i.index());
}

}  // namespace parley
