#include "output/session_variables.hpp"

#include "forum/mechanism.hpp"
#include "output/listing.hpp"

namespace parley {

std::vector<VariableOf<RunRecord>> session_variables(Labels const& labels)
{
    using enum Dimension;
    using namespace listing;
    constexpr char const* usd_per_year = "USD year-1";
    using S = SessionRecord;
    return {
        number("session_time", {session}, &S::time, "day on which the tick of the session begins",
               "days since 1970-01-01"),
        flag("session_forum", {session}, &S::forum, "forum", labels.forum),
        flag("session_level", {session}, &S::level, "level of the forum", texts(level_names)),
        flag("session_scope", {session}, &S::scope, "what was bargained together",
             texts(scope_names)),
        flag("session_result", {session}, &S::result, "how the session ended",
             names(Status::agreed, Status::broken_off, Status::timed_out, Status::overtaken)),
        number("session_rounds", {session}, &S::rounds, "rounds used"),
        flag_or_none("session_fate", {session}, &S::fate, "what became of the agreement",
                     {"in_force", "awaiting_ratification", "unratified"}),
        number("session_opened", {session}, &S::opened, "day on which the talks opened",
               "days since 1970-01-01"),
        number("session_first_round", {session}, &S::first_round,
               "day on which the table was first set", "days since 1970-01-01"),
        number("session_in_force", {session}, &S::in_force, "day from which the agreement binds",
               "days since 1970-01-01"),
        number("session_ended", {session}, &S::ended,
               "day from which the agreement binds nobody any more", "days since 1970-01-01"),
        flag_or_none("session_end", {session}, &S::end, "how the agreement ended",
                     {"lapsed", "replaced", "left"}),
        flag("session_part", {session, state}, &S::part, "how the state took part",
             {"absent", "seated", "outvoted", "signed", "abstained"}),
        flag("session_authority_part", {session, authority}, &S::authority_part,
             "how the authority took part",
             {"absent", "seated", "outvoted", "signed", "abstained"}),
        number("session_terms", {session, issue}, &S::terms, "terms agreed, or last on the table"),
        number("session_movement", {session, issue}, &S::movement,
               "how far the terms move the policy of the signatory that they move most"),
        number("session_hardness", {session, issue}, &S::hardness, "measured hardness"),
        flag_or_none("session_blocked_by", {session}, &S::blocked_by,
                     "state that fell furthest short", labels.state),
        flag_or_none("session_blocked_by_authority", {session}, &S::blocked_by_authority,
                     "authority that fell furthest short", labels.authority),
        flag_or_none("session_blocked_issue", {session}, &S::blocked_issue,
                     "issue that blocked that state", labels.issue),
        flag_or_none(
            "session_block_reason", {session}, &S::block_reason, "what blocked that state",
            names(Block::Reason::reservation_value, Block::Reason::red_line,
                  Block::Reason::deadline, Block::Reason::participation, Block::Reason::cycling)),
        flag_or_none("session_mechanism", {session}, &S::mechanism,
                     "which mechanism kept that state from agreement", texts(mechanism_names)),
        number("session_shortfall", {session}, &S::shortfall,
               "payoff by which that state fell short"),
        number("session_shortfall_worth", {session}, &S::shortfall_worth,
               "worth of that shortfall to that state", usd_per_year),
        number("session_price", {session}, &S::price,
               "money that losing members lack, at the terms that money could bring", usd_per_year),
        number("session_affordable", {session}, &S::affordable,
               "money that gaining members could pay, at these terms", usd_per_year),
        number("session_price_terms", {session, issue}, &S::price_terms,
               "terms at which gains, weighed by money, are greatest"),
        number("session_even_terms", {session, issue}, &S::even_terms,
               "terms at which gains are greatest, all states weighing alike"),
        number("session_least_gain", {session}, &S::least_gain,
               "least gain at the terms nearest to an agreement, as a share of the stake"),
        number("session_nearest_terms", {session, issue}, &S::nearest_terms,
               "terms at which the member that gains least gains most"),
        flag_or_none("session_all_but", {session}, &S::all_but,
                     "state without whose consent all others would have gained", labels.state),
        flag_or_none("session_all_but_authority", {session}, &S::all_but_authority,
                     "authority without whose consent all others would have gained",
                     labels.authority),
        number("session_terms_of_others", {session, issue}, &S::terms_of_others,
               "terms at which these others would have gained"),
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

}  // namespace parley
