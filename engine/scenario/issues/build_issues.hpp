#pragma once

#include "model/issue.hpp"
#include "scenario/indices.hpp"

namespace parley {

[[nodiscard]] Issues build_issues(Scenario const& scenario);

/// The share of the way that each role goes alone on an issue [role], or `otherwise` for all.
[[nodiscard]] Vector unilateral_by_role(written::Issue const& issue, double otherwise);

/// Where policy stands without agreement [N, K].
[[nodiscard]] Matrix build_status_quo(Scenario const& scenario);

/// The greatest loss that each state accepts on each issue [N, K]; infinity: any.
[[nodiscard]] Matrix build_red_lines(Scenario const& scenario);

}  // namespace parley
