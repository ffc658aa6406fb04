#pragma once

#include "forum/forum.hpp"
#include "forum/maturity.hpp"

#include <span>

namespace parley {

/// A forum as it sits at one tick: what is left to it of its agenda, and what it has become by its
/// maturity. It borrows the forum and the agenda.
struct Sitting {
    /// With all of its agenda.
    Sitting(Forum const& of, ForumId its_id, int at_tick = 0)
        : Sitting{of, its_id, at_tick, of.agenda}
    {
    }

    Sitting(Forum const& of, ForumId its_id, int at_tick, std::span<IssueId const> left)
        : forum{of}, id{its_id}, tick{at_tick}, agenda{left}, habits{at_maturity(of)}
    {
    }

    /// The same with a part of its agenda.
    [[nodiscard]] Sitting about(std::span<IssueId const> part) const
    {
        return {forum, id, tick, part};
    }

    Forum const& forum;
    ForumId id;
    int tick;
    std::span<IssueId const> agenda;  ///< of the forum's issues those that it may take up
    Habits habits;

    /// How well its secretariat serves it on what it may take up: Secretariat::mediation, 0 without
    /// one.
    [[nodiscard]] double mediation(std::span<Organisation const> organisations) const;

    /// Frankness with the help of its secretariat: f + (1 - f) mediation.
    [[nodiscard]] double frankness_with(std::span<Organisation const> organisations) const;
};

/// The issues that a meeting takes up: those on the agenda, and for a comprehensive forum the
/// linkage issues and transfers, that no agreement of this forum binding all present members has
/// settled, and none on its way to ratification may; where the forum reopens issues, one that was
/// settled `reopens` ticks ago is open again. A dyadic issue is settled when nothing is left
/// between two members: they are bound by this forum, or by a more specific agreement, or it does
/// not concern both. Authorities take up what is devolved alone. With routing `fixed` nothing else
/// decides.
[[nodiscard]] std::vector<IssueId> open_issues(Sitting const& sitting, World const& world);

}  // namespace parley
