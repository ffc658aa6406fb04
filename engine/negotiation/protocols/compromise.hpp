#pragma once

#include "negotiation/protocol.hpp"

namespace parley {

/// The compromise model: on each issue the mean of the members' declared positions, weighted by
/// power and salience; the members then vote on it.
///
///     x_k = sum_i w_i s_ik y_ik / sum_i w_i s_ik
///
/// with w_i the power, s_ik the salience and y_ik the declared position [Van den Bos 1991; Achen
/// 2006]: the baseline to beat in empirical work on EU decisions. The median, weighted alike, is
/// the outcome of a majority vote issue by issue [Black 1958]. An issue that nobody with power
/// weighs stays where it is. Those who have a position p_k without a vote are heard with their
/// weight v_k: (x_k + v_k p_k) / (1 + v_k). The proposal pays no heed to reservation values and red
/// lines: the vote does. Uses no random numbers.
class Compromise {
  public:
    struct Params {
        bool weighted_median = false;  ///< the weighted median in place of the mean
    };

    explicit Compromise(Params params) : params_{params} {}

    /// The proposal [K]. O(n K), with the median O(n K log n).
    [[nodiscard]] Vector proposal(Table const& table) const;

    /// Proposes and lets the members vote under the table's rule; agreed or broken off in one
    /// round. Throws std::invalid_argument where an issue is a transfer or has options.
    [[nodiscard]] Outcome operator()(Table const& table, RandomStream& random, Trace trace) const;

  private:
    Params params_;
};

}  // namespace parley
