#pragma once

#include "negotiation/protocol.hpp"

namespace parley {

/// A probabilistic Condorcet election: every member's declared positions stand as a proposal
/// against every other's, and the one most likely to win all its duels is put to the vote.
///
///     S_ij          = sum_m w_m f(u_m(x_i) - u_m(x_j))   over the members m who prefer x_i
///     P(i beats j)  = S_ij^k / (S_ij^k + S_ji^k),         1/2 where nobody prefers either
///     p_i           proportional to prod_{j != i} P(i beats j)
///
/// with w_m the power and u_m the payoff. f counts heads (`binary`), payoff (`proportional`), or
/// its cube (`cubic`); k sharpens the duels. The duels are those of the Marquis de Condorcet
/// [1785]; the probabilistic form, with these names for f and k, follows KTAB, the library of
/// bargaining models of the King Abdullah Petroleum Studies and Research Center [2015].
///
/// Where all p_i are 0, since each proposal surely loses some duel, only those with the fewest such
/// defeats count. Of proposals equally likely (to 1e-9) the one that departs least from what is in
/// force, on the issue where it departs most, is taken; then the first. Uses no random numbers.
class Condorcet {
  public:
    enum class Voting { binary, proportional, cubic };

    struct Params {
        Voting voting = Voting::proportional;
        int sharpness = 2;  ///< k: 1, 2 or 4
    };

    /// Throws std::invalid_argument unless sharpness is 1, 2 or 4.
    explicit Condorcet(Params params);

    /// P(i beats j) [n, n]; 1/2 on the diagonal. O(n^3 + n^2 K).
    [[nodiscard]] Matrix duels(Table const& table) const;

    /// p [n], sums to 1.
    [[nodiscard]] Vector chances(Table const& table) const;

    /// Proposes the likeliest proposal and lets the members vote on it; the outcome holds the
    /// chances. Throws std::invalid_argument where an issue is a transfer or has options.
    [[nodiscard]] Outcome operator()(Table const& table, RandomStream& random, Trace trace) const;

  private:
    Params params_;
};

}  // namespace parley
