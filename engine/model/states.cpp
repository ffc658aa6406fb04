#include "model/states.hpp"

#include <cmath>

namespace parley {

Eigen::Index States::existing() const
{
    if (holders.empty()) {
        return count();
    }
    Eigen::Index number = 0;
    for (Eigen::Index i = 0; i < count(); ++i) {
        number += exists(StateId{i}) ? 1 : 0;
    }
    return number;
}

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

double means_to_pay(States const& states, Issues const& issues, StateId state, IssueId issue)
{
    auto const k = issue.index();
    if (!issues.is_transfer(k)) {
        return 0.0;
    }
    if (std::isinf(issues.amount(k))) {
        return issues.amount(k);
    }
    return issues.payable(k) / issues.amount(k) * states.gdp(state);
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
