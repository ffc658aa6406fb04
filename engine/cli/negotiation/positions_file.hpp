#pragma once

#include <string>

namespace parley {

/// The bytes of a table, `-` for standard input, of at most what a table may hold. Throws
/// InputError.
[[nodiscard]] std::string read_positions_file(std::string const& path);

}  // namespace parley
