#include "model/states.hpp"

namespace parley {

Matrix States::perceived_profile() const
{
    return self_image + recognition.asDiagonal() * (profile - self_image);
}

Matrix States::perceived_profile(std::span<StateId const> states) const
{
    Matrix perceived(std::ssize(states), role_count);
    for (Eigen::Index n = 0; n < perceived.rows(); ++n) {
        Eigen::Index const i = states[StateId{n}.slot()].index();
        perceived.row(n) =
            self_image.row(i) + recognition(i) * (profile.row(i) - self_image.row(i));
    }
    return perceived;
}

Matrix means_to_pay(States const& states, Issues const& issues)
{
    if (issues.role_value.size() == 0) {
        return {};
    }
    Matrix means = Matrix::Zero(states.count(), issues.count());
    for (Eigen::Index k = 0; k < issues.count(); ++k) {
        if (issues.is_transfer(k) && std::isinf(issues.amount(k))) {
            means.col(k).setConstant(issues.amount(k));
        } else if (issues.is_transfer(k)) {
            means.col(k) = issues.payable(k) / issues.amount(k) *
                           states.population.cwiseProduct(states.gdp_per_head);
        }
    }
    return means;
}

Matrix role_weights(MatrixView volumes)
{
    return volumes.array().colwise() / volumes.rowwise().sum().array();
}

Matrix sharpened(MatrixView profile, double sharpness)
{
    // relative to the row's greatest weight, so that no power underflows to an all-zero row
    Matrix const relative = profile.array().colwise() / profile.rowwise().maxCoeff().array();
    return role_weights(relative.array().pow(sharpness).matrix());
}

}  // namespace parley
