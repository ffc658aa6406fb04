#pragma once

#include "scenario/format/key.hpp"

#include <string_view>

namespace parley {

// How the reference tells of lists of names.

/// What a list of names may also be: " or a group", ...
[[nodiscard]] constexpr std::string_view or_group(Named named)
{
    switch (named) {
        case Named::state:
            return ", a [group](#groups-and-exceptions), or `all except` some";
        case Named::issue:
            return " and kinds, or [`all except`](#groups-and-exceptions) some";
        case Named::authority:
            return ", or [`all except`](#groups-and-exceptions) some";
        case Named::forum:
        case Named::organisation:
            break;
    }
    return "";
}

/// How lists of names may be written, told once.
inline constexpr std::string_view groups_and_exceptions =
    "\n### Groups and exceptions\n\n"
    "A list of states may name groups of the section `groups`, beside states: `[maghreb, ESP]`. In "
    "the "
    "place of a list stands a group by itself, `maghreb`, or all of one but some: `all except "
    "ESP`, "
    "`maghreb except MAR and TUN`, in quotes where commas stand within braces. A state that "
    "several "
    "groups hold counts once. Groups may name groups, but not themselves. Lists of issues name "
    "kinds "
    "in the same way: `[asylum, hard]`, `all except asylum`, `hard except readmission`; a list of "
    "authorities may be `all except TEXAS`.\n";

}  // namespace parley
