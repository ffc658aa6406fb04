#pragma once

#include "output/minutes/outcome_objects.hpp"

#include <string>
#include <string_view>

namespace parley {

/// The text of a value.
[[nodiscard]] std::string_view word(Json const& value);

/// "A, B, C" of a list of texts.
[[nodiscard]] std::string listed(Json const& texts);

/// A number; NaN where it is not known.
[[nodiscard]] double number(Json const& value);

}  // namespace parley
