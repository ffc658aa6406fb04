#pragma once

#include "negotiation/protocol.hpp"
#include "negotiation/protocols/tactics.hpp"

#include <utility>

namespace parley {

/// Stacked alternating offers [Aydogan, Festen, Hindriks, Jonker 2017] among n members.
///
/// In turn, by index, each member accepts the standing offer, replaces it with its own, or walks
/// away. Terms are agreed as soon as the decision rule passes with those who made or accepted the
/// standing offer. A round is a turn for each; in round = 0, 1, ... time is `t = (round + 1) /
/// deadline`, so that aspirations reach the reservation value r_i in the last one.
///
/// *Aspiration*: by the member's mixture of Tactics,
///
///     A_i(t) = best_i - (best_i - r_i) conceded(t)
///
/// with best_i the payoff of the best terms that the red lines allow. Tit-for-tat gives way at each
/// turn, from best_i and not below r_i, by as much of its own payoff as the others' last offers, on
/// average, have come towards it since its last turn.
///
/// *Offer*: of the terms that give the member A_i, the nearest to its target, the mean of the
/// others' last offers (before that, declared positions), in the distance weighted by the others'
/// mean salience; see IsoUtility. It is made from the ideal that the member shows, `disclosure
/// ideal + (1 - disclosure) declared`; if such terms would leave it, by its own ideal, with less
/// than r_i, they are moved to the nearest that do not: nobody offers what it would not sign.
///
/// *Acceptance*, by its own ideal: `u_i(standing) >= min(A_i(t), u_i(own next offer))`. Without the
/// minimum, members whose target exceeds their aspiration stall.
///
/// Terms from which none of those who accept would gain are not agreed, though the rule passes: at
/// the deadline, when all aspire to r_i only, these are what is in force already.
///
/// *Walking away*: a member to whom no terms that the red lines allow give r_i leaves before the
/// first round. If the rule cannot pass without those who left, the table breaks off; else the
/// others talk.
///
/// Between two conceders that show their ideals, a longer deadline hardly ever turns agreement into
/// breakdown: where all can gain 1 % of Table::unit at once, never in 20 000 random tables;
/// below that, offers nearest in the other's distance may pass one another (0.06 % of tables).
///
/// Red lines hold for all, also for those who may be outvoted. Members who were not asked before
/// the rule passed consent if the terms give them r_i. At the deadline the table times out, blocked
/// by those who want more than the standing offer, or, if nobody does, by those not asked any more,
/// or by all where it leaves them where they are. Payoffs closer than Table::tolerance count as
/// equal. Uses no random numbers.
class AlternatingOffers {
  public:
    using Params = Tactics::Params;

    /// Throws std::invalid_argument as Tactics does.
    explicit AlternatingOffers(Params params) : tactics_{std::move(params)} {}

    /// Negotiates until agreement, breakdown or the deadline. O(K) a turn, O(n K) with tit-for-tat;
    /// nothing is allocated within a round but the trace.
    /// Throws std::invalid_argument where an issue has options. On one issue the talks of up to
    /// some thirty members allocate what they return and nothing else.
    [[nodiscard]] Outcome operator()(Table const& table, RandomStream& random, Trace trace) const;

    /// The same without a path of its own for one issue, bit for bit.
    [[nodiscard]] Outcome about_any_issues(Table const& table, RandomStream& random,
                                           Trace trace) const;

  private:
    Tactics tactics_;
};

}  // namespace parley
