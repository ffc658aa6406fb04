#pragma once

#include "negotiation/outcome.hpp"
#include "negotiation/table.hpp"
#include "support/random_stream.hpp"

#include <functional>

namespace parley {

/// Should the moves of the talks be kept?
enum class Trace { none, moves };

/// A protocol of bargaining: a pure function from a table and a random stream to an outcome.
///
/// Equal arguments give equal outcomes. A protocol knows no forum, no world and no file. The table
/// has passed `Table::check`.
using Protocol = std::function<Outcome(Table const&, RandomStream&, Trace)>;

}  // namespace parley
