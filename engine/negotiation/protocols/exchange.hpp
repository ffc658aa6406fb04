#pragma once

#include "negotiation/protocol.hpp"

#include <vector>

namespace parley {

/// Log-rolling: pairs of members exchange voting positions on pairs of issues, each giving way
/// where it cares less, with equal gain for both [Stokman and Van Oosten 1994]; the means are then
/// voted on.
///
/// The outcome of an issue is the mean of voting positions weighted by power x salience, O_p = sum
/// c s y / sum c s. Members i and j on opposite sides of O on both p and q, with s_iq / s_ip > s_jq
/// / s_jp, trade: i moves on p towards j's position, j on q towards i's. A move shifts the outcome
/// by delta = |move| c s / sum c s, and both gain
///
///     gain = delta_q s_iq - delta_p s_ip = delta_p s_jp - delta_q s_jq
///     delta_q = delta_p (s_ip + s_jp) / (s_iq + s_jq)
///
/// with delta_p as large as full moves to the partner's position allow. No outcome is pushed beyond
/// the position of the one it is moved for, and a position is given away once. The exchange of
/// highest gain comes first, ties by member, then by issue; it ends when no gain exceeds 1e-10.
/// With further rounds the members start from positions that have followed what they voted, y' = y
/// + (v - y) (0.4 (1 - s) + 0.1), s capped at 1. Positions may have any unit.
///
/// Uses no random numbers. O(n^2 K) an exchange after O(n^2 K^2) once a round; there are at most n
/// K / 2 exchanges in a round, and nothing is allocated for one but its record.
class Exchange {
  public:
    struct Params {
        int rounds = 1;  ///< >= 1
    };

    /// A trade that was made: `first` moves on `given`, `second` on `taken`.
    struct Trade {
        Eigen::Index first = 0;
        Eigen::Index second = 0;
        Eigen::Index given = 0;    ///< p: the issue on which `first` gives way
        Eigen::Index taken = 0;    ///< q: the issue on which `second` does
        double shift_given = 0.0;  ///< delta_p
        double shift_taken = 0.0;  ///< delta_q
        double gain = 0.0;         ///< of either, linear in the outcomes' distance
    };

    /// One round of trades, best first, and where everybody votes after them.
    struct Round {
        std::vector<Trade> trades;
        Matrix vote;     ///< [n, K] voting positions
        Vector outcome;  ///< [K] their weighted mean
    };

    /// Throws std::invalid_argument unless there is at least one round.
    explicit Exchange(Params params);

    /// One round from positions [n, K]; salience [n, K], power [n]. An issue without weight is left
    /// alone, its outcome NaN.
    [[nodiscard]] static Round trade(MatrixView position, MatrixView salience, VectorView power);

    /// Plays the rounds and lets the members vote on the last outcome under the table's rule.
    /// Throws std::invalid_argument where an issue is a transfer or has options.
    [[nodiscard]] Outcome operator()(Table const& table, RandomStream& random, Trace trace) const;

  private:
    Params params_;
};

}  // namespace parley
