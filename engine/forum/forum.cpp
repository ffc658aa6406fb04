#include "forum/forum.hpp"

#include "forum/seating.hpp"

#include <algorithm>

namespace parley {

bool Forum::is_open(int tick) const
{
    return tick >= first_tick && (!closing_tick || tick < *closing_tick);
}

bool Forum::meets(int tick) const
{
    return is_open(tick) && (tick - first_tick) % interval == 0;
}

double Forum::mediation(std::vector<Organisation> const& organisations) const
{
    if (!secretariat || agenda.empty()) {
        return 0.0;
    }
    Organisation const& organisation = organisations[secretariat->slot()];
    auto const covered = std::ranges::count_if(
        agenda, [&](IssueId k) { return std::ranges::count(organisation.mandate, k) > 0; });
    double const share = static_cast<double>(covered) / static_cast<double>(agenda.size());
    return organisation.mediation * share;
}

double Forum::frankness_with(std::vector<Organisation> const& organisations) const
{
    return frankness + (1.0 - frankness) * mediation(organisations);
}

namespace {

/// Does an agreement of this forum bind all present members, or on a dyadic issue all whom it
/// concerns?
bool is_settled(Forum const& forum, ForumId id, IssueId issue, World const& world)
{
    if (!world.regime.is_dyadic(issue)) {
        return std::ranges::all_of(forum.members,
                                   [&](StateId i) { return world.regime.binds(i, issue, id); });
    }
    Seating const seating{forum.members, {&issue, 1}, id};
    return std::ranges::all_of(forum.members, [&](StateId i) {
        return std::ranges::all_of(forum.members, [&](StateId j) {
            return world.regime.binds(i, j, issue, id) || !seating.concerns(world, i, j, issue);
        });
    });
}

}  // namespace

std::vector<IssueId> open_issues(Forum const& forum, ForumId id, World const& world)
{
    std::vector<IssueId> candidates = forum.agenda;
    if (forum.scope == Scope::comprehensive) {
        for (Eigen::Index k = 0; k < world.issues.count(); ++k) {
            auto const kind = world.issues.kind[IssueId{k}.slot()];
            bool const linkage = kind == IssueKind::linkage || kind == IssueKind::transfer;
            if (linkage && std::ranges::count(candidates, IssueId{k}) == 0) {
                candidates.emplace_back(k);
            }
        }
        std::ranges::sort(candidates);
    }
    std::erase_if(candidates, [&](IssueId k) {
        return world.regime.awaits(k, id) || is_settled(forum, id, k, world);
    });
    return candidates;
}

}  // namespace parley
