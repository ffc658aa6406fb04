#pragma once

#include "cli/program.hpp"

#include <cstdint>
#include <string>

namespace CLI {
class App;
}

namespace parley {

struct InitOptions {
    std::string target;        ///< a folder, or a file that ends in .yaml; empty: this folder
    std::string from{};        ///< a shipped scenario; empty: the first scenario
    std::uint64_t states = 3;  ///< of the first scenario, >= 2
    bool list = false;         ///< only say which scenarios there are to start from
};

/// Adds the command with its options, which it fills in.
void add_init(CLI::App& app, InitOptions& options);

/// Writes a scenario to start from, with the tables that it names, and says what to do next. Throws
/// InputError where one of its files is there already: nothing is ever overwritten.
[[nodiscard]] Exit write_first_scenario(InitOptions const& options);

}  // namespace parley
