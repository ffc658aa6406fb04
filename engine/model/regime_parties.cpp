#include "model/regime.hpp"

#include <algorithm>
#include <iterator>

// Who comes to be bound by what others have agreed, and who ceases to be.
namespace parley {

void Regime::release(StateId state, ForumId forum)
{
    for (std::size_t k = 0; k < commitments_.size(); ++k) {
        auto const ended = std::erase_if(at(state, IssueId{k}),
                                         [&](Commitment const& c) { return c.forum == forum; });
        if (ended > 0) {
            end_between(IssueId{k}, {&state, 1});
        }
    }
    for (Signed& awaited : awaited_) {
        if (awaited.agreement.forum == forum) {
            std::erase(awaited.agreement.signatories, state);
        }
    }
}

void Regime::succeed(StateId successor, StateId predecessor,
                     std::function<bool(ForumId)> const& continues)
{
    policy_.row(successor.index()) = policy_.row(predecessor.index());
    policy_alone_.row(successor.index()) = policy_alone_.row(predecessor.index());
    for (std::size_t k = 0; k < commitments_.size(); ++k) {
        auto& held = at(successor, IssueId{k});
        held.clear();
        std::ranges::copy_if(at(predecessor, IssueId{k}), std::back_inserter(held),
                             [&](Commitment const& c) { return continues(c.forum); });
        if (dyads_[k]) {
            dyads_[k]->succeed(successor, predecessor);
            dyads_[k]->join(successor, commitments_[k]);
        }
    }
    renew_in_effect();
}

void Regime::join(StateId newcomer, ForumId forum, std::span<StateId const> members)
{
    for (std::size_t k = 0; k < commitments_.size(); ++k) {
        Commitment const* latest = nullptr;
        for (StateId const i : members) {
            Commitment const* const c = held(i, IssueId{k}, forum);
            if (c != nullptr && i != newcomer &&
                (latest == nullptr || c->agreement > latest->agreement)) {
                latest = c;
            }
        }
        if (latest == nullptr || binds(newcomer, IssueId{k}, forum)) {
            continue;
        }
        at(newcomer, IssueId{k}).push_back(*latest);
        if (dyads_[k]) {
            dyads_[k]->join(newcomer, commitments_[k]);
        }
    }
}

}  // namespace parley
