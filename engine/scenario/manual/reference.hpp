#pragma once

#include "scenario/format/describer.hpp"

#include <string>

namespace parley {

/// The reference of scenario files as Markdown: a table a section, a row a key, with meaning, type,
/// unit, range, default and example, from the description that the reader uses.
[[nodiscard]] std::string scenario_reference();

/// The reference of whatever is described.
[[nodiscard]] std::string reference_of(Describer::Body const& body);

}  // namespace parley
