#pragma once

#include "document/mistake.hpp"
#include "document/node.hpp"

#include <vector>

namespace parley {

/// A table of text with the place of every cell. Unquoted cells have no spaces around them.
struct Csv {
    std::vector<Node> header;             ///< [columns] scalars
    std::vector<std::vector<Node>> rows;  ///< each of as many cells as the header
};

/// Reads comma-separated values [RFC 4180] with a header: quotes, doubled quotes, line breaks
/// within quotes; empty lines are passed over. At most a million cells.
///
/// Rows with too many or too few fields are added to `mistakes` and left out. Throws InputError
/// where the text is no such table.
[[nodiscard]] Csv parse_csv(Source const& source, Mistakes& mistakes);

}  // namespace parley
