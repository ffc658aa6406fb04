#include "negotiation/table.hpp"

#include "support/interpolation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace parley {
namespace {

double constexpr overlap_tolerance = 1e-9;

void demand(bool condition, char const* field, char const* what)
{
    if (!condition) {
        throw std::invalid_argument(std::string{"table: "} + field + " " + what);
    }
}

void demand_positions(Table const& table, Matrix const& values, char const* field)
{
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        auto const position = values.col(k).array();
        demand((position >= table.lower[k] && position <= table.upper[k]).all(), field,
               "must lie within the ends of its scale");
    }
}

template <class Array>
void demand_weights(Array const& values, char const* field)
{
    demand(values.allFinite() && (values.array() >= 0.0).all(), field, "must be finite and >= 0");
}

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

/// What lies between the best and the worst option for each member [n].
Vector spread_of_options(MatrixView payoff)
{
    return payoff.rowwise().maxCoeff() - payoff.rowwise().minCoeff();
}

/// The most that can be paid on an issue: what the payers' means add up to, never less than what is in
/// force.
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

void check_options(Table const& table)
{
    double packages = 1.0;
    for (Eigen::Index k = 0; k < table.issues() && !table.options.empty(); ++k) {
        if (!table.has_options(k)) {
            continue;
        }
        auto const& payoff = table.options_of(k);
        packages *= static_cast<double>(payoff.cols());
        demand(payoff.rows() == table.members() && payoff.cols() >= 2 && payoff.allFinite(),
               "options", "must have a row a member and at least two columns, and be finite");
        demand((table.salience.col(k).array() == 0.0).all() && !table.is_transfer(k), "options",
               "stand in place of salience and value");
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            Eigen::Index best = 0;
            payoff.row(i).maxCoeff(&best);
            demand(table.ideal(i, k) == table.place(k, best), "ideal",
                   "must be the place of the member's best option");
        }
    }
    demand(packages <= Table::most_packages, "options", "make more than 4096 packages");
}

void check_transfers(Table const& table)
{
    if (table.value.size() == 0) {
        demand(table.means.size() == 0, "means", "are of transfers, and there is no value");
        return;
    }
    demand(table.value.allFinite(), "value", "must be finite");
    demand(table.means.size() == 0 || (table.means.array() >= 0.0).all(), "means", "must be >= 0");
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        demand(!table.is_transfer(k) || (table.salience.col(k).array() == 0.0).all(), "salience",
               "must be 0 on a transfer");
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            double const value = table.value(i, k);
            double const end = value > 0.0 ? table.upper[k] : table.lower[k];
            demand(value == 0.0 || table.ideal(i, k) == end, "ideal",
                   "must be the end of a transfer's scale that the member's value points to");
        }
    }
}

}  // namespace

double Table::place(Eigen::Index issue, Eigen::Index option) const
{
    auto const last = static_cast<double>(options_of(issue).cols() - 1);
    double const share = static_cast<double>(option) / last;
    return option == options_of(issue).cols() - 1
               ? upper[issue]
               : lower[issue] + share * (upper[issue] - lower[issue]);
}

double Table::loss_among_options(Eigen::Index member, Eigen::Index issue, double position) const
{
    auto const& payoff = options_of(issue);
    std::span<double const> const own{payoff.data() + member * payoff.cols(),
                                      static_cast<std::size_t>(payoff.cols())};
    double const range = upper[issue] - lower[issue];
    double const way = range > 0.0 ? (position - lower[issue]) / range : 0.0;
    return *std::ranges::max_element(own) - interpolated(own, way);
}

double Table::payoff(Eigen::Index member, VectorView terms) const
{
    double sum = 0.0;
    for (Eigen::Index k = 0; k < issues(); ++k) {
        sum += loss(member, k, terms[k]);
    }
    return constant[member] - sum;
}

Vector Table::payoff_in_force() const
{
    return Vector::NullaryExpr(
        members(), [this](Eigen::Index i) { return payoff(i, in_force.row(i).transpose()); });
}

Matrix Table::weight() const
{
    Matrix weight = salience;
    for (Eigen::Index k = 0; k < issues(); ++k) {
        if (is_transfer(k)) {
            weight.col(k) = value.col(k).cwiseAbs();
        } else if (has_options(k)) {
            double const range = std::max(upper[k] - lower[k], 1e-150);
            weight.col(k) = spread_of_options(options_of(k)) / (range * range);
        }
    }
    return weight;
}

Matrix Table::shown() const
{
    Matrix shown = declared + disclosure.asDiagonal() * (ideal - declared);
    for (Eigen::Index k = 0; k < issues(); ++k) {
        if (is_transfer(k) || has_options(k)) {
            shown.col(k) = ideal.col(k);
        }
    }
    return shown;
}

double Table::stake(Eigen::Index member) const
{
    double stake = 0.0;
    for (Eigen::Index k = 0; k < issues(); ++k) {
        double const range = upper[k] - lower[k];
        stake += salience(member, k) * range * range + std::abs(value_of(member, k)) * range;
        if (has_options(k)) {
            stake += spread_of_options(options_of(k).row(member))[0];
        }
    }
    return stake;
}

double Table::unit(Eigen::Index member) const
{
    double unit = stake(member);
    if (std::isfinite(reservation[member])) {
        unit += std::abs(constant[member] - reservation[member]);
    }
    return unit > 0.0 ? unit : 1.0;
}

Vector Table::power_share() const
{
    double const total = power.sum();
    if (total > 0.0) {
        return power / total;
    }
    return Vector::Constant(members(), 1.0 / static_cast<double>(members()));
}

Vector Table::terms_in_force() const
{
    Vector terms = in_force.transpose() * power_share();
    for (Eigen::Index k = 0; k < issues(); ++k) {
        if ((in_force.col(k).array() == in_force(0, k)).all()) {
            terms[k] = in_force(0, k);
        }
    }
    return terms.cwiseMax(lower).cwiseMin(upper);
}

Table Table::with_only(std::span<char const> seated) const
{
    std::vector<Eigen::Index> rows;
    for (Eigen::Index i = 0; i < members(); ++i) {
        if (seated[static_cast<std::size_t>(i)] != 0) {
            rows.push_back(i);
        }
    }
    Table out = *this;
    out.ideal = ideal(rows, Eigen::all);
    out.declared = declared(rows, Eigen::all);
    out.salience = salience(rows, Eigen::all);
    out.in_force = in_force(rows, Eigen::all);
    out.red_line = red_line(rows, Eigen::all);
    if (value.size() > 0) {
        out.value = value(rows, Eigen::all);
    }
    if (means.size() > 0) {
        out.means = means(rows, Eigen::all);
    }
    for (auto& payoff : out.options) {
        payoff = Matrix{payoff(rows, Eigen::all)};
    }
    out.constant = constant(rows);
    out.reservation = reservation(rows);
    out.disclosure = disclosure(rows);
    out.power = power(rows);
    out.rule = DecisionRule::unanimity(static_cast<int>(rows.size()));
    return out;
}

void Table::check() const
{
    auto const n = members();
    auto const k = issues();
    demand(n >= 1, "ideal", "has no member");
    demand(k >= 1, "ideal", "has no issue");
    auto const shaped = [&](Matrix const& matrix) {
        return matrix.rows() == n && matrix.cols() == k;
    };
    demand(shaped(declared), "declared", "must have a row a member and a column an issue");
    demand(shaped(salience), "salience", "must have a row a member and a column an issue");
    demand(shaped(in_force), "in_force", "must have a row a member and a column an issue");
    demand(shaped(red_line), "red_line", "must have a row a member and a column an issue");
    demand(value.size() == 0 || shaped(value), "value",
           "must have a row a member and a column an issue");
    demand(means.size() == 0 || shaped(means), "means",
           "must have a row a member and a column an issue");
    demand(lower.size() == k, "lower", "must have one value an issue");
    demand(upper.size() == k, "upper", "must have one value an issue");
    demand(constant.size() == n, "constant", "must have one value a member");
    demand(reservation.size() == n, "reservation", "must have one value a member");
    demand(disclosure.size() == n, "disclosure", "must have one value a member");
    demand(power.size() == n, "power", "must have one value a member");
    demand(lower.allFinite(), "lower", "must be finite");
    demand(upper.allFinite() && (upper.array() >= lower.array()).all(), "upper",
           "must be finite and not below lower");
    demand_positions(*this, ideal, "ideal");
    demand_positions(*this, declared, "declared");
    demand_positions(*this, in_force, "in_force");
    demand((disclosure.array() >= 0.0 && disclosure.array() <= 1.0).all(), "disclosure",
           "must lie in [0, 1]");
    demand(mediation >= 0.0 && mediation <= 1.0, "mediation", "must lie in [0, 1]");
    demand_weights(salience, "salience");
    demand_weights(power, "power");
    demand((red_line.array() >= 0.0).all(), "red_line", "must be >= 0");
    demand(constant.allFinite(), "constant", "must be finite");
    demand((reservation.array() < std::numeric_limits<double>::infinity()).all(), "reservation",
           "must be finite, or -infinity where any terms are accepted");
    demand(options.empty() || std::ssize(options) == k, "options", "must have one entry an issue");
    check_transfers(*this);
    check_options(*this);
    demand(deadline >= 1, "deadline", "must be at least one round");
    demand(rule.members() == n, "rule", "must be one for as many members as sit at the table");
}

void Table::demand_reservation(std::string_view protocol) const
{
    for (Eigen::Index i = 0; i < members(); ++i) {
        if (!std::isfinite(reservation[i])) {
            throw std::invalid_argument(
                std::string{protocol} + ": member " + std::to_string(i) +
                " has no reservation value (the protocol bargains over payoffs); give what is in "
                "force without agreement, or the member's payoff of no agreement");
        }
    }
}

void Table::demand_positions_only(std::string_view protocol) const
{
    for (Eigen::Index k = 0; k < issues(); ++k) {
        if (is_transfer(k)) {
            throw std::invalid_argument(std::string{protocol} + ": issue " + std::to_string(k) +
                                        " is a transfer (the protocol knows positions only); use a "
                                        "protocol that bargains over payoffs");
        }
    }
    demand_no_options(protocol);
}

void Table::demand_no_options(std::string_view protocol) const
{
    for (Eigen::Index k = 0; k < issues(); ++k) {
        if (has_options(k)) {
            throw std::invalid_argument(std::string{protocol} + ": issue " + std::to_string(k) +
                                        " has options (the protocol moves little by little); use "
                                        "nash_bargaining or single_text");
        }
    }
}

namespace {

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

RedLineBox red_line_box(Table const& table)
{
    auto const issues = table.issues();
    RedLineBox box{table.lower, table.upper, {}};
    box.options.resize(table.options.size());
    for (Eigen::Index k = 0; k < issues; ++k) {
        if (table.has_options(k)) {
            choose_options(table, k, box);
            continue;
        }
        RedLineBox::Clash clash{k, 0, 0};
        if (table.is_transfer(k)) {
            box.upper[k] = payable(table, k);
        }
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            auto const [lower, upper] = allowed(table, i, k);
            if (upper < box.upper[k]) {
                box.upper[k] = upper;
                clash.member = i;
            }
            if (lower > box.lower[k]) {
                box.lower[k] = lower;
                clash.other = i;
            }
        }
        double const tolerance = overlap_tolerance * (table.upper[k] - table.lower[k]);
        if (box.lower[k] > box.upper[k] + tolerance) {
            clash.position = 0.5 * (box.lower[k] + box.upper[k]);
            box.clashes.push_back(clash);
        } else if (box.lower[k] > box.upper[k]) {
            box.lower[k] = box.upper[k] = 0.5 * (box.lower[k] + box.upper[k]);
        }
    }
    return box;
}

}  // namespace parley
