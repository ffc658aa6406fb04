#pragma once

#include <string>

namespace parley {

/// A field of CSV [RFC 4180]: in quotes where it must be.
[[nodiscard]] inline std::string csv_field(std::string const& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (char const c : text) {
        quoted += c == '"' ? "\"\"" : std::string{c};
    }
    return quoted + '"';
}

}  // namespace parley
