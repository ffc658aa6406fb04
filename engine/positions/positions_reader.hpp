#pragma once

#include "document/mistake.hpp"
#include "document/node.hpp"
#include "positions/positions.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace parley {

/// Reads positions from a CSV file with the columns `actor,issue,position,salience,power`, and
/// optionally `status_quo`, `reservation` and `red_line`: a row for every actor and issue in which
/// it takes part. Every mistake is found in one reading.
///
/// Power and reservation value are the same in all rows of an actor, the status quo in all rows of
/// an issue. At most 2 000 actors, 500 issues, and 100 000 combinations of an actor and an issue.
/// Throws InputError.
[[nodiscard]] Positions read_positions(std::string const& path);

/// The same from the bytes of a file that messages call `shown`.
[[nodiscard]] Positions read_positions(std::string_view bytes, std::string shown);

/// The positions of some rows of a table, each a mapping of its cells by the names of
/// `position_columns`. Every mistake is added to `mistakes`, and then there are none.
[[nodiscard]] std::optional<Positions> collect_positions(std::span<Node const> rows,
                                                         Mistakes& mistakes);

}  // namespace parley
