#pragma once

#include <array>
#include <string_view>

namespace parley {

/// A word that cannot be the id of anything.
struct ReservedId {
    std::string_view word;
    std::string_view why;
    std::string_view remedy = "choose another id";
};

inline constexpr std::array<ReservedId, 5> reserved_ids{{
    {"all", "in lists it stands for a group"},
    {"soft", "in lists it stands for a group"},
    {"hard", "in lists it stands for a group"},
    {"drawn", "states drawn at random are described so"},
    {"bilateral", "results call the generated forums so",
     "choose another id; pairs of states are described in a section 'bilateral', beside 'forums'"},
}};

}  // namespace parley
