#include "model/interdependence.hpp"

#include <algorithm>
#include <utility>

namespace parley {

Interdependence::Interdependence(Ties ties, std::vector<char> exists)
    : ties_{std::move(ties)},
      exists_{std::move(exists)},
      existing_{std::ranges::count(exists_, char{1})}
{
    std::size_t const count = StateId{states()}.slot();
    number_.resize(count * count);
    for (Eigen::Index i = 0; i < states(); ++i) {
        std::uint16_t number = 0;
        for (Ties::Tie const& tie : ties_.of(StateId{i})) {
            number_[StateId{i}.slot() * count + tie.partner.slot()] = ++number;
        }
    }
}

double Interdependence::operator()(StateId i, StateId j, Dependence dependence) const
{
    if (!is_other(i, j)) {
        return 0.0;
    }
    if (on_all_alike(i, dependence)) {
        return of_all_alike();
    }
    std::size_t const number = number_[i.slot() * StateId{states()}.slot() + j.slot()];
    return number > 0 ? ties_.of(i)[number - 1].weight / ties_.total()(i.index()) : 0.0;
}

Matrix Interdependence::among(std::span<StateId const> states, Dependence dependence) const
{
    auto const n = std::ssize(states);
    if (dependence == Dependence::uniform && exists_.empty()) {
        Matrix alike = Matrix::Constant(n, n, n > 1 ? of_all_alike() : 0.0);
        alike.diagonal().setZero();
        return alike;
    }
    Matrix g = Matrix::Zero(n, n);
    if (n * n <= ties_.states()) {  // of few every pair is looked up
        for (Eigen::Index i = 0; i < n; ++i) {
            for (Eigen::Index j = 0; j < n; ++j) {
                g(i, j) = (*this)(states[StateId{i}.slot()], states[StateId{j}.slot()], dependence);
            }
        }
        return g;
    }
    std::vector<Eigen::Index> place(StateId{ties_.states()}.slot(), -1);
    for (Eigen::Index i = 0; i < n; ++i) {
        place[states[StateId{i}.slot()].slot()] = i;
    }
    for (Eigen::Index i = 0; i < n; ++i) {
        StateId const state = states[StateId{i}.slot()];
        if (on_all_alike(state, dependence)) {
            for (Eigen::Index j = 0; j < n; ++j) {
                bool const is_felt = is_other(state, states[StateId{j}.slot()]);
                g(i, j) = is_felt ? of_all_alike() : 0.0;
            }
            continue;
        }
        for (Ties::Tie const& tie : ties_.of(state)) {
            Eigen::Index const j = place[tie.partner.slot()];
            if (j >= 0) {
                g(i, j) = tie.weight / ties_.total()(state.index());
            }
        }
    }
    return g;
}

Vector Interdependence::squares_felt(std::span<StateId const> some, Dependence dependence,
                                     VectorView positions, VectorView ideals) const
{
    if (dependence != Dependence::uniform) {
        auto const position = [&](StateId j) { return positions(j.index()); };
        return Vector::NullaryExpr(ideals.size(), [&](Eigen::Index n) {
            return square_felt(some[StateId{n}.slot()], dependence, position, ideals(n));
        });
    }
    std::vector<Eigen::Index> place(StateId{positions.size()}.slot(), -1);
    for (std::size_t n = 0; n < some.size(); ++n) {
        place[some[n].slot()] = static_cast<Eigen::Index>(n);
    }
    Vector sum = Vector::Zero(ideals.size());
    for (Eigen::Index j = 0; j < states(); ++j) {
        if (!exists(StateId{j})) {
            continue;
        }
        Eigen::Index const own = place[StateId{j}.slot()];
        double const before = own >= 0 ? sum(own) : 0.0;
        sum.array() += (positions(j) - ideals.array()).square();
        if (own >= 0) {
            sum(own) = before;  // nobody feels itself
        }
    }
    for (std::size_t n = 0; n < some.size(); ++n) {
        if (!exists(some[n]) || others() == 0) {
            sum(static_cast<Eigen::Index>(n)) = 0.0;
        }
    }
    return others() > 0 ? Vector{sum / static_cast<double>(others())} : sum;
}

}  // namespace parley
