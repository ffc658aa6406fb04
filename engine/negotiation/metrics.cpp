#include "negotiation/metrics.hpp"

#include "negotiation/red_line_box.hpp"
#include "negotiation/solutions/common_gain.hpp"
#include "negotiation/solutions/log_gains.hpp"
#include "negotiation/solutions/nash_solution.hpp"
#include "negotiation/solutions/packages.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace parley {
namespace {

Vector payoffs(Table const& table, VectorView terms)
{
    return Vector::NullaryExpr(table.members(),
                               [&](Eigen::Index i) { return table.payoff(i, terms); });
}

/// What an outcome gives each member: who has not signed keeps its reservation value, and feels
/// what others do.
Vector payoffs(Table const& table, Outcome const& outcome)
{
    if (outcome.status != Status::agreed) {
        return table.reservation;
    }
    return Vector::NullaryExpr(table.members(), [&](Eigen::Index i) {
        return table.payoff_when(i, outcome.signatories, outcome.terms);
    });
}

std::vector<char> everybody_at(Table const& table)
{
    return std::vector<char>(static_cast<std::size_t>(table.members()), 1);
}

/// The largest payoff of each member that is not pinned or satisfied, over the reservation value
/// and where nobody loses, as a gain in its unit [m]: a Nash solution in which it has all the
/// weight.
Vector largest_gains(Gains const& gains, Vector const& inside)
{
    double constexpr nearly_nothing = 1e-12;
    Vector most(gains.budget.size());
    for (Eigen::Index i = 0; i < most.size(); ++i) {
        Vector weight = Vector::Constant(most.size(), nearly_nothing);
        weight[i] = 1.0;
        most[i] = gains.gain(i, maximise_log_gains(gains, weight, inside));
    }
    return most;
}

/// The same gains in other units [m] > 0.
Gains in_units(Gains gains, Vector const& unit)
{
    gains.salience = unit.cwiseInverse().asDiagonal() * gains.salience;
    gains.value = unit.cwiseInverse().asDiagonal() * gains.value;
    gains.budget = gains.budget.cwiseQuotient(unit);
    return gains;
}

Vector utilitarian_point(Table const& table, RedLineBox const& box)
{
    Vector terms = table.terms_in_force();
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        if (double const weight = table.salience.col(k).sum(); weight > 0.0) {
            terms[k] = table.salience.col(k).dot(table.ideal.col(k)) / weight;
        } else if (table.has_options(k)) {
            auto const& open = box.options[static_cast<std::size_t>(k)];
            auto const sum = [&](Eigen::Index l) { return table.options_of(k).col(l).sum(); };
            terms[k] = table.place(k, *std::ranges::max_element(open, {}, sum));
        } else if (table.is_transfer(k)) {
            double const value = table.value.col(k).sum();
            double const even = 1e-12 * table.value.col(k).cwiseAbs().sum();
            if (value > even) {
                terms[k] = table.upper[k];
            } else if (value < -even) {
                terms[k] = table.lower[k];
            }
        }
    }
    return terms.cwiseMax(box.lower).cwiseMin(box.upper);
}

/// Largest gain, in payoff, that all who can gain from `payoff` can have at once.
double largest_gain_for_all(Table const& table, RedLineBox const& box, Vector const& payoff)
{
    double unit = 0.0;  // one for all: gains are compared as they are
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        unit = std::max(unit, table.stake(i));
    }
    if (unit == 0.0) {
        return 0.0;
    }
    Packages packages{table, box};
    Vector const units = Vector::Constant(table.members(), unit);
    Gains gains;  // a single package's are set up once
    auto const gains_with = [&](std::size_t package) {
        return gains_over(packages.table_with(package), box, everybody_at(table), payoff, units);
    };
    std::vector<char> can_gain(static_cast<std::size_t>(table.members()), 0);
    for (std::size_t p = 0; p < packages.count(); ++p) {
        gains = gains_with(p);
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            if (gains.largest_gain(i) * unit > table.tolerance(i)) {
                can_gain[static_cast<std::size_t>(i)] = 1;
            }
        }
    }
    if (std::ranges::count(can_gain, char{1}) == 0) {
        return 0.0;
    }
    double largest = 0.0;
    for (std::size_t p = 0; p < packages.count(); ++p) {
        if (packages.count() > 1) {
            gains = gains_with(p);
        }
        // NOLINTNEXTLINE(bugprone-use-after-move): of several packages they are made anew
        auto const common = common_gain(std::move(gains), can_gain, Effort::to_the_end);
        largest = std::max(largest, common.exists ? common.gain * unit : 0.0);
    }
    return largest;
}

}  // namespace

OutcomeMetrics measure(Table const& table, Outcome const& outcome)
{
    auto const box = red_line_box(table);
    bool const open = box.clashes.empty();
    Vector const payoff = payoffs(table, outcome);
    bool const known = table.reservation.allFinite();
    std::optional<NashSolution> nash;
    if (open && known) {
        nash = nash_solution(table, box, everybody_at(table));
    }
    // Where nothing is agreed and those with power cannot all gain, nothing is left to gain either.
    bool const nothing_left = outcome.status != Status::agreed && nash && !nash->exists &&
                              (table.power.array() > 0.0).all();
    OutcomeMetrics metrics{.pareto_gap = 0.0};
    if (open && payoff.allFinite() && !nothing_left) {
        metrics.pareto_gap = largest_gain_for_all(table, box, payoff);
    }
    if (!known) {
        return metrics;
    }
    Vector ideal_gains = Vector::Zero(table.members());
    if (nash && nash->exists) {
        ideal_gains = payoffs(table, nash->terms) - table.reservation;
    }
    Vector const gains = payoff - table.reservation;
    metrics.nash_distance = (gains - ideal_gains).norm();
    if (ideal_gains.sum() > 0.0) {
        metrics.surplus_share = gains.sum() / ideal_gains.sum();
    }
    return metrics;
}

ReferencePoints reference_points(Table const& table)
{
    auto const box = red_line_box(table);
    if (!box.clashes.empty()) {
        return {};
    }
    auto const everybody = everybody_at(table);
    ReferencePoints points;
    points.utilitarian = utilitarian_point(table, box);
    if (!table.reservation.allFinite()) {
        return points;
    }
    if (auto nash = nash_solution(table, box, everybody); nash.exists) {
        points.nash = std::move(nash.terms);
    }
    if (!table.options.empty()) {
        return points;
    }
    auto gains = gains_over(table, box, everybody);
    auto const must_gain = who_must_gain(gains, Vector::Ones(table.members()));
    if (std::ranges::count(must_gain, char{1}) == 0) {
        return points;
    }
    auto const common = common_gain(std::move(gains), must_gain, Effort::until_clear);
    if (!common.exists) {
        return points;
    }
    auto const& open = common.open;
    auto const fairest = [&](Vector const& unit) {
        return open.complete(largest_least_gain(in_units(open, unit), Effort::to_the_end).x);
    };
    Vector const unit = Vector::NullaryExpr(open.budget.size(), [&](Eigen::Index i) {
        return 1.0 / table.unit(open.members[static_cast<std::size_t>(i)]);
    });
    points.kalai_smorodinsky = fairest(largest_gains(open, common.x));
    points.egalitarian = fairest(unit / unit.maxCoeff());
    return points;
}

}  // namespace parley
