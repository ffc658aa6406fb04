#pragma once

#include "output/minutes/outcome_objects.hpp"

#include <string>
#include <vector>

namespace parley {

/// The minutes of one table for people, made from its lines of data: `table`, `declaration`,
/// `standing`, `move`, `outcome`.
[[nodiscard]] std::string table_in_prose(std::vector<Json> const& lines);

}  // namespace parley
