#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace parley {

/// What is wrong with a command line, as `problem (why); remedy`: CLI11 knows what it cannot take,
/// the descriptions of commands and options say what should stand there. `first` is the first word
/// after the program's name, empty if there is none.
[[nodiscard]] std::string explain(CLI::App const& app, CLI::ParseError const& error,
                                  std::string const& first);

}  // namespace parley
