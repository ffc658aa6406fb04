#pragma once

#include "support/id.hpp"
#include "support/matrix.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// What migration makes of a state. Every state plays all three roles, with weights.
enum class Role { sending, transit, receiving };
inline constexpr std::array<std::string_view, 3> role_names{"sending", "transit", "receiving"};
inline constexpr Eigen::Index role_count = 3;

/// How people migrate. Flows may be split by it, and an issue may govern one of them alone.
enum class Pathway { any, labour, asylum, irregular };
inline constexpr std::array<std::string_view, 4> pathway_names{"any", "labour", "asylum",
                                                               "irregular"};

/// The declared label of an issue: it selects agendas. `linkage` issues (trade, development
/// assistance, ...) come to the table of comprehensive forums only, and so do issues of kind
/// `transfer`: side payments, by which money closes a package.
enum class IssueKind { soft, hard, linkage, transfer };
inline constexpr std::array<std::string_view, 4> issue_kind_names{"soft", "hard", "linkage",
                                                                  "transfer"};

/// Is an issue there to close packages on others?
[[nodiscard]] constexpr bool is_linkage(IssueKind kind)
{
    return kind == IssueKind::linkage || kind == IssueKind::transfer;
}

/// Whom a policy is for.
enum class PolicyReach {
    general,  ///< all alike
    dyadic,   ///< one towards each partner
};
inline constexpr std::array<std::string_view, 2> policy_reach_names{"general", "dyadic"};

/// Whose policies a state feels on an issue with an externality, and how much each partner counts
/// on a dyadic issue.
enum class Dependence {
    corridors,  ///< of those to whom migration ties it
    uniform,    ///< of all alike: a global public good
};
inline constexpr std::array<std::string_view, 2> dependence_names{"corridors", "uniform"};

/// The alternatives of an issue that is settled by one of them, in their order on its scale.
struct Options {
    std::vector<std::string> id;  ///< [L]
    Matrix role_value;            ///< [role, L] payoff of each
};

/// Between whom a transfer in dollars goes: from states by their product and their weight of one
/// role, to states by their population and their weight of another.
struct Payment {
    Role by;
    Role to;
    friend bool operator==(Payment const&, Payment const&) = default;
};

/// What can be negotiated, K issues, one column or entry each.
struct Issues {
    std::vector<std::string> id;
    std::vector<std::string> about;
    std::vector<std::array<std::string, 2>> scale;  ///< what positions 0 and 1 mean, in words
    std::vector<IssueKind> kind;
    Matrix role_ideal;     ///< [role, K] position that each role would like, in [0, 1]
    Matrix role_salience;  ///< [role, K] how much it cares, >= 0, not all 0 but for a transfer
    /// [role, K] payoff of the whole of a transfer, < 0 for those who pay; 0 elsewhere; empty:
    /// no transfers
    Matrix role_value{};
    /// [K] the roles that pay a transfer and get it, in dollars; none: `role_value` says what it is
    /// worth; empty: none is
    std::vector<std::optional<Payment>> payment{};
    Vector amount{};         ///< [K] the whole of a transfer, USD a year; infinity: not in money
    Vector payable{};        ///< [K] share of its GDP that a state can pay at most of a transfer
    Vector flow_response{};  ///< [K] of the logarithm of a flow to the policy; empty: none responds
    std::vector<Pathway> pathway{};  ///< [K] of the flows that respond

    /// [K] share of the way to its ideal point that a state goes alone, where roles differ the
    /// greatest of theirs; empty: none
    Vector unilateral{};
    /// [role, K] the same by role; empty: roles are alike on every issue
    Matrix role_unilateral{};
    /// [K] share of the payoff that depends on the others' policies; empty: none
    Vector externality{};
    /// [K] is the policy one towards each partner? Empty: none is
    std::vector<char> dyadic{};
    /// [role, K] position that each role would like others to have; empty: as its own
    Matrix role_expected{};
    /// [K]; empty where no issue has an externality or is dyadic
    std::vector<Dependence> dependence{};

    /// [K] how much of what authorities below states do counts in the policy in effect, in [0, 1];
    /// empty: nothing is devolved
    Vector devolved{};
    Vector latitude{};  ///< [K] how far an authority may depart from its state's policy, in [0, 1]

    std::vector<Options> options{};  ///< [K]; no ids: any position; empty: no issue has options

    [[nodiscard]] bool has_options(Eigen::Index issue) const
    {
        return !options.empty() && !options[IssueId{issue}.slot()].id.empty();
    }

    [[nodiscard]] bool moves_alone(Eigen::Index issue) const
    {
        return unilateral.size() > 0 && unilateral(issue) > 0.0;
    }

    [[nodiscard]] bool has_externality(Eigen::Index issue) const
    {
        return externality.size() > 0 && externality(issue) > 0.0;
    }

    [[nodiscard]] bool is_dyadic(Eigen::Index issue) const
    {
        return !dyadic.empty() && dyadic[IssueId{issue}.slot()] != 0;
    }

    /// Does the payoff weigh states by interdependence?
    [[nodiscard]] bool is_between_states(Eigen::Index issue) const
    {
        return has_externality(issue) || is_dyadic(issue);
    }

    /// How far an authority may depart from its state's policy, 0 where nothing is left to it.
    [[nodiscard]] double reach(Eigen::Index issue) const
    {
        return devolved.size() > 0 && devolved(issue) > 0.0 ? latitude(issue) : 0.0;
    }

    [[nodiscard]] Eigen::Index count() const { return role_ideal.cols(); }

    /// Is it a transfer in dollars?
    [[nodiscard]] bool is_payment(Eigen::Index issue) const
    {
        return !payment.empty() && payment[IssueId{issue}.slot()].has_value();
    }

    [[nodiscard]] bool is_transfer(Eigen::Index issue) const
    {
        return kind[IssueId{issue}.slot()] == IssueKind::transfer;
    }
};

}  // namespace parley
