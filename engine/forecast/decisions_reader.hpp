#pragma once

#include "forecast/decisions.hpp"
#include "forecast/power_table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace parley {

/// Which columns of a table hold what, besides what the actors want.
struct DecisionColumns {
    std::string group{};              ///< the table that a row is of; empty: see the readers
    std::string outcome{};            ///< what came of the issue; empty: none, or `out` where there
    std::string issue{};              ///< its name, in the wide layout; empty: `issue` or `isnr`
    std::string status_quo{};         ///< in the wide layout; empty: `rp` or `status_quo`
    std::vector<std::string> kind{};  ///< columns that the kinds of issues go by
};

/// Reads tables with a row for each actor and issue, in the columns of `read_positions` and those
/// named; without a group all is one table. Power comes from `power` where that is given.
///
/// A row or a table with a mistake is left out and named in `bad`; the others are read. Throws
/// InputError where the first line is wrong, or nothing is left.
[[nodiscard]] Dossiers read_long(Source const& source, DecisionColumns const& columns,
                                 std::optional<PowerTable> const& power);

/// Reads tables with a row for each issue: for each actor the columns `p<actor>`, its position from
/// 0 to 100, and `s<actor>`, its salience in per cent, which becomes a share. An empty position is
/// that of an actor that takes no part; a position without a salience counts with salience 0.
/// Without a group each row is a table; without `power` all have power 1. Columns that nobody asks
/// for are passed over.
[[nodiscard]] Dossiers read_wide(Source const& source, DecisionColumns const& columns,
                                 std::optional<PowerTable> const& power);

}  // namespace parley
