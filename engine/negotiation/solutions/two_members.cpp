#include "negotiation/solutions/two_members.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace parley {
namespace {

int constexpr most_steps = 200;
double constexpr accuracy = 1e-13;                // of the weight l
double constexpr share_of_the_powerless = 1e-12;  // as in nash_solution

/// The curve of what is best for both in some proportion, and where it is balanced by power.
class Curve {
  public:
    Curve(Table const& table, RedLineBox const& box) : table_{table}, box_{box}
    {
        Vector const share = table.power_share().cwiseMax(share_of_the_powerless);
        power_ = {share(0), share(1)};
        terms_ = table.terms_in_force().cwiseMax(box.lower).cwiseMin(box.upper);
    }

    [[nodiscard]] Vector const& terms() const { return terms_; }

    [[nodiscard]] double gain(Eigen::Index i) const
    {
        return table_.payoff(i, terms_) - table_.reservation(i);
    }

    /// Moves to the weight l of the first member; > 0: it is too great.
    double excess_at(double l)
    {
        for (Eigen::Index k = 0; k < table_.issues(); ++k) {
            double const first = l * table_.salience(0, k);
            double const second = (1.0 - l) * table_.salience(1, k);
            if (first + second > 0.0) {
                double const best =
                    (first * table_.ideal(0, k) + second * table_.ideal(1, k)) / (first + second);
                terms_(k) = std::clamp(best, box_.lower(k), box_.upper(k));
            } else if (auto const other = l > 0.0 ? 1 : 0; table_.salience(other, k) > 0.0) {
                terms_(k) = std::clamp(table_.ideal(other, k), box_.lower(k), box_.upper(k));
            }
        }
        return l * power_[1] * gain(0) - (1.0 - l) * power_[0] * gain(1);
    }

  private:
    Table const& table_;
    RedLineBox const& box_;
    std::array<double, 2> power_{};
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
    double below = curve.excess_at(low);
    double high = 1.0;
    double above = curve.excess_at(high);
    if (below >= 0.0 || above <= 0.0) {
        return std::nullopt;  // one of them does not gain even where it has its way
    }
    double kept = 0.0;  // the side that the last step left: -1 low, 1 high
    for (int step = 0; step < most_steps && high - low > accuracy; ++step) {
        double const l = (low * above - high * below) / (above - below);
        double const excess = curve.excess_at(l);
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
