#include "model/interests.hpp"

#include "support/interpolation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

namespace parley {
namespace {

struct Quadratic {
    double ideal;
    double salience;
    double tension;
};

/// One state's roles on one issue; `weight` are its role weights times the roles' saliences.
Quadratic fold_roles(std::array<double, role_count> const& weight,
                     std::array<double, role_count> const& role_ideal)
{
    double total = 0.0;
    double mean = 0.0;
    for (std::size_t r = 0; r < role_count; ++r) {
        total += weight[r];
        mean += weight[r] * role_ideal[r];
    }
    if (total <= 0.0) {
        return {(role_ideal[0] + role_ideal[1] + role_ideal[2]) / 3.0, 0.0, 0.0};
    }
    mean = std::clamp(mean / total, 0.0, 1.0);
    double spread = 0.0;
    for (std::size_t r = 0; r < role_count; ++r) {
        spread += weight[r] * (role_ideal[r] - mean) * (role_ideal[r] - mean);
    }
    return {mean, total, spread / total};
}

double blend(double value, double other, double weight)
{
    return weight > 0.0 ? (1.0 - weight) * value + weight * other : value;
}

/// A weight for each role.
using Roles = std::array<double, role_count>;

Roles roles_at(Matrix const& numbers, Eigen::Index column)
{
    return {numbers(0, column), numbers(1, column), numbers(2, column)};
}

double sum_over_roles(Roles const& weight, MatrixView numbers, Eigen::Index column)
{
    double sum = 0.0;
    for (std::size_t r = 0; r < role_count; ++r) {
        sum += weight[r] * numbers(static_cast<Eigen::Index>(r), column);
    }
    return sum;
}

/// A profile as its roles weigh an issue with these saliences.
Roles weighed(Roles profile, Roles const& salience)
{
    for (std::size_t r = 0; r < role_count; ++r) {
        profile[r] *= salience[r];
    }
    return profile;
}

/// What the roles want on one issue.
struct RolesOnIssue {
    RolesOnIssue(Issues const& issues, Eigen::Index k, bool others)
        : issue{k},
          salience{roles_at(issues.role_salience, k)},
          ideal{roles_at(issues.role_ideal, k)},
          expected{others ? roles_at(issues.role_expected, k) : ideal}
    {
    }

    Eigen::Index issue;
    Roles salience;
    Roles ideal;
    Roles expected;  ///< of others
};

/// Interests of one state after the other: what they follow from stays the same.
class Folding {
  public:
    Folding(VectorView exposure, Issues const& issues, DomesticPolitics const& politics)
        : exposure_{exposure}, issues_{issues}, politics_{politics}
    {
    }

    void operator()(Interests& interests, Eigen::Index i, Roles const& profile) const
    {
        for (Eigen::Index k = 0; k < issues_.count(); ++k) {
            if (issues_.role_value.size() > 0) {
                interests.value(i, k) =
                    exposure_(i) * sum_over_roles(profile, issues_.role_value, k);
                interests.value(i, k) *= politics_.attention(i, k);
            }
            if (issues_.has_options(k)) {
                weigh_options(interests, i, k, profile);
            } else if (issues_.role_value.size() > 0 && issues_.is_transfer(k)) {
                interests.ideal(i, k) = end_of_transfer(interests.value(i, k));
                interests.salience(i, k) = interests.tension(i, k) = 0.0;
            } else {
                weigh_positions(interests, i, k, profile);
            }
        }
    }

    /// What a profile makes of an issue with positions, of others too where they count.
    [[nodiscard]] Wants position(Eigen::Index i, RolesOnIssue const& on, Roles const& profile,
                                 bool others) const
    {
        Eigen::Index const k = on.issue;
        Roles const weight = weighed(profile, on.salience);
        Quadratic const roles = fold_roles(weight, on.ideal);
        double const varied = vary(roles.ideal, i, k);
        double const salience =
            blend(roles.salience, politics_.salience(i, k), politics_.salience_weight(i, k));
        Wants wants{.ideal = blend(varied, politics_.ideal(i, k), politics_.ideal_weight(i, k)),
                    .salience = exposure_(i) * politics_.attention(i, k) * salience,
                    .tension = roles.tension};
        if (others) {
            bool const same = on.expected == on.ideal;
            Quadratic const of_others = same ? roles : fold_roles(weight, on.expected);
            wants.expected = same ? wants.ideal : vary(of_others.ideal, i, k);
            wants.tension_of_expected = of_others.tension;
        }
        return wants;
    }

  private:
    void weigh_positions(Interests& interests, Eigen::Index i, Eigen::Index k,
                         Roles const& profile) const
    {
        bool const others = interests.expected.size() > 0;
        Wants const wants = position(i, RolesOnIssue{issues_, k, others}, profile, others);
        interests.ideal(i, k) = wants.ideal;
        interests.salience(i, k) = wants.salience;
        interests.tension(i, k) = wants.tension;
        if (interests.expected.size() > 0) {
            interests.expected(i, k) = wants.expected;
            interests.tension_of_expected(i, k) = wants.tension_of_expected;
        }
    }

    [[nodiscard]] double vary(double ideal, Eigen::Index i, Eigen::Index k) const
    {
        return std::clamp(ideal + politics_.variation(i, k), 0.0, 1.0);
    }

    void weigh_options(Interests& interests, Eigen::Index i, Eigen::Index k,
                       Roles const& profile) const
    {
        Matrix const& role_value = issues_.options[IssueId{k}.slot()].role_value;
        Matrix& payoff = interests.options[IssueId{k}.slot()];
        double const scale = exposure_(i) * politics_.attention(i, k);
        for (Eigen::Index l = 0; l < role_value.cols(); ++l) {
            payoff(i, l) = scale * sum_over_roles(profile, role_value, l);
        }
        Eigen::Index best = 0;
        payoff.row(i).maxCoeff(&best);
        interests.ideal(i, k) = static_cast<double>(best) / static_cast<double>(payoff.cols() - 1);
        interests.salience(i, k) = interests.tension(i, k) = 0.0;
    }

    VectorView exposure_;
    Issues const& issues_;
    DomesticPolitics const& politics_;
};

Roles roles_of(MatrixView profile, Eigen::Index row)
{
    return {profile(row, 0), profile(row, 1), profile(row, 2)};
}

/// What the policies [N] on an issue with options are worth, payoffs of the options [N, L].
Vector payoff_of_options(Matrix const& payoff, VectorView policy)
{
    return Vector::NullaryExpr(policy.size(), [&](Eigen::Index i) {
        std::span<double const> const own{payoff.data() + i * payoff.cols(),
                                          static_cast<std::size_t>(payoff.cols())};
        return interpolated(own, policy(i));
    });
}

}  // namespace

PartnerInterests::PartnerInterests(std::shared_ptr<Partners const> partners, Issues const& issues)
    : partners_{std::move(partners)}
{
    std::size_t end = 0;
    for (Eigen::Index k = 0; k < issues.count(); ++k) {
        first_.push_back(end);
        end += issues.is_dyadic(k) ? partners_->count() : 0;
    }
    wants_.resize(end);
}

std::span<Wants> PartnerInterests::of(StateId state, IssueId issue)
{
    return std::span{wants_}.subspan(first_[issue.slot()] + partners_->first(state),
                                     partners_->of(state).size());
}

Wants Interests::wants(StateId state, IssueId issue) const
{
    auto const i = state.index();
    auto const k = issue.index();
    return {.ideal = ideal(i, k),
            .salience = salience(i, k),
            .tension = tension(i, k),
            .expected = expected(i, k),
            .tension_of_expected = tension_of_expected(i, k)};
}

double Interests::weight(Eigen::Index state, Eigen::Index issue) const
{
    if (!options.empty() && options[IssueId{issue}.slot()].size() > 0) {
        auto const payoff = options[IssueId{issue}.slot()].row(state);
        return payoff.maxCoeff() - payoff.minCoeff();
    }
    return salience(state, issue) + (value.size() > 0 ? std::abs(value(state, issue)) : 0.0);
}

Matrix Interests::weight() const
{
    return Matrix::NullaryExpr(salience.rows(), salience.cols(),
                               [this](Eigen::Index i, Eigen::Index k) { return weight(i, k); });
}

DomesticPolitics DomesticPolitics::none(Eigen::Index states, Eigen::Index issues)
{
    Matrix const zero = Matrix::Zero(states, issues);
    return {zero, zero, zero, zero, zero, Matrix::Ones(states, issues)};
}

Interests interests(MatrixView profile, VectorView exposure, Issues const& issues,
                    DomesticPolitics const& politics)
{
    Eigen::Index const states = profile.rows();
    Interests result{Matrix(states, issues.count()), Matrix(states, issues.count()),
                     Matrix(states, issues.count())};
    if (issues.role_value.size() > 0) {
        result.value.resize(states, issues.count());
    }
    if (issues.externality.size() > 0) {
        result.expected = Matrix::Zero(states, issues.count());
        result.tension_of_expected = Matrix::Zero(states, issues.count());
    }
    result.options.resize(issues.options.size());
    for (std::size_t k = 0; k < issues.options.size(); ++k) {
        if (!issues.options[k].id.empty()) {
            result.options[k].resize(states, std::ssize(issues.options[k].id));
        }
    }
    Folding const fold{exposure, issues, politics};
    for (Eigen::Index i = 0; i < states; ++i) {
        fold(result, i, roles_of(profile, i));
    }
    return result;
}

void renew(Interests& interests, std::span<StateId const> states, MatrixView profile,
           VectorView exposure, Issues const& issues, DomesticPolitics const& politics)
{
    Folding const fold{exposure, issues, politics};
    for (std::size_t n = 0; n < states.size(); ++n) {
        fold(interests, states[n].index(), roles_of(profile, static_cast<Eigen::Index>(n)));
    }
}

void renew_towards(Interests& interests, StateId state, MatrixView profile, VectorView exposure,
                   Issues const& issues, DomesticPolitics const& politics)
{
    Folding const fold{exposure, issues, politics};
    for (Eigen::Index k = 0; k < issues.count(); ++k) {
        if (issues.is_dyadic(k)) {
            RolesOnIssue const on{issues, k, true};
            for (Eigen::Index row = 0;
                 Wants & wants : interests.of_partners.of(state, IssueId{k})) {
                wants = fold.position(state.index(), on, roles_of(profile, row++), true);
            }
        }
    }
}

Matrix unilateral_shares(MatrixView profile, Issues const& issues)
{
    Matrix shares(profile.rows(), issues.count());
    for (Eigen::Index k = 0; k < issues.count(); ++k) {
        Roles const salience = roles_at(issues.role_salience, k);
        Roles const alone = roles_at(issues.role_unilateral, k);
        auto const [least, most] = std::ranges::minmax(alone);
        for (Eigen::Index i = 0; i < profile.rows(); ++i) {
            Roles const weight = weighed(roles_of(profile, i), salience);
            shares(i, k) = std::clamp(fold_roles(weight, alone).ideal, least, most);
        }
    }
    return shares;
}

Vector payoffs(Interests const& interests, MatrixView policy)
{
    auto const loss = (policy - interests.ideal).array().square() + interests.tension.array();
    Vector payoff = -(interests.salience.array() * loss).rowwise().sum().matrix();
    if (interests.value.size() > 0) {
        payoff += interests.value.cwiseProduct(policy).rowwise().sum();
    }
    for (std::size_t k = 0; k < interests.options.size(); ++k) {
        if (interests.options[k].size() > 0) {
            payoff +=
                payoff_of_options(interests.options[k], policy.col(static_cast<Eigen::Index>(k)));
        }
    }
    return payoff;
}

}  // namespace parley
