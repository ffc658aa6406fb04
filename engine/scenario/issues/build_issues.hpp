#pragma once

#include "model/issue.hpp"
#include "scenario/indices.hpp"

namespace parley {

[[nodiscard]] Issues build_issues(Scenario const& scenario);

/// Where policy stands without agreement [N, K].
[[nodiscard]] Matrix build_status_quo(Scenario const& scenario);

/// The greatest loss that each state accepts on each issue [N, K]; infinity: any.
[[nodiscard]] Matrix build_red_lines(Scenario const& scenario);

}  // namespace parley
