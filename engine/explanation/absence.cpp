#include "explanation/absence.hpp"

#include <algorithm>

namespace parley {
namespace {

/// A forum as a tick found it.
ForumTrail const* at(std::vector<ForumTrail> const& changes, int tick)
{
    auto const after = std::ranges::upper_bound(changes, tick, {}, &ForumTrail::tick);
    return after == changes.begin() ? nullptr : &*std::prev(after);
}

Absence absence_of_talks(Side const& run, ForumId forum, IssueId issue, TableTrail const& there)
{
    bool const later = std::ranges::any_of(run.trail.tables, [&](TableTrail const& table) {
        return table.forum == forum && table.holds(issue) && table.talks &&
               (!there.talks || table.talks->number == there.talks->number);
    });
    if (later) {
        return Absence::other_time;
    }
    bool const missed = std::ranges::any_of(run.trail.missed, [&](MissedTrail const& trail) {
        Topic const& topic = trail.missed.topic;
        return topic.forum == forum && (topic.issue == issue || topic.issue == IssueId{}) &&
               trail.tick <= there.tick;
    });
    return missed ? Absence::no_team : Absence::no_talks;
}

}  // namespace

Absence absence_of(Side const& run, std::optional<ForumId> forum, IssueId issue,
                   TableTrail const& there)
{
    if (!forum) {
        return Absence::no_forum;
    }
    Forum const& described = run.setup.forums[forum->slot()];
    ForumTrail const* const now = at(run.trail.forums[forum->slot()], there.tick);
    if (now == nullptr || !now->open) {
        return Absence::closed;
    }
    if (now->members.size() < 2) {
        return Absence::few_members;
    }
    if (std::ranges::count(now->agenda, issue) == 0) {
        return std::ranges::count(described.agenda, issue) > 0 &&
                       run.setup.routing.policy != RoutingPolicy::fixed
                   ? Absence::elsewhere
                   : Absence::off_agenda;
    }
    bool const settled = std::ranges::any_of(run.trail.tables, [&](TableTrail const& table) {
        return table.tick < there.tick && table.forum == *forum && table.agreed_on(issue);
    });
    if (described.talks) {
        Absence const found = absence_of_talks(run, *forum, issue, there);
        return found == Absence::no_talks && settled ? Absence::still_settled : found;
    }
    if (std::ranges::count(run.trail.meetings[forum->slot()], there.tick) == 0) {
        return Absence::no_meeting;
    }
    return settled ? Absence::still_settled : Absence::unknown;
}

}  // namespace parley
