#include "negotiation/red_line_box.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parley {
namespace {

double constexpr overlap_tolerance = 1e-9;

/// The positions on one issue that a member's red line allows.
struct Interval {
    double lower;
    double upper;
};

Interval allowed(Table const& table, Eigen::Index member, Eigen::Index issue)
{
    double const salience = table.salience(member, issue);
    double const red_line = table.red_line(member, issue);
    double const value = table.value_of(member, issue);
    if ((salience == 0.0 && value == 0.0) || std::isinf(red_line)) {
        return {table.lower[issue], table.upper[issue]};
    }
    double const ideal = table.ideal(member, issue);
    double const in_force = table.in_force(member, issue);
    double const distance = in_force - ideal;
    double const radius = value != 0.0 ? std::abs(distance) + red_line / std::abs(value)
                                       : std::sqrt(distance * distance + red_line / salience);
    // what is in force is always allowed, whatever rounding says
    return {std::max(table.lower[issue], std::min(ideal - radius, in_force)),
            std::min(table.upper[issue], std::max(ideal + radius, in_force))};
}

/// The most that can be paid on an issue: what the payers' means add up to, never less than what is
/// in force.
double payable(Table const& table, Eigen::Index issue)
{
    double sum = 0.0;
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        if (table.value(i, issue) < 0.0) {
            sum += table.means.size() > 0 ? table.means(i, issue)
                                          : std::numeric_limits<double>::infinity();
        }
    }
    double const paid = table.lower[issue] + sum;
    return std::min(table.upper[issue], std::max(paid, table.in_force.col(issue).maxCoeff()));
}

/// The options of an issue that every red line allows, or a clash.
void choose_options(Table const& table, Eigen::Index issue, RedLineBox& box)
{
    auto& open = box.options[static_cast<std::size_t>(issue)];
    RedLineBox::Clash clash{issue, 0, 0};
    Eigen::Index fewest = table.members() + 1;
    for (Eigen::Index l = 0; l < table.options_of(issue).cols(); ++l) {
        std::vector<Eigen::Index> against;
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            double const bearable =
                table.loss(i, issue, table.in_force(i, issue)) + table.red_line(i, issue);
            if (table.loss(i, issue, table.place(issue, l)) > bearable + table.tolerance(i)) {
                against.push_back(i);
            }
        }
        if (against.empty()) {
            open.push_back(l);
        } else if (std::ssize(against) < fewest) {
            fewest = std::ssize(against);
            clash = {issue, against.front(), against.back(), table.place(issue, l)};
        }
    }
    if (open.empty()) {
        box.clashes.push_back(clash);
    }
}

}  // namespace

RedLines red_lines_on(Table const& table, Eigen::Index issue)
{
    RedLines open{table.lower[issue],
                  table.is_transfer(issue) ? payable(table, issue) : table.upper[issue]};
    RedLineBox::Clash clash{issue, 0, 0};
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        auto const [lower, upper] = allowed(table, i, issue);
        if (upper < open.upper) {
            open.upper = upper;
            clash.member = i;
        }
        if (lower > open.lower) {
            open.lower = lower;
            clash.other = i;
        }
    }
    double const tolerance = overlap_tolerance * (table.upper[issue] - table.lower[issue]);
    if (open.lower > open.upper + tolerance) {
        clash.position = 0.5 * (open.lower + open.upper);
        open.clash = clash;
    } else if (open.lower > open.upper) {
        open.lower = open.upper = 0.5 * (open.lower + open.upper);
    }
    return open;
}

RedLineBox red_line_box(Table const& table)
{
    RedLineBox box{table.lower, table.upper, {}};
    box.options.resize(table.options.size());
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        if (table.has_options(k)) {
            choose_options(table, k, box);
            continue;
        }
        auto const open = red_lines_on(table, k);
        box.lower[k] = open.lower;
        box.upper[k] = open.upper;
        if (open.clash) {
            box.clashes.push_back(*open.clash);
        }
    }
    return box;
}

}  // namespace parley
