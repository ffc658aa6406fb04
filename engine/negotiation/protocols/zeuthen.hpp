#pragma once

#include "negotiation/protocol.hpp"

namespace parley {

/// Monotonic concession: in every round the members with the least risk limit concede.
///
/// Each member has an aspiration A_i, at first the payoff of the best terms that the red lines
/// allow, and proposes, of the terms that give it A_i, the nearest to the mean of the others' last
/// proposals in the distance that the others' mean salience defines (with two members, to the ideal
/// point that the other shows); see IsoUtility. With r_i the reservation value, the risk limit is
///
///     Z_i = (A_i - min_j u_i(x_j)) / (A_i - r_i),   capped at 1;  1 where A_i = r_i
///
/// and the members with the least (to 1e-9) lower A_i by `step` of the range between best and r_i
/// and make new proposals; the others stand by theirs. Where all limits are 1, all members that can
/// still concede do so; where none can, the table breaks off. Agreement: the rule passes with the
/// members to whom one proposal gives at least max(r_j, min(A_j, u_j(own proposal))), and one of
/// them gains; of several such proposals, the one with the largest product of gains [Zeuthen 1930;
/// Harsanyi 1956; Rosenschein and Zlotkin 1994; multilateral: Endriss 2006; Saam, Thurner and Arndt
/// 2004].
///
/// With two members that show their ideal points the agreement tends to the Nash bargaining
/// solution of equal weights as `step` goes to zero; for more members no such claim is made.
///
/// The talks end by themselves, after at most n / step rounds, so the table's deadline does not
/// bind them. A member to whom no terms that the red lines allow give r_i walks away before the
/// first round. Members who do not accept are outvoted where the rule passes without them; red
/// lines hold for them, too. Payoffs closer than Table::tolerance count as equal. Uses no random
/// numbers.
class Zeuthen {
  public:
    struct Params {
        double step = 0.01;  ///< concession a round, as a share of the member's range, in (0, 1]
    };

    /// Throws std::invalid_argument unless 0 < params.step <= 1.
    explicit Zeuthen(Params params);

    /// Negotiates until agreement or breakdown. O(n K) a member that concedes and O(n^2) a round;
    /// nothing is allocated within a round but the trace.
    /// Throws std::invalid_argument where an issue has options.
    [[nodiscard]] Outcome operator()(Table const& table, RandomStream& random, Trace trace) const;

  private:
    double step_;
};

}  // namespace parley
