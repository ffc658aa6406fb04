#include "negotiation/protocols/condorcet.hpp"

#include "negotiation/protocols/vote.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace parley {
namespace {

using Index = Eigen::Index;

double constexpr chance_tolerance = 1e-9;

double votes(Condorcet::Voting voting, double gain)
{
    switch (voting) {
        case Condorcet::Voting::binary:
            return 1.0;
        case Condorcet::Voting::proportional:
            return gain;
        case Condorcet::Voting::cubic:
            return gain * gain * gain;
    }
    return 0.0;
}

/// What each proposal [column] gives each member [row].
Matrix payoffs_of_proposals(Table const& table)
{
    Matrix payoff(table.members(), table.members());
    for (Index i = 0; i < table.members(); ++i) {
        Vector const proposal = table.declared.row(i);
        for (Index m = 0; m < table.members(); ++m) {
            payoff(m, i) = table.payoff(m, proposal);
        }
    }
    return payoff;
}

/// How far terms depart from others on the issue where they depart most.
double departure(VectorView terms, Vector const& others)
{
    return (terms - others).cwiseAbs().maxCoeff();
}

/// The likeliest proposal, and among equals the one nearest to what is in force.
Index winner(Table const& table, Vector const& chance)
{
    Vector const in_force = table.terms_in_force();
    double const enough = chance.maxCoeff() - chance_tolerance;
    Index best = -1;
    double nearest = std::numeric_limits<double>::infinity();
    for (Index i = 0; i < chance.size(); ++i) {
        if (chance(i) >= enough) {
            double const distance = departure(table.declared.row(i).transpose(), in_force);
            if (distance < nearest) {
                nearest = distance;
                best = i;
            }
        }
    }
    return best;
}

}  // namespace

Condorcet::Condorcet(Params params) : params_{params}
{
    if (params.sharpness != 1 && params.sharpness != 2 && params.sharpness != 4) {
        throw std::invalid_argument{"condorcet: sharpness must be 1, 2 or 4"};
    }
}

Matrix Condorcet::duels(Table const& table) const
{
    Index const n = table.members();
    Matrix const payoff = payoffs_of_proposals(table);
    Vector const power = table.power_share();
    Matrix chance = Matrix::Constant(n, n, 0.5);
    for (Index i = 0; i < n; ++i) {
        for (Index j = i + 1; j < n; ++j) {
            double for_i = 0.0;
            double for_j = 0.0;
            for (Index m = 0; m < n; ++m) {
                double const gain = payoff(m, i) - payoff(m, j);
                if (std::abs(gain) > table.tolerance(m)) {
                    double const support = power(m) * votes(params_.voting, std::abs(gain));
                    (gain > 0.0 ? for_i : for_j) += support;
                }
            }
            if (double const most = std::max(for_i, for_j); most > 0.0) {
                double const a = std::pow(for_i / most, params_.sharpness);
                double const b = std::pow(for_j / most, params_.sharpness);
                chance(i, j) = a / (a + b);
                chance(j, i) = b / (a + b);
            }
        }
    }
    return chance;
}

Vector Condorcet::chances(Table const& table) const
{
    Matrix const duel = duels(table);
    Index const n = table.members();
    Vector log_chance = Vector::Zero(n);
    Vector defeats = Vector::Zero(n);  // duels that are surely lost
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < n; ++j) {
            if (i == j) {
                continue;
            }
            if (duel(i, j) > 0.0) {
                log_chance(i) += std::log(duel(i, j));
            } else {
                defeats(i) += 1.0;
            }
        }
    }
    double const fewest = defeats.minCoeff();
    double best = -std::numeric_limits<double>::infinity();
    for (Index i = 0; i < n; ++i) {
        best = defeats(i) == fewest ? std::max(best, log_chance(i)) : best;
    }
    Vector chance(n);
    for (Index i = 0; i < n; ++i) {
        chance(i) = defeats(i) == fewest ? std::exp(log_chance(i) - best) : 0.0;
    }
    return chance / chance.sum();
}

Outcome Condorcet::operator()(Table const& table, RandomStream&, Trace trace) const
{
    table.demand_positions_only("condorcet");
    Vector chance = chances(table);
    Outcome outcome = vote(table, table.declared.row(winner(table, chance)), trace);
    outcome.chances = std::move(chance);
    return outcome;
}

}  // namespace parley
