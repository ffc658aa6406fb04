#pragma once

#include "forum/declaration.hpp"
#include "forum/forum.hpp"
#include "forum/seating.hpp"

namespace parley {

/// Sets the table: what the members of a forum want, say, and have, on the issues of a seating.
///
/// Interests are the perceived ones; `in_force` is the policy of each member at this moment, and its
/// payoff, tension included, is the reservation value. red_line [N, K] as of the world.
[[nodiscard]] Table set_table(World const& world, Forum const& forum, Seating const& seating,
                              MatrixView red_line, Declaration const& declare);

}  // namespace parley
