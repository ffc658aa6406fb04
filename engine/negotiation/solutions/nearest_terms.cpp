#include "negotiation/solutions/nearest_terms.hpp"

#include "negotiation/red_line_box.hpp"
#include "negotiation/solutions/common_gain.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

namespace parley {
namespace {

/// The same without the rows in `out`, all issues open.
Gains without(Gains const& gains, std::span<char const> out)
{
    std::vector<Eigen::Index> rows;
    for (Eigen::Index i = 0; i < std::ssize(gains.members); ++i) {
        if (out[static_cast<std::size_t>(i)] == 0) {
            rows.push_back(i);
        }
    }
    std::vector<char> const open(gains.issues.size(), 1);
    return gains.restricted(rows, open, Vector::Zero(std::ssize(gains.issues)));
}

/// Of those who have anything at stake.
Gains of_those_concerned(Gains const& gains)
{
    Matrix const weight = gains.weight();
    std::vector<char> out(gains.members.size(), 0);
    for (Eigen::Index i = 0; i < weight.rows(); ++i) {
        bool const cares = (weight.row(i).array() > 0.0).any();
        out[static_cast<std::size_t>(i)] = !cares && gains.budget(i) > -gain_tolerance ? 1 : 0;
    }
    bool const all_are = std::ranges::count(out, char{1}) == 0;
    return all_are ? gains : without(gains, out);
}

/// Where a row gains on the one open issue; lower > upper: nowhere.
struct Stretch {
    double lower = std::numeric_limits<double>::infinity();
    double upper = -std::numeric_limits<double>::infinity();
};

Stretch where_it_gains(Gains const& gains, Eigen::Index row)
{
    double const s = gains.salience(row, 0);
    double const v = gains.value(row, 0);
    double const b = gains.budget(row) - gain_tolerance;
    double const ideal = gains.ideal(row, 0);
    Stretch found{gains.lower(0), gains.upper(0)};
    if (s > 0.0) {
        double const root = v * v + 4.0 * s * b;
        if (root <= 0.0) {
            return {};
        }
        found.lower = std::max(found.lower, ideal + (v - std::sqrt(root)) / (2.0 * s));
        found.upper = std::min(found.upper, ideal + (v + std::sqrt(root)) / (2.0 * s));
    } else if (v > 0.0) {
        found.lower = std::max(found.lower, ideal - b / v);
    } else if (v < 0.0) {
        found.upper = std::min(found.upper, ideal - b / v);
    } else if (b <= 0.0) {
        return {};
    }
    return found;
}

/// Rows without any one of which all others gain somewhere on the one open issue. O(m).
std::vector<Eigen::Index> alone_on_a_line(Gains const& gains)
{
    std::array<Stretch, 2> ends{};  // the two greatest lower and the two least upper ends
    ends.fill({-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()});
    std::vector<Stretch> all;
    for (Eigen::Index i = 0; i < std::ssize(gains.members); ++i) {
        Stretch const one = where_it_gains(gains, i);
        all.push_back(one);
        ends[1].lower = std::clamp(one.lower, ends[1].lower, ends[0].lower);
        ends[0].lower = std::max(one.lower, ends[0].lower);
        ends[1].upper = std::clamp(one.upper, ends[0].upper, ends[1].upper);
        ends[0].upper = std::min(one.upper, ends[0].upper);
    }
    std::vector<Eigen::Index> rows;
    for (std::size_t i = 0; i < all.size(); ++i) {
        double const lower = all[i].lower == ends[0].lower ? ends[1].lower : ends[0].lower;
        double const upper = all[i].upper == ends[0].upper ? ends[1].upper : ends[0].upper;
        if (lower < upper) {
            rows.push_back(static_cast<Eigen::Index>(i));
        }
    }
    return rows;
}

/// Rows that may be alone in the way: on one issue those that are, else those with most blame for
/// there being no more.
std::vector<Eigen::Index> in_the_way(Gains const& gains, LeastGain const& nearest)
{
    if (gains.issues.size() == 1) {
        return alone_on_a_line(gains);
    }
    constexpr double least = 1e-6;
    constexpr std::size_t looked_at = 8;
    std::vector<Eigen::Index> rows;
    for (Eigen::Index i = 0; i < nearest.blame.size(); ++i) {
        if (nearest.blame(i) > least) {
            rows.push_back(i);
        }
    }
    std::ranges::stable_sort(rows, std::greater{},
                             [&](Eigen::Index i) { return nearest.blame(i); });
    rows.resize(std::min(rows.size(), looked_at));
    return rows;
}

/// The most that a weighted sum of gains can be, weights >= 0 by row: no terms give all rows with a
/// weight more than this over the sum of their weights. Issue by issue, so O(m f).
double greatest_sum(Gains const& gains, VectorView weight)
{
    double sum = weight.dot(gains.budget);
    for (Eigen::Index k = 0; k < std::ssize(gains.issues); ++k) {
        double curvature = 0.0;
        double slope = 0.0;  // at 0
        double constant = 0.0;
        for (Eigen::Index i = 0; i < weight.size(); ++i) {
            double const ideal = gains.ideal(i, k);
            curvature += weight(i) * gains.salience(i, k);
            slope += weight(i) * (2.0 * gains.salience(i, k) * ideal + gains.value(i, k));
            constant -= weight(i) * ideal * (gains.salience(i, k) * ideal + gains.value(i, k));
        }
        double const upwards = slope > 0.0 ? gains.upper(k) : gains.lower(k);
        double const best =
            curvature > 0.0 ? std::clamp(slope / (2.0 * curvature), gains.lower(k), gains.upper(k))
                            : upwards;
        sum += constant + best * (slope - curvature * best);
    }
    return sum;
}

/// Notes the member without whose consent all others would gain.
void find_the_one_in_the_way(NearestTerms& near, Gains const& gains, LeastGain const& nearest,
                             Table const& table)
{
    for (Eigen::Index const row : in_the_way(gains, nearest)) {
        Vector blame_of_others = nearest.blame;
        blame_of_others(row) = 0.0;
        double const blame = blame_of_others.sum();
        if (blame > 0.0 && greatest_sum(gains, blame_of_others) <= gain_tolerance * blame) {
            continue;  // others are in each other's way, too
        }
        std::vector<char> out(gains.members.size(), 0);
        out[static_cast<std::size_t>(row)] = 1;
        Gains const others = without(gains, out);
        LeastGain const theirs = largest_least_gain(others, Effort::to_the_end);
        auto const member = gains.members[static_cast<std::size_t>(row)];
        double const lost = -gains.gain(row, theirs.x) * table.unit(member);
        if (theirs.gain > gain_tolerance && (!near.all_but || lost < near.lost)) {
            near.all_but = member;
            near.terms_of_others = gains.complete(theirs.x);
            near.lost = std::max(lost, 0.0);
        }
    }
}

}  // namespace

bool NearestTerms::all_could_gain() const
{
    return least_gain > gain_tolerance;
}

std::optional<NearestTerms> nearest_terms(Table const& table)
{
    RedLineBox const box = red_line_box(table);
    if (!box.clashes.empty() || !table.options.empty() || !table.reservation.allFinite()) {
        return std::nullopt;
    }
    std::vector<char> const everybody(static_cast<std::size_t>(table.members()), 1);
    Gains const gains = of_those_concerned(gains_over(table, box, everybody));
    if (gains.members.empty()) {
        return std::nullopt;
    }
    LeastGain const nearest = largest_least_gain(gains, Effort::to_the_end);
    NearestTerms near{.terms = gains.complete(nearest.x), .least_gain = nearest.gain};
    if (!near.all_could_gain() && gains.members.size() > 2) {
        find_the_one_in_the_way(near, gains, nearest, table);
    }
    return near;
}

}  // namespace parley
