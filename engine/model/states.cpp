#include "model/states.hpp"

namespace parley {

Matrix States::perceived_profile() const
{
    return self_image + recognition.asDiagonal() * (profile - self_image);
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
