#pragma once

#include "support/matrix.hpp"

namespace parley {

// Elections among m proposals by duels: from what supports each against each [m, m] to the chance
// of each to carry the day [m]. The forms are those of KTAB, the library of bargaining models of
// the King Abdullah Petroleum Studies and Research Center [2015; "Markov voting with incentives in
// KTAB", 2016].

/// Chances that the row's proposal beats the column's [m, m]:
///
///     P_ij = S_ij^k / (S_ij^k + S_ji^k)
///
/// 1/2 where neither has support, and on the diagonal. Supports >= 0.
[[nodiscard]] Matrix duel_chances(Matrix const& support, int sharpness);

/// The conditional form: p_i proportional to prod_{j != i} P_ij, the chance to win all duels, given
/// that one proposal does. Where each surely loses some duel only those with the fewest such
/// defeats count. O(m^2).
[[nodiscard]] Vector win_all_duels(Matrix const& duel);

/// The Markov form with challenges at random: a favourite is challenged by every proposal, itself
/// too, with chance 1 / m, and the winner is the next favourite. The share of time that each is the
/// favourite:
///
///     p_i = sum_j P_ij (p_i + p_j) / m
///
/// From even chances on, to 1e-13 or for 10 000 rounds. O(m^2) a round.
[[nodiscard]] Vector win_random_duels(Matrix const& duel);

/// The Markov form with challenges by incentive: a favourite j is challenged by i with chance C_ij
/// in proportion to S_ij P_ij, and where nobody has anything to win against it, it stays.
///
///     p_i = sum_j P_ij (p_i C_ji + p_j C_ij)
[[nodiscard]] Vector win_likely_duels(Matrix const& support, Matrix const& duel);

}  // namespace parley
