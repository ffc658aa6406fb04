#pragma once

#include "negotiation/protocol.hpp"
#include "negotiation/red_line_box.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace parley {

/// How talks that build consent begin: what the red lines leave open, and which members sit down.
///
/// A member to whom no terms that the red lines allow give its reservation value (to
/// Table::tolerance) walks away before the first round. The talks are over then already if the rule
/// cannot pass without those who left, or if red lines leave no position open on an issue.
struct Opening {
    RedLineBox box;
    std::vector<char> staying;    ///< [n] who did not walk away; empty where red lines clash
    std::optional<Outcome> over;  ///< the end before the first round
};

/// Throws std::invalid_argument, naming the protocol, where a member has no reservation value. O(n
/// K).
[[nodiscard]] Opening open_talks(Table const& table, std::string_view protocol, Trace trace);

}  // namespace parley
