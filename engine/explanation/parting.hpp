#pragma once

#include "explanation/trail.hpp"

#include <string>

namespace parley {

/// A run that is held against another one.
struct Side {
    Setup const& setup;
    Trail const& trail;
};

/// Why a run has no table on issues that lie on one in the other run.
enum class Absence {
    none,           ///< it has one
    no_forum,       ///< there is no such forum
    closed,         ///< the forum has not opened, or has closed
    no_meeting,     ///< the forum is open and does not meet in this month
    no_team,        ///< talks could have opened and found no free team
    other_time,     ///< the same talks end in another month
    no_talks,       ///< members opened no talks
    off_agenda,     ///< the forum does not treat them
    elsewhere,      ///< routing leaves them to other forums
    few_members,    ///< fewer than two are left
    still_settled,  ///< what the forum agreed on them before stands
    unknown,
};

/// The first meeting that two runs with the same random numbers do not share: until there both
/// agree on the same terms at the same tables, so that what differs there goes back to what the
/// second run was given otherwise. Issues and states are those of both runs.
struct Parting {
    int tick = 0;
    std::string forum;  ///< its id
    /// the same place in either setup; none: it has no such forum
    std::optional<ForumId> in_first{}, in_second{};
    std::vector<IssueId> lost{};  ///< agreed in the first run, not in the second
    std::vector<IssueId> won{};   ///< agreed in the second, not in the first
    struct Moved {
        IssueId issue;
        double from = 0.0;
        double to = 0.0;
    };
    std::vector<Moved> moved{};          ///< agreed in both, on other terms
    std::vector<StateId> bound_now{};    ///< bound in the second run only
    std::vector<StateId> bound_then{};   ///< bound in the first run only
    bool fails_otherwise = false;        ///< fails in both, for another reason or by another member
    bool regrouped = false;              ///< the same issues lie together in another way
    std::vector<IssueId> untabled{};     ///< on a table in one of the runs only
    Absence absence = Absence::none;     ///< why in the other they are not
    bool absent_in_first = false;        ///< the first is that other
    std::vector<StateId> came{};         ///< sit in the second run only
    std::vector<StateId> stayed_away{};  ///< sit in the first run only
    /// by Brought: who brought something else to the tables
    std::array<std::vector<StateId>, brought_count> brought{};
    /// of what was lost why it fails in the second run, else of what was won why it fails in the
    /// first, else of what fails in the second; none: nothing fails
    std::optional<Mechanism> mechanism{};
    StateId blocked_by{};
    /// where `fails_otherwise` alone is the case, the same of the first run
    std::optional<Mechanism> mechanism_then{};
    StateId blocked_by_then{};

    /// Does an issue find agreement in one of them alone?
    [[nodiscard]] bool turns() const { return !lost.empty() || !won.empty(); }
    /// Is anything agreed otherwise?
    [[nodiscard]] bool changes_agreements() const
    {
        return turns() || !moved.empty() || !bound_now.empty() || !bound_then.empty();
    }

    /// The same event, whatever the numbers: what replicates are counted by.
    [[nodiscard]] bool is_like(Parting const& other) const;
};

/// Which meetings count as having gone otherwise.
enum class Sought { any, changed_agreements, turned };

/// The first of them; none: there is none in these runs. Terms within 1e-9 are the same.
/// O(tables log tables).
[[nodiscard]] std::optional<Parting> first_parting(Side const& first, Side const& second,
                                                   Sought sought);

}  // namespace parley
