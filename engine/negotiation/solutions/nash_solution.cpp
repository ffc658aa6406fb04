#include "negotiation/solutions/nash_solution.hpp"

#include "negotiation/solutions/common_gain.hpp"
#include "negotiation/solutions/log_gains.hpp"
#include "negotiation/solutions/packages.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace parley {
namespace {

double constexpr indifference = 1e-12;  // between packages: the first stays

/// Nobody with power can gain anything: all of them stand in the way.
std::vector<Blocker> all_at_their_best(Gains const& gains, Vector const& power)
{
    std::vector<Blocker> blockers;
    for (Eigen::Index i = 0; i < gains.budget.size(); ++i) {
        auto const member = gains.members[static_cast<std::size_t>(i)];
        if (power[member] > 0.0) {
            blockers.push_back({member, std::max(0.0, -gains.largest_gain(i))});
        }
    }
    return blockers;
}

NashSolution none(Table const& table, Vector terms, std::vector<Blocker> const& blockers)
{
    NashSolution solution{false, std::move(terms), {}};
    for (auto const& [member, shortfall] : blockers) {
        solution.blocked_by.push_back(
            {member, -1, Block::Reason::reservation_value, shortfall * table.unit(member)});
    }
    return solution;
}

Vector weights_of(Gains const& gains, Vector const& power)
{
    Vector weight = power(gains.members);
    weight /= std::max(weight.sum(), share_of_the_powerless);
    return weight.cwiseMax(share_of_the_powerless);
}

/// The solution over all packages of options: the best of the solutions with each of them chosen.
class BestPackage {
  public:
    BestPackage(Table const& table, RedLineBox const& box, std::span<char const> seated)
        : table_{table},
          box_{box},
          seated_{seated},
          packages_{table, box},
          power_{table.power_share()},
          unit_{
              Vector::NullaryExpr(table.members(), [&](Eigen::Index i) { return table.unit(i); })},
          can_gain_(seated.size(), 0)
    {
        for (std::size_t p = 0; p < packages_.count(); ++p) {
            note_who_can_gain(gains_with(p));
        }
    }

    NashSolution solve()
    {
        for (std::size_t p = 0; p < packages_.count(); ++p) {
            try_package(p);
        }
        return std::move(best_);
    }

  private:
    /// The gains with a package chosen, until the next is asked for; a single one is set up once.
    Gains& gains_with(std::size_t package)
    {
        if (package != at_) {
            gains_ =
                gains_over(packages_.table_with(package), box_, seated_, table_.reservation, unit_);
            at_ = package;
        }
        return gains_;
    }

    void note_who_can_gain(Gains const& gains)
    {
        auto const must_gain = who_must_gain(gains, power_);
        for (std::size_t row = 0; row < must_gain.size(); ++row) {
            auto& can = can_gain_[static_cast<std::size_t>(gains.members[row])];
            can = static_cast<char>(can | must_gain[row]);
        }
    }

    void try_package(std::size_t package)
    {
        Gains& gains = gains_with(package);
        std::vector<char> must_gain;
        must_gain.reserve(gains.members.size());
        for (auto const member : gains.members) {
            must_gain.push_back(can_gain_[static_cast<std::size_t>(member)]);
        }
        if (std::ranges::count(must_gain, char{1}) == 0) {
            Vector const middle = 0.5 * (gains.lower + gains.upper);
            keep_nearest(gains.complete(middle), -1.0, all_at_their_best(gains, power_));
            return;
        }
        auto const common = common_gain(std::move(gains), must_gain, Effort::until_clear);
        at_ = none_yet;
        if (!common.exists) {
            keep_nearest(common.open.complete(common.x), common.gain, common.blockers);
            return;
        }
        Vector const x = maximise_log_gains(common.open, weights_of(common.open, power_), common.x);
        keep_best(packages_.table_with(package), common.open.complete(x));
    }

    /// Nobody's gain: what is nearest to one is kept, the first among equals.
    void keep_nearest(Vector terms, double gain, std::vector<Blocker> const& blockers)
    {
        if (!best_.exists && gain > nearest_) {
            nearest_ = gain;
            best_ = none(table_, std::move(terms), blockers);
        }
    }

    void keep_best(Table const& chosen, Vector terms)
    {
        double product = 0.0;  // its logarithm
        for (Eigen::Index i = 0; i < table_.members() && packages_.count() > 1; ++i) {
            if (can_gain_[static_cast<std::size_t>(i)] != 0) {
                double const gain = (chosen.payoff(i, terms) - chosen.reservation[i]) / unit_[i];
                product += power_[i] * std::log(std::max(gain, gain_tolerance));
            }
        }
        if (!best_.exists || product > product_ + indifference) {
            product_ = product;
            best_ = {true, std::move(terms), {}};
        }
    }

    Table const& table_;
    RedLineBox const& box_;
    std::span<char const> seated_;
    Packages packages_;
    Vector power_, unit_;         // [n]
    std::vector<char> can_gain_;  // [n] with some package
    static constexpr auto none_yet = std::numeric_limits<std::size_t>::max();
    Gains gains_;  // with the package `at_`
    std::size_t at_ = none_yet;
    NashSolution best_;
    double nearest_ = -std::numeric_limits<double>::infinity();
    double product_ = 0.0;
};

}  // namespace

NashSolution nash_solution(Table const& table, RedLineBox const& box, std::span<char const> seated)
{
    return BestPackage{table, box, seated}.solve();
}

}  // namespace parley
