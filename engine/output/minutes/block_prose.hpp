#pragma once

#include "output/minutes/outcome_objects.hpp"

#include <string>

namespace parley {

/// Why a member stood in the way of an agreement, in a sentence or two, made from an object of
/// `blocked_by`: what would have cost it how much, and what it hopes for in other forums.
[[nodiscard]] std::string block_in_prose(Json const& block);

}  // namespace parley
