#pragma once

#include "model/dyads.hpp"

#include <algorithm>
#include <functional>
#include <limits>

namespace parley {

/// What a forum settled: terms on issues, and who is bound by them from when.
struct Agreement {
    ForumId forum;
    std::vector<IssueId> issues;
    Vector terms;  ///< [issues] in [0, 1]
    std::vector<StateId> signatories;
    int tick = 0;                 ///< of signing; before 0 for what is in force as a run begins
    double bindingness = 1.0;     ///< in (0, 1]
    std::optional<int> lapses{};  ///< first tick at which it binds no longer
    /// which talks of the forum they were, and so where chance in ratification comes from; none:
    /// the tick says
    std::optional<int> talks{};
};

/// The agreements that bind states, and the policies that follow from them.
///
/// All agreements a that bind state i on issue k have one common target,
///
///     z* = z0 + B (xbar - z0),   B = 1 - prod_a (1 - b_a),   xbar = sum_a b_a x_a / sum_a b_a,
///
/// z0 what the state would do alone (the national status quo q, unless it is told otherwise), b_a
/// the bindingness, x_a the terms; policy in force moves to it, z += rate (z* - z). Soft law
/// therefore moves policy less deep, not only slower. A later agreement of the same forum takes the
/// place of its earlier one, issue by issue and state by state.
///
/// Authorities below a state may depart from its policy where it leaves an issue to them. That
/// shifts what the state gets and its partners feel: the policy in effect, clamp(z + shift, 0, 1).
///
/// On a dyadic issue agreements bind their parties towards each other alone: see `Dyads`. There z
/// is the general policy, towards those with whom nothing holds.
class Regime {
  public:
    /// Policy starts at the national status quo [N, K], in [0, 1].
    explicit Regime(Matrix status_quo, std::span<IssueId const> dyadic = {});

    [[nodiscard]] Matrix const& status_quo() const { return status_quo_; }
    [[nodiscard]] Matrix const& policy() const { return policy_; }  ///< in force [N, K]

    [[nodiscard]] bool is_dyadic(IssueId issue) const { return dyads_[issue.slot()].has_value(); }

    /// Policies towards each other on an issue that is dyadic.
    [[nodiscard]] Dyads const& dyads(IssueId issue) const { return *dyads_[issue.slot()]; }

    /// Policies in effect [N, K]: those in force where no authority departs from them. Of dyadic
    /// issues the general policy.
    [[nodiscard]] Matrix const& in_effect() const { return shifts() ? in_effect_ : policy_; }

    /// What a policy of the state would come to.
    [[nodiscard]] double in_effect(StateId state, IssueId issue, double policy) const
    {
        return shifts() ? std::clamp(policy + shift_(state.index(), issue.index()), 0.0, 1.0)
                        : policy;
    }

    /// How far authorities shift policies [N, K], 0 on dyadic issues; no entries: there are none.
    void set_shift(Matrix shift);
    [[nodiscard]] Matrix const& shift() const { return shift_; }
    [[nodiscard]] bool shifts() const { return shift_.size() > 0; }

    /// Puts policies where something other than agreements has brought them [N, K], in [0, 1].
    void set_policy(Matrix policy);

    /// What states would do alone from now on, z0 [N, K] in [0, 1].
    void set_alone(Matrix alone);
    [[nodiscard]] Matrix const& alone() const { return alone_; }

    /// What would be in force now had nobody ever agreed to anything [N, K]: policies on their way
    /// from q to z0.
    [[nodiscard]] Matrix const& policy_alone() const { return policy_alone_; }

    /// O(signatories x issues).
    void add(Agreement const& agreement);

    /// Keeps an agreement that binds nobody before it is ratified, from tick `due` on.
    void await(Agreement agreement, int due);

    /// Takes out the agreements on whose ratification is decided at or before `tick`, in the order
    /// of signing.
    [[nodiscard]] std::vector<Agreement> due(int tick);

    /// Does an agreement of this forum on the issue still wait for ratification?
    [[nodiscard]] bool awaits(IssueId issue, ForumId forum) const;

    /// Ends what lapses at or before `tick`. O(commitments), or O(1) where nothing does.
    void lapse(int tick);

    /// Ends what binds a state through a forum, or might come to: it has withdrawn.
    void release(StateId state, ForumId forum);

    /// A new state takes over the policies of the state that it leaves. It becomes a party to
    /// agreements of that state whose forum `continues`. O(N issues).
    void succeed(StateId successor, StateId predecessor,
                 std::function<bool(ForumId)> const& continues);

    /// A state is bound by the latest agreement of a forum on each issue that binds any of its
    /// `members`, as a party to it. O(members issues).
    void join(StateId newcomer, ForumId forum, std::span<StateId const> members);

    /// Is the state bound on the issue by an agreement of this forum?
    [[nodiscard]] bool binds(StateId state, IssueId issue, ForumId forum) const;

    /// Are both bound on the issue by the same agreement of this forum?
    [[nodiscard]] bool binds(StateId i, StateId j, IssueId issue, ForumId forum) const;

    /// The terms by which an agreement of this forum binds the state on the issue; none: it does
    /// not.
    [[nodiscard]] std::optional<double> terms(StateId state, IssueId issue, ForumId forum) const;

    /// What this forum holds the state to on the issue; nullptr: nothing. Until the next agreement,
    /// lapse or release.
    [[nodiscard]] Commitment const* held(StateId state, IssueId issue, ForumId forum) const;

    /// All that holds the state to terms on the issue, in the order of signing. Until the next
    /// agreement, lapse or release.
    [[nodiscard]] std::span<Commitment const> held(StateId state, IssueId issue) const
    {
        return at(state, issue);
    }

    /// Does anything that this forum holds the state to lapse at or before `tick`? O(issues).
    [[nodiscard]] bool lapses(StateId state, ForumId forum, int tick) const;

    /// What this forum holds the state to and would lapse at or before `tick` holds for as many
    /// ticks more. O(issues).
    void prolong(StateId state, ForumId forum, int tick, int ticks);

    /// Is it bound on the issue by any agreement, towards anybody?
    [[nodiscard]] bool binds(StateId state, IssueId issue) const;

    /// Where policies are heading [N, K]. O(commitments).
    [[nodiscard]] Matrix target() const;

    /// Where the policies of a state would be heading without the agreements of a forum [K].
    [[nodiscard]] Vector target_without(StateId state, ForumId forum) const;

    /// The same on a dyadic issue, towards a partner. O(commitments of both).
    [[nodiscard]] double target_without(StateId state, StateId towards, IssueId issue,
                                        ForumId forum) const;

    /// Puts what is in force as a run begins in place: it was signed before, and policies are where
    /// it has brought them. What lapses at tick 0 or before is passed over. O(commitments).
    void begin_with(std::span<Agreement const> agreements);

    /// Moves policies by `rate` in [0, 1] of the way to their target; [N], a rate a state. Where
    /// what a state is held to on an issue is watched the rate is 1 - (1 - rate)^(1 + m), as if 1 +
    /// m times the time had passed, m the closest monitoring of any of it.
    void implement(double rate);
    void implement(VectorView rate, Monitoring const& monitoring = {});

  private:
    /// An agreement on its way to the parliaments.
    struct Signed {
        Agreement agreement;
        int due;
    };

    using Commitments = Dyads::Commitments;

    [[nodiscard]] double target(StateId state, IssueId issue, ForumId without) const;
    [[nodiscard]] double monitored(StateId state, IssueId issue,
                                   Monitoring const& monitoring) const;
    [[nodiscard]] Commitments& at(StateId state, IssueId issue);
    [[nodiscard]] Commitments const& at(StateId state, IssueId issue) const;
    void add(Agreement const& agreement, IssueId issue, double terms);
    void end_between(IssueId issue, std::span<StateId const> changed);
    void renew_in_effect();

    Matrix status_quo_;
    Matrix policy_;
    Matrix alone_;
    Matrix policy_alone_;
    std::vector<Signed> awaited_;
    std::vector<std::vector<Commitments>> commitments_;  // [K][N], in the order of signing
    Matrix shift_;
    Matrix in_effect_;  // where authorities shift policies
    static constexpr int never = std::numeric_limits<int>::max();
    int next_lapse_ = never;                   // nothing lapses before
    std::uint32_t added_ = 0;                  // agreements so far
    std::vector<std::optional<Dyads>> dyads_;  // [K] none: not dyadic
};

}  // namespace parley
