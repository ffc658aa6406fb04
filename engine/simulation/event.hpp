#pragma once

#include "forum/forum.hpp"

#include <array>
#include <variant>

namespace parley {

/// Flows from some states to others are `factor` times what they were, for a while.
struct FlowShock {
    std::vector<StateId> from;
    std::vector<StateId> to;
    double factor = 1.0;  ///< >= 0
    int ticks = 1;        ///< >= 1
};

/// Issues weigh `factor` times as much in domestic politics, for a while.
struct Attention {
    std::vector<StateId> states;
    std::vector<IssueId> issues;
    double factor = 1.0;  ///< > 0
    int ticks = 1;        ///< >= 1
};

/// The actual profile of a state moves by `weight` in [0, 1] towards other role weights.
struct ProfileChange {
    StateId state;
    std::array<double, role_count> profile{};  ///< role weights, sum 1
    double weight = 1.0;
};

/// A state comes to believe in, or to profess, another profile.
struct SelfImageChange {
    StateId state;
    std::array<double, role_count> self_image{};  ///< role weights, sum 1
};

/// A change of government: states come to recognise or to disclose more, or less. What fades
/// without meetings fades towards these from now on.
struct OutlookChange {
    std::vector<StateId> states;
    std::optional<double> recognition{};  ///< in [0, 1]
    std::optional<double> disclosure{};   ///< in [0, 1]
};

/// Domestic politics override what a state's roles suggest on an issue.
struct Override {
    StateId state;
    IssueId issue;
    std::optional<double> ideal{};     ///< in [0, 1]
    std::optional<double> salience{};  ///< before exposure, >= 0
    double weight = 1.0;               ///< in [0, 1]
};

/// States join a forum.
struct Accession {
    ForumId forum;
    std::vector<StateId> states;
};

/// States leave a forum and are released from its agreements.
struct Withdrawal {
    ForumId forum;
    std::vector<StateId> states;
};

/// A forum may treat more issues, or fewer.
struct AgendaChange {
    ForumId forum;
    std::vector<IssueId> add;
    std::vector<IssueId> remove;
};

/// A forum opens: it meets from now on.
struct Opening {
    ForumId forum;
};

/// An organisation's budgets are others from now on.
struct Funding {
    OrganisationId organisation;
    std::optional<double> assistance{};   ///< USD a year, >= 0
    std::optional<double> relief{};       ///< likewise
    std::optional<double> development{};  ///< likewise
};

/// Something that happens to the world at a date, or, with a hazard, at random.
struct Event {
    using What = std::variant<FlowShock, Attention, ProfileChange, SelfImageChange, OutlookChange,
                              Override, Accession, Withdrawal, AgendaChange, Opening, Funding>;
    std::string about;
    std::optional<int> tick{};  ///< when; none: at random
    double hazard = 0.0;        ///< probability a year, in [0, 1], when it has no tick
    What what;
};

/// "flow_shock", "attention", ...
[[nodiscard]] std::string_view kind_of(Event const& event);

/// Writes an override into domestic politics.
void apply(Override const& override_, DomesticPolitics& politics);

}  // namespace parley
