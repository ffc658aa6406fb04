#pragma once

#include "scenario/format/describer.hpp"

#include <string>

namespace parley {

/// What is described as canonical YAML: every default written out, tables and all; keys in the
/// order of the description. It reads back as equal values, and equal values give equal texts. The
/// body must not change what it describes.
[[nodiscard]] std::string resolved_text(Describer::Body const& body);

}  // namespace parley
