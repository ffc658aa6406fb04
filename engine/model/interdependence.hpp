#pragma once

#include "model/ties.hpp"

#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

namespace parley {

/// Whose policies a state feels, and how much: the ties of the start of a run, as shares.
///
///     G_ij = B_ij / sum_j B_ij,
///
/// rows sum to 1. A state without ties depends on all others alike, G_ij = 1 / (N - 1); on issues
/// that are global public goods every state does (`Dependence::uniform`). A single state depends on
/// nobody. States that do not exist are nobody's others, and N counts those that do. Keeps 2 N^2
/// bytes, to find any pair at once.
class Interdependence {
  public:
    Interdependence() = default;

    /// `exists` [N] says which states do; empty: all.
    explicit Interdependence(Ties ties, std::vector<char> exists = {});

    [[nodiscard]] Eigen::Index states() const { return ties_.states(); }

    [[nodiscard]] Ties const& ties() const { return ties_; }

    /// G_ij; 0 for i = j. O(1).
    [[nodiscard]] double operator()(StateId i, StateId j, Dependence dependence) const;

    /// G among some states [n, n], none of them twice. O(n^2 + N + their ties), or O(n^2) for few
    /// of many.
    [[nodiscard]] Matrix among(std::span<StateId const> states, Dependence dependence) const;

    /// Calls with(j, G_ij) for every j on whom a state depends. O(ties), or O(N) where it depends
    /// on all alike.
    template <typename With>
    void for_each(StateId i, Dependence dependence, With const& with) const;

    /// The mean over others, sum_j G_ij of(j), of numbers or of arrays of them; 0 for a single
    /// state. O(ties), or O(N) where it depends on all alike.
    template <typename Of>
    [[nodiscard]] auto mean(StateId i, Dependence dependence, Of const& of) const;

    /// What a state feels of the others' positions: sum_j G_ij (position(j) - ideal)^2, with
    /// `position` a function of the state.
    template <typename Position>
    [[nodiscard]] double square_felt(StateId i, Dependence dependence, Position const& position,
                                     double ideal) const;

    /// The same for some states at once [n], none of them twice, each with an ideal point [n], by
    /// the positions of all [N]; the same sums to the last bit. O(n N).
    [[nodiscard]] Vector squares_felt(std::span<StateId const> some, Dependence dependence,
                                      VectorView positions, VectorView ideals) const;

  private:
    template <typename Value>
    [[nodiscard]] static Value zero()
    {
        if constexpr (std::is_arithmetic_v<Value>) {
            return Value{0};
        } else {
            return Value::Zero();
        }
    }

    [[nodiscard]] bool on_all_alike(StateId i, Dependence dependence) const
    {
        return dependence == Dependence::uniform || !(ties_.total()(i.index()) > 0.0);
    }

    /// G_ij of a state that depends on all others alike.
    [[nodiscard]] double of_all_alike() const { return 1.0 / static_cast<double>(others()); }

    /// How many others there are for a state.
    [[nodiscard]] Eigen::Index others() const
    {
        return exists_.empty() ? states() - 1 : existing_ - 1;
    }

    [[nodiscard]] bool exists(StateId i) const { return exists_.empty() || exists_[i.slot()] != 0; }

    [[nodiscard]] bool is_other(StateId i, StateId j) const
    {
        return i != j && exists(i) && exists(j);
    }

    Ties ties_;
    std::vector<char> exists_;  // [N]; empty: all do
    Eigen::Index existing_ = 0;
    std::vector<std::uint16_t> number_;  // [N, N] of a tie among a state's, from 1; 0: none
};

template <typename With>
void Interdependence::for_each(StateId i, Dependence dependence, With const& with) const
{
    if (on_all_alike(i, dependence)) {
        for (Eigen::Index j = 0; j < states(); ++j) {
            if (is_other(i, StateId{j})) {
                with(StateId{j}, of_all_alike());
            }
        }
        return;
    }
    for (Ties::Tie const& tie : ties_.of(i)) {
        with(tie.partner, tie.weight / ties_.total()(i.index()));
    }
}

template <typename Of>
auto Interdependence::mean(StateId i, Dependence dependence, Of const& of) const
{
    using Value = std::invoke_result_t<Of const&, StateId>;
    auto sum = zero<Value>();
    if (on_all_alike(i, dependence)) {
        for (Eigen::Index j = 0; j < states(); ++j) {
            if (is_other(i, StateId{j})) {
                sum += of(StateId{j});
            }
        }
        return others() > 0 ? Value{sum / static_cast<double>(others())} : sum;
    }
    for (Ties::Tie const& tie : ties_.of(i)) {
        sum += tie.weight * of(tie.partner);
    }
    return Value{sum / ties_.total()(i.index())};
}

template <typename Position>
double Interdependence::square_felt(StateId i, Dependence dependence, Position const& position,
                                    double ideal) const
{
    return mean(i, dependence, [&](StateId j) {
        double const distance = position(j) - ideal;
        return distance * distance;
    });
}

}  // namespace parley
