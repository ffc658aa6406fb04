#include "forum/declaration.hpp"

#include <algorithm>
#include <stdexcept>

namespace parley {

Declaration::Declaration(Params params) : params_{params}
{
    if (!(params.posturing >= 0.0) || !(params.hiding >= 0.0 && params.hiding <= 1.0)) {
        throw std::invalid_argument{"posturing must be >= 0 and hiding in [0, 1]"};
    }
}

Matrix Declaration::operator()(MatrixView ideal, MatrixView salience, MatrixView status_quo,
                               VectorView disclosure, VectorView power) const
{
    Matrix declared(ideal.rows(), ideal.cols());
    Vector weight;
    for (Eigen::Index k = 0; k < ideal.cols(); ++k) {
        weight = power.cwiseProduct(salience.col(k));
        double const total = weight.sum();
        double const mean = total > 0.0 ? weight.dot(ideal.col(k)) / total : ideal.col(k).mean();
        for (Eigen::Index i = 0; i < ideal.rows(); ++i) {
            double const veil = 1.0 - disclosure(i);
            double const own = ideal(i, k);
            double const loud = std::clamp(own + params_.posturing * veil * (own - mean), 0.0, 1.0);
            double const retreat = params_.hiding * veil;
            declared(i, k) = (1.0 - retreat) * loud + retreat * status_quo(i, k);
        }
    }
    return declared;
}

}  // namespace parley
