#pragma once

#include "document/mistake.hpp"
#include "document/node.hpp"
#include "scenario/format/table_columns.hpp"

#include <optional>
#include <string>

namespace parley {

/// What an actor wants on an issue, as a row of a file says it.
struct PositionRow {
    std::string actor{};
    std::string issue{};
    double position = 0.0;
    double salience = 0.0;
    double power = 0.0;
    std::optional<double> status_quo{};
    std::optional<double> reservation{};
    std::optional<double> red_line{};
    std::optional<double> gdp{};       ///< of the actor, USD a year
    std::optional<double> transfer{};  ///< of an issue that is money: USD a year at position 1
};

/// The columns that a file of positions may have.
[[nodiscard]] TableColumns position_columns();

/// Reads a row from its cells by column. Every mistake in it is added to `mistakes`, and then there
/// is no row. Names are a line of visible text of at most 100 bytes; positions, saliences and
/// powers are at most 1e12, so that payoffs stay finite.
[[nodiscard]] std::optional<PositionRow> read_position_row(Node const& cells, Mistakes& mistakes);

}  // namespace parley
