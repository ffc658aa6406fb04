#pragma once

#include <string>

namespace CLI {
class App;
}

namespace parley {

/// A bash script that completes commands, options and their values: names where an option takes one
/// of some, what-ifs of the scenario and variables of the result that are on the line, and files by
/// the ending that is wanted. From the same descriptions as the help texts; zsh reads it after
/// `bashcompinit`.
[[nodiscard]] std::string completion_script(CLI::App& app);

}  // namespace parley
