#include "negotiation/protocols/compromise.hpp"

#include "negotiation/protocols/vote.hpp"
#include "negotiation/weighted_median.hpp"

#include <algorithm>
#include <utility>

namespace parley {

Vector Compromise::proposal(Table const& table) const
{
    Vector terms = table.terms_in_force();
    Vector const power = table.power_share();
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        Vector const weight = power.cwiseProduct(table.salience.col(k));
        double const total = weight.sum();
        if (total > 0.0) {
            Vector const position = table.declared.col(k);
            double const mean = weight.dot(position) / total;
            // rounding may carry a mean of equal positions past them
            terms[k] = params_.weighted_median
                           ? weighted_median(position, weight)
                           : std::clamp(mean, position.minCoeff(), position.maxCoeff());
        }
    }
    return table.counsel.heard(std::move(terms));
}

Outcome Compromise::operator()(Table const& table, RandomStream&, Trace trace) const
{
    table.demand_positions_only("compromise");
    Outcome outcome = vote(table, proposal(table), trace);
    if (table.issues() == 1 && table.salience.col(0).dot(table.power) > 0.0) {
        outcome.chances = table.salience.col(0).cwiseProduct(table.power);
        outcome.chances /= outcome.chances.sum();
    }
    return outcome;
}

}  // namespace parley
