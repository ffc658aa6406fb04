#pragma once

#include "document/source.hpp"
#include "forecast/settlement.hpp"

#include <string>

namespace parley {

/// The weights of a settlement as a table with the columns `what,kind,name,value`:
///
///     column,,proc,1              the first column that kinds go by
///     weight,,duels,0.3           of all kinds
///     weight,COD/QMV,duels,0.25   of one kind
///     cases,COD/QMV,,120          that it was fitted on
///     past,,50,0.125              the share of past outcomes at 50
///
/// Numbers have full precision: what is written is read back as the same.
[[nodiscard]] std::string to_table(SettlementWeights const& weights);

/// Reads that table. Throws InputError where a row is none of these, a part is unknown or has no
/// weight, or weights or shares do not sum to 1 within 1e-6.
[[nodiscard]] SettlementWeights read_weights(Source const& source);

}  // namespace parley
