#pragma once

#include <string>

namespace CLI {
class App;
}

namespace parley {

/// The manual page parley(1), in roff, from the same descriptions as the help texts.
[[nodiscard]] std::string manual_page(CLI::App const& app);

}  // namespace parley
