#pragma once

#include "model/flows.hpp"

namespace parley {

/// Actual profiles that follow stocks and flows.
///
/// What a state's roles are made of, in persons, is
///
///     sending    sum_d S_id + h F_id           people who left it, and leave it
///     transit    t crossing_i + h stranded_i   people who cross it, or halt in it
///     receiving  sum_o S_oi + h (F_oi - stranded_oi)
///
/// with S stocks, F flows, h the years of flow that weigh as much as a stock, t those that crossing
/// takes. The given profile w0 stands for the volumes V0 of its time: w is proportional to max(0,
/// w0 |V0| + V - V0), |V0| their sum. So nothing moves while nothing changes, and a state whose
/// borders stop crossing people becomes one of transit, later of receiving. A state without any
/// volume keeps its profile.
class RoleVolumes {
  public:
    struct Params {
        double flow_weight = 10.0;  ///< years of flow that weigh as much as a stock, > 0
        double transit_time = 0.5;  ///< years that people take to cross a state, >= 0
    };

    /// The profiles [N, role] hold for the volumes of these flows. Throws std::invalid_argument
    /// when a parameter is out of range.
    RoleVolumes(Params params, Flows const& flows, Matrix profile);

    /// A state's profile has changed for other reasons, and holds for its volumes now.
    void anchor(Flows const& flows, StateId state, VectorView profile);

    /// Profiles now [N, role]. O(corridors + routes + N).
    [[nodiscard]] Matrix profiles(Flows const& flows) const;

    /// Persons that make up each role now [N, role].
    [[nodiscard]] Matrix volumes(Flows const& flows) const;

  private:
    Params params_;
    Matrix profile_;  // given
    Matrix volumes_;  // for which it was given
};

}  // namespace parley
