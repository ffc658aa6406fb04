#pragma once

#include "simulation/simulation.hpp"

namespace parley {

/// How far the regime has come on the issues of a kind: depth |z - q| x coverage.
///
///     movement = sum_i sum_k weight_i s_ik |z_ik - q_ik|
///                / sum_i sum_k weight_i s_ik max(q_ik, 1 - q_ik)
///
/// q what would be in force had nobody ever agreed to anything (the status quo, where states do
/// nothing alone), over the issues of `kind`, weight the flow through a state (all alike when there
/// are no flows) and s its actual salience (of a transfer the size of its value); on a dyadic issue
/// the mean of |z_ijk - q_ik| over partners, weighted by interdependence: 0 where nothing moved, 1
/// where every policy moved as far as it could. 0 when there is no such issue.
[[nodiscard]] double movement(World const& world, IssueKind kind);

/// Which way the policies of all moved on each issue [K], in [-1, 1]: the mean of z_ik - q_ik,
/// weighted as in `movement`; 0 where nobody cares. Below 0 they moved towards position 0 of the
/// scale.
[[nodiscard]] Vector net_movement(World const& world);

/// Share of (state, issue) pairs, weighted as in `movement`, bound by some agreement, in [0, 1]; on
/// a dyadic issue of partners with whom one holds.
[[nodiscard]] double regime_coverage(World const& world);

/// How far an agreement moves a policy on one of its issues (a place in the session): |terms -
/// policy in force| of the signatory with the farthest way; on a dyadic issue towards another
/// signatory to whom nothing more specific binds it. In [0, 1]; 0 without signatories. O(n), on a
/// dyadic issue O(n^2).
[[nodiscard]] double farthest_from(World const& world, Session const& session, std::size_t issue);

/// The management gap of all states, in [0, 1]: see `Handling`. NaN where capacity is not modelled.
[[nodiscard]] double management_gap(Simulation const& simulation);

/// That of the members of the open forums of a level; NaN where there is none.
[[nodiscard]] double management_gap(Simulation const& simulation, Level level);

}  // namespace parley
