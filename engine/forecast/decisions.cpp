#include "forecast/decisions.hpp"

#include <cmath>

namespace parley {

std::size_t Dossiers::issues() const
{
    std::size_t sum = 0;
    for (Dossier const& dossier : all) {
        sum += static_cast<std::size_t>(dossier.issues());
    }
    return sum;
}

Dossier issue_alone(Dossier const& dossier, Eigen::Index issue)
{
    Positions const& from = dossier.positions;
    std::vector<Eigen::Index> seats;
    for (Eigen::Index i = 0; i < from.position.rows(); ++i) {
        if (!std::isnan(from.position(i, issue))) {
            seats.push_back(i);
        }
    }
    auto const slot = static_cast<std::size_t>(issue);
    std::vector<Eigen::Index> const column{issue};
    Dossier alone{.name = dossier.name,
                  .positions = {.actors = {},
                                .issues = {from.issues[slot]},
                                .position = from.position(seats, column),
                                .salience = from.salience(seats, column),
                                .red_line = from.red_line(seats, column),
                                .power = from.power(seats),
                                .status_quo = from.status_quo(column),
                                .reservation = from.reservation(seats),
                                .gdp = from.gdp(seats),
                                .transfer = from.transfer(seats, column)},
                  .outcome = dossier.outcome(column),
                  .kinds = {dossier.kinds[slot]}};
    alone.emphasis = Matrix::Zero(std::ssize(seats), 1);
    for (std::size_t i = 0; i < seats.size(); ++i) {
        auto const unknown = from.position.row(seats[i]).array().isNaN().count();
        double const mean =
            from.salience.row(seats[i]).sum() / static_cast<double>(from.position.cols() - unknown);
        if (mean > 0.0) {
            alone.emphasis(static_cast<Eigen::Index>(i), 0) = from.salience(seats[i], issue) / mean;
        }
    }
    for (auto const seat : seats) {
        alone.positions.actors.push_back(from.actors[static_cast<std::size_t>(seat)]);
    }
    return alone;
}

}  // namespace parley
