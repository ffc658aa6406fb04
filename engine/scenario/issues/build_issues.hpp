#pragma once

#include "scenario/indices.hpp"
#include "simulation/event.hpp"

namespace parley {

[[nodiscard]] Issues build_issues(Scenario const& scenario);

/// Where policy stands without agreement [N, K].
[[nodiscard]] Matrix build_status_quo(Scenario const& scenario);

/// The greatest loss that each state accepts on each issue [N, K]; infinity: any.
[[nodiscard]] Matrix build_red_lines(Scenario const& scenario);

[[nodiscard]] Override build_override(written::Override const& given, Indices const& indices);

/// What home politics wants, by the overrides of a scenario.
[[nodiscard]] DomesticPolitics build_politics(Scenario const& scenario, Indices const& indices);

}  // namespace parley
