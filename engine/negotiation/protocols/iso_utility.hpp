#pragma once

#include "support/matrix.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace parley {

/// For each row [n, K] the mean of the other rows, exactly 0 where they all are.
[[nodiscard]] Matrix mean_of_others(Matrix const& rows);

/// Losses closer than this share count as equal where terms of equal payoff are sought.
double constexpr iso_utility_tolerance = 1e-10;

/// IsoUtility on one issue, where the terms of equal payoff are two positions, and the nearest is
///
///     ideal +- sqrt(allowed / salience),   or ideal +- allowed / |value| on a transfer,
///
/// on the target's side. The numbers are those of an issue of IsoUtility.
struct IsoUtilityOnOneIssue {
    double ideal;
    double salience;
    double value;
    double weight;
    double lower, upper;

    struct Nearest {
        double position;
        double multiplier;
    };

    [[nodiscard]] bool weighs() const { return salience > 0.0 || value != 0.0; }

    [[nodiscard]] double inside(double position) const
    {
        return std::min(std::max(position, lower), upper);
    }

    [[nodiscard]] double loss(double position) const
    {
        double const distance = position - ideal;
        return salience * distance * distance - value * distance;
    }

    /// The target itself, or what the member likes best if no weight is on the issue, in the box.
    [[nodiscard]] double target_or_gift(double target) const
    {
        return inside(weight == 0.0 && weighs() ? ideal : target);
    }

    /// What the member likes best in the box, the target if it does not care.
    [[nodiscard]] double best(double target) const { return inside(weighs() ? ideal : target); }

    [[nodiscard]] Nearest nearest(double target, double allowed) const
    {
        double const wanted = target_or_gift(target);
        if (loss(wanted) <= allowed) {
            return {wanted, 0.0};
        }
        if (loss(best(target)) >= allowed * (1.0 - iso_utility_tolerance)) {
            return {best(target), std::numeric_limits<double>::infinity()};
        }
        bool const transfer = value != 0.0;
        double const radius = transfer ? allowed / std::abs(value) : std::sqrt(allowed / salience);
        double const position = inside(wanted > ideal ? ideal + radius : ideal - radius);
        return {position, transfer
                              ? weight / std::abs(value)
                              : weight * (target - position) / (salience * (position - ideal))};
    }
};

/// A member's terms of equal payoff, inside a box, and the distance in which others see them.
///
/// The terms that cost the member at most `allowed` and are nearest to a target y solve
///
///     minimise sum_k weight_k (x_k - y_k)^2, and weight_k |x_k - y_k| for a transfer k,
///     subject to sum_k (salience_k (x_k - ideal_k)^2 - value_k (x_k - ideal_k)) <= allowed,
///                lower <= x <= upper
///
/// and are, for a multiplier >= 0 that uses up the loss (0 where the target costs no more),
///
///     x_k = clamp((weight_k y_k + multiplier salience_k ideal_k)
///                 / (weight_k + multiplier salience_k))
///
/// An issue has a salience or, if it is a transfer, a value (see Table): money is y_k as long as
/// multiplier |value_k| < weight_k, ideal_k beyond, and in between where the rates are equal, so
/// that it takes up what is left. With one other member, its ideal point as target and its payoff
/// as distance, offers are efficient. The multiplier is the root of a falling function: found by
/// Newton steps on one over the square root of the loss, which is nearly linear [More and Sorensen
/// 1983], bracketed against overshooting, to 1e-10 of the loss; where the loss jumps, by halving.
/// On one issue nothing is searched, see IsoUtilityOnOneIssue. An issue of no weight is given to
/// the member. All spans have one value an issue; they are borrowed, and nothing is allocated.
struct IsoUtility {
    std::span<double const> ideal;
    std::span<double const> salience;  ///< >= 0
    std::span<double const> value;     ///< 0 where there is a salience
    std::span<double const> weight;    ///< >= 0, what a unit of distance on the issue counts
    std::span<double const> lower, upper;

    /// The numbers of one issue.
    [[nodiscard]] IsoUtilityOnOneIssue on(std::size_t k) const
    {
        return {ideal[k], salience[k], value[k], weight[k], lower[k], upper[k]};
    }

    /// The nearest terms into `terms`; returns the multiplier. `guess` > 0 is where to start, such
    /// as the multiplier of a neighbouring problem. Where not even the best terms in the box cost
    /// as little as `allowed`, these are returned, and an infinite multiplier.
    double nearest(std::span<double const> target, double allowed, std::span<double> terms,
                   double guess = 1.0) const;

    /// What terms cost the member. O(K).
    [[nodiscard]] double loss(std::span<double const> terms) const;
};

}  // namespace parley
