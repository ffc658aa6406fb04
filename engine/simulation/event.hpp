#pragma once

#include "forum/forum.hpp"
#include "model/state_keys.hpp"

#include <array>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>

namespace parley {

/// How a run refers to what an event is about: by index. A scenario does it by name (ByName).
struct ById {
    using State = StateId;
    using Issue = IssueId;
    using Forum = ForumId;
    using Organisation = OrganisationId;
    using Span = int;                              ///< ticks, >= 1
    using Roles = std::array<double, role_count>;  ///< role weights, sum 1

    /// A decision rule with its parameters.
    struct Rule {
        RuleEntry const* entry = nullptr;
        ParameterValues values{};
        friend bool operator==(Rule const&, Rule const&) = default;
    };
};

// What can happen to the world, a type each, written once for those who refer by name and by index.
// `kind` is what scenarios, results and random streams call it. By its `members`, all of them, an
// event of names becomes one of indices.

/// Flows from some states to others are `factor` times what they were, for a while.
template <class Ref>
struct FlowShock {
    static constexpr std::string_view kind{"flow_shock"};
    std::vector<typename Ref::State> from{};
    std::vector<typename Ref::State> to{};
    double factor = 1.0;  ///< >= 0
    typename Ref::Span lasts{};

    static auto members(auto& event)
    {
        auto& [from, to, factor, lasts] = event;
        return std::tie(from, to, factor, lasts);
    }
    friend bool operator==(FlowShock const&, FlowShock const&) = default;
};

/// The actual profile of a state moves by `weight` in [0, 1] towards other role weights.
template <class Ref>
struct ProfileChange {
    static constexpr std::string_view kind{"profile"};
    typename Ref::State state{};
    typename Ref::Roles roles{};
    double weight = 1.0;

    static auto members(auto& event)
    {
        auto& [state, roles, weight] = event;
        return std::tie(state, roles, weight);
    }
    friend bool operator==(ProfileChange const&, ProfileChange const&) = default;
};

/// A state comes to believe in, or to profess, another profile.
template <class Ref>
struct SelfImageChange {
    static constexpr std::string_view kind{"self_image"};
    typename Ref::State state{};
    typename Ref::Roles roles{};

    static auto members(auto& event)
    {
        auto& [state, roles] = event;
        return std::tie(state, roles);
    }
    friend bool operator==(SelfImageChange const&, SelfImageChange const&) = default;
};

/// A change of government: states come to recognise or to disclose more, or less. What fades
/// without meetings fades towards these from now on.
template <class Ref>
struct OutlookChange {
    static constexpr std::string_view kind{"outlook"};
    std::vector<typename Ref::State> states{};
    Outlook<StateChange> outlook{};

    static auto members(auto& event)
    {
        auto& [states, outlook] = event;
        return std::tie(states, outlook);
    }
    friend bool operator==(OutlookChange const&, OutlookChange const&) = default;
};

/// States grow or shrink, become richer or poorer, stronger or weaker. What is not there stays.
template <class Ref>
struct SizeChange {
    static constexpr std::string_view kind{"size"};
    std::vector<typename Ref::State> states{};
    std::optional<double> population{};    ///< persons, > 0
    std::optional<double> gdp_per_head{};  ///< USD a year, > 0
    std::optional<double> power{};         ///< > 0, in the unit of the scenario

    static auto members(auto& event)
    {
        auto& [states, population, gdp_per_head, power] = event;
        return std::tie(states, population, gdp_per_head, power);
    }
    friend bool operator==(SizeChange const&, SizeChange const&) = default;
};

/// What becomes of agreements that bind a state when a part of it becomes a state of its own, in
/// forums where that has a seat.
enum class Treaties {
    continuity,   ///< they bind it, too [Vienna Convention 1978, Art. 34]
    clean_slate,  ///< they do not: it is newly independent [Art. 16]
};
inline constexpr std::array<std::string_view, 2> treaties_names{"continuity", "clean_slate"};

/// Parts of a state become states of their own, which did not exist before; the other goes on.
template <class Ref>
struct Separation {
    static constexpr std::string_view kind{"separation"};
    std::vector<typename Ref::State> states{};
    typename Ref::State from{};
    Treaties treaties = Treaties::continuity;

    static auto members(auto& event)
    {
        auto& [states, from, treaties] = event;
        return std::tie(states, from, treaties);
    }
    friend bool operator==(Separation const&, Separation const&) = default;
};

/// States end and become parts of another. What binds them ends with them; what binds that state
/// holds for them, too [Vienna Convention 1978, Art. 15].
template <class Ref>
struct Union {
    static constexpr std::string_view kind{"union"};
    std::vector<typename Ref::State> states{};
    typename Ref::State into{};

    static auto members(auto& event)
    {
        auto& [states, into] = event;
        return std::tie(states, into);
    }
    friend bool operator==(Union const&, Union const&) = default;
};

/// Domestic politics override what a state's roles suggest on an issue.
template <class Ref>
struct Override {
    static constexpr std::string_view kind{"override"};
    typename Ref::State state{};
    typename Ref::Issue issue{};
    std::optional<double> ideal{};     ///< in [0, 1]
    std::optional<double> salience{};  ///< before exposure, >= 0
    double weight = 1.0;               ///< in [0, 1]
    std::string reason{};              ///< why, with its source

    static auto members(auto& event)
    {
        auto& [state, issue, ideal, salience, weight, reason] = event;
        return std::tie(state, issue, ideal, salience, weight, reason);
    }
    friend bool operator==(Override const&, Override const&) = default;
};

/// Issues weigh `factor` times as much in domestic politics, for a while.
template <class Ref>
struct Attention {
    static constexpr std::string_view kind{"attention"};
    std::vector<typename Ref::State> states{};
    std::vector<typename Ref::Issue> issues{};
    double factor = 1.0;  ///< > 0
    typename Ref::Span lasts{};

    static auto members(auto& event)
    {
        auto& [states, issues, factor, lasts] = event;
        return std::tie(states, issues, factor, lasts);
    }
    friend bool operator==(Attention const&, Attention const&) = default;
};

/// States join a forum.
template <class Ref>
struct Accession {
    static constexpr std::string_view kind{"accession"};
    typename Ref::Forum forum{};
    std::vector<typename Ref::State> states{};

    static auto members(auto& event)
    {
        auto& [forum, states] = event;
        return std::tie(forum, states);
    }
    friend bool operator==(Accession const&, Accession const&) = default;
};

/// States leave a forum and are released from its agreements.
template <class Ref>
struct Withdrawal {
    static constexpr std::string_view kind{"withdrawal"};
    typename Ref::Forum forum{};
    std::vector<typename Ref::State> states{};

    static auto members(auto& event)
    {
        auto& [forum, states] = event;
        return std::tie(forum, states);
    }
    friend bool operator==(Withdrawal const&, Withdrawal const&) = default;
};

/// A forum may treat more issues, or fewer.
template <class Ref>
struct AgendaChange {
    static constexpr std::string_view kind{"agenda"};
    typename Ref::Forum forum{};
    std::vector<typename Ref::Issue> add{};
    std::vector<typename Ref::Issue> remove{};

    static auto members(auto& event)
    {
        auto& [forum, add, remove] = event;
        return std::tie(forum, add, remove);
    }
    friend bool operator==(AgendaChange const&, AgendaChange const&) = default;
};

/// A treaty changes how a forum decides, and how its agreements bind from now on. What is not there
/// stays.
template <class Ref>
struct Reform {
    static constexpr std::string_view kind{"reform"};
    typename Ref::Forum forum{};
    std::optional<typename Ref::Rule> rule{};
    std::optional<double> bindingness{};  ///< in (0, 1]

    static auto members(auto& event)
    {
        auto& [forum, rule, bindingness] = event;
        return std::tie(forum, rule, bindingness);
    }
    friend bool operator==(Reform const&, Reform const&) = default;
};

/// A forum opens: it meets from now on.
template <class Ref>
struct ForumOpening {
    static constexpr std::string_view kind{"opening"};
    typename Ref::Forum forum{};

    static auto members(auto& event)
    {
        auto& [forum] = event;
        return std::tie(forum);
    }
    friend bool operator==(ForumOpening const&, ForumOpening const&) = default;
};

/// An organisation's budgets are others from now on.
template <class Ref>
struct Funding {
    static constexpr std::string_view kind{"funding"};
    typename Ref::Organisation organisation{};
    std::optional<double> assistance{};   ///< USD a year, >= 0
    std::optional<double> relief{};       ///< likewise
    std::optional<double> development{};  ///< likewise

    static auto members(auto& event)
    {
        auto& [organisation, assistance, relief, development] = event;
        return std::tie(organisation, assistance, relief, development);
    }
    friend bool operator==(Funding const&, Funding const&) = default;
};

/// One of all that can happen, in the order in which the manual names it.
template <class Ref>
using WhatHappens = std::variant<FlowShock<Ref>, ProfileChange<Ref>, SelfImageChange<Ref>,
                                 OutlookChange<Ref>, SizeChange<Ref>, Separation<Ref>, Union<Ref>,
                                 Override<Ref>, Attention<Ref>, Accession<Ref>, Withdrawal<Ref>,
                                 AgendaChange<Ref>, Reform<Ref>, ForumOpening<Ref>, Funding<Ref>>;

/// Something that happens to the world at a date, or, with a hazard, at random.
struct Event {
    using What = WhatHappens<ById>;
    std::string about;
    std::optional<int> tick{};  ///< when; none: at random
    double hazard = 0.0;        ///< probability a year, in [0, 1], when it has no tick
    What what;
};

/// "flow_shock", "attention", ...
[[nodiscard]] std::string_view kind_of(Event const& event);

/// Writes an override into domestic politics.
void apply(Override<ById> const& override_, DomesticPolitics& politics);

}  // namespace parley
