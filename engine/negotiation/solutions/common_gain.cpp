#include "negotiation/solutions/common_gain.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace parley {
namespace {

double constexpr blame_tolerance = 1e-6;

/// Narrows the table down until all who still bargain gain at once, or somebody stands in the way.
class Search {
  public:
    Search(Gains gains, std::span<char const> must_gain)
        : open_{std::move(gains)}, must_gain_(must_gain.begin(), must_gain.end())
    {
    }

    CommonGain run(Effort effort)
    {
        while (drop_the_settled()) {
            if (pin_the_satisfied()) {
                continue;
            }
            auto least = largest_least_gain(open_, effort);
            if (least.gain > gain_tolerance) {
                double const gain = std::min(least.gain, settled_gain_);
                return {true, gain, std::move(open_), std::move(least.x), {}};
            }
            if (least.gain < -gain_tolerance || !pin(least)) {
                return blocked(least);
            }
        }
        Vector const middle = 0.5 * (open_.lower + open_.upper);
        return {false, 0.0, std::move(open_), middle, std::move(blockers_)};
    }

  private:
    [[nodiscard]] bool has_a_stake(Eigen::Index i) const
    {
        return (open_.salience.row(i).array() > 0.0).any() ||
               (open_.value.row(i).array() != 0.0).any();
    }

    /// Removes the members without a stake in what is open; false if one of them is not satisfied.
    bool drop_the_settled()
    {
        std::vector<Eigen::Index> stay;
        for (Eigen::Index i = 0; i < open_.budget.size(); ++i) {
            if (has_a_stake(i)) {
                stay.push_back(i);
                continue;
            }
            bool const must_gain = must_gain_[index(i)] != 0;
            double const needed = must_gain ? gain_tolerance : -gain_tolerance;
            if (must_gain) {
                settled_gain_ = std::min(settled_gain_, open_.budget[i]);
            }
            if (open_.budget[i] <= needed) {
                blockers_.push_back({open_.members[index(i)], std::max(0.0, -open_.budget[i])});
            }
        }
        if (std::ssize(stay) < open_.budget.size()) {
            keep(stay, std::vector<char>(open_.issues.size(), 1),
                 0.5 * (open_.lower + open_.upper));
        }
        return blockers_.empty();
    }

    /// Pins what members who can gain nothing weigh, exactly where they lose nothing. False if
    /// there is nothing to pin, or if they cannot all be satisfied: then the search for the least
    /// gain will say who is in the way.
    bool pin_the_satisfied()
    {
        std::vector<Eigen::Index> satisfied;
        std::vector<Eigen::Index> stay;
        for (Eigen::Index i = 0; i < open_.budget.size(); ++i) {
            bool const bargains =
                must_gain_[index(i)] != 0 || open_.largest_gain(i) > gain_tolerance;
            (bargains ? stay : satisfied).push_back(i);
        }
        if (satisfied.empty()) {
            return false;
        }
        auto const issues = static_cast<Eigen::Index>(open_.issues.size());
        Vector weight = Vector::Zero(issues);
        Vector position = Vector::Zero(issues);
        for (auto const i : satisfied) {
            Vector const own = (open_.salience.row(i) + open_.value.row(i).cwiseAbs()).transpose();
            auto const ideal = open_.ideal.row(i).transpose();
            weight += own;
            position += own.cwiseProduct(ideal.cwiseMax(open_.lower).cwiseMin(open_.upper));
        }
        std::vector<char> still_open(open_.issues.size(), 1);
        for (Eigen::Index k = 0; k < issues; ++k) {
            still_open[index(k)] = weight[k] > 0.0 ? 0 : 1;
            position[k] = weight[k] > 0.0 ? position[k] / weight[k] : open_.lower[k];
        }
        // rounding may carry a mean of equal positions past them
        position = position.cwiseMax(open_.lower).cwiseMin(open_.upper).eval();
        bool const all_satisfied = std::ranges::all_of(
            satisfied, [&](auto i) { return open_.gain(i, position) >= -gain_tolerance; });
        if (!all_satisfied) {
            return false;
        }
        keep(stay, still_open, position);
        return true;
    }

    /// Pins what the members at their limit weigh, and lets these leave; false if one must gain.
    bool pin(LeastGain const& least)
    {
        std::vector<char> still_open(open_.issues.size(), 1);
        std::vector<Eigen::Index> stay;
        for (Eigen::Index i = 0; i < least.blame.size(); ++i) {
            if (least.blame[i] <= blame_tolerance) {
                stay.push_back(i);
                continue;
            }
            if (must_gain_[index(i)] != 0) {
                return false;
            }
            for (std::size_t k = 0; k < still_open.size(); ++k) {
                if (open_.weighs(i, static_cast<Eigen::Index>(k))) {
                    still_open[k] = 0;
                }
            }
        }
        keep(stay, still_open, least.x);
        return true;
    }

    void keep(std::vector<Eigen::Index> const& stay, std::vector<char> const& still_open,
              Vector const& x)
    {
        std::vector<char> needs;
        needs.reserve(stay.size());
        for (auto const i : stay) {
            needs.push_back(must_gain_[index(i)]);
        }
        open_ = open_.restricted(stay, still_open, x);
        must_gain_ = std::move(needs);
    }

    CommonGain blocked(LeastGain& least)
    {
        for (Eigen::Index i = 0; i < least.blame.size(); ++i) {
            if (least.blame[i] > blame_tolerance) {
                double const gain = open_.gain(i, least.x);
                double const shortfall = gain < -gain_tolerance ? -gain : 0.0;  // of rounding none
                blockers_.push_back({open_.members[index(i)], shortfall});
            }
        }
        return {false, least.gain, std::move(open_), std::move(least.x), std::move(blockers_)};
    }

    static std::size_t index(Eigen::Index i) { return static_cast<std::size_t>(i); }

    Gains open_;
    std::vector<char> must_gain_;
    double settled_gain_ =
        std::numeric_limits<double>::infinity();  // of those who must gain and left
    std::vector<Blocker> blockers_;
};

}  // namespace

std::vector<char> who_must_gain(Gains const& gains, VectorView power)
{
    std::vector<char> must_gain;
    for (Eigen::Index i = 0; i < gains.budget.size(); ++i) {
        bool const has_power = power[gains.members[static_cast<std::size_t>(i)]] > 0.0;
        must_gain.push_back(has_power && gains.largest_gain(i) > gain_tolerance ? 1 : 0);
    }
    return must_gain;
}

CommonGain common_gain(Gains gains, std::span<char const> must_gain, Effort effort)
{
    return Search{std::move(gains), must_gain}.run(effort);
}

}  // namespace parley
