#pragma once

#include "model/capacity.hpp"
#include "model/flows.hpp"
#include "model/interdependence.hpp"
#include "model/interests.hpp"
#include "model/organisation.hpp"
#include "model/regime.hpp"

namespace parley {

/// Everything that is the case at one moment: states, what they want, and what binds them.
struct World {
    Issues issues;
    States states;
    Flows flows;
    /// by the ties of the start; needed by externalities and dyadic issues alone
    Interdependence interdependence{};
    Handling handling{};  ///< empty where capacity is not modelled
    std::vector<Organisation> organisations;
    DomesticPolitics politics;
    Regime regime;
    Interests actual;     ///< by the actual profiles: what states live with
    Interests perceived;  ///< by the perceived profiles: what states bargain with

    /// Actual and perceived interests follow from profiles, recognition, exposure and politics.
    void renew_interests();

    /// Payoff to each state [N] of the policies in force, by actual or perceived interests: on
    /// issues with an externality
    ///
    ///     - s_ik [(1 - eps_k) ((z_ik - theta_ik)^2 + t_ik)
    ///             + eps_k sum_j G_ij ((z_jk - theta'_ik)^2 + t'_ik)],
    ///
    /// on a dyadic issue
    ///
    ///     - s_ik sum_j G_ij [(1 - eps_k) ((z_ijk - theta_ik)^2 + t_ik)
    ///                         + eps_k ((z_jik - theta'_ik)^2 + t'_ik)],
    ///
    /// on the others as `parley::payoffs` says. O(N K), and O(ties) or O(N^2) for each issue
    /// between states.
    [[nodiscard]] Vector payoffs(Interests const& by) const;

    /// What states do alone follows from perceived interests: z0 = q + u (theta - q), with u the
    /// issue's `unilateral`, or what a state's roles as it perceives them make of theirs.
    void renew_alone();

    /// What holds for a state on an issue while nothing more is agreed: the policy in force, or
    /// what the state does alone where it can and no agreement binds it. Not of dyadic issues.
    [[nodiscard]] double without_agreement(StateId state, IssueId issue) const;

    /// The same on a dyadic issue, towards a partner.
    [[nodiscard]] double without_agreement(StateId state, StateId towards, IssueId issue) const;

    /// Policies in force [N, K]; on dyadic issues the mean over a state's partners, sum_j G_ij
    /// z_ijk.
    [[nodiscard]] Matrix policies() const;

    /// Perceived interests of some states, whose recognition has changed.
    void renew_perceived(std::span<StateId const> states_);

  private:
    [[nodiscard]] double dyadic_payoff(Interests const& by, StateId state, IssueId issue) const;
};

}  // namespace parley
