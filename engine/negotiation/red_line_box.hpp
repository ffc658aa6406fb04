#pragma once

#include "negotiation/table.hpp"

#include <optional>
#include <vector>

namespace parley {

/// The positions that every red line of a table allows: a box, since each issue's payoff is
/// concave.
///
/// Member i accepts x_k when its loss there is at most that of in_force_ik + red_line_ik, an
/// interval around its ideal point; the box is what is left of the scale. A transfer is bounded by
/// the means of those who pay, too: x_k <= sum of means_ik over the members with value_ik < 0, or
/// the most that is in force; where nobody pays, nothing is to be had. Limits that miss each other
/// by less than 1e-9 of the scale leave one position. Where red lines clash, lower > upper.
struct RedLineBox {
    Vector lower;  ///< [K]
    Vector upper;  ///< [K]

    /// A pair of red lines that leave no position open on an issue.
    struct Clash {
        Eigen::Index issue;
        Eigen::Index member;    ///< whose interval ends lowest
        Eigen::Index other;     ///< whose interval begins highest
        double position = 0.0;  ///< in the middle of the gap
    };
    std::vector<Clash> clashes;  ///< empty when the box is not

    /// [K] the options that no red line excludes; none on other issues; empty without options.
    /// Where all are excluded, the clash is between the first and the last member to exclude the
    /// one that fewest do.
    std::vector<std::vector<Eigen::Index>> options{};
};

/// O(n K).
[[nodiscard]] RedLineBox red_line_box(Table const& table);

/// What red lines leave of one issue: an edge of the box.
struct RedLines {
    double lower, upper;
    std::optional<RedLineBox::Clash> clash{};  ///< where they leave nothing; then lower > upper
};

/// O(n), no allocation. The issue is one without options.
[[nodiscard]] RedLines red_lines_on(Table const& table, Eigen::Index issue);

}  // namespace parley
