#include "negotiation/solutions/nash_solution.hpp"

#include "negotiation/solutions/common_gain.hpp"
#include "negotiation/solutions/log_gains.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace parley {
namespace {

double constexpr share_of_the_powerless = 1e-12;

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

}  // namespace

NashSolution nash_solution(Table const& table, RedLineBox const& box, std::span<char const> seated)
{
    Vector const power = table.power_share();
    auto gains = gains_over(table, box, seated);
    auto const must_gain = who_must_gain(gains, power);
    if (std::ranges::count(must_gain, char{1}) == 0) {
        Vector const middle = 0.5 * (gains.lower + gains.upper);
        return none(table, gains.complete(middle), all_at_their_best(gains, power));
    }
    auto const common = common_gain(std::move(gains), must_gain, Effort::until_clear);
    if (!common.exists) {
        return none(table, common.open.complete(common.x), common.blockers);
    }
    Vector const x = maximise_log_gains(common.open, weights_of(common.open, power), common.x);
    return {true, common.open.complete(x), {}};
}

}  // namespace parley
