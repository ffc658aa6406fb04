#pragma once

#include "scenario/format/describer.hpp"
#include "scenario/scenario.hpp"

#include <string>

namespace parley {

/// The scenario as canonical YAML: every default written out, tables and all; keys in the order of
/// the description. It reads back as an equal scenario, and equal scenarios give equal texts. (More
/// than some 140 000 flows are more than a document may hold: those read back from tables only.)
[[nodiscard]] std::string resolved_text(Scenario const& scenario);

/// The same for whatever is described; the body must not change what it describes.
[[nodiscard]] std::string resolved_text(Describer::Body const& body);

}  // namespace parley
