#pragma once

#include "scenario/scenario.hpp"

#include <string>

namespace parley {

/// The scenario as canonical YAML: every default written out, tables and all; keys in the order of the
/// description. It reads back as an equal scenario, and equal scenarios give equal texts.
[[nodiscard]] std::string resolved_text(Scenario const& scenario);

}  // namespace parley
