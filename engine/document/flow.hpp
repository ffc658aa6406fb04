#pragma once

#include "document/node.hpp"

#include <string>
#include <string_view>

namespace parley {

/// A text in double quotes, so that no YAML reader takes it for anything but text.
[[nodiscard]] std::string double_quoted(std::string_view text);

/// A word, quoted where other readers of YAML see a truth value, as in NO for Norway.
[[nodiscard]] std::string plain_word(std::string_view word);

/// A value on one line, as it may stand within brackets: `0.5`, `[MAR, ESP]`, `{name: compromise}`.
/// It reads back as an equal value.
[[nodiscard]] std::string flow_text(Node const& node);

}  // namespace parley
