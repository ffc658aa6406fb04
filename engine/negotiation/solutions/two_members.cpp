#include "negotiation/solutions/two_members.hpp"

#include "negotiation/solutions/nash_solution.hpp"

#include <algorithm>
#include <cmath>

namespace parley {
namespace {

int constexpr most_steps = 200;
double constexpr accuracy = 1e-13;  // of the weight l

/// The curve of what is best for both in some proportion, and where it is balanced by power.
class Curve {
  public:
    Curve(Table const& table, RedLineBox const& box) : table_{table}, box_{box}
    {
        Vector const share = table.power_share().cwiseMax(share_of_the_powerless);
        Vector best(table.issues());
        for (Eigen::Index i = 0; i < 2; ++i) {
            best = table.ideal.row(i).transpose();
            budget_(i) = table.payoff(i, best) - table.reservation(i);
            power_(i) = share(i);
        }
        terms_ = table.terms_in_force().cwiseMax(box.lower).cwiseMin(box.upper);
        move_to(0.0);
    }

    [[nodiscard]] Vector const& terms() const { return terms_; }
    [[nodiscard]] double gain(Eigen::Index i) const { return gain_(i); }

    /// Moves to the weight l of the first member. Returns > 0 when that is too great.
    double move_to(double l)
    {
        gain_ = budget_;
        for (Eigen::Index k = 0; k < table_.issues(); ++k) {
            double const first = l * table_.salience(0, k);
            double const second = (1.0 - l) * table_.salience(1, k);
            double& x = terms_(k);
            if (first + second > 0.0) {
                x = (first * table_.ideal(0, k) + second * table_.ideal(1, k)) / (first + second);
            } else if (auto const other = l > 0.0 ? 1 : 0; table_.salience(other, k) > 0.0) {
                x = table_.ideal(other, k);
            }
            x = std::clamp(x, box_.lower(k), box_.upper(k));
            for (Eigen::Index i = 0; i < 2; ++i) {
                double const distance = x - table_.ideal(i, k);
                gain_(i) -= table_.salience(i, k) * distance * distance;
            }
        }
        return l * power_(1) * gain_(0) - (1.0 - l) * power_(0) * gain_(1);
    }

  private:
    Table const& table_;
    RedLineBox const& box_;
    Eigen::Array2d power_, budget_, gain_;
    Vector terms_;
};

}  // namespace

bool has_two_members(Table const& table)
{
    return table.members() == 2 && table.value.size() == 0 && table.options.empty();
}

std::optional<Vector> nash_solution_of_two(Table const& table, RedLineBox const& box)
{
    Curve curve{table, box};
    double low = 0.0;
    double below = curve.move_to(low);
    double high = 1.0;
    double above = curve.move_to(high);
    if (below >= 0.0 || above <= 0.0) {
        return std::nullopt;  // one of them does not gain even where it has its way
    }
    double kept = 0.0;  // the side that the last step left: -1 low, 1 high
    for (int step = 0; step < most_steps && high - low > accuracy; ++step) {
        double const l = (low * above - high * below) / (above - below);
        double const excess = curve.move_to(l);
        if (excess == 0.0) {
            break;
        }
        if (excess < 0.0) {
            low = l;
            below = excess;
            above = kept > 0.0 ? 0.5 * above : above;
            kept = 1.0;
        } else {
            high = l;
            above = excess;
            below = kept < 0.0 ? 0.5 * below : below;
            kept = -1.0;
        }
    }
    bool const both_gain = curve.gain(0) > table.tolerance(0) && curve.gain(1) > table.tolerance(1);
    return both_gain ? std::optional{curve.terms()} : std::nullopt;
}

}  // namespace parley
