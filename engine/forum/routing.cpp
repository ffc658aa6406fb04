#include "forum/routing.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace parley {
namespace {

int constexpr top = static_cast<int>(level_names.size()) - 1;

bool may_treat(Forum const& forum, IssueId issue, int tick)
{
    return forum.is_open(tick) && forum.members.size() > 1 &&
           std::ranges::count(forum.agenda, issue) > 0;
}

/// Those for whom a forum treats an issue: its members, or the states of its authorities.
std::vector<std::size_t> states_of(Forum const& forum)
{
    std::vector<std::size_t> slots;
    if (forum.is_of_authorities()) {
        std::ranges::transform(forum.parts, std::back_inserter(slots),
                               [](StatePart const& part) { return part.state.slot(); });
    } else {
        std::ranges::transform(forum.members, std::back_inserter(slots), &StateId::slot);
    }
    return slots;
}

/// Do authorities of one state alone meet there, who take nothing from other forums?
bool is_internal(Forum const& forum)
{
    return forum.parts.size() == 1;
}

/// Pairs of members to both of whom it matters what they do towards each other: places in a matrix
/// of states.
std::vector<std::size_t> pairs_concerned(World const& world, Forum const& forum, IssueId issue)
{
    auto const states = StateId{world.states.count()}.slot();
    Matrix const g =
        world.interdependence.among(forum.members, world.issues.dependence[issue.slot()]);
    std::vector<std::size_t> pairs;
    for (std::size_t a = 0; a < forum.members.size(); ++a) {
        for (std::size_t b = 0; b < forum.members.size(); ++b) {
            auto const [i, j] = std::pair{StateId{a}.index(), StateId{b}.index()};
            if (forum.members[a] < forum.members[b] && g(i, j) > 0.0 && g(j, i) > 0.0) {
                pairs.push_back(forum.members[a].slot() * states + forum.members[b].slot());
            }
        }
    }
    return pairs;
}

}  // namespace

Routing::Routing(Params params, std::size_t forums, Eigen::Index issues)
    : params_{params}, issues_{IssueId{issues}.slot()}, records_(forums * issues_), members_(forums)
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

void Routing::renew(World const& world, Coverage const& coverage, std::span<Forum const> forums,
                    int tick, Expectation const& expected)
{
    if (is_fixed()) {
        return;
    }
    if (params_.policy != RoutingPolicy::forum_shopping) {
        remember(world, coverage, forums);
    }
    for (Eigen::Index k = 0; k < world.issues.count(); ++k) {
        if (params_.policy == RoutingPolicy::forum_shopping) {
            shop(world, forums, IssueId{k}, tick, expected);
        } else {
            serve(world, forums, IssueId{k}, tick);
        }
    }
}

void Routing::remember(World const& world, Coverage const& coverage, std::span<Forum const> forums)
{
    bool const counts = params_.policy == RoutingPolicy::subsidiarity;
    Vector const everything = Vector::Ones(static_cast<Eigen::Index>(issues_));
    for (std::size_t f = 0; f < forums.size(); ++f) {
        bool const others = members_[f] != forums[f].members;
        members_[f] = forums[f].members;
        Vector const& covered = counts ? coverage(world, forums[f], ForumId{f}) : everything;
        for (std::size_t k = 0; k < issues_; ++k) {
            Record& record = at(ForumId{f}, IssueId{k});
            bool const covers = covered(IssueId{k}.index()) >= params_.coverage ||
                                world.issues.is_dyadic(IssueId{k}.index());
            if (others || (covers && !record.covers)) {
                record.deadlocks = 0;
            }
            record.covers = covers;
        }
    }
}

/// At which step on the way from level to level a forum comes.
int Routing::step(Forum const& forum) const
{
    int const level = static_cast<int>(forum.level);
    return params_.policy == RoutingPolicy::top_down ? top - level : level;
}

void Routing::serve(World const& world, std::span<Forum const> forums, IssueId issue, int tick)
{
    // Whom an issue is routed for: states, of which it takes two, or on a dyadic issue pairs.
    auto const states = StateId{world.states.count()}.slot();
    bool const pairs = world.issues.is_dyadic(issue.index());
    std::ptrdiff_t const enough = pairs ? 1 : 2;
    std::vector<std::vector<std::size_t>> whom(forums.size());  // of forums that may treat it
    std::vector<char> served(pairs ? states * states : states, 0);
    std::vector<int> last(served.size(), -1);  // step at which somebody finds its last forum
    for (std::size_t f = 0; f < forums.size(); ++f) {
        at(ForumId{f}, issue).takes_up =
            is_internal(forums[f]) && may_treat(forums[f], issue, tick);
        if (may_treat(forums[f], issue, tick) && !is_internal(forums[f])) {
            whom[f] = pairs ? pairs_concerned(world, forums[f], issue) : states_of(forums[f]);
            for (std::size_t const unit : whom[f]) {
                last[unit] = std::max(last[unit], step(forums[f]));
            }
        }
    }
    for (int now = 0; now <= top; ++now) {
        std::vector<std::size_t> newly;
        for (std::size_t f = 0; f < forums.size(); ++f) {
            Record& record = at(ForumId{f}, issue);
            if (step(forums[f]) == now && record.covers && record.deadlocks < params_.patience &&
                std::ranges::count_if(whom[f], [&](auto u) { return served[u] == 0; }) >= enough) {
                record.takes_up = true;
                newly.insert(newly.end(), whom[f].begin(), whom[f].end());
            }
        }
        for (std::size_t const unit : newly) {
            served[unit] = 1;
        }
    }
    for (std::size_t f = 0; f < forums.size(); ++f) {
        auto const has_no_other = [&](std::size_t unit) {
            return served[unit] == 0 && last[unit] == step(forums[f]);
        };
        if (std::ranges::count_if(whom[f], has_no_other) >= enough) {
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
        if (!may_treat(forums[f], issue, tick) || forums[f].is_of_authorities()) {
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
        if (forums[f].is_of_authorities()) {
            at(ForumId{f}, issue).takes_up = may_treat(forums[f], issue, tick);
            continue;
        }
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

std::vector<IssueId> Routing::taken_up(Forum const& forum, ForumId id) const
{
    std::vector<IssueId> issues = forum.agenda;
    std::erase_if(issues, [&](IssueId k) { return !takes_up(id, k); });
    return issues;
}

}  // namespace parley
