#pragma once

#include "negotiation/protocol.hpp"

namespace parley {

/// A mediated single negotiating text [Klein, Faratin, Sayama and Bar-Yam 2003]: the secretariat
/// keeps one text, proposes one change of it after the other, and the members vote on each.
///
/// *The text* is at first what is in force, moved into the red lines. In each round the secretariat
/// makes a number of proposals; a proposal for which the decision rule passes becomes the text.
///
/// *Proposals*: of a secretariat of mediation m, a share m of them moves the text a random part of
/// the way towards the Nash bargaining solution of the declared positions (with payoffs as
/// everybody can work them out: public saliences, declared in place of ideal points, and what is in
/// force), if there is one, once those without a vote are heard (`secretariat_text`). So its help
/// is worth what members disclose. The others move the text, on a random choice of issues, the part
/// u^2 of the way to a random point within the red lines, u uniform: mostly small steps, some
/// large.
///
/// On an issue with options the text is one of them at any time, at first the nearest to what is in
/// force; a step of such an issue is to a random option, and towards the Nash solution to its
/// option with a probability of the part of the way.
///
/// *Votes*, by a member's own ideal point: a hill-climber votes for what does not make it worse
/// off; an annealer accepts a loss, too, with probability
///
///     exp(-loss / (T range)),   T = temperature (1 - (round + 1) / deadline)
///
/// with range the payoff from its reservation value to its best terms, so that in the last round
/// all are hill-climbers; no member accepts a loss that would leave it with less than its
/// reservation value.
///
/// *The end*: after the last round the members sign the text or not, under the decision rule, each
/// by its reservation value; a text from which nobody who would sign gains is not signed. A member
/// to whom no terms that the red lines allow give its reservation value walks away before the first
/// round. Payoffs closer than Table::tolerance count as equal.
class SingleText {
  public:
    struct Params {
        bool annealing = false;    ///< members are annealers in place of hill-climbers
        double temperature = 0.1;  ///< share of its range that an annealer risks at first, > 0
        int proposals = 50;        ///< by the secretariat in a round, >= 1
    };

    /// Throws std::invalid_argument unless temperature and proposals are in range.
    explicit SingleText(Params params);

    /// Negotiates for as many rounds as the table's deadline. O(n K) a proposal after one Nash
    /// solution; nothing is allocated within a round but the trace.
    [[nodiscard]] Outcome operator()(Table const& table, RandomStream& random, Trace trace) const;

  private:
    Params params_;
};

}  // namespace parley
