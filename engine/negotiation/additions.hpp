#pragma once

#include "negotiation/catalogue.hpp"

#include <cstddef>
#include <functional>
#include <string_view>

namespace parley {

// What a program that has the library inside adds to the catalogue. It is then found by its name,
// as what the library brings along. Texts that are views must live as long as the program. None of
// these may be called while another thread reads the catalogue, as every reading of a scenario
// does.

/// A tactic of concession by time: what share of the range between the best that a member can hope
/// for and its reservation value is conceded at time t in (0, 1].
struct AddedTactic {
    std::string_view name;
    std::string_view about;
    std::function<double(double)> conceded;  ///< in [0, 1]; anything else ends the talks
};

/// Adds a protocol. Throws std::invalid_argument where the name is taken or nothing makes it.
void add_protocol(ProtocolEntry entry);

/// Adds the tactic to those that `alternating_offers` mixes, as its parameter `tactics.NAME`, a
/// weight. Throws std::invalid_argument where the name is taken.
void add_tactic(AddedTactic tactic);

/// How often something was added so far.
[[nodiscard]] std::size_t additions();

}  // namespace parley
