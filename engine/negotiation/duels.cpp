#include "negotiation/duels.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parley {

namespace {

using Index = Eigen::Index;

double constexpr settled = 1e-13;
int constexpr most_rounds = 10'000;

// So that a favourite that nobody can gain from challenging challenges itself.
double constexpr own_incentive = 1e-10;

/// Where p' = T p, T [m, m] with columns that sum to 1, comes to rest from even chances on. Half of
/// the old chances is kept in each round, so that nothing goes round in circles.
Vector rest_of(Matrix const& transition)
{
    Index const m = transition.rows();
    Vector chance = Vector::Constant(m, 1.0 / static_cast<double>(m));
    for (int round = 0; round < most_rounds; ++round) {
        Vector next = transition * chance;
        double const change = (next - chance).cwiseAbs().maxCoeff();
        next = 0.5 * (next + chance);
        chance = next / next.sum();
        if (change <= settled) {
            break;
        }
    }
    return chance;
}

}  // namespace

Matrix duel_chances(Matrix const& support, int sharpness)
{
    Index const m = support.rows();
    Matrix chance = Matrix::Constant(m, m, 0.5);
    for (Index i = 0; i < m; ++i) {
        for (Index j = i + 1; j < m; ++j) {
            if (double const most = std::max(support(i, j), support(j, i)); most > 0.0) {
                double const a = std::pow(support(i, j) / most, sharpness);
                double const b = std::pow(support(j, i) / most, sharpness);
                chance(i, j) = a / (a + b);
                chance(j, i) = b / (a + b);
            }
        }
    }
    return chance;
}

Vector win_all_duels(Matrix const& duel)
{
    Index const m = duel.rows();
    Vector log_chance = Vector::Zero(m);
    Vector defeats = Vector::Zero(m);  // duels that are surely lost
    for (Index i = 0; i < m; ++i) {
        for (Index j = 0; j < m; ++j) {
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
    for (Index i = 0; i < m; ++i) {
        best = defeats(i) == fewest ? std::max(best, log_chance(i)) : best;
    }
    Vector chance(m);
    for (Index i = 0; i < m; ++i) {
        chance(i) = defeats(i) == fewest ? std::exp(log_chance(i) - best) : 0.0;
    }
    return chance / chance.sum();
}

Vector win_random_duels(Matrix const& duel)
{
    auto const m = static_cast<double>(duel.rows());
    Matrix transition = duel / m;
    transition.diagonal() += duel.rowwise().sum() / m;
    return rest_of(transition);
}

Vector win_likely_duels(Matrix const& support, Matrix const& duel)
{
    Index const m = duel.rows();
    Matrix challenge = support.cwiseProduct(duel);
    double const most = challenge.maxCoeff();
    challenge.diagonal().setConstant(most > 0.0 ? own_incentive * most : 1.0);
    for (Index j = 0; j < m; ++j) {
        challenge.col(j) /= challenge.col(j).sum();
    }
    Matrix transition = duel.cwiseProduct(challenge);  // j is the favourite, i wins against it
    for (Index i = 0; i < m; ++i) {                    // the favourite holds against j
        transition(i, i) += duel.row(i).dot(challenge.col(i));
    }
    return rest_of(transition);
}

}  // namespace parley
