#include "negotiation/solutions/coalition.hpp"

#include "negotiation/solutions/common_gain.hpp"
#include "negotiation/solutions/gains.hpp"
#include "negotiation/weighted_median.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

namespace parley {
namespace {

int constexpr most_halvings = 6;  // of the way to a goal

/// Members who would go along with a proposal, and how good a coalition they are.
struct Coalition {
    std::vector<char> members;  // [n] of the table
    std::ptrdiff_t size = 0;
    double power = 0.0;
    double least_gain = std::numeric_limits<double>::infinity();
};

/// Differences that may be rounding decide nothing.
bool broader(Coalition const& a, Coalition const& b)
{
    if (a.size != b.size) {
        return a.size > b.size;
    }
    if (std::abs(a.power - b.power) > gain_tolerance) {
        return a.power > b.power;
    }
    return a.least_gain > b.least_gain + gain_tolerance;
}

Coalition in_favour(Gains const& gains, std::vector<char> const& must_gain, Vector const& power,
                    Vector const& x)
{
    Coalition coalition;
    coalition.members.assign(must_gain.size(), 0);
    for (std::size_t i = 0; i < must_gain.size(); ++i) {
        auto const row = static_cast<Eigen::Index>(i);
        double const gain = gains.gain(row, x);
        bool const gains_enough =
            must_gain[i] != 0 ? gain > gain_tolerance : gain >= -gain_tolerance;
        if (gains_enough) {
            coalition.members[i] = 1;
            coalition.size += 1;
            coalition.power += power[row];
        }
        if (gains_enough && must_gain[i] != 0) {
            coalition.least_gain = std::min(coalition.least_gain, gain);
        }
    }
    return coalition;
}

/// Would the rule carry a proposal that these go along with? Where members may abstain, those do
/// whom it touches little.
bool is_carried(Table const& table, Gains const& gains, Coalition const& coalition, Vector const& x)
{
    if (!table.rule.allows_abstention()) {
        return table.rule.passes(coalition.members);
    }
    std::vector<char> in_favour = coalition.members;
    std::vector<char> abstaining(in_favour.size(), 0);
    for (std::size_t n = 0; n < in_favour.size(); ++n) {
        auto const i = static_cast<Eigen::Index>(n);
        double const band = table.rule.abstention().indifference * table.stake(i) / table.unit(i);
        if (std::abs(gains.gain(i, x)) <= band + gain_tolerance) {
            abstaining[n] = 1;
            in_favour[n] = 0;
        }
    }
    return table.rule.passes(in_favour, abstaining);
}

/// Mean and median of the ideal points on each open issue; `weight` [n, f], lowest bound where
/// zero.
void add_centres(Gains const& gains, Matrix const& weight, std::vector<Vector>& goals)
{
    Vector mean = gains.lower;
    Vector median = gains.lower;
    for (Eigen::Index k = 0; k < mean.size(); ++k) {
        double const total = weight.col(k).sum();
        if (total > 0.0) {
            mean[k] = weight.col(k).dot(gains.ideal.col(k)) / total;
            median[k] = weighted_median(gains.ideal.col(k), weight.col(k));
        }
    }
    goals.push_back(std::move(mean));
    goals.push_back(std::move(median));
}

/// Where proposals may lead [f]; issues that a member does not weigh stay at the base for its goal.
std::vector<Vector> goals_of(Gains const& gains, Vector const& power, Vector const& base)
{
    Matrix const weight = gains.weight();
    std::vector<Vector> goals;
    goals.reserve(static_cast<std::size_t>(gains.budget.size()));
    for (Eigen::Index i = 0; i < gains.budget.size(); ++i) {
        goals.emplace_back(
            (weight.row(i).array() > 0.0).transpose().select(gains.ideal.row(i).transpose(), base));
    }
    add_centres(gains, weight, goals);
    add_centres(gains, power.asDiagonal() * weight, goals);
    return goals;
}

}  // namespace

std::vector<char> broadest_coalition(Table const& table, RedLineBox const& box, VectorView base)
{
    std::vector<char> const everybody(static_cast<std::size_t>(table.members()), 1);
    Vector const power = table.power_share();
    auto const gains = gains_over(table, box, everybody);
    auto const must_gain = who_must_gain(gains, power);
    Vector const start = gains.open_part(base);
    Coalition best;
    for (auto const& goal : goals_of(gains, power, start)) {
        Vector const end = goal.cwiseMax(gains.lower).cwiseMin(gains.upper);
        double way = 1.0;
        for (int halved = 0; halved <= most_halvings; ++halved, way *= 0.5) {
            Vector const x = start + way * (end - start);
            auto found = in_favour(gains, must_gain, power, x);
            if (std::isfinite(found.least_gain) && is_carried(table, gains, found, x) &&
                broader(found, best)) {
                best = std::move(found);
            }
        }
    }
    return best.members;
}

}  // namespace parley
