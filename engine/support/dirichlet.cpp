#include "support/dirichlet.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

namespace parley {
namespace {

/// The logarithm of a gamma variate, so that small shapes do not underflow; shape >= 1.
double log_gamma_of_large(double shape, RandomStream& random)
{
    double const d = shape - 1.0 / 3.0;
    double const c = 1.0 / std::sqrt(9.0 * d);
    for (;;) {
        double const x = random.normal();
        double const root = 1.0 + c * x;
        if (root <= 0.0) {
            continue;
        }
        double const v = root * root * root;
        double const u = 1.0 - random.uniform();  // above 0
        if (std::log(u) < 0.5 * x * x + d * (1.0 - v + std::log(v))) {
            return std::log(d * v);
        }
    }
}

double log_gamma_variate(double shape, RandomStream& random)
{
    if (shape >= 1.0) {
        return log_gamma_of_large(shape, random);
    }
    double const larger = log_gamma_of_large(shape + 1.0, random);
    return larger + std::log(1.0 - random.uniform()) / shape;
}

}  // namespace

Vector dirichlet(VectorView concentration, RandomStream& random)
{
    if (!(concentration.array() >= 0.0).all() || !(concentration.sum() > 0.0) ||
        !std::isfinite(concentration.sum())) {
        throw std::invalid_argument{"concentrations must be 0 or more, and not all 0"};
    }
    Vector log_gamma(concentration.size());
    for (Eigen::Index i = 0; i < log_gamma.size(); ++i) {
        log_gamma(i) = concentration(i) > 0.0 ? log_gamma_variate(concentration(i), random)
                                              : -std::numeric_limits<double>::infinity();
    }
    // std::exp is exactly 0 at minus infinity; the vectorised one is not
    double const greatest = log_gamma.maxCoeff();
    Vector const weight = log_gamma.unaryExpr([=](double g) { return std::exp(g - greatest); });
    return weight / weight.sum();
}

}  // namespace parley
