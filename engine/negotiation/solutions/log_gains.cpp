#include "negotiation/solutions/log_gains.hpp"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace parley {
namespace {

int constexpr most_steps = 200;
int constexpr most_halvings = 40;
double constexpr step_tolerance = 1e-13;
double constexpr damping =
    1e-7;  // of transfers: where several terms are best, those near the start
double constexpr sufficient_decrease = 1e-4;  // Armijo's constant

class ProjectedNewton {
  public:
    ProjectedNewton(Gains const& gains, Vector x);

    void minimise(VectorView weight);
    Vector const& x() const { return x_; }

  private:
    void differentiate(VectorView weight);
    void find_held();
    void direction();
    void project(double step);
    bool improve(VectorView weight);

    /// The function minimised, -sum w log gain; infinite where a gain is not positive.
    static double value(VectorView weight, Vector const& gain);

    Gains const& gains_;
    Vector x_, trial_, gain_, trial_gain_;
    Vector gradient_, direction_;
    Eigen::MatrixXd hessian_;
    Matrix scaled_;           // [m, f]
    std::vector<char> held_;  // [f] kept at its bound by the gradient
    Eigen::LLT<Eigen::MatrixXd> cholesky_;
};

ProjectedNewton::ProjectedNewton(Gains const& gains, Vector x)
    : gains_{gains},
      x_{std::move(x)},
      trial_{x_},
      gain_{gains.budget.size()},
      trial_gain_{gains.budget.size()},
      gradient_{x_.size()},
      direction_{x_.size()},
      hessian_{x_.size(), x_.size()},
      scaled_{gains.budget.size(), x_.size()},
      held_(static_cast<std::size_t>(x_.size()), 0)
{
    gains_.gains(x_, gain_);
}

double ProjectedNewton::value(VectorView weight, Vector const& gain)
{
    double sum = 0.0;
    for (Eigen::Index i = 0; i < gain.size(); ++i) {
        if (!(gain[i] > 0.0)) {
            return std::numeric_limits<double>::infinity();
        }
        sum -= weight[i] * std::log(gain[i]);
    }
    return sum;
}

void ProjectedNewton::differentiate(VectorView weight)
{
    gradient_.setZero();
    hessian_.setZero();
    for (Eigen::Index i = 0; i < gain_.size(); ++i) {
        double const pull = 2.0 * weight[i] / gain_[i];
        double const root = 2.0 * std::sqrt(weight[i]) / gain_[i];
        for (Eigen::Index k = 0; k < x_.size(); ++k) {
            double const slope =
                gains_.salience(i, k) * (x_[k] - gains_.ideal(i, k)) - 0.5 * gains_.value(i, k);
            gradient_[k] += pull * slope;
            scaled_(i, k) = root * slope;
            hessian_(k, k) += pull * gains_.salience(i, k);
            hessian_(k, k) += damping * pull * std::abs(gains_.value(i, k));
        }
    }
    hessian_.selfadjointView<Eigen::Lower>().rankUpdate(scaled_.transpose());
}

/// Bounds count as reached within a distance that shrinks with the distance from the solution.
void ProjectedNewton::find_held()
{
    double off = 0.0;
    for (Eigen::Index k = 0; k < x_.size(); ++k) {
        double const step = gradient_[k] / hessian_(k, k);
        off = std::max(
            off, std::abs(x_[k] - std::clamp(x_[k] - step, gains_.lower[k], gains_.upper[k])));
    }
    for (Eigen::Index k = 0; k < x_.size(); ++k) {
        double const near = std::min(off, 1e-3 * (gains_.upper[k] - gains_.lower[k]));
        bool const below = gradient_[k] > 0.0 && x_[k] - gains_.lower[k] <= near;
        bool const above = gradient_[k] < 0.0 && gains_.upper[k] - x_[k] <= near;
        held_[static_cast<std::size_t>(k)] = below || above ? 1 : 0;
    }
}

void ProjectedNewton::direction()
{
    for (Eigen::Index k = 0; k < x_.size(); ++k) {
        if (held_[static_cast<std::size_t>(k)] != 0) {
            double const curvature = hessian_(k, k);
            hessian_.row(k).setZero();
            hessian_.col(k).setZero();
            hessian_(k, k) = curvature;
        }
    }
    cholesky_.compute(hessian_);
    direction_ = -gradient_;
    cholesky_.solveInPlace(direction_);
}

void ProjectedNewton::project(double step)
{
    trial_ = (x_ + step * direction_).cwiseMax(gains_.lower).cwiseMin(gains_.upper);
    gains_.gains(trial_, trial_gain_);
}

/// A step along the projected direction; false when none is left to make.
bool ProjectedNewton::improve(VectorView weight)
{
    double const before = value(weight, gain_);
    double const noise = 1e-14 * (1.0 + std::abs(before));
    double step = 1.0;
    for (int halved = 0; halved < most_halvings; ++halved, step *= 0.5) {
        project(step);
        double expected = 0.0;
        for (Eigen::Index k = 0; k < x_.size(); ++k) {
            bool const held = held_[static_cast<std::size_t>(k)] != 0;
            expected += gradient_[k] * (held ? x_[k] - trial_[k] : -step * direction_[k]);
        }
        double const after = value(weight, trial_gain_);
        if (after <= before - sufficient_decrease * expected + noise) {
            double const moved = (trial_ - x_).lpNorm<Eigen::Infinity>();
            std::swap(x_, trial_);
            std::swap(gain_, trial_gain_);
            return moved > step_tolerance;
        }
    }
    return false;
}

void ProjectedNewton::minimise(VectorView weight)
{
    for (int step = 0; step < most_steps; ++step) {
        differentiate(weight);
        find_held();
        direction();
        if (!direction_.allFinite() || !improve(weight)) {
            return;
        }
    }
}

}  // namespace

Vector maximise_log_gains(Gains const& gains, VectorView weight, Vector x)
{
    if (weight.size() == 0 || x.size() == 0) {
        return x;
    }
    ProjectedNewton newton{gains, std::move(x)};
    double const least = weight.minCoeff();
    double floor = 0.1;
    while (floor > least) {
        newton.minimise(weight.cwiseMax(floor));
        floor *= 0.1;
    }
    newton.minimise(weight);
    return newton.x();
}

}  // namespace parley
