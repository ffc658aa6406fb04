#pragma once

#include "forum/forum.hpp"
#include "scenario/indices.hpp"
#include "simulation/draws.hpp"

#include <span>

namespace parley {

/// The states of a scenario as they are described, without national variation. Self-images follow
/// from profiles, and exposures from flows, where they are not given.
[[nodiscard]] States build_states(Scenario const& scenario, Flows const& flows);

/// What a run draws of them.
[[nodiscard]] Draws build_draws(Scenario const& scenario);

/// Organisations with what they do; `forums` are those of the setup, in their order there.
[[nodiscard]] std::vector<Organisation> build_organisations(Scenario const& scenario,
                                                            Indices const& indices,
                                                            std::span<Forum const> forums);

}  // namespace parley
