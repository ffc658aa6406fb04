#pragma once

#include <string_view>
#include <vector>

namespace parley {

/// A file of `scenarios/`, as it was when the program was built: it is part of the program, which
/// so finds it wherever it is installed.
struct ShippedFile {
    std::string_view path;  ///< relative to `scenarios/`, such as data/world_2005_states.csv
    std::string_view text;
};

/// Scenarios and the tables that they name, by path.
[[nodiscard]] std::vector<ShippedFile> const& shipped_files();

/// A scenario with `@states@` and other words in the place of what `parley init` fills in.
[[nodiscard]] std::string_view first_scenario_template();

}  // namespace parley
