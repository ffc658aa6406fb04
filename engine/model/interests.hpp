#pragma once

#include "model/partner_roles.hpp"

#include <span>

namespace parley {

/// What a state wants on one issue with positions.
struct Wants {
    double ideal = 0.5;
    double salience = 0.0;
    double tension = 0.0;
    double expected = 0.5;             ///< ideal point for the others' policies
    double tension_of_expected = 0.0;  ///< and the tension around it
};

/// What states want on dyadic issues towards single partners, where roles there count.
class PartnerInterests {
  public:
    /// Of nobody: states want the same towards all.
    PartnerInterests() = default;

    /// 40 bytes for each ordered pair of partners and dyadic issue.
    PartnerInterests(std::shared_ptr<Partners const> partners, Issues const& issues);

    [[nodiscard]] bool any() const { return !wants_.empty(); }

    /// What a state wants towards a partner on a dyadic issue; nullptr: the same as towards all.
    /// O(1).
    [[nodiscard]] Wants const* find(StateId state, StateId partner, IssueId issue) const
    {
        auto const place = any() ? partners_->place(state, partner) : std::nullopt;
        return place ? &wants_[first_[issue.slot()] + *place] : nullptr;
    }

    /// What it wants towards each partner on an issue; none of a state without partners.
    [[nodiscard]] std::span<Wants> of(StateId state, IssueId issue);

  private:
    std::shared_ptr<Partners const> partners_;
    std::vector<std::size_t> first_;  // [K] where a dyadic issue begins
    std::vector<Wants> wants_;        // pairs of one issue after the other
};

/// What states want: the roles they play, folded into one quadratic an issue.
///
/// The payoff of a position x on issue k to state i is the sum over its roles,
///
///     - e_i sum_r w_ir b_rk (x - a_rk)^2 = - s_ik (x - theta_ik)^2 - s_ik t_ik
///
/// with salience s_ik = e_i sum_r w_ir b_rk, ideal point theta_ik = sum_r w b a / sum_r w b, and
/// tension t_ik, the weighted variance of the roles' ideals around it: what no outcome can please.
///
/// The payoff of a transfer x is linear, v_ik x with v_ik = e_i sum_r w_ir c_r: its salience and
/// tension are 0, and its ideal point is the end that suits the state. So it is with options: e_i
/// sum_r w_ir v_rl is the payoff of option l at l / (L - 1), interpolated while policy is on its
/// way, and the ideal point the place of the best.
///
/// Of the others' policies the same roles may expect something else: from the positions a'_rk
/// follow theta'_ik and t'_ik by the same formulas. National variation moves both ideal points; an
/// override of the ideal point moves theta' only where roles expect of others what they want
/// themselves.
struct Interests {
    Matrix ideal;     ///< [N, K] in [0, 1]
    Matrix salience;  ///< [N, K] >= 0
    Matrix tension;   ///< [N, K] in [0, 1/4]
    Matrix value{};  ///< [N, K] payoff of the whole of a transfer; 0 elsewhere; empty: no transfers
    std::vector<Matrix> options{};  ///< [K] payoff of each option [N, L]; empty: no options
    /// [N, K] ideal point for others, in [0, 1]; empty: no externality
    Matrix expected{};
    Matrix tension_of_expected{};  ///< [N, K] in [0, 1/4]; empty alike
    /// on dyadic issues, where states play other roles towards one partner than towards all
    PartnerInterests of_partners{};

    /// What a state wants towards all on an issue with positions, where others' policies count.
    [[nodiscard]] Wants wants(StateId state, IssueId issue) const;

    /// How much states care for issues [N, K]: salience, the size of a value, or what lies between
    /// the best and the worst option.
    [[nodiscard]] double weight(Eigen::Index state, Eigen::Index issue) const;
    [[nodiscard]] Matrix weight() const;
};

/// The ideal point on a transfer that has such a value: the end that suits the state, and neither
/// where it is worth nothing.
[[nodiscard]] constexpr double end_of_transfer(double value)
{
    double const at_most_even = value < 0.0 ? 0.0 : 0.5;
    return value > 0.0 ? 1.0 : at_most_even;
}

/// Domestic politics: where a state's interests depart from what its roles suggest.
struct DomesticPolitics {
    Matrix variation;        ///< [N, K] added to the ideal point; drawn once a run
    Matrix ideal;            ///< [N, K] override of the ideal point
    Matrix ideal_weight;     ///< [N, K] its weight, in [0, 1]; 0: no override
    Matrix salience;         ///< [N, K] override of the salience, before exposure, >= 0
    Matrix salience_weight;  ///< [N, K] its weight, in [0, 1]
    Matrix attention;        ///< [N, K] factor on the salience, > 0; 1 in quiet times

    /// None at all, for N states and K issues.
    [[nodiscard]] static DomesticPolitics none(Eigen::Index states, Eigen::Index issues);

    friend bool operator==(DomesticPolitics const&, DomesticPolitics const&) = default;
};

/// What interests follow from: of N states with K issues.
struct InterestSources {
    Matrix profile;            ///< [N, role]
    Matrix perceived_profile;  ///< [N, role]
    Vector exposure;           ///< [N]
    DomesticPolitics politics;
};

/// Interests that follow from a profile, actual or perceived, in this order: role formula, national
/// variation (clamped to [0, 1]), overrides, attention. Of these only attention concerns transfers
/// and options.
///
/// profile [N, role], exposure [N]; O(N K roles). A state whose roles give an issue no salience has
/// its plain mean role ideal there, with salience 0.
[[nodiscard]] Interests interests(MatrixView profile, VectorView exposure, Issues const& issues,
                                  DomesticPolitics const& politics);

/// The same for some states alone, in place: their rows change and no others. profile [n, role], a
/// row for each of them; the rest as above. O(n K roles).
void renew(Interests& interests, std::span<StateId const> states, MatrixView profile,
           VectorView exposure, Issues const& issues, DomesticPolitics const& politics);

/// What one state wants towards its partners on dyadic issues, in place, from its profile towards
/// each [partners, role]; the rest as above. O(partners, dyadic issues, roles).
void renew_towards(Interests& interests, StateId state, MatrixView profile, VectorView exposure,
                   Issues const& issues, DomesticPolitics const& politics);

/// The share of the way to its ideal point that each state goes alone on each issue [N, K], in
/// [0, 1]: the mean over its roles, weighed as its ideal point is,
///
///     u_ik = sum_r w_ir b_rk u_rk / sum_r w_ir b_rk
///
/// and the plain mean of u_rk where its roles give the issue no salience. Overrides change what a
/// state wants, not what it can do alone. profile [N, role]; there are shares by role. O(N K
/// roles).
[[nodiscard]] Matrix unilateral_shares(MatrixView profile, Issues const& issues);

/// Payoff to each state [N] of policies [N, K], each by its own policy:
/// sum_k v_ik z_ik - s_ik ((z_ik - theta_ik)^2 + t_ik), and what options are worth there.
[[nodiscard]] Vector payoffs(Interests const& interests, MatrixView policy);

}  // namespace parley
