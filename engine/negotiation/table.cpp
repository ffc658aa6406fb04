#include "negotiation/table.hpp"

#include "support/interpolation.hpp"

#include <algorithm>
#include <cmath>

namespace parley {
namespace {

/// What lies between the best and the worst option for each member [n].
Vector spread_of_options(MatrixView payoff)
{
    return payoff.rowwise().maxCoeff() - payoff.rowwise().minCoeff();
}

}  // namespace

Vector Counsel::heard(Vector terms) const
{
    for (Eigen::Index k = 0; k < weight.size(); ++k) {
        if (weight[k] > 0.0) {
            terms[k] = (terms[k] + weight[k] * position[k]) / (1.0 + weight[k]);
        }
    }
    return terms;
}

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

double Table::payoff_when(Eigen::Index member, std::span<char const> signatories,
                          VectorView terms) const
{
    bool const signs = signatories[static_cast<std::size_t>(member)] != 0;
    if (!externality) {
        return signs ? payoff(member, terms) : reservation[member];
    }
    double sum = signs ? externality->fixed[member] : reservation[member];
    for (Eigen::Index k = 0; k < issues(); ++k) {
        if (!externality->concerns(k)) {
            sum -= signs ? loss(member, k, terms[k]) : 0.0;
        } else if (signs) {
            sum += externality->payoff_when(member, k, signatories, terms[k], in_force.col(k));
        } else if (!externality->is_dyadic(k)) {
            sum += externality->felt(member, k, terms[k], signatories) -
                   externality->felt(member, k, in_force.col(k), signatories);
        }
    }
    return sum;
}

double Table::payoff_in_force_on(Eigen::Index member, Eigen::Index issue) const
{
    return externality && externality->concerns(issue)
               ? externality->payoff_before(member, issue, in_force.col(issue))
               : -loss(member, issue, in_force(member, issue));
}

Vector Table::payoff_in_force() const
{
    if (externality) {
        Vector payoff = externality->fixed;
        for (Eigen::Index k = 0; k < issues(); ++k) {
            for (Eigen::Index i = 0; i < members(); ++i) {
                payoff[i] += payoff_in_force_on(i, k);
            }
        }
        return payoff;
    }
    return Vector::NullaryExpr(
        members(), [this](Eigen::Index i) { return payoff(i, in_force.row(i).transpose()); });
}

double Table::gain_on(Eigen::Index member, Eigen::Index issue, double position) const
{
    if (externality && externality->concerns(issue)) {
        std::vector<char> const all(static_cast<std::size_t>(members()), 1);
        return externality->payoff_when(member, issue, all, position, in_force.col(issue)) -
               externality->payoff_before(member, issue, in_force.col(issue));
    }
    return loss(member, issue, in_force(member, issue)) - loss(member, issue, position);
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

void Table::settle_externality()
{
    constant = externality->fixed;
    for (Eigen::Index k = 0; k < issues(); ++k) {
        if (externality->concerns(k)) {
            for (Eigen::Index i = 0; i < members(); ++i) {
                auto const common = externality->common(i, k);
                ideal(i, k) = common.ideal;
                salience(i, k) = common.salience;
                constant[i] += common.constant;
            }
        }
    }
}

Table Table::with_only(std::span<char const> seated) const
{
    auto const rows = seats_of(seated);
    Table out;
    out.lower = lower;
    out.upper = upper;
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
    for (auto const& payoff : options) {
        out.options.emplace_back(payoff(rows, Eigen::all));
    }
    out.constant = constant(rows);
    out.reservation = reservation(rows);
    out.disclosure = disclosure(rows);
    out.power = power(rows);
    out.mediation = mediation;
    out.counsel = counsel;
    out.rule = DecisionRule::unanimity(static_cast<int>(rows.size()));
    out.deadline = deadline;
    if (externality) {
        out.externality = externality->with_only(rows, in_force);
        out.settle_externality();
    }
    return out;
}

std::vector<Eigen::Index> seats_of(std::span<char const> seated)
{
    std::vector<Eigen::Index> seats;
    for (std::size_t i = 0; i < seated.size(); ++i) {
        if (seated[i] != 0) {
            seats.push_back(static_cast<Eigen::Index>(i));
        }
    }
    return seats;
}

}  // namespace parley
