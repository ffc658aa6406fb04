#include "forum/sitting.hpp"

#include "forum/seating.hpp"
#include "forum/secretariat.hpp"

#include <algorithm>

namespace parley {
namespace {

/// Is what the forum has settled old enough, or near enough to its end, to be talked about again?
bool is_reopened(Sitting const& sitting, IssueId issue, World const& world)
{
    Forum const& forum = sitting.forum;
    bool const negotiated = forum.renewal == Renewal::negotiated;
    if (!forum.reopens && !negotiated) {
        return false;
    }
    return std::ranges::all_of(forum.members, [&](StateId i) {
        Commitment const* const held = world.regime.held(i, issue, sitting.id);
        return held == nullptr || (forum.reopens && held->tick + *forum.reopens <= sitting.tick) ||
               (negotiated && held->lapses && *held->lapses - forum.notice <= sitting.tick);
    });
}

/// Does an agreement of this forum bind all present members, or on a dyadic issue all whom it
/// concerns, and is it not talked about again?
bool is_settled(Sitting const& sitting, IssueId issue, World const& world)
{
    auto const& members = sitting.forum.members;
    bool const reopened = is_reopened(sitting, issue, world);
    if (!world.regime.is_dyadic(issue)) {
        return !reopened && std::ranges::all_of(members, [&](StateId i) {
            return world.regime.binds(i, issue, sitting.id);
        });
    }
    Seating const seating{members, {&issue, 1}, sitting.id};
    return std::ranges::all_of(members, [&](StateId i) {
        return std::ranges::all_of(members, [&](StateId j) {
            return !seating.concerns(world, i, j, issue) ||
                   (!reopened && world.regime.binds(i, j, issue, sitting.id));
        });
    });
}

}  // namespace

double Sitting::mediation(std::span<Organisation const> organisations) const
{
    return Secretariat{organisations, id}.mediation(agenda);
}

double Sitting::frankness_with(std::span<Organisation const> organisations) const
{
    return habits.frankness + (1.0 - habits.frankness) * mediation(organisations);
}

std::vector<IssueId> open_issues(Sitting const& sitting, World const& world)
{
    std::vector<IssueId> candidates{sitting.agenda.begin(), sitting.agenda.end()};
    if (sitting.forum.scope == Scope::comprehensive) {
        for (Eigen::Index k = 0; k < world.issues.count(); ++k) {
            if (is_linkage(world.issues.kind[IssueId{k}.slot()]) &&
                std::ranges::count(candidates, IssueId{k}) == 0) {
                candidates.emplace_back(k);
            }
        }
        std::ranges::sort(candidates);
    }
    std::erase_if(candidates, [&](IssueId k) {
        bool const out_of_reach = world.lowest.size() > 0 && !(world.issues.reach(k.index()) > 0.0);
        return out_of_reach || world.regime.awaits(k, sitting.id) || is_settled(sitting, k, world);
    });
    return candidates;
}

}  // namespace parley
