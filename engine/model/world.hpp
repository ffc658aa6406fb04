#pragma once

#include "model/capacity.hpp"
#include "model/flows.hpp"
#include "model/interdependence.hpp"
#include "model/interests.hpp"
#include "model/money.hpp"
#include "model/organisation.hpp"
#include "model/regime.hpp"
#include "support/dyadic_loss.hpp"

#include <optional>

namespace parley {

/// Everything that is the case at one moment: states, what they want, and what binds them.
struct World {
    Issues issues;
    States states;
    Flows flows;
    /// by the ties of the start; needed by externalities and dyadic issues alone
    Interdependence interdependence{};
    Handling handling{};  ///< empty where capacity is not modelled
    Money money{};
    std::vector<Purse> purses{};  ///< [K] of transfers in dollars; empty: there are none
    std::vector<Organisation> organisations;
    DomesticPolitics politics;
    Regime regime;
    Interests actual;              ///< by the actual profiles: what states live with
    Interests perceived;           ///< by the perceived profiles: what states bargain with
    PartnerRoles partner_roles{};  ///< what states are to single partners, on dyadic issues
    /// [N, K] between which positions states can move; empty: 0 and 1
    Matrix lowest{}, highest{};
    /// What `actual` and `perceived` were last made of.
    std::optional<InterestSources> made_of{};

    /// Actual and perceived interests follow from profiles, recognition, exposure and politics.
    /// O(N K), and O(ordered pairs of partners x dyadic issues) where roles towards them count.
    void renew_interests();

    /// The same where the issues have not changed since. It makes interests anew only for states
    /// whose profile, recognition, exposure or politics has changed.
    void renew_changed_interests();

    /// Payoff to each state [N] of the policies z in effect, by actual or perceived interests: on
    /// issues with an externality
    ///
    ///     - s_ik [(1 - eps_k) ((z_ik - theta_ik)^2 + t_ik)
    ///             + eps_k sum_j G_ij ((z_jk - theta'_ik)^2 + t'_ik)],
    ///
    /// on a dyadic issue
    ///
    ///     - sum_j G_ij s_ijk [(1 - eps_k) ((z_ijk - theta_ijk)^2 + t_ijk)
    ///                         + eps_k ((z_jik - theta'_ijk)^2 + t'_ijk)]
    ///
    /// with s_ijk, theta_ijk, ... those of all partners unless roles towards each count,
    /// on the others as `parley::payoffs` says. O(N K), and O(ties) or O(N^2) for each issue
    /// between states.
    [[nodiscard]] Vector payoffs(Interests const& by) const;

    /// The same of what would be in force had nobody ever agreed to anything (see
    /// Regime::policy_alone); equal to the last bit where nothing has moved.
    [[nodiscard]] Vector payoffs_alone(Interests const& by) const;

    /// What states do alone follows from perceived interests: z0 = q + u (theta - q), with u the
    /// issue's `unilateral`, or what a state's roles as it perceives them make of theirs.
    void renew_alone();

    /// What holds for a state on an issue while nothing more is agreed: the policy in force, or
    /// what the state does alone where it can and no agreement binds it. Not of dyadic issues.
    [[nodiscard]] double without_agreement(StateId state, IssueId issue) const;

    /// The same on a dyadic issue, between a state and a partner.
    [[nodiscard]] BothWays without_agreement(StateId state, StateId partner, IssueId issue) const
    {
        Dyads const& dyads = regime.dyads(issue);
        auto const k = issue.index();
        return issues.moves_alone(k) && dyads.between(state, partner) == nullptr
                   ? BothWays{regime.alone()(state.index(), k), regime.alone()(partner.index(), k)}
                   : dyads.both_ways(state, partner);
    }

    /// What a transfer in dollars is worth to some states [n], in payoff, where they and no others
    /// are bound by these positions [n].
    [[nodiscard]] Vector worth_of_transfer(IssueId issue, std::span<StateId const> states_,
                                           VectorView position) const;

    /// What a policy of the state would come to: as far as it can move, and with what authorities
    /// add to it.
    [[nodiscard]] double in_effect(StateId state, IssueId issue, double policy) const
    {
        auto const [i, k] = std::pair{state.index(), issue.index()};
        return lowest.size() > 0 ? std::clamp(policy, lowest(i, k), highest(i, k))
                                 : regime.in_effect(state, issue, policy);
    }

    /// Policies in force [N, K]; on dyadic issues the mean over a state's partners, sum_j G_ij
    /// z_ijk.
    [[nodiscard]] Matrix policies() const;

    /// The same of policies in effect [N, K].
    [[nodiscard]] Matrix policies_in_effect() const;

    /// Perceived interests of some states, whose recognition has changed. O(n K), and O(their
    /// partners x dyadic issues).
    void renew_perceived(std::span<StateId const> states_);

    /// What a state wants towards a partner on a dyadic issue: the one place that knows whether
    /// this is what it wants towards all. O(1).
    [[nodiscard]] static Wants wants(Interests const& by, StateId state, StateId towards,
                                     IssueId issue)
    {
        Wants const* const of_one = by.of_partners.find(state, towards, issue);
        return of_one != nullptr ? *of_one : by.wants(state, issue);
    }

    /// Sums up over the partners of a state, as it weighs them on a dyadic issue: sum_j G_ij s_ijk
    /// of(j, loss), `loss` being its DyadicLoss with partner j. O(ties) or O(N) calls.
    template <typename Of>
    [[nodiscard]] double sum_over_partners(Interests const& by, StateId state, IssueId issue,
                                           Of const& of) const;

    /// The mean of(j) by the same weights; 0 where they are.
    template <typename Of>
    [[nodiscard]] double mean_over_partners(Interests const& by, StateId state, IssueId issue,
                                            Of const& of) const;

    /// How much states care for issues [N, K], as Interests::weight has it; on dyadic issues the
    /// sum over their partners.
    [[nodiscard]] Matrix weight(Interests const& by) const;

  private:
    template <typename Towards>
    [[nodiscard]] Vector payoffs_of(Interests const& by, Matrix const& general,
                                    Towards const& towards) const;
    [[nodiscard]] DyadicLoss loss_of(Wants const& wants, IssueId issue) const;
    [[nodiscard]] Matrix with_means_of_dyads(Matrix policies) const;
    void finish_interests();
    void renew_perceived_towards(StateId state);
    void value_transfers(Interests& by) const;
};

template <typename Of>
double World::sum_over_partners(Interests const& by, StateId state, IssueId issue,
                                Of const& of) const
{
    auto const dependence = issues.dependence[issue.slot()];
    if (!by.of_partners.any()) {
        Wants const all = by.wants(state, issue);
        DyadicLoss const loss = loss_of(all, issue);
        return all.salience *
               interdependence.mean(state, dependence, [&](StateId j) { return of(j, loss); });
    }
    return interdependence.mean(state, dependence, [&](StateId j) {
        Wants const one = wants(by, state, j, issue);
        return one.salience * of(j, loss_of(one, issue));
    });
}

template <typename Of>
double World::mean_over_partners(Interests const& by, StateId state, IssueId issue,
                                 Of const& of) const
{
    if (!by.of_partners.any()) {
        return interdependence.mean(state, issues.dependence[issue.slot()], of);
    }
    auto const dependence = issues.dependence[issue.slot()];
    auto const sums = interdependence.mean(state, dependence, [&](StateId j) {
        double const salience = wants(by, state, j, issue).salience;
        return Eigen::Array2d{salience, salience * of(j)};
    });
    return sums(0) > 0.0 ? sums(1) / sums(0) : 0.0;
}

}  // namespace parley
