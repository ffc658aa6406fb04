#pragma once

#include "model/flows.hpp"
#include "model/regime.hpp"

namespace parley {

/// How flows respond to policy, and where those go whom it stops.
///
/// Policy acts on the level of a flow, never on its base:
///
///     U_od = Fbase_od (1 + trend)^years factor_od
///     F_od = U_od exp(sum_k phi_k (z_dk - q_dk))
///
/// over the issues k that govern the flow's pathway, z the policy in effect of the destination (on
/// a dyadic issue the one in force towards the origin), q its status quo, phi the `flow_response`
/// of the issue. Of what is stopped, max(0, U - F), a share is stranded in the states along its
/// routes (of the people who cross any), a share is diverted to other destinations of the same
/// origin in proportion to F, and the rest is deterred; so are people for whom there is no other
/// destination. Diverted people are added afterwards and never to a base, so that people are
/// conserved:
///
///     sum now + sum deterred = sum U + sum max(0, F - U).
///
/// O(corridors x issues with a response + routes).
class Migration {
  public:
    struct Params {
        double stranded = 0.2;  ///< share of those who are stopped, >= 0
        double diverted = 0.3;  ///< likewise; stranded + diverted <= 1
    };

    /// Throws std::invalid_argument when the shares are none, or when the arrays of `flows` differ
    /// in length.
    Migration(Params params, Flows const& flows, Issues const& issues);

    /// Sets what moves `years` after the start.
    void operator()(Flows& flows, Regime const& regime, double years) const;

  private:
    struct Governing {
        IssueId issue;
        double response;
        Pathway pathway;
    };

    [[nodiscard]] double exponent(Flows const& flows, std::size_t corridor,
                                  Regime const& regime) const;
    void number_pairs(Flows const& flows);
    void strand(Flows& flows) const;
    void divert(Flows& flows) const;

    /// For each pair of states the sum of the numbers of all other pairs from the same origin.
    [[nodiscard]] std::vector<double> sums_of_others(std::vector<double> const& numbers) const;

    [[nodiscard]] std::size_t pairs() const { return first_pair_.back(); }

    Params params_;
    std::vector<Governing> governing_;
    std::vector<double> route_shares_;     // [corridors] summed over the states that are crossed
    std::vector<std::size_t> pair_;        // [corridors] of origin and destination, in their order
    std::vector<std::size_t> first_pair_;  // [origins + 1]
};

/// Stocks `years` later: those who live in a state die or return at the rate `attrition` a year
/// while people arrive as they do now, dS/dt = now - attrition S.
void renew_stocks(Flows& flows, double attrition, double years);

}  // namespace parley
