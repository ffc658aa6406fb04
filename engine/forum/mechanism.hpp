#pragma once

#include "forum/meeting.hpp"

#include <array>
#include <string_view>

namespace parley {

/// Which mechanism kept a table from an agreement, by the member that fell furthest short.
enum class Mechanism {
    gains_too_little,          ///< it gets more without agreement
    red_line,                  ///< its red line left no position open
    hopes_for_more_elsewhere,  ///< without what it hoped for in another forum it would have signed
    cost_of_signing,           ///< without the price of a signature it would have signed
    out_of_time,               ///< it had not yet conceded enough at the deadline
    too_few_others,            ///< it would have signed, but too few others would
    joined_and_left,           ///< no coalition was stable
    overtaken,                 ///< what was agreed found no consent on the day of signing
};
inline constexpr std::array<std::string_view, 8> mechanism_names{
    "gains_too_little", "red_line",       "hopes_for_more_elsewhere", "cost_of_signing",
    "out_of_time",      "too_few_others", "joined_and_left",          "overtaken"};

/// The mechanism of a table without agreement; none where it agreed or nobody blocked it.
///
/// Where a reservation value stood in the way, what raised it counts that alone made up the whole
/// shortfall s of that member: the outside option o (s <= o), or the price c of a signature
/// (s <= c), of both the greater; where it took both (s <= o + c) likewise. The member would have
/// taken the terms without; what the others would then have done is not said.
[[nodiscard]] std::optional<Mechanism> mechanism_of(Session const& session);

/// "gains too little", "red line", ...
[[nodiscard]] std::string in_words(Mechanism mechanism);

}  // namespace parley
