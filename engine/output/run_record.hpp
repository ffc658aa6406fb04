#pragma once

#include "output/labels.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace parley {

/// A value of an enumeration as it is stored.
template <class Enumeration>
[[nodiscard]] std::int8_t code(Enumeration value)
{
    return static_cast<std::int8_t>(value);
}

/// Which run of a plan it is, and where its random numbers come from.
struct RunIdentity {
    std::int32_t point = 0;      ///< design point of a study; 0 in a single scenario
    std::int32_t replicate = 0;  ///< from 0
    std::uint64_t seed = 0;
    std::string what_if = "baseline";  ///< the variation
};

/// How a run ended.
enum class RunStatus : std::int8_t { finished, failed };

/// How a state took part in a session.
enum class Part : std::int8_t {
    absent,
    seated,     ///< at the table, bound by nothing
    outvoted,   ///< bound by the agreement against its will
    signed_,    ///< bound by it and in favour
    abstained,  ///< bound by it, and neither in favour nor against
};

/// What became of an agreement.
enum class Fate : std::int8_t { in_force, awaiting_ratification, unratified };

/// How an agreement ended.
enum class End : std::int8_t {
    lapsed,    ///< at the end of its term
    replaced,  ///< by a later agreement of the same forum
    left,      ///< by a party whom leaving paid, or that has withdrawn
};

/// The negotiated tables of one run, S lines, one array a column. -1 stands for none.
struct SessionRecord {
    std::vector<std::int32_t> time;           ///< [S] day the tick begins, in days since 1970-01-01
    std::vector<std::int16_t> forum;          ///< [S] index of the label
    std::vector<std::int8_t> level;           ///< [S]
    std::vector<std::int8_t> scope;           ///< [S]
    std::vector<std::int8_t> result;          ///< [S] a Status
    std::vector<std::int32_t> rounds;         ///< [S]
    std::vector<std::int8_t> fate;            ///< [S] a Fate
    std::vector<double> opened;               ///< [S] day, as time; of a table without talks time
    std::vector<double> first_round;          ///< [S] likewise
    std::vector<double> in_force;             ///< [S] day from which it binds; NaN: never so far
    std::vector<double> ended;                ///< [S] day from which it binds nobody; NaN: not yet
    std::vector<std::int8_t> end;             ///< [S] an End
    std::vector<std::int8_t> part;            ///< [S, state] a Part
    std::vector<std::int8_t> authority_part;  ///< [S, authority] a Part
    std::vector<double> terms;                ///< [S, issue]
    /// [S, issue] how far agreed terms move the policy that moves most; NaN: nothing is agreed
    std::vector<double> movement;
    std::vector<double> hardness;          ///< [S, issue]
    std::vector<std::int16_t> blocked_by;  ///< [S] the state that fell furthest short
    std::vector<std::int16_t>
        blocked_by_authority;                     ///< [S] the authority that did, below its state
    std::vector<std::int16_t> blocked_issue;      ///< [S] the issue that blocked it
    std::vector<std::int8_t> block_reason;        ///< [S] a Block::Reason
    std::vector<std::int8_t> mechanism;           ///< [S] a Mechanism
    std::vector<double> shortfall;                ///< [S] payoff by which that state fell short
    std::vector<double> shortfall_worth;          ///< [S] what that is worth to it, USD a year
    std::vector<double> price;                    ///< [S] see Price::amount, USD a year
    std::vector<double> affordable;               ///< [S] see Price::affordable, USD a year
    std::vector<double> price_terms;              ///< [S, issue] see Price::terms
    std::vector<double> even_terms;               ///< [S, issue] see Price::terms_if_alike
    std::vector<double> least_gain;               ///< [S] see NearestTerms::least_gain
    std::vector<double> nearest_terms;            ///< [S, issue] see NearestTerms::terms
    std::vector<std::int16_t> all_but;            ///< [S] a state, see NearestTerms::all_but
    std::vector<std::int16_t> all_but_authority;  ///< [S] the authority that is, below its state
    std::vector<double> terms_of_others;          ///< [S, issue] see NearestTerms::terms_of_others
    std::vector<double> outside_option;           ///< [S] payoff that it hoped for elsewhere
    std::vector<double> pareto_gap;               ///< [S] as OutcomeMetrics
    std::vector<double> nash_distance;            ///< [S]
    std::vector<double> surplus_share;            ///< [S]

    [[nodiscard]] std::size_t count() const { return time.size(); }
};

/// What was observed of one run, as plain arrays in row-major order: T recorded ticks, N states, K
/// issues, F forum labels, R roles, L levels. NaN, -1 or 0 where nothing was observed.
struct RunRecord {
    /// A record of nothing, of the shape that the labels give.
    RunRecord(Labels const& labels, RunIdentity identity);

    std::int32_t point;
    std::int32_t replicate;
    std::uint64_t seed;
    std::string what_if;
    std::int8_t status = static_cast<std::int8_t>(RunStatus::finished);
    std::string failure;  ///< what went wrong; empty in a run that finished

    std::vector<double> power;            ///< [N]
    std::vector<double> status_quo;       ///< [N, K]
    std::vector<double> authority_share;  ///< [A] of the state

    /// What is read off the simulation at the end of each recorded tick, in the order of
    /// `observed_variables`: [T, ...] each.
    std::vector<std::vector<double>> observed;

    /// One of them, by its name. Throws std::invalid_argument where there is none.
    [[nodiscard]] std::vector<double> const& series(std::string_view name) const;
    [[nodiscard]] std::vector<double>& series(std::string_view name);

    std::vector<double> declared_position;  ///< [T, N, K]

    std::vector<std::int32_t> attempts;         ///< [T, F, K]
    std::vector<std::int32_t> agreements;       ///< [T, F, K]
    std::vector<std::int32_t> unratified;       ///< [T, F, K]
    std::vector<std::int32_t> defections;       ///< [T, F, K]
    std::vector<std::int32_t> without_team;     ///< [T, F, K]
    std::vector<double> hardness;               ///< [T, F, K]
    std::vector<double> balance;                ///< [T, F, K]
    std::vector<std::int8_t> interest_pattern;  ///< [T, F, K] an InterestPattern
    std::vector<double> coverage;               ///< [T, F, K] mean over the open forums of a label
    std::vector<double> routed;                 ///< [T, F, K] share of them that take the issue up

    /// [T, F] mean over the open forums of a label that mature
    std::vector<double> maturity;

    std::vector<std::int8_t> settled_level;  ///< [K] a Level

    std::vector<double> opening_chance;      ///< [pair] see Diplomacy::opening_chance
    std::vector<std::int32_t> talks_opened;  ///< [pair] during the run
    std::vector<std::int32_t> talks_signed;  ///< [pair]

    std::vector<double> funds_paid;          ///< [T, organisation] USD a year at the time
    std::vector<std::int32_t> brought_up;    ///< [T, organisation] so far, see RunState
    std::vector<std::int32_t> texts_agreed;  ///< [T, organisation] so far

    std::int32_t sessions_held = 0;
    std::int32_t sessions_agreed = 0;

    SessionRecord sessions;
};

/// The record of a run that came to nothing, for its message.
[[nodiscard]] RunRecord failed_run(Labels const& labels, RunIdentity identity, std::string failure);

}  // namespace parley
