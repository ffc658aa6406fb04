#include "negotiation/solutions/least_gain.hpp"

#include "negotiation/solutions/one_issue.hpp"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>
#include <limits>

namespace parley {
namespace {

int constexpr most_steps = 200;
int constexpr most_halvings = 33;
double constexpr gap_tolerance = 1e-13;
double constexpr residual_tolerance = 1e-12;
double constexpr centring = 0.1;          // aim for a tenth of the gap at every step
double constexpr careful_centring = 0.9;  // along a curved bound, where steps are short
double constexpr to_boundary = 0.99;      // never go further than this towards a bound

/// Positions x, least gain t and the multipliers of the constraints: all strictly inside.
struct Point {
    Vector x;
    double t = 0.0;
    Vector dual, lower_dual, upper_dual;  // of gain_i - t >= 0, x - lower >= 0, upper - x >= 0
    Vector slack;                         // gain_i - t
    double imbalance = 0.0;               // how far from stationary, squared
};

/// Half-way between the bounds, with a least gain that all exceed.
Point first_point(Gains const& gains)
{
    auto const members = gains.budget.size();
    Point at;
    at.x = 0.5 * (gains.lower + gains.upper);
    at.slack.resize(members);
    gains.gains(at.x, at.slack);
    at.t = at.slack.minCoeff() - 1.0;
    at.slack.array() -= at.t;
    at.dual = Vector::Constant(members, 1.0 / static_cast<double>(members));
    at.lower_dual = (0.1 / (at.x - gains.lower).array()).matrix();
    at.upper_dual = (0.1 / (gains.upper - at.x).array()).matrix();
    return at;
}

class InteriorPoint {
  public:
    explicit InteriorPoint(Gains const& gains);

    LeastGain solve(Effort effort);

  private:
    double gap(Point const& point) const;
    double imbalance(Point const& point);
    double residual(Point const& point, double centre) const;
    void direction(double centre);
    double longest_step() const;
    bool advance(double centre);
    void move(double step);

    Gains const& gains_;
    Eigen::Index members_, issues_;
    Point at_, next_;
    // the direction of the current step
    Vector dx_, slack_change_, dual_change_, lower_change_, upper_change_;
    double dt_ = 0.0;
    double step_ = 1.0;  // the last one taken, as a share of the Newton step
    // workspace
    Matrix slope_, scaled_;  // [m, f + 1] of gain_i - t along x and t
    Eigen::MatrixXd hessian_;
    Vector rhs_, stationarity_;
    Eigen::LLT<Eigen::MatrixXd> cholesky_;
};

InteriorPoint::InteriorPoint(Gains const& gains)
    : gains_{gains},
      members_{gains.budget.size()},
      issues_{gains.lower.size()},
      at_{first_point(gains)},
      next_{at_},
      dx_(issues_),
      slope_{members_, issues_ + 1},
      scaled_{members_, issues_ + 1},
      hessian_{issues_ + 1, issues_ + 1},
      rhs_{issues_ + 1},
      stationarity_{issues_}
{
    at_.imbalance = imbalance(at_);
}

double InteriorPoint::gap(Point const& point) const
{
    return point.dual.dot(point.slack) + point.lower_dual.dot(point.x - gains_.lower) +
           point.upper_dual.dot(gains_.upper - point.x);
}

double InteriorPoint::imbalance(Point const& point)
{
    stationarity_ = point.lower_dual - point.upper_dual;
    for (Eigen::Index i = 0; i < members_; ++i) {
        stationarity_.array() -= 2.0 * point.dual[i] * gains_.salience.row(i).transpose().array() *
                                 (point.x - gains_.ideal.row(i).transpose()).array();
        stationarity_ += point.dual[i] * gains_.value.row(i).transpose();
    }
    double const balance = 1.0 - point.dual.sum();
    return stationarity_.squaredNorm() + balance * balance;
}

/// How far from the point of the central path with complementarity `centre`.
double InteriorPoint::residual(Point const& point, double centre) const
{
    double const complementarity =
        (point.dual.array() * point.slack.array() - centre).square().sum() +
        (point.lower_dual.array() * (point.x - gains_.lower).array() - centre).square().sum() +
        (point.upper_dual.array() * (gains_.upper - point.x).array() - centre).square().sum();
    return std::sqrt(point.imbalance + complementarity);
}

/// The Newton direction towards the central path, the multipliers eliminated.
void InteriorPoint::direction(double centre)
{
    hessian_.setZero();
    rhs_.setZero();
    for (Eigen::Index i = 0; i < members_; ++i) {
        auto const salience = gains_.salience.row(i);
        slope_.row(i).head(issues_) =
            gains_.value.row(i) -
            2.0 * salience.cwiseProduct(at_.x.transpose() - gains_.ideal.row(i));
        slope_(i, issues_) = -1.0;
        scaled_.row(i) = std::sqrt(at_.dual[i] / at_.slack[i]) * slope_.row(i);
        rhs_.noalias() += (centre / at_.slack[i]) * slope_.row(i).transpose();
        hessian_.diagonal().head(issues_) += 2.0 * at_.dual[i] * salience.transpose();
    }
    rhs_[issues_] += 1.0;
    auto const above = (at_.x - gains_.lower).array();
    auto const below = (gains_.upper - at_.x).array();
    hessian_.diagonal().head(issues_).array() +=
        at_.lower_dual.array() / above + at_.upper_dual.array() / below;
    rhs_.head(issues_).array() += centre / above - centre / below;
    hessian_.selfadjointView<Eigen::Lower>().rankUpdate(scaled_.transpose());
    cholesky_.compute(hessian_);
    cholesky_.solveInPlace(rhs_);
    dx_ = rhs_.head(issues_);
    dt_ = rhs_[issues_];
    slack_change_.noalias() = slope_ * rhs_;
    dual_change_ =
        ((centre - at_.dual.array() * slack_change_.array()) / at_.slack.array() - at_.dual.array())
            .matrix();
    lower_change_ =
        ((centre - at_.lower_dual.array() * dx_.array()) / above - at_.lower_dual.array()).matrix();
    upper_change_ =
        ((centre + at_.upper_dual.array() * dx_.array()) / below - at_.upper_dual.array()).matrix();
}

/// The step at which a multiplier or a bound would be reached, less a margin; at most 1.
double InteriorPoint::longest_step() const
{
    double step = 1.0;
    auto const keep_positive = [&](Vector const& value, Vector const& change) {
        for (Eigen::Index i = 0; i < value.size(); ++i) {
            if (change[i] < 0.0) {
                step = std::min(step, -to_boundary * value[i] / change[i]);
            }
        }
    };
    keep_positive(at_.dual, dual_change_);
    keep_positive(at_.lower_dual, lower_change_);
    keep_positive(at_.upper_dual, upper_change_);
    for (Eigen::Index k = 0; k < issues_; ++k) {
        double const room = dx_[k] < 0.0 ? at_.x[k] - gains_.lower[k] : gains_.upper[k] - at_.x[k];
        if (std::abs(dx_[k]) * step > to_boundary * room) {
            step = to_boundary * room / std::abs(dx_[k]);
        }
    }
    return step;
}

void InteriorPoint::move(double step)
{
    next_.x = at_.x + step * dx_;
    next_.t = at_.t + step * dt_;
    next_.dual = at_.dual + step * dual_change_;
    next_.lower_dual = at_.lower_dual + step * lower_change_;
    next_.upper_dual = at_.upper_dual + step * upper_change_;
    gains_.gains(next_.x, next_.slack);
    next_.slack.array() -= next_.t;
}

/// One step with backtracking; false when no step brings the central path nearer.
bool InteriorPoint::advance(double centre)
{
    direction(centre);
    if (!dx_.allFinite() || !std::isfinite(dt_)) {
        return false;
    }
    double const before = residual(at_, centre);
    double step = longest_step();
    for (int halved = 0; halved < most_halvings; ++halved, step *= 0.5) {
        move(step);
        bool const inside = next_.slack.minCoeff() > 0.0 &&
                            (next_.x.array() > gains_.lower.array()).all() &&
                            (next_.x.array() < gains_.upper.array()).all();
        if (!inside) {
            continue;
        }
        next_.imbalance = imbalance(next_);
        if (residual(next_, centre) <= (1.0 - 0.01 * step) * before) {
            std::swap(at_, next_);
            step_ = step;
            return true;
        }
    }
    return false;
}

LeastGain InteriorPoint::solve(Effort effort)
{
    auto const constraints = static_cast<double>(members_ + 2 * issues_);
    for (int step = 0; step < most_steps; ++step) {
        double const gap_now = gap(at_);
        double const off = residual(at_, gap_now / constraints);
        double const aim = step_ < 0.5 ? careful_centring : centring;
        if (effort == Effort::until_clear && at_.t > gap_now && off < 1e-3 * at_.t) {
            break;
        }
        if ((gap_now < gap_tolerance && off < residual_tolerance) ||
            !advance(aim * gap_now / constraints)) {
            break;
        }
    }
    gains_.gains(at_.x, at_.slack);
    return {at_.slack.minCoeff(), at_.x, at_.dual / at_.dual.sum()};
}

}  // namespace

LeastGain largest_least_gain(Gains const& gains, Effort effort)
{
    if (gains.budget.size() == 0) {
        return {std::numeric_limits<double>::infinity(), 0.5 * (gains.lower + gains.upper),
                Vector{}};
    }
    if (gains.lower.size() == 0) {
        Eigen::Index least = 0;
        double const gain = gains.budget.minCoeff(&least);
        return {gain, Vector{}, Vector::Unit(gains.budget.size(), least)};
    }
    if (gains.lower.size() == 1) {
        return largest_least_gain_on_one_issue(gains);
    }
    return InteriorPoint{gains}.solve(effort);
}

}  // namespace parley
