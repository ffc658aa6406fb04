#include "scenario/issues/build_issues.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace parley {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A role's ideal point on a transfer is the end that suits it; one that does not care is at
/// neither.
void add_transfer(written::Issue const& issue, Eigen::Index k, Issues& issues)
{
    if (issues.role_value.size() == 0) {
        issues.role_value = Matrix::Zero(role_count, issues.role_ideal.cols());
    }
    if (issue.is_payment()) {
        issues.payment.resize(IssueId{issues.role_ideal.cols()}.slot());
        issues.payment[IssueId{k}.slot()] = {.by = *issue.paid_by, .to = *issue.paid_to};
    }
    Vector const value = as_vector(issue.value.value_or(written::Roles{}));
    issues.role_value.col(k) = value;
    issues.role_salience.col(k).setZero();
    for (Eigen::Index r = 0; r < role_count; ++r) {
        double const at_most_even = value(r) < 0.0 ? 0.0 : 0.5;
        issues.role_ideal(r, k) = value(r) > 0.0 ? 1.0 : at_most_even;
    }
    issues.amount(k) = issue.amount.value_or(infinity);
    issues.payable(k) = issue.payable.value_or(written::usual_payable);
}

/// A role's ideal point is the place of the option that it likes best, the first of equals.
void add_options(written::Issue const& issue, Eigen::Index k, Issues& issues)
{
    auto const count = std::ssize(issue.options);
    issues.options.resize(static_cast<std::size_t>(issues.role_ideal.cols()));
    Options& options = issues.options[IssueId{k}.slot()];
    options.role_value.resize(role_count, count);
    for (Eigen::Index l = 0; auto const& option : issue.options) {
        options.id.push_back(option.id);
        options.role_value.col(l) = as_vector(option.value);
        ++l;
    }
    issues.role_salience.col(k).setZero();
    for (Eigen::Index r = 0; r < role_count; ++r) {
        Eigen::Index best = 0;
        options.role_value.row(r).maxCoeff(&best);
        issues.role_ideal(r, k) = static_cast<double>(best) / static_cast<double>(count - 1);
    }
}

/// Where payoffs weigh states by interdependence on no issue, nothing is said about it.
void add_interdependence(Scenario const& scenario, Issues& issues)
{
    auto const is_dyadic = [](auto const& i) { return i.policy == PolicyReach::dyadic; };
    if (std::ranges::none_of(scenario.issues,
                             [&](auto const& i) { return i.externality > 0.0 || is_dyadic(i); })) {
        return;
    }
    issues.externality.resize(issues.count());
    issues.role_expected = issues.role_ideal;
    for (Eigen::Index k = 0; auto const& issue : scenario.issues) {
        issues.externality(k) = issue.externality;
        issues.dependence.push_back(issue.interdependence);
        issues.dyadic.push_back(is_dyadic(issue) ? 1 : 0);
        if (issue.expected_of_others) {
            issues.role_expected.col(k) = as_vector(*issue.expected_of_others);
        }
        ++k;
    }
}

/// Where no state moves alone on any issue, nothing is said about it, nor about roles where they
/// are alike.
void add_unilateral(Scenario const& scenario, Issues& issues)
{
    Matrix by_role = Matrix::Zero(role_count, issues.count());
    for (Eigen::Index k = 0; auto const& issue : scenario.issues) {
        if (!issue.is_transfer() && issue.options.empty()) {
            by_role.col(k) = unilateral_by_role(issue, scenario.implementation.unilateral);
        }
        ++k;
    }
    Vector const most = by_role.colwise().maxCoeff().transpose();
    if ((most.array() > 0.0).any()) {
        issues.unilateral = most;
        if (by_role.colwise().minCoeff().transpose() != most) {
            issues.role_unilateral = std::move(by_role);
        }
    }
}

/// A number for each state and issue, from numbers by state of each issue.
template <class Otherwise>
Matrix by_state(Scenario const& scenario, written::Numbers written::Issue::*numbers,
                Otherwise otherwise)
{
    Matrix result(std::ssize(scenario.states), std::ssize(scenario.issues));
    for (Eigen::Index k = 0; auto const& issue : scenario.issues) {
        for (Eigen::Index i = 0; auto const& state : scenario.states) {
            auto const own = (issue.*numbers).of.find(state.id);
            bool const has_own = own != (issue.*numbers).of.end();
            result(i, k) = has_own ? own->second : (issue.*numbers).all.value_or(otherwise(issue));
            ++i;
        }
        ++k;
    }
    return result;
}

void add_devolved(Scenario const& scenario, Issues& issues)
{
    auto const count = std::ssize(scenario.issues);
    if (scenario.authorities.empty()) {
        return;
    }
    issues.devolved.resize(count);
    issues.latitude.resize(count);
    for (Eigen::Index k = 0; auto const& issue : scenario.issues) {
        issues.devolved(k) = issue.devolved;
        issues.latitude(k) = issue.latitude;
        ++k;
    }
}

}  // namespace

Issues build_issues(Scenario const& scenario)
{
    auto const count = std::ssize(scenario.issues);
    Issues issues;
    issues.role_ideal.resize(role_count, count);
    issues.role_salience.resize(role_count, count);
    issues.amount = Vector::Constant(count, infinity);
    issues.payable = Vector::Zero(count);
    issues.flow_response.resize(count);
    for (Eigen::Index k = 0; auto const& issue : scenario.issues) {
        issues.id.push_back(issue.id);
        issues.about.push_back(issue.about);
        issues.kind.push_back(issue.kind);
        issues.scale.emplace_back();
        std::ranges::copy(issue.scale, issues.scale.back().begin());
        issues.role_ideal.col(k) = as_vector(issue.ideal);
        issues.role_salience.col(k) = as_vector(issue.salience);
        if (issue.is_transfer()) {
            add_transfer(issue, k, issues);
        } else if (!issue.options.empty()) {
            add_options(issue, k, issues);
        }
        issues.flow_response(k) = issue.flow_response;
        issues.pathway.push_back(issue.pathway);
        ++k;
    }
    add_interdependence(scenario, issues);
    add_unilateral(scenario, issues);
    add_devolved(scenario, issues);
    return issues;
}

Vector unilateral_by_role(written::Issue const& issue, double otherwise)
{
    auto const given = issue.unilateral.value_or(otherwise);
    auto const* roles = std::get_if<written::Roles>(&given);
    return roles != nullptr ? as_vector(*roles)
                            : Vector::Constant(role_count, std::get<double>(given));
}

Matrix build_status_quo(Scenario const& scenario)
{
    return by_state(scenario, &written::Issue::national_status_quo,
                    [](written::Issue const& issue) { return issue.status_quo; });
}

Matrix build_red_lines(Scenario const& scenario)
{
    return by_state(scenario, &written::Issue::red_line,
                    [](written::Issue const&) { return infinity; });
}

}  // namespace parley
