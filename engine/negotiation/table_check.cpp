#include "negotiation/table.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace parley {
namespace {

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

bool shaped_by_partner(Externality::ByPartner const& wants, Eigen::Index members)
{
    auto const shaped = [&](Matrix const& of) {
        return of.rows() == members && of.cols() == members && of.allFinite();
    };
    return shaped(wants.ideal) && shaped(wants.expected) && shaped(wants.salience) &&
           (wants.salience.array() >= 0.0).all();
}

void check_externality(Table const& table, Externality const& externality)
{
    auto const n = table.members();
    auto const shaped = [&](Matrix const& matrix) {
        return matrix.rows() == n && matrix.cols() == table.issues() && matrix.allFinite();
    };
    demand(externality.share.size() == table.issues() &&
               (externality.share.array() >= 0.0 && externality.share.array() <= 1.0).all(),
           "externality", "must have a share in [0, 1] an issue");
    demand(shaped(externality.ideal) && shaped(externality.expected) &&
               shaped(externality.salience) && externality.fixed.size() == n &&
               (externality.shift.size() == 0 || shaped(externality.shift)) &&
               std::ssize(externality.weight) == table.issues() &&
               (externality.towards.empty() || std::ssize(externality.towards) == table.issues()) &&
               (externality.by_partner.empty() ||
                std::ssize(externality.by_partner) == table.issues()),
           "externality", "must have a row a member and a column an issue, and be finite");
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        if (!externality.concerns(k)) {
            continue;
        }
        auto const& weight = externality.weight[static_cast<std::size_t>(k)];
        bool const positions = !externality.is_dyadic(k) ||
                               (externality.towards[static_cast<std::size_t>(k)].rows() == n &&
                                externality.towards[static_cast<std::size_t>(k)].cols() == n &&
                                externality.towards[static_cast<std::size_t>(k)].allFinite());
        demand(positions, "externality",
               "must have what members do towards each other, and finite");
        demand(!externality.differs_by_partner(k) ||
                   shaped_by_partner(externality.by_partner[static_cast<std::size_t>(k)], n),
               "externality", "must have what members want of each other, weights 0 or more");
        demand(!table.is_transfer(k) && !table.has_options(k), "externality",
               "is of issues with positions only");
        demand(weight.rows() == n && weight.cols() == n && (weight.array() >= 0.0).all() &&
                   weight.diagonal().isZero(0.0) &&
                   (weight.rowwise().sum().array() <= 1.0 + 1e-9).all(),
               "externality", "must weigh members by rows that sum to at most 1, without diagonal");
    }
}

}  // namespace

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
    if (!counsel.is_empty()) {
        demand(counsel.weight.size() == k && counsel.position.size() == k, "counsel",
               "must have one weight and position an issue");
        demand_weights(counsel.weight, "counsel");
        demand(
            (counsel.position.array() >= lower.array() && counsel.position.array() <= upper.array())
                .all(),
            "counsel", "must lie within the ends of its scale");
    }
    demand_weights(salience, "salience");
    demand_weights(power, "power");
    demand((red_line.array() >= 0.0).all(), "red_line", "must be >= 0");
    demand(constant.allFinite(), "constant", "must be finite");
    demand((reservation.array() < std::numeric_limits<double>::infinity()).all(), "reservation",
           "must be finite, or -infinity where any terms are accepted");
    demand(options.empty() || std::ssize(options) == k, "options", "must have one entry an issue");
    check_transfers(*this);
    check_options(*this);
    if (externality) {
        check_externality(*this, *externality);
    }
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

}  // namespace parley
