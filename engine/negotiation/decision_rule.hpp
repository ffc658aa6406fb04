#pragma once

#include <span>
#include <vector>

namespace parley {

/// When members' consent makes an agreement: thresholds over named weights, all of which must be
/// met.
///
/// A rule is `approve` thresholds (the consenting members' share of a weight must reach, or exceed,
/// a share) and an optional blocking minority. Every rule of the library is one of these:
///
/// | rule                 | passes when                                                          |
/// | -------------------- | -------------------------------------------------------------------- |
/// | `unanimity`          | every member consents                                                |
/// | `consensus`          | those who object hold at most `objection` of the power               |
/// | `simple_majority`    | more than half of the members consent                                |
/// | `qualified_majority` | each threshold is reached, or fewer than `blocking_minority` object  |
/// | `opt_in`             | at least `minimum_participation` members consent; it binds only them |
///
/// Comparisons allow 1e-9, so that 0.55 of 20 members is 11. What nobody consents to never passes.
///
/// Members may abstain, see `Abstention`. By rules 83 to 86 of the rules of procedure of the
/// General Assembly [A/520/Rev.17, 2008] those who abstain do not vote, and the shares are of those
/// who do. In the Council of the European Union an abstention counts as a vote against under a
/// qualified majority, and does not prevent unanimity [TFEU, Art. 238(4)]: there it is not counted.
class DecisionRule {
  public:
    /// Who abstains, and what becomes of it.
    struct Abstention {
        /// A member abstains when terms bring or cost it no more than this share of its stake at
        /// the table, in [0, 1]; 0: nobody abstains.
        double indifference = 0.0;
        bool counts_against = false;  ///< as a vote against; else shares are of those who vote
        double quorum = 0.0;          ///< share of the members who must vote, in [0, 1]
        friend bool operator==(Abstention const&, Abstention const&) = default;
    };

    /// A share of a weight that consent must reach.
    struct Threshold {
        std::vector<double> weight;  ///< one a member, >= 0, any unit
        double share = 1.0;          ///< in [0, 1], of the sum of weights
        bool exceed = false;         ///< more than the share, not just the share
    };

    /// Every one of `members` consents. members >= 1.
    [[nodiscard]] static DecisionRule unanimity(int members);

    /// Objectors hold at most `objection` in [0, 1) of the power. Where nobody has power, heads
    /// count.
    [[nodiscard]] static DecisionRule consensus(std::span<double const> power, double objection);

    /// More than half of `members` consent.
    [[nodiscard]] static DecisionRule simple_majority(int members);

    /// Every threshold is met, or the objectors are fewer than `blocking_minority` (0: no such
    /// clause). Throws std::invalid_argument when there is no threshold, weights differ in length,
    /// one is negative or not finite, all of a threshold are zero, or a share lies outside [0, 1].
    [[nodiscard]] static DecisionRule qualified_majority(std::vector<Threshold> thresholds,
                                                         int blocking_minority = 0);

    /// At least `minimum_participation` >= 1 of `members` consent, and only they are bound: see
    /// OptIn.
    [[nodiscard]] static DecisionRule opt_in(int members, int minimum_participation);

    /// The same rule when members may abstain; `heads` [members] are whom each stands for, by which
    /// the quorum counts. Throws std::invalid_argument under opt_in, where members sign one by one,
    /// when `heads` differ in length, or when a share lies outside [0, 1].
    [[nodiscard]] DecisionRule with(Abstention abstention, std::vector<double> heads) const;

    [[nodiscard]] Abstention const& abstention() const { return abstention_; }

    /// May anybody abstain?
    [[nodiscard]] bool allows_abstention() const { return abstention_.indifference > 0.0; }

    /// Do the members with `consents[i]` true carry the decision? Nobody abstains. O(members x
    /// thresholds).
    [[nodiscard]] bool passes(std::span<char const> consents) const { return passes(consents, {}); }

    /// The same when those with `abstains[i]` true, who do not consent, abstain; empty: nobody.
    [[nodiscard]] bool passes(std::span<char const> consents, std::span<char const> abstains) const;

    /// The fewest members whose consent may carry the decision, >= 1: with fewer it never passes,
    /// with as many it depends on whose consent it is. O(1).
    [[nodiscard]] int fewest() const { return fewest_; }

    /// True when the rule can pass without a member's consent, so that it may be bound all the
    /// same.
    [[nodiscard]] bool binds_the_outvoted() const
    {
        return (!unanimous_ || ignores_abstentions()) && !is_opt_in();
    }

    /// True when members sign or stay out one by one.
    [[nodiscard]] bool is_opt_in() const { return minimum_participation_ > 0; }

    [[nodiscard]] int members() const { return members_; }

  private:
    DecisionRule() = default;

    /// May anybody abstain without counting as against?
    [[nodiscard]] bool ignores_abstentions() const
    {
        return allows_abstention() && !abstention_.counts_against;
    }
    [[nodiscard]] bool has_quorum(std::span<char const> abstains) const;

    std::vector<Threshold> thresholds_;  // weights normalised to sum 1; none under unanimity
    int members_ = 0;
    int fewest_ = 1;
    int blocking_minority_ = 0;
    int minimum_participation_ = 0;  // 0: no opting in
    bool unanimous_ = false;
    Abstention abstention_{};
    std::vector<double> heads_;  // whom each member stands for; empty where nobody abstains
};

}  // namespace parley
