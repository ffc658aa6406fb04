#include "model/interests.hpp"

#include "support/interpolation.hpp"

#include <algorithm>
#include <array>
#include <span>

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

/// What transfers are worth to states by their roles; their ideal points follow.
void add_transfers(Interests& interests, MatrixView profile, VectorView exposure,
                   Issues const& issues, DomesticPolitics const& politics)
{
    interests.value = exposure.asDiagonal() * (profile * issues.role_value);
    interests.value.array() *= politics.attention.array();
    for (Eigen::Index k = 0; k < issues.count(); ++k) {
        if (issues.is_transfer(k)) {
            interests.ideal.col(k) = (0.5 + 0.5 * interests.value.col(k).array().sign()).matrix();
            interests.salience.col(k).setZero();
            interests.tension.col(k).setZero();
        }
    }
}

/// What options are worth to states by their roles; their ideal points follow.
void add_options(Interests& interests, MatrixView profile, VectorView exposure,
                 Issues const& issues, DomesticPolitics const& politics)
{
    interests.options.resize(issues.options.size());
    for (Eigen::Index k = 0; k < issues.count(); ++k) {
        if (!issues.has_options(k)) {
            continue;
        }
        auto& payoff = interests.options[IssueId{k}.slot()];
        payoff = exposure.cwiseProduct(politics.attention.col(k)).asDiagonal() *
                 (profile * issues.options[IssueId{k}.slot()].role_value);
        for (Eigen::Index i = 0; i < payoff.rows(); ++i) {
            Eigen::Index best = 0;
            payoff.row(i).maxCoeff(&best);
            interests.ideal(i, k) =
                static_cast<double>(best) / static_cast<double>(payoff.cols() - 1);
        }
        interests.salience.col(k).setZero();
        interests.tension.col(k).setZero();
    }
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

Matrix Interests::weight() const
{
    Matrix weight = value.size() > 0 ? Matrix{salience + value.cwiseAbs()} : salience;
    for (std::size_t k = 0; k < options.size(); ++k) {
        if (options[k].size() > 0) {
            weight.col(static_cast<Eigen::Index>(k)) =
                options[k].rowwise().maxCoeff() - options[k].rowwise().minCoeff();
        }
    }
    return weight;
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
    for (Eigen::Index i = 0; i < states; ++i) {
        for (Eigen::Index k = 0; k < issues.count(); ++k) {
            std::array<double, role_count> weight{};
            std::array<double, role_count> role_ideal{};
            for (Eigen::Index r = 0; r < role_count; ++r) {
                auto const at = static_cast<std::size_t>(r);
                weight[at] = profile(i, r) * issues.role_salience(r, k);
                role_ideal[at] = issues.role_ideal(r, k);
            }
            Quadratic const roles = fold_roles(weight, role_ideal);
            double const varied = std::clamp(roles.ideal + politics.variation(i, k), 0.0, 1.0);
            double const salience =
                blend(roles.salience, politics.salience(i, k), politics.salience_weight(i, k));
            result.ideal(i, k) = blend(varied, politics.ideal(i, k), politics.ideal_weight(i, k));
            result.salience(i, k) = exposure(i) * politics.attention(i, k) * salience;
            result.tension(i, k) = roles.tension;
        }
    }
    if (issues.role_value.size() > 0) {
        add_transfers(result, profile, exposure, issues, politics);
    }
    if (!issues.options.empty()) {
        add_options(result, profile, exposure, issues, politics);
    }
    return result;
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
