#include "forum/routing.hpp"

#include "forum/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace parley {
namespace {

bool may_treat(Forum const& forum, IssueId issue, int tick)
{
    return forum.is_open(tick) && forum.members.size() > 1 &&
           std::ranges::count(forum.agenda, issue) > 0;
}

}  // namespace

Routing::Routing(Params params, std::size_t forums, Eigen::Index issues)
    : params_{params},
      issues_{IssueId{issues}.slot()},
      records_(forums * issues_),
      members_(forums)
{
    if (!(params.coverage >= 0.0 && params.coverage <= 1.0) || params.patience < 1) {
        throw std::invalid_argument{"coverage must be in [0, 1] and patience >= 1"};
    }
}

Routing::Record& Routing::at(ForumId forum, IssueId issue)
{
    return records_[forum.slot() * issues_ + issue.slot()];
}

Routing::Record const& Routing::at(ForumId forum, IssueId issue) const
{
    return records_[forum.slot() * issues_ + issue.slot()];
}

void Routing::renew(World const& world, Interdependence const& ties, std::span<Forum const> forums,
                    int tick, Expectation const& expected)
{
    if (is_fixed()) {
        return;
    }
    if (params_.policy != RoutingPolicy::forum_shopping) {
        remember(world, ties, forums);
    }
    for (Eigen::Index k = 0; k < world.issues.count(); ++k) {
        if (params_.policy == RoutingPolicy::forum_shopping) {
            shop(world, forums, IssueId{k}, tick, expected);
        } else {
            serve(world, forums, IssueId{k}, tick);
        }
    }
}

void Routing::remember(World const& world, Interdependence const& ties, std::span<Forum const> forums)
{
    bool const counts = params_.policy == RoutingPolicy::subsidiarity;
    Matrix const weight = world.actual.weight();
    for (std::size_t f = 0; f < forums.size(); ++f) {
        bool const others = members_[f] != forums[f].members;
        members_[f] = forums[f].members;
        Vector const covered = counts ? coverage(weight, ties, members_[f])
                                      : Vector::Ones(static_cast<Eigen::Index>(issues_));
        for (std::size_t k = 0; k < issues_; ++k) {
            Record& record = at(ForumId{f}, IssueId{k});
            bool const covers = covered(IssueId{k}.index()) >= params_.coverage;
            if (others || (covers && !record.covers)) {
                record.deadlocks = 0;
            }
            record.covers = covers;
        }
    }
}

void Routing::serve(World const& world, std::span<Forum const> forums, IssueId issue, int tick)
{
    int const top = static_cast<int>(level_names.size()) - 1;
    auto const step = [&](Forum const& forum) {
        int const level = static_cast<int>(forum.level);
        return params_.policy == RoutingPolicy::top_down ? top - level : level;
    };
    std::vector<char> served(StateId{world.states.count()}.slot(), 0);
    auto const unserved = [&](StateId i) { return served[i.slot()] == 0; };
    std::vector<int> last(served.size(), -1);  // step at which a state finds its last forum
    for (std::size_t f = 0; f < forums.size(); ++f) {
        at(ForumId{f}, issue).takes_up = false;
        if (may_treat(forums[f], issue, tick)) {
            for (StateId const i : forums[f].members) {
                last[i.slot()] = std::max(last[i.slot()], step(forums[f]));
            }
        }
    }
    for (int now = 0; now <= top; ++now) {
        std::vector<StateId> newly;
        for (std::size_t f = 0; f < forums.size(); ++f) {
            Record& record = at(ForumId{f}, issue);
            if (step(forums[f]) == now && may_treat(forums[f], issue, tick) && record.covers &&
                record.deadlocks < params_.patience &&
                std::ranges::count_if(forums[f].members, unserved) > 1) {
                record.takes_up = true;
                newly.insert(newly.end(), forums[f].members.begin(), forums[f].members.end());
            }
        }
        for (StateId const i : newly) {
            served[i.slot()] = 1;
        }
    }
    for (std::size_t f = 0; f < forums.size(); ++f) {
        auto const has_no_other = [&](StateId i) {
            return unserved(i) && last[i.slot()] == step(forums[f]);
        };
        if (may_treat(forums[f], issue, tick) &&
            std::ranges::count_if(forums[f].members, has_no_other) > 1) {
            at(ForumId{f}, issue).takes_up = true;
        }
    }
}

void Routing::shop(World const& world, std::span<Forum const> forums, IssueId issue, int tick,
                   Expectation const& expected)
{
    struct Choice {
        std::size_t forum = 0;
        double gain = -1.0;
    };
    std::vector<Choice> choices(StateId{world.states.count()}.slot());
    for (std::size_t f = 0; f < forums.size(); ++f) {
        if (!may_treat(forums[f], issue, tick)) {
            continue;
        }
        Vector const gains = expected(ForumId{f}, issue);
        for (std::size_t n = 0; n < forums[f].members.size(); ++n) {
            Choice& own = choices[forums[f].members[n].slot()];
            double const gain = gains(static_cast<Eigen::Index>(n));
            bool const equal = std::abs(gain - own.gain) <= 1e-9;
            if (equal ? forums[f].level < forums[own.forum].level : gain > own.gain) {
                own = {f, gain};
            }
        }
    }
    for (std::size_t f = 0; f < forums.size(); ++f) {
        double chosen = 0.0;
        double all = 0.0;
        for (StateId const i : forums[f].members) {
            double const power = world.states.power(i.index());
            all += power;
            chosen += choices[i.slot()].gain >= 0.0 && choices[i.slot()].forum == f ? power : 0.0;
        }
        at(ForumId{f}, issue).takes_up = chosen > 0.0 && chosen >= 0.5 * all;
    }
}

void Routing::note(ForumId forum, std::span<IssueId const> issues, bool agreed)
{
    for (IssueId const k : issues) {
        int& deadlocks = at(forum, k).deadlocks;
        deadlocks = agreed ? 0 : deadlocks + 1;
    }
}

bool Routing::takes_up(ForumId forum, IssueId issue) const
{
    return at(forum, issue).takes_up;
}

Forum Routing::part_of(Forum const& forum, ForumId id) const
{
    Forum part = forum;
    std::erase_if(part.agenda, [&](IssueId k) { return !takes_up(id, k); });
    return part;
}

}  // namespace parley
