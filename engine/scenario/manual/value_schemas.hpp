#pragma once

#include "scenario/format/key.hpp"

#include <nlohmann/json.hpp>

namespace parley {

using Json = nlohmann::ordered_json;

// The JSON Schemas of single values, as keys take them.

/// YAML gives text that looks like a number or a truth value to other readers as one.
[[nodiscard]] Json any_text();

[[nodiscard]] Json id_schema();
[[nodiscard]] Json ids_schema(Count count);
/// A list of what is named, or, of states, issues and authorities, a group or all except some.
[[nodiscard]] Json names_schema(Named named, Count count);
[[nodiscard]] Json new_id_schema();  ///< of what is described there
[[nodiscard]] Json path_schema();    ///< of a key of a scenario
[[nodiscard]] Json list_schema(Json item, Count count);
[[nodiscard]] Json number_schema(Range const& range);

/// A protocol or a rule by its name, or with its parameters.
[[nodiscard]] Json method_schema(Methods const& methods);

}  // namespace parley
