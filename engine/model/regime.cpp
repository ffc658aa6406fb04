#include "model/regime.hpp"

#include <algorithm>
#include <utility>

namespace parley {

Regime::Regime(Matrix status_quo)
    : status_quo_{std::move(status_quo)},
      policy_{status_quo_},
      commitments_(static_cast<std::size_t>(status_quo_.size()))
{
}

std::vector<Regime::Commitment>& Regime::at(StateId state, IssueId issue)
{
    return commitments_[state.slot() * static_cast<std::size_t>(policy_.cols()) + issue.slot()];
}

std::vector<Regime::Commitment> const& Regime::at(StateId state, IssueId issue) const
{
    return commitments_[state.slot() * static_cast<std::size_t>(policy_.cols()) + issue.slot()];
}

void Regime::add(Agreement const& agreement)
{
    for (StateId const state : agreement.signatories) {
        for (std::size_t k = 0; k < agreement.issues.size(); ++k) {
            auto& held = at(state, agreement.issues[k]);
            std::erase_if(held, [&](Commitment const& c) { return c.forum == agreement.forum; });
            held.push_back({agreement.forum, agreement.terms(static_cast<Eigen::Index>(k)),
                            agreement.bindingness, agreement.lapses});
        }
    }
}

void Regime::lapse(int tick)
{
    for (auto& held : commitments_) {
        std::erase_if(held, [&](Commitment const& c) { return c.lapses && *c.lapses <= tick; });
    }
}

void Regime::release(StateId state, ForumId forum)
{
    for (Eigen::Index k = 0; k < policy_.cols(); ++k) {
        std::erase_if(at(state, IssueId{k}), [&](Commitment const& c) { return c.forum == forum; });
    }
}

bool Regime::binds(StateId state, IssueId issue, ForumId forum) const
{
    return std::ranges::any_of(at(state, issue),
                               [&](Commitment const& c) { return c.forum == forum; });
}

std::optional<double> Regime::terms(StateId state, IssueId issue, ForumId forum) const
{
    auto const& held = at(state, issue);
    auto const found = std::ranges::find(held, forum, &Commitment::forum);
    return found == held.end() ? std::nullopt : std::optional{found->terms};
}

bool Regime::binds(StateId state, IssueId issue) const
{
    return !at(state, issue).empty();
}

Matrix Regime::target() const
{
    Matrix target = status_quo_;
    for (Eigen::Index i = 0; i < target.rows(); ++i) {
        for (Eigen::Index k = 0; k < target.cols(); ++k) {
            double unbound = 1.0;
            double weight = 0.0;
            double sum = 0.0;
            for (Commitment const& c : at(StateId{i}, IssueId{k})) {
                unbound *= 1.0 - c.bindingness;
                weight += c.bindingness;
                sum += c.bindingness * c.terms;
            }
            if (weight > 0.0) {
                target(i, k) += (1.0 - unbound) * (sum / weight - target(i, k));
            }
        }
    }
    return target;
}

void Regime::implement(double rate)
{
    policy_ += rate * (target() - policy_);
}

void Regime::implement(VectorView rate)
{
    policy_ += rate.asDiagonal() * (target() - policy_);
}

}  // namespace parley
