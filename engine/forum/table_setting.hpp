#pragma once

#include "forum/caucus.hpp"
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

/// The table of a forum with blocs: that of the seating, merged by voices, under the forum's rule, which
/// counts the states of a bloc together.
[[nodiscard]] Table set_table(World const& world, Forum const& forum, Seating const& seating,
                              MatrixView red_line, Declaration const& declare, Voices const& voices);

}  // namespace parley
