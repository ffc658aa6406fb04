#pragma once

#include "scenario/format/by_name.hpp"
#include "simulation/event.hpp"
#include "simulation/setup.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// What is negotiated: issues, what their positions are worth to whom, what home politics makes of
// them, and how policy follows what is agreed.
namespace parley {

class Checker;
class Describer;

namespace written {

/// An alternative of an issue that is settled by one of several.
struct Option {
    std::string id;
    Roles value{};
    friend bool operator==(Option const&, Option const&) = default;
};

/// The share of their product that members who pay a transfer can afford for it, where it is not
/// given.
inline constexpr double usual_payable = 0.007;

/// How far authorities may depart from the policy of their state, where it is not given.
inline constexpr double usual_latitude = 0.2;

/// An issue: what its positions mean, where policy stands, and what suits each role.
struct Issue {
    std::string id;
    IssueKind kind = IssueKind::hard;
    std::string about{};
    std::vector<std::string> scale{};
    double status_quo = 0.0;
    Numbers national_status_quo{};
    Roles ideal{};
    Roles salience{1.0, 1.0, 1.0};
    std::optional<Roles> value{};   ///< of a transfer, in place of ideal and salience
    std::optional<Role> paid_by{};  ///< of a transfer in dollars, in place of a value
    std::optional<Role> paid_to{};
    std::optional<double> amount{};
    std::optional<double> payable{};  ///< of a transfer with an amount, else `usual_payable`
    std::vector<Option> options{};    ///< in place of ideal and salience
    PolicyReach policy = PolicyReach::general;
    std::optional<std::variant<double, Roles>> unilateral{};  ///< of all roles, or by role
    double externality = 0.0;
    std::optional<Roles> expected_of_others{};
    Dependence interdependence = Dependence::corridors;
    double flow_response = 0.0;
    Pathway pathway = Pathway::any;
    double devolved = 0.0;
    double latitude = usual_latitude;
    Numbers red_line{};
    [[nodiscard]] bool is_payment() const { return paid_by && paid_to; }

    /// Is it a transfer, in dollars or not, and not a scale or a choice?
    [[nodiscard]] bool is_transfer() const { return value || is_payment(); }
    friend bool operator==(Issue const&, Issue const&) = default;
};

/// How policy follows what is agreed, and what states do alone.
struct Implementation {
    double rate = standard_implementation_rate;
    double unilateral = 0.0;
    friend bool operator==(Implementation const&, Implementation const&) = default;
};

/// What money is worth to states.
struct Money : parley::Money {
    friend bool operator==(Money const& a, Money const& b) { return a.price == b.price; }
};

}  // namespace written

void describe(Describer& describer, written::Option& option);
void describe(Describer& describer, written::Issue& issue);
void describe(Describer& describer, Override<ByName>& override_);
void describe(Describer& describer, written::Implementation& implementation);
void describe(Describer& describer, written::Money& money);

void check_issues(Checker const& checker);
void check_overrides(Checker const& checker);

}  // namespace parley
