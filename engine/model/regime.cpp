#include "model/regime.hpp"

#include <algorithm>
#include <utility>

namespace parley {
namespace {

/// Do these commitments come from one agreement between so many parties, and from all of them? Then
/// one that takes its place holds wherever it did.
bool between_the_same(std::span<Commitment const> replaced, std::size_t parties)
{
    return replaced.empty() ||
           (replaced.size() == parties && std::ranges::all_of(replaced, [&](Commitment const& c) {
                return c.parties == parties && c.agreement == replaced[0].agreement;
            }));
}

}  // namespace

Regime::Regime(Matrix status_quo, std::span<IssueId const> dyadic)
    : status_quo_{std::move(status_quo)},
      policy_{status_quo_},
      alone_{status_quo_},
      policy_alone_{status_quo_},
      commitments_(IssueId{status_quo_.cols()}.slot(),
                   std::vector<Commitments>(StateId{status_quo_.rows()}.slot())),
      dyads_(commitments_.size())
{
    for (IssueId const issue : dyadic) {
        dyads_[issue.slot()].emplace(status_quo_.col(issue.index()));
    }
}

void Regime::set_alone(Matrix alone)
{
    alone_ = std::move(alone);
}

void Regime::set_shift(Matrix shift)
{
    shift_ = std::move(shift);
    renew_in_effect();
}

void Regime::set_policy(Matrix policy)
{
    policy_ = std::move(policy);
    renew_in_effect();
}

void Regime::renew_in_effect()
{
    if (shifts()) {
        in_effect_ = (policy_ + shift_).cwiseMax(0.0).cwiseMin(1.0);
    }
}

Regime::Commitments& Regime::at(StateId state, IssueId issue)
{
    return commitments_[issue.slot()][state.slot()];
}

Regime::Commitments const& Regime::at(StateId state, IssueId issue) const
{
    return commitments_[issue.slot()][state.slot()];
}

void Regime::add(Agreement const& agreement)
{
    ++added_;
    for (std::size_t k = 0; k < agreement.issues.size(); ++k) {
        add(agreement, agreement.issues[k], agreement.terms(static_cast<Eigen::Index>(k)));
    }
}

void Regime::add(Agreement const& agreement, IssueId issue, double terms)
{
    auto const& parties = agreement.signatories;
    Commitment const commitment{.forum = agreement.forum,
                                .terms = terms,
                                .bindingness = agreement.bindingness,
                                .lapses = agreement.lapses,
                                .tick = agreement.tick,
                                .parties = parties.size(),
                                .agreement = added_};
    std::vector<Commitment> replaced;
    for (StateId const state : parties) {
        auto& held = at(state, issue);
        auto const earlier = std::ranges::find(held, agreement.forum, &Commitment::forum);
        if (earlier != held.end()) {
            replaced.push_back(*earlier);
            held.erase(earlier);
        }
        held.push_back(commitment);
    }
    if (agreement.lapses) {
        next_lapse_ = std::min(next_lapse_, *agreement.lapses);
    }
    if (is_dyadic(issue)) {
        if (!between_the_same(replaced, parties.size())) {
            end_between(issue, parties);
        }
        dyads_[issue.slot()]->add(parties, commitment);
    }
}

void Regime::end_between(IssueId issue, std::span<StateId const> changed)
{
    if (is_dyadic(issue)) {
        dyads_[issue.slot()]->end(changed, commitments_[issue.slot()]);
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
    if (tick < next_lapse_) {
        return;
    }
    next_lapse_ = never;
    for (std::size_t k = 0; k < commitments_.size(); ++k) {
        std::vector<StateId> changed;
        for (std::size_t i = 0; i < commitments_[k].size(); ++i) {
            bool any = false;
            for (Commitment const& c : commitments_[k][i]) {
                int const lapses = c.lapses.value_or(never);
                any = any || lapses <= tick;
                next_lapse_ = lapses > tick ? std::min(next_lapse_, lapses) : next_lapse_;
            }
            if (any) {
                std::erase_if(commitments_[k][i], [&](Commitment const& c) {
                    return c.lapses.value_or(never) <= tick;
                });
                changed.emplace_back(i);
            }
        }
        end_between(IssueId{k}, changed);
    }
}

bool Regime::binds(StateId state, IssueId issue, ForumId forum) const
{
    return std::ranges::any_of(at(state, issue),
                               [&](Commitment const& c) { return c.forum == forum; });
}

bool Regime::binds(StateId i, StateId j, IssueId issue, ForumId forum) const
{
    auto const& of_i = at(i, issue);
    auto const& of_j = at(j, issue);
    auto const own = std::ranges::find(of_i, forum, &Commitment::forum);
    auto const other = std::ranges::find(of_j, forum, &Commitment::forum);
    return own != of_i.end() && other != of_j.end() && own->agreement == other->agreement;
}

Commitment const* Regime::held(StateId state, IssueId issue, ForumId forum) const
{
    auto const& all = at(state, issue);
    auto const found = std::ranges::find(all, forum, &Commitment::forum);
    return found == all.end() ? nullptr : &*found;
}

std::optional<double> Regime::terms(StateId state, IssueId issue, ForumId forum) const
{
    Commitment const* const found = held(state, issue, forum);
    return found == nullptr ? std::nullopt : std::optional{found->terms};
}

bool Regime::lapses(StateId state, ForumId forum, int tick) const
{
    for (std::size_t k = 0; k < commitments_.size(); ++k) {
        Commitment const* const found = held(state, IssueId{k}, forum);
        if (found != nullptr && found->lapses && *found->lapses <= tick) {
            return true;
        }
    }
    return false;
}

void Regime::prolong(StateId state, ForumId forum, int tick, int ticks)
{
    for (std::size_t k = 0; k < commitments_.size(); ++k) {
        for (Commitment& c : at(state, IssueId{k})) {
            if (c.forum == forum && c.lapses && *c.lapses <= tick) {
                *c.lapses += ticks;
            }
        }
    }
}

bool Regime::binds(StateId state, IssueId issue) const
{
    return !at(state, issue).empty();
}

double Regime::target(StateId state, IssueId issue, ForumId without) const
{
    double const alone = alone_(state.index(), issue.index());
    if (is_dyadic(issue)) {
        return alone;  // of agreements that bind it towards each party alone
    }
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

double Regime::target_without(StateId state, StateId towards, IssueId issue, ForumId forum) const
{
    return Dyads::target(Dyads::between(at(state, issue), at(towards, issue), forum),
                         alone_(state.index(), issue.index()));
}

void Regime::begin_with(std::span<Agreement const> agreements)
{
    for (Agreement const& agreement : agreements) {
        if (!agreement.lapses || *agreement.lapses > 0) {
            add(agreement);
        }
    }
    if (!agreements.empty()) {
        implement(1.0);
    }
}

void Regime::implement(double rate)
{
    implement(Vector::Constant(policy_.rows(), rate));
}

/// How closely what a state is held to on an issue is watched: as closely as any of it.
double Regime::monitored(StateId state, IssueId issue, Monitoring const& monitoring) const
{
    double closest = 0.0;
    for (Commitment const& c : at(state, issue)) {
        closest = std::max(closest, monitoring(c.forum, issue));
    }
    return closest;
}

void Regime::implement(VectorView rate, Monitoring const& monitoring)
{
    Matrix const way = target() - policy_;
    for (Eigen::Index i = 0; i < way.rows(); ++i) {
        for (Eigen::Index k = 0; k < way.cols(); ++k) {
            bool const held_here = monitoring && !is_dyadic(IssueId{k});
            double const m = held_here ? monitored(StateId{i}, IssueId{k}, monitoring) : 0.0;
            policy_(i, k) += hastened(rate(i), m) * way(i, k);
        }
    }
    policy_alone_ += rate.asDiagonal() * (alone_ - policy_alone_);
    for (std::size_t k = 0; k < dyads_.size(); ++k) {
        if (dyads_[k]) {
            auto const watched = [&](ForumId forum) {
                return monitoring ? monitoring(forum, IssueId{k}) : 0.0;
            };
            dyads_[k]->implement(rate, alone_.col(IssueId{k}.index()), watched);
        }
    }
    renew_in_effect();
}

}  // namespace parley
