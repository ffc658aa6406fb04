#pragma once

#include <string>

namespace parley {

/// A field of CSV [RFC 4180]: in quotes where it must be.
[[nodiscard]] std::string csv_field(std::string const& text);

/// A field that holds what somebody wrote, such as a name. Spreadsheets carry out what begins with
/// = + - @, a tabulator or a line end: an apostrophe before it makes it a text again. A number
/// stays one.
[[nodiscard]] std::string csv_text(std::string const& text);

}  // namespace parley
