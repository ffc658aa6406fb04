#pragma once

#include "scenario/format/describer.hpp"

#include <string>
#include <string_view>

namespace parley {

/// The JSON Schema (2020-12) of scenario files, for editors and for other programs' checks: keys
/// with their meaning, type, unit, range and default, from the description that the reader uses.
/// What only the whole document can tell, such as whether a name exists, is left to the reader.
[[nodiscard]] std::string scenario_schema();

/// The schema of whatever is described.
[[nodiscard]] std::string schema_of(std::string_view title, std::string_view about,
                                    Describer::Body const& body);

}  // namespace parley
