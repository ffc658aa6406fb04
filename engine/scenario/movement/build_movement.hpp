#pragma once

#include "scenario/indices.hpp"
#include "simulation/setup.hpp"

namespace parley {

/// The corridors of a scenario, and its routes. Corridors without persons are added for those who
/// may be stranded on a route where the scenario describes no flow. A route holds for every pathway
/// of its flow.
[[nodiscard]] Flows build_flows(Scenario const& scenario, Indices const& indices);

[[nodiscard]] MigrationParams build_migration(Scenario const& scenario);
[[nodiscard]] AdministrationParams build_administration(Scenario const& scenario);

}  // namespace parley
