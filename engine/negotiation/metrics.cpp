#include "negotiation/metrics.hpp"

#include "negotiation/common_gain.hpp"
#include "negotiation/nash_bargaining.hpp"

#include <algorithm>
#include <limits>

namespace parley {
namespace {

Vector payoffs(Table const& table, VectorView terms)
{
    Vector payoff(table.members());
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        payoff[i] = table.payoff(i, terms);
    }
    return payoff;
}

/// Largest gain, in payoff, that all who can gain from `payoff` can have at once.
double largest_gain_for_all(Table const& table, RedLineBox const& box, Vector const& payoff)
{
    std::vector<char> const everybody(static_cast<std::size_t>(table.members()), 1);
    double unit = 0.0;  // one for all: gains are compared as they are
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        unit = std::max(unit, table.salience.row(i).sum());
    }
    if (unit == 0.0) {
        return 0.0;
    }
    auto gains = gains_over(table, box, everybody, payoff, Vector::Constant(table.members(), unit));
    std::vector<char> can_gain;
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        can_gain.push_back(gains.largest_gain(i) * unit > table.tolerance(i) ? 1 : 0);
    }
    if (std::ranges::count(can_gain, char{1}) == 0) {
        return 0.0;
    }
    auto const common = common_gain(std::move(gains), can_gain, Effort::to_the_end);
    return common.exists ? common.gain * unit : 0.0;
}

}  // namespace

OutcomeMetrics measure(Table const& table, Outcome const& outcome)
{
    std::vector<char> const everybody(static_cast<std::size_t>(table.members()), 1);
    auto const box = red_line_box(table);
    bool const open = box.clashes.empty();
    Vector const payoff =
        outcome.status == Status::agreed ? payoffs(table, outcome.terms) : table.reservation;
    Vector ideal_gains = Vector::Zero(table.members());
    if (open) {
        if (auto const nash = nash_solution(table, box, everybody); nash.exists) {
            ideal_gains = payoffs(table, nash.terms) - table.reservation;
        }
    }
    Vector const gains = payoff - table.reservation;
    OutcomeMetrics metrics;
    metrics.pareto_gap = open ? largest_gain_for_all(table, box, payoff) : 0.0;
    metrics.nash_distance = (gains - ideal_gains).norm();
    metrics.surplus_share = ideal_gains.sum() > 0.0 ? gains.sum() / ideal_gains.sum()
                                                    : std::numeric_limits<double>::quiet_NaN();
    return metrics;
}

}  // namespace parley
