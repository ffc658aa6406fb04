#include "output/variables.hpp"

#include "output/listing.hpp"

namespace parley {
namespace {

using enum Dimension;
using namespace listing;

constexpr char const* per_year = "persons year-1";

std::vector<VariableOf<RunRecord>> run_variables()
{
    using R = RunRecord;
    return {
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
        number("outflow", {run, time, state}, &R::outflow, "people who leave", per_year),
        number("inflow", {run, time, state}, &R::inflow, "people who arrive", per_year),
        number("transit_flow", {run, time, state}, &R::transit_flow, "people who cross", per_year),
        number("stranded", {run, time, state}, &R::stranded,
               "people who halt there since a border is closed to them", per_year),
        number("deterred", {run, time, state}, &R::deterred,
               "people who stay since a border is closed to them", per_year),
        number("emigrants", {run, time, state}, &R::emigrants,
               "people from there who live elsewhere", "persons"),
        number("immigrants", {run, time, state}, &R::immigrants,
               "people from elsewhere who live there", "persons"),
        number("migration_load", {run, time, state}, &R::load, "people to handle, by complexity",
               per_year),
        number("capacity", {run, time, state}, &R::capacity, "people that can be handled",
               per_year),
        number("ideal_point", {run, time, state, issue}, &R::ideal_point, "perceived ideal point"),
        number("declared_position", {run, time, state, issue}, &R::declared_position,
               "latest official stance at a table"),
        number("policy", {run, time, state, issue}, &R::policy, "policy in force"),
        number("attempts", {run, time, forum, issue}, &R::attempts,
               "tables that held the issue since the last record"),
        number("agreements", {run, time, forum, issue}, &R::agreements,
               "tables that agreed on the issue since the last record"),
        number("unratified", {run, time, forum, issue}, &R::unratified,
               "agreements on the issue that failed at home since the last record"),
        number("defections", {run, time, forum, issue}, &R::defections,
               "parties that left an agreement on the issue since the last record"),
        number("hardness", {run, time, forum, issue}, &R::hardness,
               "measured hardness, mean over the tables since the last record"),
        number("balance", {run, time, forum, issue}, &R::balance,
               "balance of the two sides, mean over the tables since the last record"),
        flag_or_none("interest_pattern", {run, time, forum, issue}, &R::interest_pattern,
                     "interest pattern at the last table", texts(interest_pattern_names)),
        number("coverage", {run, time, forum, issue}, &R::coverage,
               "share of what ties members to other states that lies inside, mean over forums"),
        number("routed", {run, time, forum, issue}, &R::routed,
               "share of the forums that take up the issue"),
        number("maturity", {run, time, forum}, &R::maturity, "maturity of the forum"),
        number("hard_progress", {run, time}, &R::hard_progress, "progress on hard issues"),
        number("soft_progress", {run, time}, &R::soft_progress, "progress on soft issues"),
        number("linkage_progress", {run, time}, &R::linkage_progress, "progress on linkage issues"),
        number("transfer_progress", {run, time}, &R::transfer_progress, "progress on transfers"),
        number("regime_coverage", {run, time}, &R::regime_coverage,
               "share of states and issues bound by an agreement"),
        number("management_gap", {run, time}, &R::management_gap,
               "capacity that states lack as a share of their loads"),
        number("level_gap", {run, time, level}, &R::level_gap,
               "management gap of the members of forums of the level"),
        flag_or_none("settled_level", {run, issue}, &R::settled_level,
                     "lowest level at which the issue was agreed", texts(level_names)),
        number("sessions_held", {run}, &R::sessions_held, "tables negotiated"),
        number("sessions_agreed", {run}, &R::sessions_agreed, "tables that agreed"),
    };
}

std::vector<VariableOf<RunRecord>> session_variables(Labels const& labels)
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
        flag_or_none("session_fate", {session}, &S::fate, "what became of the agreement",
                     {"in_force", "awaiting_ratification", "unratified"}),
        flag("session_part", {session, state}, &S::part, "how the state took part",
             {"absent", "seated", "outvoted", "signed"}),
        number("session_terms", {session, issue}, &S::terms, "terms agreed, or last on the table"),
        number("session_hardness", {session, issue}, &S::hardness, "measured hardness"),
        flag_or_none("session_blocked_by", {session}, &S::blocked_by,
                     "state that fell furthest short", labels.state),
        flag_or_none("session_blocked_issue", {session}, &S::blocked_issue,
                     "issue that blocked that state", labels.issue),
        flag_or_none(
            "session_block_reason", {session}, &S::block_reason, "what blocked that state",
            names(Block::Reason::reservation_value, Block::Reason::red_line,
                  Block::Reason::deadline, Block::Reason::participation, Block::Reason::cycling)),
        number("session_shortfall", {session}, &S::shortfall,
               "payoff by which that state fell short"),
        number("session_outside_option", {session}, &S::outside_option,
               "payoff that it hoped for in another forum"),
        number("session_pareto_gap", {session}, &S::pareto_gap,
               "gain that all could still have had"),
        number("session_nash_distance", {session}, &S::nash_distance,
               "distance from the Nash solution in payoffs"),
        number("session_surplus_share", {session}, &S::surplus_share,
               "sum of gains as a share of that of the Nash solution"),
    };
}

}  // namespace

OwnedValues empty_values(Element element)
{
    switch (element) {
        case Element::float64:
            return std::vector<double>{};
        case Element::int8:
            return std::vector<std::int8_t>{};
        case Element::int16:
            return std::vector<std::int16_t>{};
        case Element::int32:
            return std::vector<std::int32_t>{};
        case Element::uint64:
            return std::vector<std::uint64_t>{};
        case Element::text:
            break;
    }
    return std::vector<std::string>{};
}

std::vector<VariableOf<RunRecord>> variables(Labels const& labels)
{
    auto all = identity<RunRecord>();
    for (auto&& some : {run_variables(), session_variables(labels)}) {
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

}  // namespace parley
