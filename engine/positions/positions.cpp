#include "positions/positions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parley {

namespace {

using Index = Eigen::Index;

/// Positions on one issue: those who take part, and what lies between them.
struct Scale {
    double lower;
    double upper;
    double mean;
};

Scale scale_of(Positions const& positions, Index issue)
{
    double lower = std::numeric_limits<double>::infinity();
    double upper = -lower;
    double weight = 0.0;
    double weighted = 0.0;
    for (Index i = 0; i < positions.position.rows(); ++i) {
        double const position = positions.position(i, issue);
        if (!std::isnan(position)) {
            lower = std::min(lower, position);
            upper = std::max(upper, position);
            weight += positions.power(i) * positions.salience(i, issue);
            weighted += positions.power(i) * positions.salience(i, issue) * position;
        }
    }
    double const mean =
        weight > 0.0 ? std::clamp(weighted / weight, lower, upper) : 0.5 * lower + 0.5 * upper;
    double const status_quo = positions.status_quo(issue);
    return {std::isnan(status_quo) ? lower : std::min(lower, status_quo),
            std::isnan(status_quo) ? upper : std::max(upper, status_quo), mean};
}

bool is_money(Positions const& positions, Index issue)
{
    return (positions.transfer.col(issue).array() != 0.0).any();
}

/// Does the actor know what it has without agreement on every issue in which it takes part?
bool knows_status_quo(Positions const& positions, Index actor)
{
    for (Index k = 0; k < positions.position.cols(); ++k) {
        if (!std::isnan(positions.position(actor, k)) && std::isnan(positions.status_quo(k)) &&
            !is_money(positions, k)) {
            return false;
        }
    }
    return true;
}

Vector reservations(Positions const& positions, Table const& table)
{
    Vector reservation = table.payoff_in_force();
    for (Index i = 0; i < table.members(); ++i) {
        if (!std::isnan(positions.reservation(i))) {
            reservation(i) = positions.reservation(i);
        } else if (!knows_status_quo(positions, i)) {
            reservation(i) = -std::numeric_limits<double>::infinity();
        }
    }
    return reservation;
}

/// Issues that are money: from nothing on, and each actor wants as much or as little as there is.
void add_transfers(Positions const& positions, double price, Table& table)
{
    Vector const money = positions.money_for_payoff(price);
    for (Index k = 0; k < table.issues(); ++k) {
        if (!is_money(positions, k)) {
            continue;
        }
        if (table.value.size() == 0) {
            table.value = Matrix::Zero(table.members(), table.issues());
        }
        table.lower(k) = 0.0;
        if (std::isnan(positions.status_quo(k))) {
            table.in_force.col(k).setZero();
        }
        for (Index i = 0; i < table.members(); ++i) {
            double const transfer = positions.transfer(i, k);
            table.value(i, k) = transfer != 0.0 ? transfer / money(i) : 0.0;
            table.ideal(i, k) = transfer > 0.0 ? table.upper(k) : 0.0;
        }
    }
    if (table.value.size() > 0) {  // it counts from the ideal points, money from nothing
        table.constant += table.value.cwiseProduct(table.ideal).rowwise().sum();
    }
}

}  // namespace

Table table_of(Positions const& positions, double price)
{
    auto const n = positions.position.rows();
    auto const issues = positions.position.cols();
    Table table;
    table.lower = Vector(issues);
    table.upper = Vector(issues);
    table.ideal = positions.position;
    table.in_force = Matrix(n, issues);
    for (Index k = 0; k < issues; ++k) {
        auto const [lower, upper, mean] = scale_of(positions, k);
        table.lower(k) = lower;
        table.upper(k) = upper;
        double const status_quo = positions.status_quo(k);
        table.in_force.col(k).setConstant(std::isnan(status_quo) ? mean : status_quo);
        for (Index i = 0; i < n; ++i) {
            table.ideal(i, k) = std::isnan(table.ideal(i, k)) ? mean : table.ideal(i, k);
        }
    }
    table.salience = positions.salience;
    table.red_line = positions.red_line;
    table.constant = Vector::Zero(n);
    add_transfers(positions, price, table);
    table.declared = table.ideal;
    table.disclosure = Vector::Ones(n);
    table.power = positions.power;
    table.rule = DecisionRule::unanimity(static_cast<int>(n));
    table.reservation = reservations(positions, table);
    table.check();
    return table;
}

}  // namespace parley
