#include "model/regime.hpp"

#include <algorithm>
#include <utility>

namespace parley {

Regime::Regime(Matrix status_quo)
    : status_quo_{std::move(status_quo)},
      policy_{status_quo_},
      alone_{status_quo_},
      policy_alone_{status_quo_},
      commitments_(static_cast<std::size_t>(status_quo_.size()))
{
}

void Regime::set_alone(Matrix alone)
{
    alone_ = std::move(alone);
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

void Regime::await(Agreement agreement, int due)
{
    awaited_.push_back({std::move(agreement), due});
}

std::vector<Agreement> Regime::due(int tick)
{
    std::vector<Agreement> agreements;
    for (Signed const& awaited : awaited_) {
        if (awaited.due <= tick) {
            agreements.push_back(awaited.agreement);
        }
    }
    std::erase_if(awaited_, [&](Signed const& awaited) { return awaited.due <= tick; });
    return agreements;
}

bool Regime::awaits(IssueId issue, ForumId forum) const
{
    return std::ranges::any_of(awaited_, [&](Signed const& awaited) {
        return awaited.agreement.forum == forum &&
               std::ranges::count(awaited.agreement.issues, issue) > 0;
    });
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
    for (Signed& awaited : awaited_) {
        if (awaited.agreement.forum == forum) {
            std::erase(awaited.agreement.signatories, state);
        }
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

double Regime::target(StateId state, IssueId issue, ForumId without) const
{
    double unbound = 1.0;
    double weight = 0.0;
    double sum = 0.0;
    for (Commitment const& c : at(state, issue)) {
        if (c.forum != without) {
            unbound *= 1.0 - c.bindingness;
            weight += c.bindingness;
            sum += c.bindingness * c.terms;
        }
    }
    double const alone = alone_(state.index(), issue.index());
    return weight > 0.0 ? alone + (1.0 - unbound) * (sum / weight - alone) : alone;
}

Matrix Regime::target() const
{
    ForumId const nothing{};
    return Matrix::NullaryExpr(alone_.rows(), alone_.cols(), [&](Eigen::Index i, Eigen::Index k) {
        return target(StateId{i}, IssueId{k}, nothing);
    });
}

Vector Regime::target_without(StateId state, ForumId forum) const
{
    return Vector::NullaryExpr(alone_.cols(),
                               [&](Eigen::Index k) { return target(state, IssueId{k}, forum); });
}

void Regime::implement(double rate)
{
    policy_ += rate * (target() - policy_);
    policy_alone_ += rate * (alone_ - policy_alone_);
}

void Regime::implement(VectorView rate)
{
    policy_ += rate.asDiagonal() * (target() - policy_);
    policy_alone_ += rate.asDiagonal() * (alone_ - policy_alone_);
}

}  // namespace parley
