#include "model/dyads.hpp"

#include <algorithm>
#include <tuple>

namespace parley {
namespace {

/// Does it hold where both would?
bool more_specific(Commitment const& c, std::optional<Commitment> const& than)
{
    auto const order = [](Commitment const& of) {
        return std::tuple{-static_cast<std::ptrdiff_t>(of.parties), of.tick, of.forum};
    };
    return !than || order(c) > order(*than);
}

bool same_agreement(Commitment const& a, Commitment const& b)
{
    return a.forum == b.forum && a.tick == b.tick;
}

}  // namespace

Dyads::Dyads(VectorView status_quo)
    : policy_{status_quo.replicate(1, status_quo.size())},
      held_(static_cast<std::size_t>(policy_.size()))
{
}

std::optional<Commitment>& Dyads::at(StateId i, StateId j)
{
    return held_[i.slot() * static_cast<std::size_t>(policy_.rows()) + j.slot()];
}

std::optional<Commitment> const& Dyads::between(StateId i, StateId j) const
{
    return held_[i.slot() * static_cast<std::size_t>(policy_.rows()) + j.slot()];
}

std::optional<Commitment> Dyads::between(Commitments const& of_i, Commitments const& of_j,
                                         ForumId without)
{
    std::optional<Commitment> held;
    for (Commitment const& c : of_i) {
        bool const both = std::ranges::any_of(
            of_j, [&](Commitment const& other) { return same_agreement(c, other); });
        if (c.forum != without && both && more_specific(c, held)) {
            held = c;
        }
    }
    return held;
}

void Dyads::renew(std::span<StateId const> changed, std::span<Commitments const> commitments)
{
    for (StateId const i : changed) {
        for (std::size_t j = 0; j < commitments.size(); ++j) {
            auto const held = i.slot() == j
                                  ? std::nullopt
                                  : between(commitments[i.slot()], commitments[j], ForumId{});
            at(i, StateId{j}) = held;
            at(StateId{j}, i) = held;
        }
    }
}

void Dyads::add(std::span<StateId const> parties, Commitment const& commitment)
{
    for (StateId const i : parties) {
        for (StateId const j : parties) {
            if (i != j && more_specific(commitment, between(i, j))) {
                at(i, j) = commitment;
            }
        }
    }
}

double Dyads::target(std::optional<Commitment> const& held, double alone)
{
    return held ? alone + held->bindingness * (held->terms - alone) : alone;
}

void Dyads::implement(VectorView rate, VectorView alone)
{
    for (Eigen::Index i = 0; i < policy_.rows(); ++i) {
        for (Eigen::Index j = 0; j < policy_.cols(); ++j) {
            double const heading = target(between(StateId{i}, StateId{j}), alone(i));
            policy_(i, j) += rate(i) * (heading - policy_(i, j));
        }
    }
}

}  // namespace parley
