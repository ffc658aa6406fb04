#pragma once

#include "negotiation/outcome.hpp"
#include "negotiation/protocol.hpp"
#include "negotiation/table.hpp"

namespace parley {

/// The members vote, all at once, on proposed terms [K] under the table's decision rule.
///
/// A member objects when the terms give it less than its reservation value or cross one of its red
/// lines. If the rule passes, the terms are agreed and bind every member; the outvoted, whose red
/// lines then do not hold either, sign without consent. Otherwise the table breaks off, blocked by
/// every objector.
///
/// For the protocols that compute a proposal instead of building consent. One round; the trace
/// holds the proposal and one vote a member, `consenting` which way it went.
[[nodiscard]] Outcome vote(Table const& table, Vector terms, Trace trace);

}  // namespace parley
