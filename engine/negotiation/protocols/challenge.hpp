#pragma once

#include "negotiation/protocol.hpp"

#include <span>
#include <vector>

namespace parley {

/// Bueno de Mesquita's expected-utility model in the variant `scholz2011` [Bueno de Mesquita 1994,
/// 1997; Scholz, Calbert and Smith 2011]: members challenge each other issue by issue, give way to
/// threats they believe, and the weighted median of where they end is put to the vote.
///
/// One issue at a time, with c power, s salience, x position, R the range of the first positions:
///
///     d(k, x)       = (|x_k - x| / R)^r_k
///     P(i beats j)  = sum_k max(0, c_k s_k [d(k, x_j) - d(k, x_i)]) / normaliser,
///                     0 where x_i = x_j
///     Us = 2 - 4 (.5 - .5 D)^r,  Uf = 2 - 4 (.5 + .5 D)^r,
///     Usq = 2 - 4 (.5)^r,  D = |x_i - x_j| / R
///     E_ij          = s_j (P_ij Us + (1 - P_ij) Uf) + (1 - s_j) Us - Usq
///
/// with r the risk exponent of the member in whose eyes it is seen, E_ij what i expects from
/// challenging j. Security S_i = sum_j E_ji at r = 1 gives rho_i = (2 S_i - max S - min S) / (max S
/// - min S) and the exponent r_i = (1 - rho_i / 3) / (1 + rho_i / 3), anew in each round. An offer
/// of j to i is
///
/// - a *confrontation* where E_ji > E_ij > 0: i would move to x_j;
/// - a *compromise* where E_ji > 0 > E_ij and E_ji > |E_ij|: to x_i + (x_j - x_i) |E_ij / E_ji|,
///
/// both expectations in i's view, and equal within 1e-9. A member takes the confrontation that
/// moves it least, else the best compromise; all move at once. `scholz2011` normalises by the sum
/// over all pairs of positions, so that P_ij + P_ji is not 1; `dyad` is the textbook's, by the sum
/// over the pair.
///
/// Positions are the declared ones, in any unit. Saliences are shares: where one on the issue
/// exceeds 1, all are divided by the greatest. A member without power or salience takes no part in
/// the issue. Uses no random numbers. O(n^2 log n) a round and issue; nothing is allocated within a
/// round but for its report.
class Challenge {
  public:
    enum class Denominator { all_pairs, dyad };

    /// Which of several compromises a member takes.
    enum class Choice {
        /// Least (|E_ij| x_i + |E_ji| x_j) / (|E_ij| + |E_ji|), as published: favours low
        /// positions.
        least_position,
        least_move,  ///< that which moves it least, symmetric under reflection of the scale
    };

    struct Params {
        Denominator denominator = Denominator::all_pairs;
        Choice choice = Choice::least_position;
        int rounds = 10;  ///< >= 1; all are played, also when nothing moves
    };

    /// Where one issue stands after a round; round 0 is the start.
    struct Round {
        Vector position;  ///< [n]
        Vector risk;      ///< [n] exponents by which the members moved in this round, in [1/2, 2]
        double median = 0.0;  ///< lowest position at which weights c s reach half
        double mean = 0.0;    ///< weighted alike
    };

    /// Throws std::invalid_argument unless there is at least one round.
    explicit Challenge(Params params);

    /// Plays one issue: position, power and salience [n], some power x salience > 0. Returns the
    /// start and each round.
    [[nodiscard]] std::vector<Round> play(VectorView position, VectorView power,
                                          VectorView salience) const;

    /// The median after the last round of `play`, for which nothing else is kept: nothing is
    /// allocated within a round.
    [[nodiscard]] double last_median(VectorView position, VectorView power,
                                     VectorView salience) const;

    /// Plays every issue and lets the members vote on the medians under the table's rule.
    /// Throws std::invalid_argument where an issue is a transfer or has options.
    [[nodiscard]] Outcome operator()(Table const& table, RandomStream& random, Trace trace) const;

  private:
    Params params_;
};

}  // namespace parley
