#include "negotiation/solutions/one_issue.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parley {
namespace {

int constexpr most_steps = 1000;
double constexpr tie = 1e-9;   // gains that differ by no more are the least alike
double constexpr flat = 1e-9;  // slopes up to this are none

/// The members' gains along the one open issue.
class Line {
  public:
    explicit Line(Gains const& gains) : gains_{gains}, left_{gains.lower[0]}, right_{gains.upper[0]}
    {
    }

    LeastGain climb();

  private:
    [[nodiscard]] double gain(Eigen::Index i, double x) const
    {
        return gains_.budget[i] - gains_.loss(i, 0, x);
    }
    [[nodiscard]] double slope(Eigen::Index i, double x) const
    {
        return gains_.value(i, 0) - 2.0 * gains_.salience(i, 0) * (x - gains_.ideal(i, 0));
    }
    [[nodiscard]] double peak(Eigen::Index i) const;
    [[nodiscard]] Eigen::Index lowest(double x) const;
    [[nodiscard]] double best_of_two(Eigen::Index up, Eigen::Index down) const;
    [[nodiscard]] double summit();
    [[nodiscard]] Vector blame(double x, double least) const;

    Gains const& gains_;
    double left_, right_;  // the summit lies between
};

/// Where a member gains most, on either side of the box or inside.
double Line::peak(Eigen::Index i) const
{
    double const salience = gains_.salience(i, 0);
    double const value = gains_.value(i, 0);
    return salience > 0.0 ? gains_.ideal(i, 0) + 0.5 * value / salience
                          : std::copysign(std::numeric_limits<double>::infinity(), value);
}

Eigen::Index Line::lowest(double x) const
{
    Eigen::Index lowest = 0;
    double least = gain(0, x);
    for (Eigen::Index i = 1; i < gains_.budget.size(); ++i) {
        if (double const own = gain(i, x); own < least) {
            least = own;
            lowest = i;
        }
    }
    return lowest;
}

/// Where the lower of two members is highest: `up` is lower on the left and rises there, `down` on
/// the right.
double Line::best_of_two(Eigen::Index up, Eigen::Index down) const
{
    double const top = std::min(peak(up), right_);
    if (gain(up, top) <= gain(down, top)) {
        return top;
    }
    double const bottom = std::max(peak(down), left_);
    if (gain(down, bottom) <= gain(up, bottom)) {
        return bottom;
    }
    // between them the difference rises from below 0 to above: its first root
    double const difference = gain(up, bottom) - gain(down, bottom);
    double const rise = slope(up, bottom) - slope(down, bottom);
    double const bend = gains_.salience(down, 0) - gains_.salience(up, 0);
    double const root = std::sqrt(std::max(0.0, rise * rise - 4.0 * bend * difference));
    double const x = bottom - 2.0 * difference / (rise + root);
    return std::min(std::max(x, bottom), top);
}

/// Where the least gain is largest.
double Line::summit()
{
    Eigen::Index up = lowest(left_);
    if (slope(up, left_) <= 0.0) {
        return left_;
    }
    Eigen::Index down = lowest(right_);
    if (slope(down, right_) >= 0.0) {
        return right_;
    }
    double x = left_;
    for (int step = 0; step < most_steps; ++step) {
        x = best_of_two(up, down);
        Eigen::Index const next = lowest(x);
        double const steep = slope(next, x);
        if (steep == 0.0 || !(gain(next, x) < std::min(gain(up, x), gain(down, x)))) {
            break;
        }
        (steep > 0.0 ? up : down) = next;
        (steep > 0.0 ? left_ : right_) = x;
    }
    return x;
}

/// Multipliers of the members that gain least: they balance, with the help of a bound that x has
/// reached, or stand on those who are at their best alone.
Vector Line::blame(double x, double least) const
{
    double ups = 0.0;
    double downs = 0.0;
    for (Eigen::Index i = 0; i < gains_.budget.size(); ++i) {
        double const steep = slope(i, x);
        if (gain(i, x) <= least + tie && std::abs(steep) > flat) {
            (steep > 0.0 ? ups : downs) += std::abs(steep);
        }
    }
    if (x <= gains_.lower[0] && ups == 0.0) {
        ups = downs;
    }
    if (x >= gains_.upper[0] && downs == 0.0) {
        downs = ups;
    }
    bool const balanced = ups > 0.0 && downs > 0.0;
    Vector blame = Vector::Zero(gains_.budget.size());
    for (Eigen::Index i = 0; i < blame.size(); ++i) {
        if (gain(i, x) > least + tie) {
            continue;
        }
        double const steep = slope(i, x);
        if (std::abs(steep) <= flat) {
            blame[i] = 1.0;
        } else if (balanced) {
            blame[i] = (steep > 0.0 ? downs : ups) / (ups + downs);
        }
    }
    if (!(blame.sum() > 0.0)) {
        blame = Vector::NullaryExpr(
            blame.size(), [&](Eigen::Index i) { return gain(i, x) <= least + tie ? 1.0 : 0.0; });
    }
    return blame / blame.sum();
}

LeastGain Line::climb()
{
    double const x = summit();
    double const least = gain(lowest(x), x);
    return {least, Vector::Constant(1, x), blame(x, least)};
}

}  // namespace

LeastGain largest_least_gain_on_one_issue(Gains const& gains)
{
    return Line{gains}.climb();
}

}  // namespace parley
