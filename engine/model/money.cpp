#include "model/money.hpp"

namespace parley {
namespace {

/// What is paid, and to whom it goes, by the positions of those who are bound.
Vector net_of(VectorView pays, VectorView share, VectorView position)
{
    double const claims = share.dot(position);
    if (!(claims > 0.0)) {
        return Vector::Zero(position.size());
    }
    Vector const paid = pays.cwiseProduct(position);
    return share.cwiseProduct(position) * (paid.sum() / claims) - paid;
}

}  // namespace

Vector Purse::net(std::span<StateId const> states, VectorView position) const
{
    auto const of = [&](Vector const& all) {
        return Vector::NullaryExpr(position.size(), [&](Eigen::Index n) {
            return all(states[StateId{n}.slot()].index());
        });
    };
    return net_of(of(pays), of(share), position);
}

Vector Purse::net(VectorView position) const
{
    return net_of(pays, share, position);
}

std::vector<Purse> purses_of(States const& states, Issues const& issues)
{
    std::vector<Purse> purses(issues.payment.size());
    for (std::size_t k = 0; k < purses.size(); ++k) {
        if (auto const& payment = issues.payment[k]) {
            auto const weight = [&](Role role) {
                return states.profile.col(static_cast<Eigen::Index>(role));
            };
            Vector const product = states.population.cwiseProduct(states.gdp_per_head);
            Vector const able = product.cwiseProduct(weight(payment->by));
            purses[k].pays = able * (issues.amount(IssueId{k}.index()) / able.sum());
            purses[k].share = states.population.cwiseProduct(weight(payment->to));
        }
    }
    return purses;
}

}  // namespace parley
