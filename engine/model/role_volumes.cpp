#include "model/role_volumes.hpp"

#include <stdexcept>
#include <utility>

namespace parley {

RoleVolumes::RoleVolumes(Params params, Flows const& flows, Matrix profile)
    : params_{params}, profile_{std::move(profile)}
{
    if (!(params.flow_weight > 0.0) || !(params.transit_time >= 0.0)) {
        throw std::invalid_argument{"flow_weight must be above 0, transit_time 0 or more"};
    }
    volumes_ = volumes(flows);
}

Matrix RoleVolumes::volumes(Flows const& flows) const
{
    Eigen::Index const states = profile_.rows();
    Vector const stranded = by_state(flows.destination, flows.stranded, states);
    Matrix volumes(states, role_count);
    double const h = params_.flow_weight;
    volumes.col(0) = by_state(flows.origin, flows.stock, states) + h * flows.leaving(states);
    volumes.col(1) = params_.transit_time * flows.crossing(states) + h * stranded;
    volumes.col(2) =
        by_state(flows.destination, flows.stock, states) + h * (flows.entering(states) - stranded);
    return volumes;
}

void RoleVolumes::anchor(Flows const& flows, StateId state, VectorView profile)
{
    profile_.row(state.index()) = profile.transpose();
    volumes_.row(state.index()) = volumes(flows).row(state.index());
}

Matrix RoleVolumes::profiles(Flows const& flows) const
{
    Matrix const changed = volumes(flows) - volumes_;
    Matrix result = profile_;
    for (Eigen::Index i = 0; i < result.rows(); ++i) {
        auto const weight =
            (volumes_.row(i).sum() * profile_.row(i) + changed.row(i)).cwiseMax(0.0).eval();
        if (weight.sum() > 0.0) {
            result.row(i) = weight / weight.sum();
        }
    }
    return result;
}

}  // namespace parley
