#pragma once

#include "negotiation/protocol.hpp"

namespace parley {

/// A probabilistic Condorcet election: every position on the table stands as a proposal against
/// every other, and the one most likely to carry the day is put to the vote.
///
///     S_ij          = sum_m w_m f(u_m(x_i) - u_m(x_j))   over the members m who prefer x_i
///     P(i beats j)  = S_ij^k / (S_ij^k + S_ji^k),         1/2 where nobody prefers either
///     p_i           proportional to prod_{j != i} P(i beats j), or a Markov form (see duels.hpp)
///
/// with w_m the power and u_m the payoff, or its like with linear losses, `- sum_k salience_mk
/// |x_k - ideal_mk|`. f counts heads (`binary`), payoff (`proportional`), its cube (`cubic`), or
/// both (`mixed`: heads up to half of a member's range of payoffs, so that small and great stakes
/// count). k sharpens the duels. The duels are those of the Marquis de Condorcet [1785]; the
/// probabilistic form follows KTAB, the library of bargaining models of the King Abdullah Petroleum
/// Studies and Research Center [2015].
///
/// Proposals are the *different* positions (to 1e-9 of the scale) of the members who weigh
/// anything: whether five members share a position, or one of their power holds it, makes no
/// difference. Where every one of them weighs every issue that anybody weighs, whole packages stand
/// against each other; else the election is held issue by issue, and on each among those who weigh
/// it. An issue that nobody weighs stays where it is.
///
/// Proposals equally likely (to 1e-9) are a tie: the terms are the mean of the tied, or of them the
/// one that departs least from what is in force. Uses no random numbers.
class Condorcet {
  public:
    enum class Voting { binary, proportional, cubic, mixed };
    enum class Losses { quadratic, linear };
    enum class Election { all_duels, random_challenges, likely_challenges };
    enum class Ties { mean, nearest };

    struct Params {
        Voting voting = Voting::proportional;
        int sharpness = 2;  ///< k: 1, 2 or 4
        Losses losses = Losses::quadratic;
        Election election = Election::all_duels;
        Ties ties = Ties::mean;
    };

    /// Different proposals and how they fare.
    struct Duels {
        Matrix proposals;                    ///< [m, K]
        std::vector<Eigen::Index> proposal;  ///< [n] of each member; -1: it weighs nothing
        Matrix support;                      ///< [m, m] S
        Matrix duel;                         ///< [m, m] P(i beats j); 1/2 on the diagonal
        Vector chances;                      ///< [m] p, sums to 1
    };

    /// Throws std::invalid_argument unless sharpness is 1, 2 or 4.
    explicit Condorcet(Params params);

    /// The election among whole packages. O(n m^2 + n m K).
    [[nodiscard]] Duels duels(Table const& table) const;

    /// The election on one issue alone; m = 0: nobody weighs it.
    [[nodiscard]] Duels duels_on(Table const& table, Eigen::Index issue) const;

    /// Proposes the likeliest proposal and lets the members vote on it. Where whole
    /// packages are voted on the outcome holds the chances, those of a proposal shared among the
    /// members who hold it and weigh anything, by power. Throws std::invalid_argument where an
    /// issue is a transfer or has options.
    [[nodiscard]] Outcome operator()(Table const& table, RandomStream& random, Trace trace) const;

  private:
    [[nodiscard]] Duels fought(Table const& table, Duels duels,
                               std::vector<Eigen::Index> const& issues) const;
    [[nodiscard]] static Vector shared_chances(Table const& table, Duels const& duels);
    [[nodiscard]] double support(double gain, double range) const;

    Params params_;
};

}  // namespace parley
