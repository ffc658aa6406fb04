#include "output/variables.hpp"

#include <concepts>
#include <stdexcept>
#include <utility>

namespace parley {
namespace {

using Dimensions = std::vector<Dimension>;
using Texts = std::vector<std::string>;
using enum Dimension;

template <std::size_t count>
Texts texts(std::array<std::string_view, count> const& views)
{
    return {views.begin(), views.end()};
}

template <class... Enumerators>
Texts names(Enumerators... enumerators)
{
    return {std::string{to_string(enumerators)}...};
}

template <class T>
constexpr Element element_of()
{
    if constexpr (std::same_as<T, double>) {
        return Element::float64;
    } else if constexpr (std::same_as<T, std::int8_t>) {
        return Element::int8;
    } else if constexpr (std::same_as<T, std::int16_t>) {
        return Element::int16;
    } else if constexpr (std::same_as<T, std::int32_t>) {
        return Element::int32;
    } else if constexpr (std::same_as<T, std::uint64_t>) {
        return Element::uint64;
    } else {
        static_assert(std::same_as<T, std::string>);
        return Element::text;
    }
}

template <class T>
struct Kept {
    using Entry = T;
    static std::span<T const> of(T const& one) { return {&one, 1}; }
};

template <class T>
struct Kept<std::vector<T>> {
    using Entry = T;
    static std::span<T const> of(std::vector<T> const& many) { return many; }
};

/// A variable that a run keeps in a member of its record.
template <class T>
Variable variable(std::string name, Dimensions dimensions, T RunRecord::*member,
                  std::string long_name)
{
    return {.name = std::move(name),
            .dimensions = std::move(dimensions),
            .element = element_of<typename Kept<T>::Entry>(),
            .long_name = std::move(long_name),
            .units = {},
            .flags = {},
            .values = [member](RunRecord const& run) { return Kept<T>::of(run.*member); }};
}

/// A variable that a run keeps in a column of its sessions.
template <class T>
Variable variable(std::string name, Dimensions dimensions, std::vector<T> SessionRecord::*member,
                  std::string long_name)
{
    return {.name = std::move(name),
            .dimensions = std::move(dimensions),
            .element = element_of<T>(),
            .long_name = std::move(long_name),
            .units = {},
            .flags = {},
            .values = [member](RunRecord const& run) {
                return Kept<std::vector<T>>::of(run.sessions.*member);
            }};
}

template <class Member>
Variable number(std::string name, Dimensions dimensions, Member member, std::string long_name,
                std::string units = "1")
{
    auto made = variable(std::move(name), std::move(dimensions), member, std::move(long_name));
    made.units = std::move(units);
    return made;
}

template <class Member>
Variable flag(std::string name, Dimensions dimensions, Member member, std::string long_name,
              Texts meanings)
{
    auto made = variable(std::move(name), std::move(dimensions), member, std::move(long_name));
    made.flags = std::move(meanings);
    return made;
}

template <class Member>
Variable flag_or_none(std::string name, Dimensions dimensions, Member member, std::string long_name,
                      Texts meanings)
{
    auto made = flag(std::move(name), std::move(dimensions), member, std::move(long_name),
                     std::move(meanings));
    made.may_be_none = true;
    return made;
}

std::vector<Variable> run_variables()
{
    using R = RunRecord;
    return {
        number("point", {run}, &R::point, "design point"),
        number("replicate", {run}, &R::replicate, "replicate"),
        number("seed", {run}, &R::seed, "seed of the random streams"),
        variable("what_if", {run}, &R::what_if, "variation of the scenario"),
        flag("status", {run}, &R::status, "how the run ended", {"finished", "failed"}),
        variable("failure", {run}, &R::failure, "what went wrong in a failed run"),
        number("power", {run, state}, &R::power, "power"),
        number("status_quo", {run, state, issue}, &R::status_quo, "national status quo"),
        number("profile", {run, time, state, role}, &R::profile, "actual weight of the role"),
        number("recognition", {run, time, state}, &R::recognition,
               "recognition of the actual profile"),
        number("disclosure", {run, time, state}, &R::disclosure,
               "disclosure of the perceived interests"),
        number("exposure", {run, time, state}, &R::exposure, "exposure to migration"),
        number("actual_payoff", {run, time, state}, &R::actual_payoff,
               "payoff of the policies in force by actual interests"),
        number("perceived_payoff", {run, time, state}, &R::perceived_payoff,
               "payoff of the policies in force by perceived interests"),
        number("ideal_point", {run, time, state, issue}, &R::ideal_point, "perceived ideal point"),
        number("declared_position", {run, time, state, issue}, &R::declared_position,
               "latest official stance at a table"),
        number("policy", {run, time, state, issue}, &R::policy, "policy in force"),
        number("attempts", {run, time, forum, issue}, &R::attempts,
               "tables that held the issue since the last record"),
        number("agreements", {run, time, forum, issue}, &R::agreements,
               "tables that agreed on the issue since the last record"),
        number("hardness", {run, time, forum, issue}, &R::hardness,
               "measured hardness, mean over the tables since the last record"),
        number("balance", {run, time, forum, issue}, &R::balance,
               "balance of the two sides, mean over the tables since the last record"),
        flag_or_none("interest_pattern", {run, time, forum, issue}, &R::interest_pattern,
                     "interest pattern at the last table", texts(interest_pattern_names)),
        number("hard_progress", {run, time}, &R::hard_progress, "progress on hard issues"),
        number("soft_progress", {run, time}, &R::soft_progress, "progress on soft issues"),
        number("linkage_progress", {run, time}, &R::linkage_progress, "progress on linkage issues"),
        number("regime_coverage", {run, time}, &R::regime_coverage,
               "share of states and issues bound by an agreement"),
        flag_or_none("settled_level", {run, issue}, &R::settled_level,
                     "lowest level at which the issue was agreed", texts(level_names)),
        number("sessions_held", {run}, &R::sessions_held, "tables negotiated"),
        number("sessions_agreed", {run}, &R::sessions_agreed, "tables that agreed"),
    };
}

std::vector<Variable> session_variables(Labels const& labels)
{
    using S = SessionRecord;
    return {
        number("session_time", {session}, &S::time, "day on which the tick of the session begins",
               "days since 1970-01-01"),
        flag("session_forum", {session}, &S::forum, "forum", labels.forum),
        flag("session_level", {session}, &S::level, "level of the forum", texts(level_names)),
        flag("session_scope", {session}, &S::scope, "what was bargained together",
             texts(scope_names)),
        flag("session_result", {session}, &S::result, "how the session ended",
             names(Status::agreed, Status::broken_off, Status::timed_out)),
        number("session_rounds", {session}, &S::rounds, "rounds used"),
        flag("session_part", {session, state}, &S::part, "how the state took part",
             {"absent", "seated", "outvoted", "signed"}),
        number("session_terms", {session, issue}, &S::terms, "terms agreed, or last on the table"),
        number("session_hardness", {session, issue}, &S::hardness, "measured hardness"),
        flag_or_none("session_blocked_by", {session}, &S::blocked_by,
                     "state that fell furthest short", labels.state),
        flag_or_none("session_blocked_issue", {session}, &S::blocked_issue,
                     "issue that blocked that state", labels.issue),
        flag_or_none("session_block_reason", {session}, &S::block_reason, "what blocked that state",
                     names(Block::Reason::reservation_value, Block::Reason::red_line,
                           Block::Reason::deadline, Block::Reason::participation,
                           Block::Reason::cycling)),
        number("session_shortfall", {session}, &S::shortfall,
               "payoff by which that state fell short"),
        number("session_pareto_gap", {session}, &S::pareto_gap,
               "gain that all could still have had"),
        number("session_nash_distance", {session}, &S::nash_distance,
               "distance from the Nash solution in payoffs"),
        number("session_surplus_share", {session}, &S::surplus_share,
               "sum of gains as a share of that of the Nash solution"),
    };
}

}  // namespace

std::size_t size_of(Labels const& labels, Dimension dimension)
{
    switch (dimension) {
        case time:
            return labels.time.size();
        case state:
            return labels.state.size();
        case issue:
            return labels.issue.size();
        case forum:
            return labels.forum.size();
        case role:
            return role_names.size();
        case run:
        case session:
            break;
    }
    throw std::logic_error{"run and session grow with what is written"};
}

std::vector<Variable> variables(Labels const& labels)
{
    auto all = run_variables();
    for (Variable& variable : session_variables(labels)) {
        all.push_back(std::move(variable));
    }
    return all;
}

}  // namespace parley
